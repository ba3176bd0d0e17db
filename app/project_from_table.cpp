// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/project_from_table.h"

#include "app/output.h"
#include "app/output_file.h"
#include "app/project_access.h"
#include "app/usage_error.h"
#include "core/base/error.h"
#include "core/evaluation/measured_choice.h"
#include "core/formats/recognize.h"
#include "core/preparation/computed_columns.h"
#include "core/preparation/preparation_text.h"
#include "core/project/follow_target.h"
#include "core/project/new_project.h"
#include "core/suggestion/network_template.h"

#include <algorithm>

namespace netloom {

namespace {

DataReference referenceOf(const TableArguments& arguments)
{
    if (arguments.data.empty() == arguments.sample.empty())
        throw UsageError("either --data or --sample is needed");
    DataReference reference;
    if (arguments.sample.empty()) {
        reference.source = DataReference::Source::File;
        reference.path = arguments.data;
        reference.csv = arguments.csv;
        return reference;
    }
    if (!findSample(arguments.sample)) {
        std::string keys;
        for (const SampleInfo& sample : samples())
            keys += (keys.empty() ? "" : ", ") + sample.key;
        throw UsageError("there is no sample " + netloom::quoted(arguments.sample) + "; there are " + keys +
                         ", function");
    }
    reference.source = DataReference::Source::Sample;
    reference.sample = arguments.sample;
    reference.generator = arguments.generator;
    if (arguments.points)
        (arguments.sample == "random" ? reference.generator.rows : reference.generator.points) = *arguments.points;
    return reference;
}

/// Whether a layer written by the user is the output layer already. One unit for one output is, whatever its
/// activation: nobody means a bottleneck of one unit in front of another. So are as many units as there are classes, if
/// they answer with shares. A softmax is no hidden layer. @throws UsageError for one that does not fit the target
bool isOutput(const LayerSpec& layer, const TargetInfo& target)
{
    const FieldValue* units = layer.fields.find("units");
    if (layer.type != "dense" || !units)
        return false;
    const FieldValue* stored = layer.fields.find("activation");
    const FieldValue activation = stored ? *stored : FieldValue(std::string("linear"));
    const auto is = [&](std::string_view name) { return activation == FieldValue(std::string(name)); };
    if (*units == FieldValue(target.outputs()))
        return target.outputs() == 1 || is(target.activation()) ||
               (target.task != Task::Regression && (is("sigmoid") || is("softmax")));
    if (is("softmax") && target.outputs() > 0)
        throw UsageError("--layers: the last layer is an output of " + formatField(*units) +
                         " units, but this target takes " + countText(target.outputs()) + ' ' +
                         std::string(target.activation()) +
                         ". Give it as many, or leave it out: the output layer is added by itself. --no-output keeps "
                         "it as it is");
    return false;
}

void setLayers(NetworkSpec& network, const std::string& text, const TargetInfo& target, bool noOutput)
{
    try {
        network.layers = parseLayers(text);
    } catch (const Error& error) {
        throw UsageError("--layers: " + error.message());
    }
    if (network.layers.empty() || (!noOutput && !isOutput(network.layers.back(), target)))
        network.layers.push_back(
            {"dense",
             std::string(),
             {{"units", std::max<Index>(target.outputs(), 1)}, {"activation", std::string(target.activation())}}});
    LayerSpec& output = network.layers.back();
    if (const FieldValue* activation = output.fields.find("activation"))
        network.outputFollowsTarget = *activation == FieldValue(std::string(target.activation()));
    const auto named = [&](const LayerSpec& layer) { return &layer != &output && layer.name == "output"; };
    output.name =
        std::any_of(network.layers.begin(), network.layers.end(), named) ? freeLayerName(network, "output") : "output";
}

/// The table with the columns that are to be computed, which are inputs. @throws Error, UsageError
std::shared_ptr<const Table> addComputed(Recipe& recipe, const TableArguments& arguments,
                                         std::shared_ptr<const Table> table)
{
    for (const ColumnRecipe& column : arguments.computed) {
        if (recipe.find(column.column))
            throw UsageError("--compute: there is a column " + netloom::quoted(column.column) + " already");
        recipe.columns.push_back(column);
    }
    try {
        return withComputedColumns(std::move(table), recipe);
    } catch (const Error& error) {
        throw UsageError("--compute: " + error.message());
    }
}

/// Roles as wished. @throws UsageError where there is no such column
void setRoles(Recipe& recipe, const TableArguments& arguments)
{
    for (const auto& [name, role] : arguments.roles) {
        const auto found =
            std::find_if(recipe.columns.begin(), recipe.columns.end(),
                         [&wanted = name](const ColumnRecipe& column) { return column.column == wanted; });
        if (found == recipe.columns.end())
            throw UsageError("--role: there is no column " + netloom::quoted(name));
        found->role = role;
        found->reason = "chosen";
    }
}

/// Preparation as wished. @throws UsageError
void setPreparations(Recipe& recipe, const TableArguments& arguments)
{
    for (const auto& [name, text] : arguments.prepared) {
        const auto found =
            std::find_if(recipe.columns.begin(), recipe.columns.end(),
                         [&wanted = name](const ColumnRecipe& column) { return column.column == wanted; });
        if (found == recipe.columns.end())
            throw UsageError("--prepare: there is no column " + netloom::quoted(name));
        try {
            setPreparation(*found, text);
        } catch (const Error& error) {
            throw UsageError("--prepare: " + error.message());
        }
    }
}

/// Order of classes and positive class of every target, as wished.
void setClasses(Recipe& recipe, const TableArguments& arguments)
{
    for (ColumnRecipe& column : recipe.columns) {
        if (column.role != ColumnRole::Target)
            continue;
        if (!arguments.classes.empty())
            column.order = splitList(arguments.classes);
        if (!arguments.positive.empty())
            column.positive = arguments.positive;
    }
}

void refuseUnknownClasses(const TableArguments& arguments, const TargetInfo& target)
{
    for (const std::string& name : splitList(arguments.classes))
        if (std::find(target.classes.begin(), target.classes.end(), name) == target.classes.end())
            throw UsageError("--classes: the target " + netloom::quoted(target.column) +
                             (target.classes.empty() ? " has no classes" : " has no class " + netloom::quoted(name)));
    if (!arguments.positive.empty() && target.task != Task::Binary && target.task != Task::MultiBinary)
        throw UsageError("--positive: the target " + netloom::quoted(target.column) + " does not have two classes");
}

const NetworkTemplate* templateOf(const TableArguments& arguments)
{
    const int ways =
        (arguments.layers ? 1 : 0) + (arguments.networkTemplate.empty() ? 0 : 1) + (arguments.measured ? 1 : 0);
    if (ways > 1)
        throw UsageError("--layers, --template and --measured exclude each other");
    if (arguments.networkTemplate.empty())
        return nullptr;
    const NetworkTemplate* kind = findNetworkTemplate(arguments.networkTemplate);
    if (kind)
        return kind;
    std::string keys;
    for (const NetworkTemplate* known : networkTemplates())
        keys += (keys.empty() ? "" : ", ") + known->key;
    throw UsageError("--template: there is no template " + netloom::quoted(arguments.networkTemplate) + "; there are " +
                     keys);
}

} // namespace

void addTask(Arguments& arguments, TableArguments& table)
{
    std::string keys;
    for (const SampleInfo& sample : samples())
        keys += (keys.empty() ? "" : ", ") + sample.key;
    arguments.text("--sample", table.sample, "KEY", "a bundled data set instead: " + keys + ", function");
    arguments.text("--target", table.target, "COLUMN",
                   "the column to predict, or several: \"a,b\"; guessed when not given");
    const auto takeRole = [&table](const std::string& value) {
        const std::size_t equals = value.rfind('=');
        for (const ColumnRole role :
             {ColumnRole::Ignore, ColumnRole::Input, ColumnRole::Target, ColumnRole::Weight, ColumnRole::Split}) {
            if (equals != std::string::npos && equals > 0 && value.substr(equals + 1) == roleName(role)) {
                table.roles.emplace_back(value.substr(0, equals), role);
                return;
            }
        }
        throw UsageError("--role: COLUMN=ignore|input|target|weight|split is needed, not " + netloom::quoted(value));
    };
    arguments.add({"--role",
                   "what a column is used for: ignore, input, target, weight or split; may be repeated",
                   "COLUMN=ROLE",
                   {},
                   Argument::Values::Repeated,
                   false,
                   takeRole});
    const auto takePrepared = [&table](const std::string& value) {
        const std::size_t equals = value.rfind('=');
        if (equals == std::string::npos || equals == 0)
            throw UsageError("--prepare: COLUMN=HOW is needed, not " + netloom::quoted(value));
        table.prepared.emplace_back(value.substr(0, equals), value.substr(equals + 1));
    };
    arguments.add({"--prepare",
                   "how a column is prepared: impute:mean|median|most_frequent|drop_row|NUMBER, "
                   "encode:number|one_hot|ordinal, scale:standard|min_max|robust|none, log, clip:NUMBER, with commas "
                   "between them; may be repeated",
                   "COLUMN=HOW",
                   {},
                   Argument::Values::Repeated,
                   false,
                   takePrepared});
    const auto takeComputed = [&table](const std::string& value) {
        try {
            table.computed.push_back(parseComputed(value));
        } catch (const Error& error) {
            throw UsageError("--compute: " + error.message());
        }
    };
    arguments.add({"--compute",
                   "a further column from a formula over others, such as \"xx = x*x\"; may be repeated",
                   "NAME=FORMULA",
                   {},
                   Argument::Values::Repeated,
                   false,
                   takeComputed});
    arguments.text("--positive", table.positive, "CLASS", "which of two classes counts as positive");
    arguments.text("--classes", table.classes, "LIST", "the order of the classes, such as \"low,middle,high\"");
}

void addGenerator(Arguments& arguments, TableArguments& table)
{
    const std::string group = "Generated samples";
    GeneratorOptions& generator = table.generator;
    arguments.number<Index>("--points", table.points, 1, 1'000'000, "how many points, or rows of random data").group =
        group;
    arguments.number<double>("--noise", generator.noise, 0, 0.5, "share of noise, 0 to 0.5").group = group;
    arguments.number<std::uint64_t>("--points-seed", generator.seed, 0, UINT64_MAX, "which points").group = group;
    arguments.anyText("--formula", generator.formula, "TEXT", "for --sample function, such as \"y > 3*sin(x)\"").group =
        group;
}

void takeSuggestion(Project& project, const Suggestion& suggestion, const TargetInfo& target,
                    const SettingTexts& settings)
{
    const Index inputs = project.run().network.inputs();
    project.run().network = suggestion.network;
    project.run().network.setInputs(inputs);
    project.run().training = suggestion.training;
    applySettings(project, settings);
    followTarget(project.run().network, project.run().training, target);
}

TableProject projectFromTable(const TableArguments& arguments)
{
    DataReference reference = referenceOf(arguments);
    if (!arguments.output.empty())
        requireOutput(arguments.output, OutputKind::Project, {{arguments.data, "data"}});
    const NetworkTemplate* kind = templateOf(arguments);
    Project project;
    applySettings(project, arguments.settings); // a wrong key is told before a large file is read
    if (arguments.layers)
        setLayers(project.run().network, *arguments.layers, TargetInfo(), arguments.noOutput);

    std::vector<CsvWarning> warnings;
    if (reference.source == DataReference::Source::File)
        requireTable(reference.path);
    std::shared_ptr<const Table> table = loadTable(reference, {}, &warnings);
    tellWarnings(warnings);
    project = newProject(reference, *table, arguments.target);
    table = addComputed(project.recipe, arguments, std::move(table));
    setRoles(project.recipe, arguments);
    setPreparations(project.recipe, arguments);
    tellLeftOut(project.recipe);
    if (!arguments.roles.empty() || !arguments.computed.empty() || !arguments.prepared.empty())
        suggestNetwork(project, *table); // fits the inputs there are
    setClasses(project.recipe, arguments);
    const SplitConfig split = project.run().split;
    applySettings(project, arguments.settings);
    if (project.run().split != split) {
        suggestNetwork(project, *table); // fits the rows there are to train on
        applySettings(project, arguments.settings);
    }
    PreparedData prepared = prepare(table, project.recipe, project.run().split);
    tellWarnings(prepared.warnings);
    const TargetInfo& target = prepared.fitted.target();
    refuseUnknownClasses(arguments, target);
    if (target.task == Task::None)
        throw Error("there is no column to predict", {}, "Name one with --target.");
    project.run().network.setInputs(static_cast<Index>(prepared.fitted.features().size()));
    if (arguments.layers) {
        // One's own network is trained by the plain settings that --help lists, not by those made for another one.
        project.run().training = TrainingConfig();
        applySettings(project, arguments.settings);
        setLayers(project.run().network, *arguments.layers, target, arguments.noOutput);
    }
    if (kind)
        takeSuggestion(
            project,
            kind->make(prepared.facts, static_cast<Index>(prepared.split.validation.size()), project.run().training),
            target, arguments.settings);
    if (arguments.measured)
        takeSuggestion(
            project,
            measureNetworks(*table, project.recipe, project.run().split, prepared.split, project.run().training)
                .choice()
                .suggestion,
            target, arguments.settings);
    followTarget(project.run().network, project.run().training, target);
    refuseFaults(project, target);
    referFrom(project.data, arguments.output);
    return {std::move(project), std::move(prepared)};
}

} // namespace netloom
