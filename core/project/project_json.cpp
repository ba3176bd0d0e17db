// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/project_json.h"

#include "core/base/error.h"
#include "core/files/json_mapping.h"
#include "core/layers/registry.h"
#include "core/losses/registry.h"
#include "core/metrics/registry.h"
#include "core/optimizers/registry.h"
#include "core/preparation/recipe_json.h"
#include "core/schedules/registry.h"

#include <algorithm>
#include <limits>
#include <set>

namespace netloom {

// One list of members per struct, for both directions. Not in an unnamed namespace: json_mapping.h has to find them.

template<typename Io>
static void jsonMembers(Io& io, ConstOrNot<GeneratorOptions> auto& value)
{
    io("points", value.points);
    io("noise", value.noise);
    io("seed", value.seed);
    io("formula", value.formula);
}

template<typename Io>
static void jsonMembers(Io& io, ConstOrNot<SplitConfig> auto& value)
{
    io("validation", value.validation);
    io("test", value.test);
    io("order", value.order);
    io("seed", value.seed);
}

template<typename Io>
static void jsonMembers(Io& io, ConstOrNot<LayerSpec> auto& value)
{
    io("type", value.type);
    io("name", value.name);
    io("fields", value.fields);
}

template<typename Io>
static void jsonMembers(Io& io, ConstOrNot<NetworkSpec> auto& value)
{
    io("inputs", value.inputs);
    io("output_follows_target", value.outputFollowsTarget);
    io("layers", value.layers);
}

template<typename Io>
static void jsonMembers(Io& io, ConstOrNot<EarlyStoppingConfig> auto& value)
{
    io("enabled", value.enabled);
    io("monitor", value.monitor);
    io("mode", value.mode);
    io("patience", value.patience);
    io("min_delta", value.minDelta);
    io("restore_best", value.restoreBest);
    io("start_from_epoch", value.startFromEpoch);
    io("has_baseline", value.hasBaseline);
    io("baseline", value.baseline);
}

template<typename Io>
static void jsonMembers(Io& io, ConstOrNot<PlateauConfig> auto& value)
{
    io("enabled", value.enabled);
    io("monitor", value.monitor);
    io("mode", value.mode);
    io("factor", value.factor);
    io("patience", value.patience);
    io("min_delta", value.minDelta);
    io("cooldown", value.cooldown);
    io("min_learning_rate", value.minLearningRate);
}

template<typename Io>
static void jsonMembers(Io& io, ConstOrNot<TrainingConfig> auto& value)
{
    io("optimizer", value.optimizer);
    io("schedule", value.schedule);
    io("loss", value.loss);
    io("loss_follows_target", value.lossFollowsTarget);
    io("metrics", value.metrics);
    io("metrics_follow_target", value.metricsFollowTarget);
    io("epochs", value.epochs);
    io("batch_size", value.batchSize);
    io("seed", value.seed);
    io("shuffle", value.shuffle);
    io("threads", value.threads);
    io("class_weights", value.classWeights);
    io("early_stopping", value.earlyStopping);
    io("reduce_lr", value.plateau);
    io("keep_best", value.keepBest);
}

template<typename Io>
static void jsonMembers(Io& io, ConstOrNot<ArrayEntry> auto& value)
{
    io("layer", value.layer);
    io("name", value.name);
    io("trainable", value.trainable);
    io("file", value.file);
}

namespace {

constexpr std::size_t kMostLayers = 10000;
constexpr std::size_t kMostMetrics = 1000;

JsonValue csvToJson(const CsvOptions& options)
{
    CsvOptions simple = options; // lists of words have a form of their own below
    simple.missingWords.reset();
    simple.kinds.clear();
    JsonObjectWriter io;
    for (const auto& [name, text] : csvOptionsToText(simple))
        io(name, text);
    if (options.missingWords)
        io("missing", *options.missingWords);
    if (!options.kinds.empty()) {
        JsonValue kinds = JsonValue::list();
        for (const auto& [column, kind] : options.kinds)
            kinds.items()->push_back(JsonValue::List{column, std::string(kindName(kind))});
        io("types", kinds);
    }
    return io.take();
}

CsvOptions csvFromJson(const JsonValue& json, const JsonPlace& place)
{
    CsvOptions options;
    JsonObjectReader io(json, place);
    for (const CsvOptionInfo& info : csvOptionInfos()) {
        if (info.name == "missing" || info.name == "type")
            continue;
        std::optional<std::string> text;
        io(info.name, text);
        try {
            if (text)
                setCsvOption(options, info.name, *text);
        } catch (const Error& e) {
            badJson(place.member(info.name), e.problem());
        }
    }
    std::vector<std::string> words;
    if (json.find("missing")) {
        io("missing", words);
        options.missingWords = std::move(words);
    }
    if (const JsonValue* kinds = io.known("types")) {
        const JsonPlace typesPlace = place.member("types");
        std::set<std::string_view> columns;
        const JsonValue::List& items = JsonObjectReader::listAt(*kinds, typesPlace);
        for (std::size_t i = 0; i < items.size(); ++i) {
            const JsonValue::List& pair = JsonObjectReader::listAt(items[i], typesPlace.item(i));
            const bool texts = pair.size() == 2 && pair[0].text() && pair[1].text();
            const std::optional<ColumnKind> kind = texts ? kindFromName(*pair[1].text()) : std::nullopt;
            if (!kind || !columns.insert(*pair[0].text()).second)
                badJson(typesPlace.item(i), "a column of its own and its type are expected");
            options.kinds.emplace_back(*pair[0].text(), *kind);
        }
    }
    io.finish();
    return options;
}

const char* sourceName(DataReference::Source source)
{
    switch (source) {
    case DataReference::Source::File:
        return "file";
    case DataReference::Source::Sample:
        return "sample";
    case DataReference::Source::None:
        break;
    }
    return "none";
}

JsonValue dataToJson(const DataReference& data)
{
    JsonObjectWriter io;
    io("source", std::string(sourceName(data.source)));
    io("path", data.path);
    io("relative_path", data.relativePath);
    io("sample", data.sample);
    io("generator", data.generator);
    io("csv", csvToJson(data.csv));
    io("bytes", data.bytes);
    io("sha256", data.sha256);
    return io.take();
}

void dataFromJson(const JsonValue& json, const JsonPlace& place, DataReference& data)
{
    JsonObjectReader io(json, place);
    std::string source = sourceName(data.source);
    io("source", source);
    if (source == "file")
        data.source = DataReference::Source::File;
    else if (source == "sample")
        data.source = DataReference::Source::Sample;
    else if (source != "none")
        badJson(place.member("source"), netloom::quoted(source) + " is not known");
    io("path", data.path);
    io("relative_path", data.relativePath);
    io("sample", data.sample);
    io("generator", data.generator);
    if (const JsonValue* csv = io.known("csv"))
        data.csv = csvFromJson(*csv, place.member("csv"));
    io("bytes", data.bytes);
    io("sha256", data.sha256);
    io.finish();
}

JsonValue checkpointToJson(const ProjectHeader& header)
{
    JsonObjectWriter io;
    io("weights", header.weights);
    io("best_weights", header.bestWeights);
    io("optimizer", header.optimizer);
    io("counters", header.project.checkpoint.counters);
    io("best_epoch", static_cast<std::int64_t>(header.project.checkpoint.history.bestEpoch));
    io("history", header.history);
    return io.take();
}

void checkpointFromJson(const JsonValue& json, const JsonPlace& place, ProjectHeader& header)
{
    JsonObjectReader io(json, place);
    io("weights", header.weights);
    io("best_weights", header.bestWeights);
    io("optimizer", header.optimizer);
    io("counters", header.project.checkpoint.counters);
    std::int64_t best = -1;
    io("best_epoch", best);
    if (best < -1 || best > std::numeric_limits<int>::max())
        badJson(place.member("best_epoch"), "a number of an epoch is expected");
    header.project.checkpoint.history.bestEpoch = static_cast<int>(best);
    io("history", header.history);
    io.finish();
}

/// Another room's reader takes text; its place is put behind ours.
template<typename Read>
auto readText(const JsonValue& json, const JsonPlace& place, Read read)
{
    try {
        return read(jsonText(json));
    } catch (const Error& e) {
        throw Error(e.problem(), place.path + (e.where().empty() ? "" : ", " + e.where()), e.remedy());
    }
}

/// What the rest of the program relies on without asking.
void check(Project& project, const JsonPlace& place)
{
    NetworkSpec& network = project.network;
    const JsonPlace layers = place.member("network").member("layers");
    if (network.layers.size() > kMostLayers)
        badJson(layers, "there are too many layers");
    if (network.inputs < 0 || network.inputs > 1000000000)
        badJson(place.member("network").member("inputs"), "a size from 0 on is expected");
    std::set<std::string_view> names;
    for (std::size_t i = 0; i < network.layers.size(); ++i) {
        LayerSpec& layer = network.layers[i];
        if (layer.name.empty() || !names.insert(layer.name).second)
            badJson(layers.item(i).member("name"), "a name that no other layer has is expected");
        checkTypes(layer.fields, findLayerType(layer.type), layers.item(i).member("fields"));
    }
    const JsonPlace training = place.member("training");
    TrainingConfig& config = project.training;
    const auto component = [&](ComponentSpec& spec, const ComponentInfo* info, const JsonPlace& at) {
        checkTypes(spec.fields, info, at.member("fields"));
    };
    component(config.optimizer, findOptimizer(config.optimizer.type), training.member("optimizer"));
    component(config.schedule, findSchedule(config.schedule.type), training.member("schedule"));
    component(config.loss, findLoss(config.loss.type), training.member("loss"));
    if (config.metrics.size() > kMostMetrics)
        badJson(training.member("metrics"), "there are too many metrics");
    for (std::size_t i = 0; i < config.metrics.size(); ++i)
        component(config.metrics[i], findMetric(config.metrics[i].type), training.member("metrics").item(i));
}

} // namespace

std::string projectHeaderText(const ProjectHeader& header)
{
    const Project& project = header.project;
    JsonObjectWriter io;
    io("format", kProjectFormat);
    io("data", dataToJson(project.data));
    io("recipe", parseJson(recipeToJson(project.recipe), "recipe"));
    io("split", project.split);
    io("network", project.network);
    io("training", project.training);
    if (project.fitted)
        io("fitted", parseJson(project.fitted->toJson(), "fitted"));
    io("checkpoint", checkpointToJson(header));
    return jsonText(io.take());
}

namespace {

ProjectHeader headerFromJson(const JsonValue& json, const JsonPlace& place, std::int64_t format)
{
    ProjectHeader header;
    Project& project = header.project;
    project.readOnly = format > kProjectFormat;
    JsonObjectReader io(json, place);
    io.known("format");
    if (const JsonValue* data = io.known("data"))
        dataFromJson(*data, place.member("data"), project.data);
    if (const JsonValue* recipe = io.known("recipe"))
        project.recipe = readText(*recipe, place.member("recipe"), recipeFromJson);
    io("split", project.split);
    io("network", project.network);
    io("training", project.training);
    if (const JsonValue* fitted = io.known("fitted"))
        project.fitted = readText(*fitted, place.member("fitted"), FittedRecipe::fromJson);
    if (const JsonValue* checkpoint = io.known("checkpoint"))
        checkpointFromJson(*checkpoint, place.member("checkpoint"), header);
    io.finish();
    check(project, place);
    return header;
}

} // namespace

ProjectHeader projectHeaderFromText(std::string_view text, const std::string& where)
{
    const JsonValue json = parseJson(text, where);
    JsonPlace place{where};
    const JsonValue* formatValue = json.find("format");
    if (!formatValue)
        badJson(place, "the format number is missing");
    std::int64_t format = 0;
    fromJson(*formatValue, place.member("format"), format);
    if (format < 1)
        badJson(place.member("format"), "a number from 1 on is expected");
    place.strict = format == kProjectFormat;
    try {
        return headerFromJson(json, place, format);
    } catch (const Error& e) {
        if (place.strict)
            throw;
        throw Error("the project was written by a newer version of Netloom, which this one does not understand (" +
                        e.problem() + ")",
                    e.where(), "Open it with that version.");
    }
}

} // namespace netloom
