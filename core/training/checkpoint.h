// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/field.h"
#include "core/network/shared_parameters.h"
#include "core/training/history.h"
#include "core/training/timeline.h"

namespace netloom {

/// Everything training needs to go on as if it had never stopped, from any batch. A plain value whose copies share the
/// weights; the project stores it.
struct Checkpoint {
    SharedParameters weights;
    SharedParameters bestWeights;    ///< empty: none kept
    SharedParameters optimizerState; ///< layer = tensor's layer, name = "<tensor>/<slot>", e.g. "kernel/m"
    FieldValues counters; ///< epoch, batch, iterations, random streams, early stopping, plateau, running sums …
    History history;
    Timeline timeline; ///< where it was recorded

    bool empty() const { return weights.empty(); }
    bool operator==(const Checkpoint&) const = default;
};

} // namespace netloom
