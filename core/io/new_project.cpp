// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/workspace.h"

#include "core/data/column_values.h"

#include <algorithm>

namespace netloom {

namespace {

/// First settings that reach a good result within seconds on a set of this kind.
void tuneFor(const SampleInfo& sample, TrainingConfig& config)
{
    if (!sample.twoFeatures)
        return;
    config.optimizer = {"adam", {{"learning_rate", 0.01}}};
    config.batchSize = 10;
    config.epochs = 200;
}

void setMetrics(TrainingConfig& config, const TargetInfo& target)
{
    if (!config.metricsFollowTarget || target.task == Task::None)
        return;
    config.metrics = target.task == Task::Regression
                         ? std::vector<ComponentSpec>{{"r2_score", {}}, {"mean_absolute_error", {}}}
                         : std::vector<ComponentSpec>{{"accuracy", {}}, {"f1_score", {}}};
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

Project newProject(const DataReference& reference, const Table& table, std::string_view target)
{
    Project project;
    project.data = reference;
    const SampleInfo* sample =
        reference.source == DataReference::Source::Sample ? findSample(reference.sample) : nullptr;
    if (sample && (target.empty() || target == sample->target)) // a formula of one's own may give another column
        target = table.find(sample->target) >= 0 ? std::string_view(sample->target) : std::string_view();
    project.recipe = guessRecipe(table, target);
    for (const ColumnRecipe& column : project.recipe.columns)
        if (column.role == ColumnRole::Split)
            project.split.order = column.column;

    const std::vector<Index> rows = rowsWithTarget(project.recipe, table);
    if (rows.size() < 20) {
        // Parts of two or three rows measure nothing.
        project.split.validation = 0;
        project.split.test = 0;
    }
    const Split split = makeSplit(project.split, table, rows, stratifyBy(table, project.recipe));
    const FittedRecipe fitted = FittedRecipe::fit(project.recipe, table, split.train);
    const TargetInfo& info = fitted.target();
    const auto inputs = static_cast<Index>(fitted.features().size());
    const Index outputs = std::max<Index>(info.outputs(), 1);
    const std::string activation(info.activation());
    if (sample && !sample->layers.empty()) {
        project.network.layers =
            parseLayers(sample->layers + ", dense " + numberLabel(static_cast<double>(outputs)) + " " + activation);
        project.network.layers.back().name = "output";
    } else
        project.network = suggestNetwork(inputs, outputs, activation);
    project.network.inputs = inputs;
    if (sample)
        tuneFor(*sample, project.training);
    followTarget(project.network, project.training, info);
    return project;
}

} // namespace netloom
