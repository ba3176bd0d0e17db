// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/model.h"
#include "core/project/prepared_data.h"

#include <QStringList>

#include <vector>

namespace netloom {

/// One row of the table on its way through the network, as the diagram shows it. A plain value.
struct RowActivity {
    Index row = 0;
    std::vector<std::vector<float>> columns; ///< output of every unit: the inputs, then layer by layer
    /// Of every unit for this row: as unitImportance(), with what the unit says in place of its spread.
    std::vector<std::vector<double>> importance;
    QStringList inputNotes; ///< beside each input: the cell, and what the network gets: "20.24 · −0.88"
    /// Beside each output, in one line or several: "p = 0.44" above "below 0.50: benign", "12.3 USD".
    QStringList outputNotes;
    QString actual;       ///< the target's cell; empty: none
    QString predicted;    ///< "benign", "12.3"
    double certainty = 0; ///< of a predicted class, 0 … 1
    bool wrong = false;   ///< a class that is not the actual one
    bool classes = false;
};

/// @param row  of the table  @throws Error naming column and row where it cannot be prepared
RowActivity rowActivity(const Model& model, const PreparedData& data, Index row);

/// The next row of those that the network gets wrong, behind `row` and then from the start; −1: none.
Index nextWrongRow(const Model& model, const PreparedData& data, Index row);

} // namespace netloom
