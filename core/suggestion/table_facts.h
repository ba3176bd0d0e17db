// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/preparation/fitted_recipe.h"
#include "core/preparation/recipe.h"
#include "core/preparation/split.h"

namespace netloom {

/// What a first network is chosen by: sizes, and what the target asks for. A plain value.
struct TableFacts {
    Index rows = 0;   ///< training rows
    Index inputs = 0; ///< after preparation
    Index outputs = 1;
    Task task = Task::None;
    /// Of one target with classes: the rows of its rarest class over those that every class had if all were equally
    /// frequent, counted in the training rows; 1 for other targets.
    double rarestShare = 1;

    std::string_view activation() const; ///< of the output layer
};

/// @param split  the training rows are looked at, no others
TableFacts tableFacts(const Table& table, const FittedRecipe& fitted, const Split& split);

} // namespace netloom
