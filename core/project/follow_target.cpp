// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/follow_target.h"

namespace netloom {

namespace {

void setMetrics(TrainingConfig& config, const TargetInfo& target)
{
    if (!config.metricsFollowTarget || target.task == Task::None)
        return;
    using Metrics = std::vector<ComponentSpec>;
    if (target.task == Task::Regression)
        config.metrics = Metrics{{"r2_score", {}}, {"mean_absolute_error", {}}};
    else if (target.task == Task::MultiBinary) // the largest output says nothing where several may be a yes
        config.metrics = Metrics{{"binary_accuracy", {}}, {"exact_match", {}}};
    else
        config.metrics = Metrics{{"accuracy", {}}, {"f1_score", {}}};
}

} // namespace

void followTarget(NetworkSpec& network, TrainingConfig& config, const TargetInfo& target)
{
    if (target.task == Task::None)
        return;
    if (const int output = outputLayer(network); network.outputFollowsTarget && output >= 0) {
        FieldValues& fields = network.layers[static_cast<std::size_t>(output)].fields;
        fields.set("units", target.outputs());
        fields.set("activation", std::string(target.activation()));
    }
    if (config.lossFollowsTarget && config.loss.type != target.loss())
        config.loss = {std::string(target.loss()), {}};
    setMetrics(config, target);
}

} // namespace netloom
