// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/project/sample_project.h"

#include "core/project/new_project.h"
#include "core/project/prepared_data.h"
#include "core/training/session.h"

#include <bit>
#include <cmath>
#include <limits>

namespace netloom::testing {

namespace {

template<typename T>
bool sameBits(const std::vector<T>& a, const std::vector<T>& b)
{
    using Bits = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
    if (a.size() != b.size())
        return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (std::bit_cast<Bits>(a[i]) != std::bit_cast<Bits>(b[i]))
            return false;
    return true;
}

bool sameTensors(const ParameterSet& a, const ParameterSet& b)
{
    if (a.size() != b.size())
        return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (a[i].layer != b[i].layer || a[i].name != b[i].name || a[i].shape != b[i].shape ||
            a[i].trainable != b[i].trainable || !sameBits(a[i].values, b[i].values))
            return false;
    return true;
}

bool sameCounters(const FieldValues& a, const FieldValues& b)
{
    if (a.entries().size() != b.entries().size())
        return false;
    for (std::size_t i = 0; i < a.entries().size(); ++i) {
        const auto& [keyA, valueA] = a.entries()[i];
        const auto& [keyB, valueB] = b.entries()[i];
        if (keyA != keyB || valueA.index() != valueB.index())
            return false;
        const double* number = std::get_if<double>(&valueA);
        if (number ? !sameBits<double>({*number}, {std::get<double>(valueB)}) : !(valueA == valueB))
            return false;
    }
    return true;
}

bool sameHistory(const History& a, const History& b)
{
    if (a.keys != b.keys || a.columns.size() != b.columns.size() || a.bestEpoch != b.bestEpoch)
        return false;
    for (std::size_t i = 0; i < a.columns.size(); ++i)
        if (!sameBits(std::vector<double>(a.columns[i].begin(), a.columns[i].end()),
                      std::vector<double>(b.columns[i].begin(), b.columns[i].end())))
            return false;
    return true;
}

DataReference fileReference()
{
    DataReference data;
    data.source = DataReference::Source::File;
    data.path = "/home/zoë/with \"quotes\" and \\ back\nslash.csv";
    data.relativePath = "../data/Größe.csv";
    data.sample = "spiral";
    data.generator = {321, 0.1 + 0.2, std::numeric_limits<std::uint64_t>::max(), "sin(x1) * x2 > 0"};
    data.csv.delimiter = '\t';
    data.csv.quote = '\0';
    data.csv.decimal = ',';
    data.csv.thousands = ' ';
    data.csv.encoding = "windows-1252";
    data.csv.header = false;
    data.csv.skipLines = 3;
    data.csv.comment = "#";
    data.csv.missingWords = std::vector<std::string>{"", "NA", "a,b\\", ""};
    data.csv.kinds = {{"x=1", ColumnKind::Text}, {"", ColumnKind::DateTime}};
    data.csv.ragged = RaggedRows::Pad;
    data.csv.maxRows = 1000;
    data.bytes = std::numeric_limits<std::int64_t>::max();
    data.sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    return data;
}

TrainingConfig allChanged()
{
    TrainingConfig config;
    config.optimizer = {"sgd", {{"learning_rate", 1e-300}, {"momentum", 0.9}, {"nesterov", true}}};
    config.schedule = {"exponential_decay", {{"decay_rate", 0.3}}};
    config.loss = {"huber", {{"delta", 1.0 / 3.0}}};
    config.lossFollowsTarget = false;
    config.metrics = {{"accuracy", {}}, {"top_k_categorical_accuracy", {{"k", std::int64_t(3)}}}};
    config.metricsFollowTarget = false;
    config.epochs = 7;
    config.batchSize = 11;
    config.seed = std::numeric_limits<std::uint64_t>::max();
    config.shuffle = false;
    config.threads = 2;
    config.classWeights = "0=1, 1=2.5";
    config.enableCallback("early_stopping", {{"monitor", std::string("val_r2_score")},
                                             {"mode", std::string("max")},
                                             {"patience", std::int64_t(3)},
                                             {"min_delta", 1e-7},
                                             {"restore_best", false},
                                             {"start_from_epoch", std::int64_t(2)},
                                             {"has_baseline", true},
                                             {"baseline", -0.0}});
    config.callback("reduce_lr_on_plateau").fields = {
        {"monitor", std::string("loss")}, {"mode", std::string("min")}, {"factor", 0.5},
        {"patience", std::int64_t(4)},    {"min_delta", 5e-324},        {"cooldown", std::int64_t(1)},
        {"min_learning_rate", 1e-8}};
    config.keepBest = false;
    return config;
}

} // namespace

namespace {

Project fullProjectOfOneRun()
{
    constexpr double inf = std::numeric_limits<double>::infinity();
    constexpr float inff = std::numeric_limits<float>::infinity();
    Project project;
    project.data = fileReference();
    ColumnRecipe column;
    column.column = "Größe <b>\x01";
    column.role = ColumnRole::Target;
    column.reason = "looks like it";
    column.imputeConstant = 0.1;
    column.encode = "one_hot";
    column.scale = "robust";
    column.log = true;
    column.clip = 3.3;
    column.positive = "yes";
    column.order = {"b", "a"};
    project.recipe.columns = {column};
    project.run().split = {0.1, 0.7, "file", 7};
    project.run().network.setInputs(3);
    project.run().network.outputFollowsTarget = false;
    project.run().network.layers = {
        {"dense", "h1", {{"units", std::int64_t(2)}, {"activation", "relu"}, {"use_bias", false}}},
        {"dropout", "../drop \"1\"", {{"rate", 0.1}}},
        {"made_up", "…", {{"anything", std::string()}, {"big", std::numeric_limits<std::int64_t>::min()}}}};
    project.run().training = allChanged();
    Checkpoint& checkpoint = project.run().checkpoint;
    checkpoint.weights = {
        {"h1", "kernel", {3, 2}, {0.1F, -0.0F, inff, -inff, std::bit_cast<float>(0x7fc12345U), 1e-45F}, true},
        {"h1", "bias", {2}, {1, 2}, false},
        {"../drop \"1\"", "..", {0}, {}, true},
        {"../drop%20", "", {1, 1}, {3}, true}};
    checkpoint.bestWeights = {{"h1", "kernel", {3, 2}, {1, 2, 3, 4, 5, 6}, true}};
    checkpoint.optimizerState = {{"h1", "kernel/m", {3, 2}, {6, 5, 4, 3, 2, 1}, true},
                                 {"h1", "kernel/m", {1}, {7}, true}};
    checkpoint.counters = {
        {"epoch", std::int64_t(2)},      {"whole", 3.0}, {"minus", -0.0}, {"best", inf},        {"worst", -inf},
        {"none", std::nan("")},          {"flag", true}, {"text", "inf"}, {"third", 1.0 / 3.0}, {"tiny", 5e-324},
        {"huge", 1.7976931348623157e308}};
    checkpoint.history.keys = {"loss", "val loss/1"};
    checkpoint.history.columns = {{0.5, std::nan("")}, {inf, 1.0 / 3.0}};
    checkpoint.history.bestEpoch = 1;
    project.thumbnailPng = std::string("\x89PNG\r\n\x1a\n\0rest", 13);
    project.unknown = {{"notes/later.txt", "kept"}, {"weights/old/kernel.npy", ""}};
    return project;
}

} // namespace

Project fullProject()
{
    Project project = fullProjectOfOneRun();
    project.runs[0].name = "the \"first\" <b>\x01";
    project.runs[0].color = "#1f77b4";
    project.runs[0].unknown = {{"later", JsonValue::List{1.5, "later"}}};
    project.unknownFields = {{"invented", JsonValue::List{std::int64_t(1), JsonValue()}}};
    Run second = project.runs[0];
    second.id = "b-2";
    second.name.clear();
    second.network.layers.pop_back();
    second.checkpoint.weights = {{"h1", "kernel", {1, 2}, {7, 8}, true}, {"c", "kernel", {1, 1, 2, 1}, {1, 2}, true}};
    second.checkpoint.bestWeights = {};
    second.checkpoint.history.columns = {{1, 2}, {3, 4}};
    Run third;
    third.id = "run3";
    project.runs.push_back(second);
    project.runs.push_back(third);
    return project;
}

Project fullProjectOfFormat1()
{
    Project project = fullProjectOfOneRun();
    // Both were switched on, and a value that is the initial one was written all the same.
    project.run().training.callback("reduce_lr_on_plateau").enabled = true;
    project.run().training.callback("early_stopping").fields.remove("baseline");
    return project;
}

Project trainedProject()
{
    DataReference reference;
    reference.source = DataReference::Source::Sample;
    reference.sample = "iris";
    const auto table = loadTable(reference, {});
    Project project = newProject(reference, *table);
    project.run().training.epochs = 3;
    project.run().training.enableCallback("early_stopping");
    const PreparedData prepared = prepare(table, project.recipe, project.run().split);
    project.run().fitted = prepared.fitted;
    Session session;
    session.start(project.run().network, project.run().training, prepared.data, std::nullopt, true);
    session.wait();
    session.step(StepGrain::Epoch);
    session.wait();
    session.step(StepGrain::Batch);
    session.wait();
    project.run().checkpoint = session.checkpoint();
    return project;
}

namespace {

std::string difference(const Run& a, const Run& b)
{
    if (a.id != b.id || a.name != b.name || a.color != b.color || a.unknown != b.unknown)
        return "name of a run";
    if (!(a.split == b.split))
        return "split";
    if (!(a.network == b.network))
        return "network";
    if (!(a.training == b.training))
        return "training";
    if (a.fitted.has_value() != b.fitted.has_value() || (a.fitted && a.fitted->toJson() != b.fitted->toJson()))
        return "fitted";
    if (!sameTensors(a.checkpoint.weights, b.checkpoint.weights))
        return "weights";
    if (!sameTensors(a.checkpoint.bestWeights, b.checkpoint.bestWeights))
        return "best weights";
    if (!sameTensors(a.checkpoint.optimizerState, b.checkpoint.optimizerState))
        return "optimizer state";
    if (!sameCounters(a.checkpoint.counters, b.checkpoint.counters))
        return "counters";
    if (!sameHistory(a.checkpoint.history, b.checkpoint.history))
        return "history";
    return {};
}

} // namespace

std::string difference(const Project& a, const Project& b)
{
    if (!(a.data == b.data))
        return "data";
    if (!(a.recipe == b.recipe))
        return "recipe";
    if (a.runs.size() != b.runs.size() || a.current != b.current)
        return "runs";
    for (std::size_t i = 0; i < a.runs.size(); ++i)
        if (const std::string what = difference(a.runs[i], b.runs[i]); !what.empty())
            return what;
    if (a.thumbnailPng != b.thumbnailPng)
        return "thumbnail";
    if (a.unknown != b.unknown || a.unknownFields != b.unknownFields)
        return "unknown members";
    return {};
}

} // namespace netloom::testing
