// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/matrix.h"
#include "core/csv/csv_writer.h"
#include "core/preparation/fitted_recipe.h"
#include "core/project/model.h"

#include <string>
#include <vector>

namespace netloom {

/// What a network says of the rows of a table.
struct Predictions {
    Matrix output; ///< outputs x rows: probabilities, or numbers in units of the target
    /// What was replaced on the way, counted, in sentences: values of a column that the network does not know, missing
    /// cells.
    std::vector<std::string> remarks;
    /// What makes the predictions worth little, in sentences to be told in any case: an input without a readable cell.
    std::vector<std::string> warnings;
};

/// Predicts every row of a table that has the columns of the training data; the target may be absent.
/// @throws Error naming the column that is missing or cannot be used
Predictions predictTable(const Model& model, const Table& table);

/// The table without its computed columns, with the predictions behind it, as CSV (RFC 4180, UTF-8):
/// "predicted_TARGET" (a word of the target, or a number), then "probability_CLASS" for each class. Texts that
/// a spreadsheet would run as a formula get an apostrophe in front.
/// @param cells  the table's cells as text, which are then written letter for letter: 100000 and ids of 18 digits stay
///               what they are; null: the table's values
/// @param form  how it is written; comma and decimal point where none is given
/// @param headings  false: the rows alone, behind those of another table
std::string predictionsCsv(const Table& table, const FittedRecipe& fitted, const Predictions& predictions,
                           const Table* cells = nullptr, bool headings = true, const CsvForm& form = {});

} // namespace netloom
