// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/settings.h"

#include "core/base/error.h"
#include "core/base/field_builders.h"
#include "core/base/nearest.h"
#include "core/callbacks/registry.h"
#include "core/losses/registry.h"
#include "core/metrics/metric_list.h"
#include "core/metrics/registry.h"
#include "core/optimizers/registry.h"
#include "core/project/setting_list.h"
#include "core/schedules/registry.h"
#include "core/training/class_weights.h"

#include <algorithm>
#include <span>

namespace netloom {

namespace {

template<typename Info>
std::string knownTypes(std::span<const Info* const> list, std::string_view near)
{
    std::vector<std::string> types;
    for (const Info* info : list)
        types.push_back(info->type);
    return didYouMean(near, types);
}

/// The choice of a component. Values that the new one knows as well, and allows, are kept.
template<typename Info>
void changeType(ComponentSpec& spec, const Info& info)
{
    if (spec.type == info.type)
        return;
    FieldValues kept;
    for (const FieldInfo& field : info.fields)
        if (const FieldValue* value = spec.fields.find(field.key); value && checkField(field, *value).empty())
            kept.set(field.key, *value);
    spec = {info.type, std::move(kept)};
}

/// A component's choice and its fields. `shortKeys`: fields with a key of their own, e.g. learning_rate.
template<typename Info>
void addComponent(Settings& settings, FieldInfo choice, ComponentSpec& spec, std::span<const Info* const> list,
                  const Info* (*find)(std::string_view), std::vector<std::string> shortKeys = {})
{
    const std::string prefix = choice.key + ".";
    const auto set = [key = choice.key, &spec, list, find](std::string_view text) {
        const Info* info = find(text);
        if (!info)
            throw Error(quoted(text) + " is not known", key, knownTypes(list, text));
        changeType(spec, *info);
    };
    settings.push_back({std::move(choice), [&spec] { return spec.type; }, set});
    if (const Info* info = find(spec.type))
        for (const FieldInfo& field : info->fields) {
            const bool isShort = std::find(shortKeys.begin(), shortKeys.end(), field.key) != shortKeys.end();
            addComponentField(settings, field, isShort ? field.key : prefix + field.key, spec);
        }
}

/// Whether a callback is used, and its fields. What it was set to stays while it is switched off.
void addCallback(Settings& settings, const CallbackInfo& info, CallbackSpec& spec)
{
    add(settings, booleanField(info.key, info.title, info.help, false), spec.enabled);
    for (const FieldInfo& field : info.fields) {
        addComponentField(settings, field, info.key + "." + field.key, spec);
        Setting& setting = settings.back();
        setting.set = [set = setting.set, key = setting.field.key, &field, &info, &spec](std::string_view text) {
            if (field.type == FieldType::Text && text.empty())
                throw Error("must not be empty", key);
            const FieldValues before = spec.fields;
            set(text);
            if (info.follow && !(spec.fields == before))
                info.follow(spec.fields, field.key);
        };
    }
}

/// Every callback, those that were never touched as well, in the order of the list.
void spellOutCallbacks(std::vector<CallbackSpec>& specs)
{
    std::vector<CallbackSpec> all;
    for (const CallbackInfo* info : callbacks()) {
        const auto found =
            std::find_if(specs.begin(), specs.end(), [&](const CallbackSpec& spec) { return spec.type == info->type; });
        all.push_back(found == specs.end() ? CallbackSpec{{info->type, {}}, false} : *found);
    }
    for (CallbackSpec& spec : specs)
        if (!findCallback(spec.type))
            all.push_back(std::move(spec)); // of a newer version
    specs = std::move(all);
}

/// Without those that say nothing, so that settings that are the same are equal.
void dropUntouched(std::vector<CallbackSpec>& specs)
{
    std::erase_if(specs, [](const CallbackSpec& spec) { return !spec.enabled && spec.fields.entries().empty(); });
}

void addLossAndMetrics(Settings& settings, TrainingConfig& config)
{
    addComponent(settings,
                 choiceField("loss", "Loss", "What training makes small.", "binary_crossentropy", lossChoices),
                 config.loss, losses(), findLoss);
    for (Setting& setting : settings)
        if (setting.field.key == "loss")
            setting.set = [set = setting.set, &config](std::string_view text) {
                config.lossFollowsTarget = text == "auto";
                if (text != "auto")
                    set(text);
            };
    add(settings,
        advancedField(booleanField("loss_follows_target", "Loss follows the target",
                                   "The loss changes with the kind of the target column.", true)),
        config.lossFollowsTarget);
    const FieldInfo metricsField =
        textField("metrics", "Metrics", "What is measured beside the loss, separated by commas.", "");
    settings.push_back({metricsField, [&config] { return metricsToText(config.metrics); },
                        [&config](std::string_view text) {
                            if (text != "auto")
                                config.metrics = metricsFromText(text);
                            config.metricsFollowTarget = text == "auto";
                        }});
    add(settings,
        advancedField(booleanField("metrics_follow_target", "Metrics follow the target",
                                   "The metrics change with the kind of the target column.", true)),
        config.metricsFollowTarget);
}

void addSplit(Settings& settings, SplitConfig& split)
{
    const SplitConfig initial;
    add(settings,
        belowField(realField("split.validation", "Validation share", "Share of the rows that training is watched with.",
                             initial.validation, 0, 1)),
        split.validation);
    add(settings,
        belowField(realField("split.test", "Test share", "Share of the rows kept for the test at the end.",
                             initial.test, 0, 1)),
        split.test);
    add(settings,
        textField("split.order", "Order", "shuffled, stratified (classes in proportion), file, or a column's name.",
                  initial.order),
        split.order);
    addSeed(settings,
            integerField("split.seed", "Seed of the split", "The same seed divides the rows in the same way.",
                         static_cast<std::int64_t>(initial.seed), 0, 9007199254740992),
            split.seed);
}

Settings allSettings(TrainingConfig& config, SplitConfig& split)
{
    const TrainingConfig initial;
    Settings settings;
    addComponent(settings,
                 choiceField("optimizer", "Optimizer", "How weights follow their gradients.", "adam", optimizerChoices),
                 config.optimizer, optimizers(), findOptimizer, {"learning_rate"});
    addComponent(settings,
                 choiceField("schedule", "Schedule", "How the learning rate changes from batch to batch.", "constant",
                             scheduleChoices),
                 config.schedule, schedules(), findSchedule);
    addLossAndMetrics(settings, config);
    add(settings,
        integerField("epochs", "Epochs", "How often training goes through all training rows.", initial.epochs, 1,
                     1000000000),
        config.epochs);
    add(settings,
        integerField("batch_size", "Batch size", "Rows per step of the optimizer.", initial.batchSize, 1, 1000000000),
        config.batchSize);
    addSeed(settings,
            integerField("seed", "Seed", "The same seed gives the same weights, to the last bit.",
                         static_cast<std::int64_t>(initial.seed), 0, 9007199254740992),
            config.seed);
    add(settings,
        advancedField(
            booleanField("shuffle", "Shuffle", "Mixes the training rows anew in every epoch.", initial.shuffle)),
        config.shuffle);
    add(settings,
        advancedField(integerField("threads", "Threads",
                                   "0 takes as many as the machine has; the result does not depend on it.",
                                   initial.threads, 0, 1024)),
        config.threads);
    const FieldInfo weights =
        textField("class_weights", "Class weights", "none, moderate, balanced, or weights by label such as 0=1, 1=2.5.",
                  initial.classWeights);
    settings.push_back({weights, [&config] { return config.classWeights; },
                        [&config](std::string_view text) {
                            std::string value(text.empty() ? "none" : text);
                            trainingWeights(Dataset(), value); // refuses what is not understood
                            config.classWeights = std::move(value);
                        }});
    add(settings,
        advancedField(booleanField("keep_best", "Keep the best weights",
                                   "Keeps the weights of the best epoch beside the last ones.", initial.keepBest)),
        config.keepBest);
    add(settings,
        advancedField(booleanField("measure_loss", "Loss after each epoch",
                                   "Measures all training rows again after each epoch, without dropout.",
                                   initial.measureLoss)),
        config.measureLoss);
    add(settings,
        advancedField(booleanField("measure_norms", "Norms of gradient and weights",
                                   "Measures both after each epoch; the gradient over the first 256 training rows.",
                                   initial.measureNorms)),
        config.measureNorms);
    spellOutCallbacks(config.callbacks);
    for (std::size_t i = 0; i < callbacks().size(); ++i)
        addCallback(settings, *callbacks()[i], config.callbacks[i]);
    addSplit(settings, split);
    return settings;
}

/// Types of the list that have a field, joined by ", ".
template<typename Info>
std::string typesWith(std::span<const Info* const> list, std::string_view field)
{
    std::string types;
    for (const Info* info : list)
        if (std::any_of(info->fields.begin(), info->fields.end(), [&](const FieldInfo& f) { return f.key == field; }))
            types += (types.empty() ? "" : ", ") + info->type;
    return types;
}

[[noreturn]] void unknownSetting(const Settings& settings, const TrainingConfig& config, std::string_view key)
{
    const auto belongsTo = [&](std::string_view room, const std::string& types, const std::string& chosen) {
        if (!types.empty())
            throw Error("the " + std::string(room) + " " + chosen + " has no such setting", std::string(key),
                        "It belongs to " + types + ": choose the " + std::string(room) + " first.");
    };
    if (const std::size_t dot = key.find('.'); dot != std::string_view::npos) {
        const std::string_view room = key.substr(0, dot);
        const std::string_view field = key.substr(dot + 1);
        if (room == "optimizer")
            belongsTo(room, typesWith(optimizers(), field), config.optimizer.type);
        if (room == "schedule")
            belongsTo(room, typesWith(schedules(), field), config.schedule.type);
        if (room == "loss")
            belongsTo(room, typesWith(losses(), field), config.loss.type);
    }
    std::vector<std::string> keys;
    for (const Setting& setting : settings)
        keys.push_back(setting.field.key);
    throw Error("there is no setting " + quoted(key), {}, didYouMean(key, keys));
}

const Setting& settingOf(const Settings& settings, const TrainingConfig& config, std::string_view key)
{
    if (key == "optimizer.learning_rate")
        key = "learning_rate";
    for (const Setting& setting : settings)
        if (setting.field.key == key)
            return setting;
    unknownSetting(settings, config, key);
}

} // namespace

std::vector<FieldInfo> settingFields(const TrainingConfig& config, const SplitConfig& split)
{
    TrainingConfig configCopy = config;
    SplitConfig splitCopy = split;
    std::vector<FieldInfo> fields;
    for (Setting& setting : allSettings(configCopy, splitCopy))
        fields.push_back(std::move(setting.field));
    return fields;
}

void setSetting(TrainingConfig& config, SplitConfig& split, std::string_view key, std::string_view value)
{
    TrainingConfig changedConfig = config;
    SplitConfig changedSplit = split;
    const Settings settings = allSettings(changedConfig, changedSplit);
    settingOf(settings, changedConfig, key).set(value);
    dropUntouched(changedConfig.callbacks);
    config = std::move(changedConfig);
    split = std::move(changedSplit);
}

std::string settingText(const TrainingConfig& config, const SplitConfig& split, std::string_view key)
{
    TrainingConfig configCopy = config;
    SplitConfig splitCopy = split;
    const Settings settings = allSettings(configCopy, splitCopy);
    return settingOf(settings, configCopy, key).text();
}

} // namespace netloom
