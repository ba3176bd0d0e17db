// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/csv/csv_reader.h"
#include "core/project/project.h"
#include "core/suggestion/table_facts.h"
#include "core/training/training_data.h"

#include <memory>
#include <string>

namespace netloom {

/// A project's data, loaded and prepared: what window and command line both work with.
struct PreparedData {
    std::shared_ptr<const Table> table;
    std::vector<CsvWarning> warnings;
    Split split;
    std::vector<RowPart> parts; ///< of every row of the table
    FittedRecipe fitted;
    TableFacts facts;  ///< what a first network is chosen by
    TrainingData data; ///< train and validation
    std::shared_ptr<const Dataset> test;
};

/// Loads the table of a project's data reference (sample or file; a relative path is tried from `projectFolder` first).
/// With a `projectFolder` data outside of it are read only where size and hash are those of the reference; without one
/// the path is the user's own choice. Fills size, hash and complete CSV options into `reference`. @throws Error,
/// CsvError, Cancelled
std::shared_ptr<const Table> loadTable(DataReference& reference, const std::string& projectFolder,
                                       std::vector<CsvWarning>* warnings = nullptr, const std::stop_token& stop = {},
                                       const ProgressFunction& progress = {});

/// Computes the columns that the recipe has formulas for, splits, fits the recipe on the training rows and makes the
/// data sets. @throws Error
PreparedData prepare(std::shared_ptr<const Table> table, const Recipe& recipe, const SplitConfig& split);

} // namespace netloom
