// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/validate.h"

#include "core/activations/registry.h"
#include "core/base/error.h"
#include "core/callbacks/registry.h"
#include "core/layers/registry.h"
#include "core/losses/registry.h"
#include "core/metrics/metric_keys.h"
#include "core/metrics/registry.h"
#include "core/optimizers/registry.h"
#include "core/preparation/recipe.h"
#include "core/preparation/target.h"
#include "core/schedules/registry.h"
#include "core/training/class_weights.h"

#include <algorithm>
#include <set>

namespace netloom {

namespace {

/// Weights, gradients, two moments and the transposed copy, with room to spare.
constexpr double kBytesPerParameter = 24;
constexpr double kLargestNetwork = 8e9;

class Checker
{
public:
    void error(int layer, std::string field, std::string text)
    {
        faults.push_back({Fault::Severity::Error, layer, std::move(field), std::move(text)});
    }
    void warning(int layer, std::string field, std::string text)
    {
        faults.push_back({Fault::Severity::Warning, layer, std::move(field), std::move(text)});
    }

    void remark(int layer, std::string field, const Remark& remark)
    {
        faults.push_back({remark.severity, layer, std::move(field), remark.text});
    }

    /// @returns whether every value is in order
    bool fields(int layer, const ComponentInfo& info, const FieldValues& values, const std::string& prefix = {})
    {
        const std::size_t before = faults.size();
        for (const auto& [key, value] : values.entries()) {
            const auto field = std::find_if(info.fields.begin(), info.fields.end(),
                                            [&key = key](const FieldInfo& f) { return f.key == key; });
            if (field == info.fields.end())
                error(layer, prefix + key, info.title + " has no value called " + quoted(key) + ".");
            else if (const std::string complaint = checkField(*field, value); !complaint.empty())
                error(layer, prefix + key, field->title + " " + complaint + ".");
        }
        return faults.size() == before;
    }

