// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/preparation/fitted_recipe.h"

#include <map>
#include <string>
#include <vector>

namespace netloom {

/// What was replaced on the way to predictions, counted by column over any number of tables that follow each other.
class PredictionRemarks
{
public:
    /// @param firstRow  of the table in the whole
    void add(const FittedRecipe& fitted, const Table& table, Index firstRow = 0);

    /// Sentences: values that the network does not know, missing cells, numbers past all measure.
    std::vector<std::string> remarks() const;
    /// What makes the predictions worth little, to be told in any case: an input without a readable cell.
    std::vector<std::string> warnings() const;

private:
    struct Counts {
        Index unknown = 0;   ///< values of a one-hot column that did not occur in training
        std::string example; ///< the first of them, and its row
        Index missing = 0;
        Index huge = 0; ///< too far from those of training to be computed with
    };
    Index m_rows = 0;
    std::vector<std::string> m_columns; ///< in the recipe's order
    std::map<std::string, Counts> m_counts;
};

} // namespace netloom
