// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/project_json.h"

#include "core/base/error.h"
#include "core/callbacks/registry.h"
#include "core/files/json_mapping.h"
#include "core/layers/registry.h"
#include "core/losses/registry.h"
#include "core/metrics/registry.h"
#include "core/optimizers/registry.h"
#include "core/preparation/recipe_json.h"
#include "core/project/format_1.h"
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
    io("rows", value.rows);
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

static void takeShape(JsonObjectWriter&, const NetworkSpec&, const std::vector<std::int64_t>&) {}

static void takeShape(JsonObjectReader& io, NetworkSpec& network, const std::vector<std::int64_t>& shape)
{
    constexpr std::int64_t kMost = 1000000000;
    std::int64_t size = 1;
    for (const std::int64_t axis : shape) {
        if (axis < 0 || axis > kMost || (axis > 0 && size > kMost / axis))
            badJson(io.place().member("input_shape"), "sizes from 0 on are expected");
        size *= axis;
    }
    if (shape.empty() || shape.size() > Shape::kMostAxes)
        badJson(io.place().member("input_shape"), "one to four sizes are expected");
    network.inputShape = Shape(std::span<const Index>(shape));
}

template<typename Io>
static void jsonMembers(Io& io, ConstOrNot<NetworkSpec> auto& value)
{
    std::vector<std::int64_t> shape(value.inputShape.axes().begin(), value.inputShape.axes().end());
    io("input_shape", shape);
    takeShape(io, value, shape);
    io("output_follows_target", value.outputFollowsTarget);
    io("layers", value.layers);
}

template<typename Io>
static void jsonMembers(Io& io, ConstOrNot<CallbackSpec> auto& value)
{
    io("type", value.type);
    io("enabled", value.enabled);
    io("fields", value.fields);
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
    io("callbacks", value.callbacks);
    io("keep_best", value.keepBest);
    io("measure_loss", value.measureLoss);
    io("measure_norms", value.measureNorms);
}

template<typename Io>
static void jsonMembers(Io& io, ConstOrNot<ArrayEntry> auto& value)
{
    io("layer", value.layer);
    io("name", value.name);
    io("trainable", value.trainable);
    io("file", value.file);
}

template<typename Io>
static void jsonMembers(Io& io, ConstOrNot<StoredTimeline::Frame> auto& value)
{
    io("epoch", value.epoch);
    io("best_epoch", value.bestEpoch);
    io("best", value.best);
    io("counters", value.counters);
}

template<typename Io>
static void jsonMembers(Io& io, ConstOrNot<StoredTimeline> auto& value)
{
    io("stride", value.stride);
    io("iteration", value.iteration);
    io("frames", value.frames);
    io("weights", value.weights);
    io("best_weights", value.bestWeights);
    io("optimizer", value.optimizer);
}

