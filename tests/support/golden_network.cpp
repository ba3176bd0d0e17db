// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/golden_network.h"

#include "core/layers/registry.h"
#include "core/losses/registry.h"
#include "core/metrics/registry.h"
#include "core/optimizers/registry.h"
#include "core/schedules/registry.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace netloom::golden {

namespace {

std::string layerType(const std::string& keras)
{
    static const std::map<std::string, std::string> irregular{
        {"ReLU", "relu"}, {"LeakyReLU", "leaky_relu"}, {"ELU", "elu"}, {"PReLU", "prelu"}};
    const auto found = irregular.find(keras);
    return found == irregular.end() ? snakeCase(keras) : found->second;
}

/// One argument of a Keras layer to fields of ours: {"l1", "l2"} and {"name", …} are objects there, fields with a
/// prefix here.
void setArgument(FieldValues& values, const std::string& key, const Json& value)
{
    if (!value.is_object()) {
        Json argument = Json::object();
        argument.set(key, value);
        const FieldValues plain = fields(argument);
        for (const auto& [name, field] : plain.entries())
            values.set(name, field);
        return;
    }
    const bool penalty = key.ends_with("_regularizer");
    const std::string prefix = penalty ? key.substr(0, key.size() - std::string("_regularizer").size()) : key;
    const FieldValues inner = fields(value);
    for (const auto& [name, field] : inner.entries())
        values.set(name == "name" ? prefix : prefix + "_" + name, field);
}

Dataset part(const Matrix& x, const Matrix& y, const std::vector<double>& weights, Index first, Index count)
{
    Dataset out;
    out.x = x.middleCols(first, count);
    out.y = y.middleCols(first, count);
    if (!weights.empty()) {
        out.weights.resize(count);
        for (Index j = 0; j < count; ++j)
            out.weights(j) = static_cast<Scalar>(weights.at(static_cast<std::size_t>(first + j)));
    }
    return out;
}

} // namespace

NetworkSpec network(const Json& model)
{
    NetworkSpec spec;
    spec.setInputs(model.at("input_dim").get<Index>());
    for (const Json& layer : model.at("layers")) {
        const auto keras = layer.at("type").get<std::string>();
        LayerSpec ours;
        ours.type = layerType(keras);
        ours.name = layer.at("name").get<std::string>();
        const LayerInfo* info = findLayerType(ours.type);
        if (!info)
            throw Missing("the layer " + keras);
        for (const auto& [key, value] : layer.items())
            if (key != "type" && key != "name" && !value.is_null())
                setArgument(ours.fields, key, value);
        for (const auto& [key, value] : ours.fields.entries())
            if (std::none_of(info->fields.begin(), info->fields.end(), [&](const auto& f) { return f.key == key; }))
                throw Missing("the argument " + key + " of " + keras);
        spec.layers.push_back(std::move(ours));
    }
    return spec;
}

ParameterSet weights(const Json& list, const ParameterSet& like)
{
    ParameterSet set = like;
    std::size_t found = 0;
    for (NamedTensor& tensor : set)
        for (const Json& given : list)
            if (given.at("name").get<std::string>() == tensor.layer + "/" + tensor.name) {
                const std::vector<double> shape = numbers(given.at("shape"));
                if (!std::equal(shape.begin(), shape.end(), tensor.shape.axes().begin(), tensor.shape.axes().end()))
                    throw std::runtime_error("other shape: " + given.at("name").get<std::string>());
                tensor.values = scalars(given.at("values"));
                ++found;
            }
    if (found != set.size() || found != list.size())
        throw std::runtime_error("the weights of the file are not those of the network");
    return set;
}

TrainingConfig config(const Json& file)
{
    TrainingConfig out;
    const Json& optimizer = file.at("optimizer");
    out.optimizer = {optimizer.at("name").get<std::string>(), fields(optimizer, {"name", "learning_rate"})};
    if (!findOptimizer(out.optimizer.type))
        throw Missing("the optimizer " + out.optimizer.type);
    const Json* rate = optimizer.find("learning_rate");
    if (rate && rate->is_object()) {
        out.optimizer.fields.set("learning_rate", rate->at("initial_learning_rate").get<double>());
        out.schedule = {snakeCase(rate->at("name").get<std::string>()),
                        fields(*rate, {"name", "initial_learning_rate"})};
        if (!findSchedule(out.schedule.type))
            throw Missing("the schedule " + out.schedule.type);
    } else if (rate) {
        out.optimizer.fields.set("learning_rate", rate->get<double>());
    }
    out.loss = {file.at("loss").at("name").get<std::string>(), fields(file.at("loss").at("params"))};
    if (!findLoss(out.loss.type))
        throw Missing("the loss " + out.loss.type);
    for (const Json& metric : file.at("metrics")) {
        out.metrics.push_back({metric.get<std::string>(), {}});
        if (!findMetric(out.metrics.back().type))
            throw Missing("the metric " + out.metrics.back().type);
    }
    const Json& fit = file.at("fit");
    if (fit.value("shuffle", false))
        throw Missing("Keras's own shuffling");
    out.shuffle = false;
    out.batchSize = fit.at("batch_size").get<Index>();
    out.epochs = fit.at("epochs").get<Index>();
    out.threads = 1;
    if (const Json* given = file.at("data").find("class_weight"); given && !given->is_null())
        out.classWeights = classWeightSetting(*given);
    return out;
}

TrainingData data(const Json& file)
{
    const Json& given = file.at("data");
    const Matrix x = samples(given.at("x"));
    const Matrix y = samples(given.at("y"));
    std::vector<double> weights;
    if (const Json* found = given.find("sample_weight"); found && !found->is_null())
        weights = numbers(*found);
    const Json& split = file.at("fit").at("validation_split");
    const Index rows = x.cols();
    const Index train = split.is_null()
                            ? rows
                            : static_cast<Index>(std::floor(static_cast<double>(rows) * (1.0 - split.get<double>())));
    TrainingData out;
    out.train = std::make_shared<const Dataset>(part(x, y, weights, 0, train));
    if (train < rows)
        out.validation = std::make_shared<const Dataset>(part(x, y, weights, train, rows - train));
    return out;
}

std::string classWeightSetting(const Json& weights)
{
    std::string setting;
    for (const auto& [label, weight] : weights.items())
        setting += (setting.empty() ? "" : ", ") + label + "=" + weight.dump();
    return setting;
}

} // namespace netloom::golden
