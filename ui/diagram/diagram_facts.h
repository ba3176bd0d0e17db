// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/explanation/unit_activity.h"
#include "core/project/model.h"
#include "core/training/training_config.h"
#include "ui/diagram/diagram_scene.h"

#include <memory>
#include <stop_token>

namespace netloom {

/// What a diagram tells of a network beyond its weights; null: not known.
struct DiagramFacts {
    std::shared_ptr<const ParameterSet> start;     ///< the weights that training starts from
    std::shared_ptr<const ParameterSet> gradients; ///< of the objective over the first rows of the training part
    std::shared_ptr<const NetworkActivity> activity;
    std::shared_ptr<const std::vector<std::vector<double>>> importance;
};

/// Of the training part at most so many rows are looked at.
inline constexpr Index factRows = 1000;

/// @param weights  null: the network has not been trained, and the facts are those of its starting weights
/// @param train    null: no data
/// @throws Error where the network cannot be built, Cancelled
DiagramFacts diagramFacts(const NetworkSpec& network, const TrainingConfig& config, Index inputs,
                          const std::shared_ptr<const ParameterSet>& weights,
                          const std::shared_ptr<const Dataset>& train, const std::stop_token& stop = {});

/// Puts the facts into a scene; a network that was not trained is shown with its starting weights.
void setFacts(DiagramScene& scene, const DiagramFacts& facts);

} // namespace netloom