namespace {

constexpr std::size_t kMostLayers = 10000;
constexpr std::size_t kMostMetrics = 1000;
constexpr std::size_t kMostRuns = 100000;

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
    std::string source(sourceName(data.source));
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

JsonValue checkpointToJson(const Checkpoint& checkpoint, const RunArrays& arrays)
{
    JsonObjectWriter io;
    io("weights", arrays.weights);
    io("best_weights", arrays.bestWeights);
    io("optimizer", arrays.optimizer);
    io("counters", checkpoint.counters);
    io("best_epoch", static_cast<std::int64_t>(checkpoint.history.bestEpoch));
    io("history", arrays.history);
    return io.take();
}

void checkpointFromJson(const JsonValue& json, const JsonPlace& place, Checkpoint& checkpoint, RunArrays& arrays)
{
    JsonObjectReader io(json, place);
    io("weights", arrays.weights);
    io("best_weights", arrays.bestWeights);
    io("optimizer", arrays.optimizer);
    io("counters", checkpoint.counters);
    std::int64_t best = -1;
    io("best_epoch", best);
    if (best < -1 || best > std::numeric_limits<int>::max())
        badJson(place.member("best_epoch"), "a number of an epoch is expected");
    checkpoint.history.bestEpoch = static_cast<int>(best);
    io("history", arrays.history);
    io.finish();
}

constexpr const char* kEventKinds[] = {"edit", "rate", "stop", "diverged"};

JsonValue eventsToJson(const std::vector<HistoryEvent>& events)
{
    JsonValue list = JsonValue::list();
    for (const HistoryEvent& event : events)
        list.append(JsonValue::object({{"epoch", event.epoch},
                                       {"kind", kEventKinds[static_cast<std::size_t>(event.kind)]},
                                       {"text", event.text}}));
    return list;
}

/// A kind of a newer version counts as an edit.
std::vector<HistoryEvent> eventsFromJson(const JsonValue& json, const JsonPlace& place)
{
    std::vector<HistoryEvent> events;
    for (const JsonValue& item : JsonObjectReader::listAt(json, place)) {
        const JsonPlace at = place.item(events.size());
        JsonObjectReader io(item, at);
        std::int64_t epoch = 0;
        std::string kind;
        HistoryEvent event;
        io("epoch", epoch);
        io("kind", kind);
        io("text", event.text);
        if (epoch < 0 || epoch > std::numeric_limits<int>::max())
            badJson(at.member("epoch"), "a number of an epoch is expected");
        event.epoch = static_cast<int>(epoch);
        const auto found = std::find(std::begin(kEventKinds), std::end(kEventKinds), kind);
        if (found != std::end(kEventKinds))
            event.kind = static_cast<HistoryEvent::Kind>(found - std::begin(kEventKinds));
        events.push_back(std::move(event));
    }
    return events;
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
void check(Run& run, const JsonPlace& place)
{
    NetworkSpec& network = run.network;
    const JsonPlace layers = place.member("network").member("layers");
    if (network.layers.size() > kMostLayers)
        badJson(layers, "there are too many layers");
    std::set<std::string_view> names;
    for (std::size_t i = 0; i < network.layers.size(); ++i) {
        LayerSpec& layer = network.layers[i];
        if (layer.name.empty() || !names.insert(layer.name).second)
            badJson(layers.item(i).member("name"), "a name that no other layer has is expected");
        checkTypes(layer.fields, findLayerType(layer.type), layers.item(i).member("fields"));
    }
    const JsonPlace training = place.member("training");
    TrainingConfig& config = run.training;
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
    std::set<std::string_view> types;
    for (std::size_t i = 0; i < config.callbacks.size(); ++i) {
        const JsonPlace at = training.member("callbacks").item(i);
        component(config.callbacks[i], findCallback(config.callbacks[i].type), at);
        if (!types.insert(config.callbacks[i].type).second)
            badJson(at.member("type"), "a callback that is not in the list yet is expected");
    }
}

bool isRunId(std::string_view id)
{
    constexpr std::size_t kLongest = 64;
    const auto isPlain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    };
    return !id.empty() && id.size() <= kLongest && std::all_of(id.begin(), id.end(), isPlain);
}

JsonValue runToJson(const Run& run, const RunArrays& arrays)
{
    JsonObjectWriter io;
    io("id", run.id);
    io("name", run.name);
    io("color", run.color);
    io("split", run.split);
    io("network", run.network);
    io("training", run.training);
    if (run.fitted)
        io("fitted", parseJson(run.fitted->toJson(), "fitted"));
    io("checkpoint", checkpointToJson(run.checkpoint, arrays));
    // Beside the checkpoint, where versions that do not know them keep them.
    if (!run.checkpoint.history.events.empty())
        io("events", eventsToJson(run.checkpoint.history.events));
    if (!arrays.timeline.frames.empty())
        io("timeline", arrays.timeline);
    for (const JsonMember& member : run.unknown)
        io(member.name, member.value);
    return io.take();
}

void runFromJson(const JsonValue& json, const JsonPlace& place, Run& run, RunArrays& arrays)
{
    JsonObjectReader io(json, place);
    io("id", run.id);
    io("name", run.name);
    io("color", run.color);
    io("split", run.split);
    io("network", run.network);
    io("training", run.training);
    if (const JsonValue* fitted = io.known("fitted"))
        run.fitted = readText(*fitted, place.member("fitted"), FittedRecipe::fromJson);
    if (const JsonValue* checkpoint = io.known("checkpoint"))
        checkpointFromJson(*checkpoint, place.member("checkpoint"), run.checkpoint, arrays);
    if (const JsonValue* events = io.known("events"))
        run.checkpoint.history.events = eventsFromJson(*events, place.member("events"));
    io("timeline", arrays.timeline);
    run.unknown = io.rest();
    check(run, place);
}

void runsFromJson(const JsonValue& json, const JsonPlace& place, ProjectHeader& header)
{
    const JsonValue::List& items = JsonObjectReader::listAt(json, place);
    if (items.empty() || items.size() > kMostRuns)
        badJson(place, "a list with a run is expected");
    header.project.runs.assign(items.size(), {});
    header.arrays.resize(items.size());
    std::set<std::string_view> ids;
    for (std::size_t i = 0; i < items.size(); ++i) {
        Run& run = header.project.runs[i];
        runFromJson(items[i], place.item(i), run, header.arrays[i]);
        if (!isRunId(run.id) || !ids.insert(run.id).second)
            badJson(place.item(i).member("id"), "an id of its own, of letters, digits, \"-\" and \"_\", is expected");
    }
}

} // namespace

std::string projectHeaderText(const ProjectHeader& header)
{
    const Project& project = header.project;
    JsonObjectWriter io;
    io("format", kProjectFormat);
    io("data", dataToJson(project.data));
    io("recipe", parseJson(recipeToJson(project.recipe), "recipe"));
    io("current", project.run().id);
    JsonValue runs = JsonValue::list();
    for (std::size_t i = 0; i < project.runs.size(); ++i)
        runs.items()->push_back(runToJson(project.runs[i], header.arrays[i]));
    io("runs", runs);
    for (const JsonMember& member : project.unknownFields)
        io(member.name, member.value);
    return jsonText(io.take());
}

namespace {

ProjectHeader headerFromJson(const JsonValue& json, const JsonPlace& place, std::int64_t format)
{
    ProjectHeader header;
    Project& project = header.project;
    header.arrays.resize(1);
    project.readOnly = format > kProjectFormat;
    JsonObjectReader io(json, place);
    io.known("format");
    if (const JsonValue* data = io.known("data"))
        dataFromJson(*data, place.member("data"), project.data);
    if (const JsonValue* recipe = io.known("recipe"))
        project.recipe = readText(*recipe, place.member("recipe"), recipeFromJson);
    if (const JsonValue* runs = io.known("runs"))
        runsFromJson(*runs, place.member("runs"), header);
    std::string current = project.run().id;
    io("current", current);
    const Run* run = project.findRun(current);
    if (!run)
        badJson(place.member("current"), "the id of a run is expected, found " + netloom::quoted(current));
    project.current = static_cast<std::size_t>(run - project.runs.data());
    project.unknownFields = io.rest();
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
    place.strict = format <= kProjectFormat;
    try {
        return headerFromJson(format == 1 ? fromFormat1(json, place) : json, place, format);
    } catch (const Error& e) {
        if (place.strict)
            throw;
        throw Error("the project was written by a newer version of Netloom, which this one does not understand (" +
                        e.problem() + ")",
                    e.where(), "Open it with that version.");
    }
}

} // namespace netloom