    std::vector<Fault> faults;
};

template<typename Info>
void component(Checker& check, const Info* info, const ComponentSpec& spec, const std::string& kind,
               const std::string& key)
{
    if (!info)
        check.error(-1, key, "The " + kind + " " + quoted(spec.type) + " is not known.");
    else
        check.fields(-1, *info, spec.fields, key + ".");
}

/// A problem as a sentence: capital letter, full stop.
std::string sentence(std::string problem)
{
    if (!problem.empty() && problem.front() >= 'a' && problem.front() <= 'z')
        problem.front() = static_cast<char>(problem.front() - 'a' + 'A');
    return problem + '.';
}

std::string activationOf(const NetworkSpec& spec, int output)
{
    // An activation layer behind the output layer takes its place.
    for (std::size_t i = spec.layers.size(); i-- > static_cast<std::size_t>(output);) {
        const LayerSpec& layer = spec.layers[i];
        const FieldValue* value = layer.fields.find("activation");
        if (findActivation(layer.type))
            return layer.type; // ReLU, softmax … as a layer
        if (layer.type == "activation" || layer.type == "dense")
            return value && std::holds_alternative<std::string>(*value) ? std::get<std::string>(*value) : "relu";
    }
    return {};
}

void layers(Checker& check, const NetworkSpec& spec, Index inputs)
{
    std::set<std::string_view> names;
    double parameters = 0;
    const std::vector<LayerShape> shapes = layerShapes(spec, inputs);
    for (std::size_t i = 0; i < spec.layers.size(); ++i) {
        const LayerSpec& layer = spec.layers[i];
        const int index = static_cast<int>(i);
        if (layer.name.empty())
            check.error(index, "name", "The layer needs a name.");
        else if (!names.insert(layer.name).second)
            check.error(index, "name", "Another layer is called " + quoted(layer.name) + " too; names must differ.");
        const LayerInfo* info = findLayerType(layer.type);
        if (!info) {
            check.error(index, {}, "The layer type " + quoted(layer.type) + " is not known.");
            continue;
        }
        const bool inOrder = check.fields(index, *info, layer.fields);
        parameters += static_cast<double>(shapes[i].inputs()) * static_cast<double>(shapes[i].outputs()) *
                      (info->role == LayerRole::Units ? 1.0 : 0.0);
        if (inOrder && info->check)
            for (const Remark& remark : info->check(layer.fields, shapes[i].input))
                check.remark(index, remark.field, remark);
    }
    if (parameters * kBytesPerParameter > kLargestNetwork)
        check.error(-1, "units",
                    "The network would have more weights than fit the memory (about " +
                        std::to_string(static_cast<Index>(parameters * kBytesPerParameter / 1e9)) +
                        " GB); make its layers smaller.");
}

void output(Checker& check, const NetworkSpec& spec, const TrainingConfig& config, Index inputs,
            const TargetInfo& target)
{
    const int index = outputLayer(spec);
    if (index < 0)
        return;
    const Index units = layerShapes(spec, inputs)[static_cast<std::size_t>(index)].outputs();
    const std::string activation = activationOf(spec, index);
    if (target.task == Task::None) {
        check.error(-1, {}, "No column is the target; choose in the Data panel what the network shall predict.");
        return;
    }
    const LossInfo* lossInfo = findLoss(config.loss.type);
    if (units != target.outputs())
        check.error(index, "units",
                    "The target " + quoted(target.column) + " needs " + std::to_string(target.outputs()) +
                        (target.outputs() == 1 ? " unit" : " units") + " here, not " + std::to_string(units) + ".");
    if (target.task == Task::Multiclass && activation != "softmax")
        check.warning(index, "activation", "Softmax makes the outputs probabilities that add up to 1.");
    if ((target.task == Task::Binary || target.task == Task::MultiBinary) && activation != "sigmoid" &&
        activation != "binary_step") // of which the layer says something graver
        check.warning(index, "activation", "Sigmoid makes the output a probability between 0 and 1.");
    if (target.task == Task::Regression && activation != "linear")
        check.warning(index, "activation", "Numbers to predict can have any size; linear leaves the output free.");
    if (lossInfo && lossInfo->objection)
        if (const std::optional<Remark> objection = lossInfo->objection(target.task))
            check.remark(-1, "loss", *objection);
}

/// Rules over several fields, which a schedule checks when it is made.
void schedule(Checker& check, const ComponentSpec& spec)
{
    const ScheduleInfo* info = findSchedule(spec.type);
    if (!info || std::any_of(check.faults.begin(), check.faults.end(),
                             [](const Fault& fault) { return fault.field.starts_with("schedule."); }))
        return;
    try {
        static_cast<void>(info->make(spec.fields));
    } catch (const Error& error) {
        check.error(-1, "schedule." + error.where(), sentence(error.problem()));
    }
}

void classWeights(Checker& check, const std::string& setting)
{
    try {
        static_cast<void>(trainingWeights({}, setting));
    } catch (const Error& error) {
        check.error(-1, "class_weights", sentence(error.problem()));
    }
}

/// What is watched must be measured.
void monitor(Checker& check, const TrainingConfig& config, const std::string& key, const std::string& field)
{
    if (config.metricsFollowTarget && config.metrics.empty())
        return; // not chosen yet
    const std::string name = key.starts_with("val_") ? key.substr(4) : key;
    std::vector<ComponentSpec> metrics = config.metrics;
    std::erase_if(metrics, [](const ComponentSpec& spec) { return !findMetric(spec.type); });
    const std::vector<std::string> keys = metricKeys(metrics);
    const bool known = name == "loss" || std::find(keys.begin(), keys.end(), name) != keys.end();
    if (!known)
        check.error(-1, field, quoted(key) + " is not measured; choose loss, val_loss, or a metric of the list.");
}

void callback(Checker& check, const TrainingConfig& config, const CallbackSpec& spec)
{
    if (!spec.enabled)
        return;
    const CallbackInfo* info = findCallback(spec.type);
    component(check, info, spec, "callback", info ? info->key : spec.type);
    if (!info)
        return;
    const FieldValues values = withDefaults(info->fields, spec.fields);
    if (values.contains("monitor"))
        monitor(check, config, values.text("monitor"), info->key + ".monitor");
}

} // namespace

std::vector<Fault> validate(const NetworkSpec& spec, const TrainingConfig& config, Index inputs,
                            const TargetInfo* target)
{
    Checker check;
    if (inputs < 1)
        check.error(-1, {}, "There is no input; choose at least one input column in the Data panel.");
    if (outputLayer(spec) < 0)
        check.error(-1, {}, "The network has no output layer; add a Dense layer.");
    layers(check, spec, std::max<Index>(inputs, 1));
    component(check, findOptimizer(config.optimizer.type), config.optimizer, "optimizer", "optimizer");
    component(check, findSchedule(config.schedule.type), config.schedule, "schedule", "schedule");
    component(check, findLoss(config.loss.type), config.loss, "loss", "loss");
    for (const ComponentSpec& metric : config.metrics)
        component(check, findMetric(metric.type), metric, "metric", "metrics");
    int clippings = 0;
    for (const char* key : {"clipnorm", "global_clipnorm", "clipvalue"})
        if (const FieldValue* value = config.optimizer.fields.find(key))
            clippings += *value != FieldValue(0.0);
    if (clippings > 1)
        check.error(-1, "optimizer.clipnorm", "Only one kind of gradient clipping can be used at a time.");
    if (config.epochs < 1)
        check.error(-1, "epochs", "There must be at least 1 epoch.");
    if (config.batchSize < 1)
        check.error(-1, "batch_size", "The batch size must be at least 1.");
    schedule(check, config.schedule);
    classWeights(check, config.classWeights);
    for (const CallbackSpec& each : config.callbacks)
        callback(check, config, each);
    if (target)
        output(check, spec, config, std::max<Index>(inputs, 1), *target);
    return check.faults;
}

} // namespace netloom
