// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/network_spec.h"
#include "core/network/shared_parameters.h"
#include "core/preparation/fitted_recipe.h"
#include "core/project/run.h"

#include <memory>
#include <optional>

namespace netloom {

/// What predicts, is drawn, explained and exported: a network, its weights, and the preparation of what goes in and
/// comes out. Never changed once made; a copy shares weights and preparation, and may go to another thread.
struct Model {
    NetworkSpec network;
    SharedParameters weights;
    std::shared_ptr<const FittedRecipe> preparation; ///< null: trained without, or not known
};

/// A model with a preparation of its own.
Model modelWith(NetworkSpec network, SharedParameters weights, FittedRecipe preparation);

enum class WhichWeights { Last, Best };

/// The model of a run. Best: the weights of its best epoch, or the last ones where none were kept. None: not trained.
std::optional<Model> modelOf(const Run& run, WhichWeights which = WhichWeights::Last);

} // namespace netloom
