// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/explanation/counterfactual.h"
#include "core/explanation/explained_model.h"

#include <string>
#include <vector>

namespace netloom {

/// A cell that would have to be another.
struct ChangedCell {
    std::size_t column = 0; ///< in ExplainedModel::columns()
    std::string name;
    std::string from; ///< as the file has them
    std::string to;
};

struct WhatIfAnswer {
    std::vector<ChangedCell> cells;
    double cost = 0;
    std::string predicted;  ///< of the row with these cells
    double probability = 0; ///< of the wanted class
    Table row;              ///< the row with these cells, to be predicted or explained
};

/// What would have to change for another prediction: a statement about the network, no advice about the world.
struct WhatIf {
    std::string wanted; ///< class
    std::string current;
    bool already = false; ///< it is predicted as it is
    std::vector<WhatIfAnswer> answers;

    /// One sentence for each answer, or that there is none within the data's range.
    std::vector<std::string> words() const;
};

/// Columns of the table as they may change: ranges, resolution and scales of the training rows.
std::vector<ChangeableColumn> changeableColumns(const ExplainedModel& model, const std::vector<std::string>& frozen);

/// @param table, row  any table with the columns of the training data
/// @param wanted  class; empty: for two classes the other one
/// @param frozen  columns that stay as they are  @param threshold  of two classes
/// @throws Error where classes are not what is predicted, naming an unknown class or column; Cancelled
WhatIf whatIf(ExplainedModel& model, const Table& table, Index row, const std::string& wanted,
              const std::vector<std::string>& frozen, double threshold = 0.5, const std::stop_token& stop = {});

} // namespace netloom
