// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/model.h"

#include <utility>

namespace netloom {

Model modelWith(NetworkSpec network, SharedParameters weights, FittedRecipe preparation)
{
    return {std::move(network), std::move(weights), std::make_shared<const FittedRecipe>(std::move(preparation))};
}

std::optional<Model> modelOf(const Run& run, WhichWeights which)
{
    const Checkpoint& checkpoint = run.checkpoint;
    if (checkpoint.weights.empty())
        return std::nullopt;
    const bool best = which == WhichWeights::Best && !checkpoint.bestWeights.empty();
    return Model{run.network, best ? checkpoint.bestWeights : checkpoint.weights,
                 run.fitted ? std::make_shared<const FittedRecipe>(*run.fitted) : nullptr};
}

} // namespace netloom
