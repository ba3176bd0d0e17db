// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/files/json.h"
#include "core/network/network_spec.h"
#include "core/preparation/fitted_recipe.h"
#include "core/preparation/split.h"
#include "core/training/checkpoint.h"
#include "core/training/training_config.h"

#include <optional>
#include <string>
#include <vector>

namespace netloom {

/// A network, how it is trained, and what has come of it so far. A plain value; weights are shared by its copies.
struct Run {
    std::string id = "run1"; ///< unique in the project, of letters, digits and "-_"
    std::string name;        ///< as the user called it; empty: not named
    std::string color;       ///< "#rrggbb", of its curves behind those of another run; empty: grey
    SplitConfig split;
    NetworkSpec network;
    TrainingConfig training;
    std::optional<FittedRecipe> fitted; ///< the preparation the weights were trained with
    Checkpoint checkpoint;              ///< weights and history; empty: not trained
    std::vector<JsonMember> unknown;    ///< what a version with more to say wrote of it; kept as it is
};

} // namespace netloom
