// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/workspace.h"

#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/data/column_values.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace netloom
{

namespace
{

namespace fs = std::filesystem;

/// The file of a reference: beside the project if it is there, else where it was opened last.
std::string locate(const DataReference& reference, const std::string& projectFolder)
{
    std::error_code ignored;
    if (!reference.relativePath.empty() && !projectFolder.empty()) {
        const fs::path beside = fs::path(projectFolder) / reference.relativePath;
        if (fs::is_regular_file(beside, ignored))
            return fs::absolute(beside, ignored).lexically_normal().string();
    }
    if (reference.path.empty())
        throw Error("The data file " + netloom::quoted(reference.relativePath) + " was not found", {},
                    "Choose the file again, or put it beside the project.");
    const fs::path absolute = fs::absolute(reference.path, ignored);
    return ignored ? reference.path : absolute.lexically_normal().string();
}

std::string hashOfFile(const std::string& path, std::int64_t& bytes, const std::stop_token& stop)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        throw Error("The file cannot be opened", path, "Check that it is there and that you may read it.");
    Sha256 hash;
    std::string buffer(std::size_t(1) << 20, '\0');
    bytes = 0;
    while (file) {
        if (stop.stop_requested())
            throw Cancelled();
        file.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        const auto count = static_cast<std::size_t>(file.gcount());
        hash.add(std::string_view(buffer).substr(0, count));
        bytes += static_cast<std::int64_t>(count);
    }
    if (!file.eof())
        throw Error("The file cannot be read to its end", path, "Check the disk, or copy the file elsewhere.");
    return hash.hex();
}

const Column* stratifyBy(const Table& table, const Recipe& recipe)
{
    const Column* target = nullptr;
    for (const ColumnRecipe& column : recipe.columns) {
        if (column.role != ColumnRole::Target)
            continue;
        const Index place = table.find(column.column);
        if (target || place < 0)
            return nullptr; // several targets have no classes in common
        target = &table.columns[static_cast<std::size_t>(place)];
        if (column.encode == "number" || (column.encode == "auto" && !readsAsClasses(*target)))
            return nullptr;
    }
    return target;
}

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

std::shared_ptr<const Table> loadTable(DataReference& reference, const std::string& projectFolder,
                                       std::vector<CsvWarning>* warnings, std::stop_token stop,
                                       const CsvProgress& progress)
{
    switch (reference.source) {
    case DataReference::Source::None:
        break;
    case DataReference::Source::Sample:
        return std::make_shared<const Table>(loadSample(reference.sample, reference.generator));
    case DataReference::Source::File: {
        const std::string path = locate(reference, projectFolder);
        CsvResult result = readCsv(path, reference.csv, stop, progress);
        std::int64_t bytes = 0;
        const std::string hash = hashOfFile(path, bytes, stop);
        if (!reference.sha256.empty() && reference.sha256 != hash)
            result.warnings.push_back({"The data file has changed since the project was saved.", 0, 0, 1});
        reference.path = path;
        reference.csv = std::move(result.options);
        reference.bytes = bytes;
        reference.sha256 = hash;
        if (warnings)
            *warnings = std::move(result.warnings);
        return std::make_shared<const Table>(std::move(result.table));
    }
    }
    throw Error("The project has no data yet", {}, "Open a CSV file or a sample.");
}

Workspace prepare(std::shared_ptr<const Table> table, const Recipe& recipe, const SplitConfig& split)
{
    Workspace workspace;
    const std::vector<Index> rows = rowsWithTarget(recipe, *table);
    if (rows.empty())
        throw Error(table->rows == 0 ? "The data has no rows" : "No row has a target", {},
                    "Choose another target column, or load other data.");
    workspace.split = makeSplit(split, *table, rows, stratifyBy(*table, recipe));
    workspace.fitted = FittedRecipe::fit(recipe, *table, workspace.split.train);
    const auto make = [&](const std::vector<Index>& part) {
        return std::make_shared<const Dataset>(workspace.fitted.transform(*table, part));
    };
    workspace.data.train = make(workspace.split.train);
    workspace.data.validation = make(workspace.split.validation);
    workspace.test = make(workspace.split.test);
    if (const Index left = table->rows - static_cast<Index>(rows.size()); left > 0)
        workspace.warnings.push_back({"Rows without a target are left out.", 0, 0, left});
    workspace.table = std::move(table);
    return workspace;
}

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
    if (target.empty() && sample && table.find(sample->target) >= 0)
        target = sample->target;
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
    if (sample && !sample->layers.empty())
        project.network.layers =
            parseLayers(sample->layers + ", dense " + numberLabel(static_cast<double>(outputs)) + " " + activation);
    else
        project.network = suggestNetwork(inputs, outputs, activation);
    project.network.inputs = inputs;
    if (sample)
        tuneFor(*sample, project.training);
    followTarget(project.network, project.training, info);
    return project;
}

} // namespace netloom
