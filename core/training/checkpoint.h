// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/field.h"
#include "core/network/parameters.h"
#include "core/training/history.h"

namespace netloom {

/// Everything training needs to go on as if it had never stopped, from any batch. A plain value; the project stores it.
struct Checkpoint {
    ParameterSet weights;
    ParameterSet bestWeights;    ///< empty: none kept
    ParameterSet optimizerState; ///< layer = tensor's layer, name = "<tensor>/<slot>", e.g. "kernel/m"
    FieldValues counters; ///< epoch, batch, iterations, random streams, early stopping, plateau, running sums …
    History history;

    bool empty() const { return weights.empty(); }
    bool operator==(const Checkpoint&) const = default;
};

} // namespace netloom
