// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/resume.h"

#include "core/callbacks/registry.h"

#include <memory>

namespace netloom {

namespace {

struct StoredCallback {
    const CallbackInfo* info;
    std::unique_ptr<Callback> callback;
};

/// Those that are switched on and were when the training was stored.
std::vector<StoredCallback> storedCallbacks(const Checkpoint& stored, const TrainingConfig& config)
{
    std::vector<StoredCallback> list;
    for (const CallbackSpec& spec : config.callbacks) {
        const CallbackInfo* info = spec.enabled ? findCallback(spec.type) : nullptr;
        if (!info)
            continue;
        const FieldValues state = callbackState(info->key, stored.counters);
        if (state.entries().empty())
            continue;
        list.push_back({info, info->make(spec.fields)});
        list.back().callback->restore(state);
    }
    return list;
}

} // namespace

Continuation continued(Checkpoint stored, const TrainingConfig& config, const TrainingConfig& before)
{
    Continuation result{std::move(stored), config.epochs};
    if (!(config.loss == before.loss))
        forgetBest(result.from);
    FieldValues& counters = result.from.counters;
    const auto done = static_cast<Index>(result.from.history.epochs());
    const bool further = done >= config.epochs;
    if (further)
        result.epochs += done;
    for (const StoredCallback& each : storedCallbacks(result.from, config))
        if (further || each.callback->hasStopped()) {
            each.callback->trainFurther();
            saveCallback(each.info->key, each.callback->state(), counters);
        }
    const double rate = config.learningRate();
    if ((rate != before.learningRate() || !config.callbacksChangeRate()) && rate > 0 &&
        counters.contains("learning_rate"))
        counters.set("learning_rate", rate);
    return result;
}

void forgetBest(Checkpoint& stored)
{
    stored.bestWeights = {};
    stored.history.bestEpoch = -1;
    for (const CallbackInfo* info : callbacks()) {
        const FieldValues state = callbackState(info->key, stored.counters);
        for (const auto& [name, value] : state.entries())
            stored.counters.remove(std::string(info->key) + "." + name);
    }
}

StoredEnd storedEnd(const Checkpoint& stored, const TrainingConfig& config)
{
    if (stored.empty() || !stored.counters.contains("epoch"))
        return {};
    if (stored.counters.integer("epoch") >= config.epochs)
        return {StopReason::AllEpochsDone, {}};
    for (const StoredCallback& each : storedCallbacks(stored, config))
        if (each.callback->hasStopped())
            return {StopReason::Callback, each.info->type};
    return {};
}

FieldValues callbackState(const std::string& key, const FieldValues& counters)
{
    const std::string prefix = key + ".";
    FieldValues state;
    for (const auto& [name, value] : counters.entries())
        if (name.starts_with(prefix))
            state.set(name.substr(prefix.size()), value);
    return state;
}

void saveCallback(const std::string& key, const FieldValues& state, FieldValues& counters)
{
    for (const auto& [name, value] : state.entries())
        counters.set(key + "." + name, value);
}

} // namespace netloom
