// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/resume.h"

#include "core/callbacks/registry.h"

#include <algorithm>
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
    requireFinite(stored.weights);
    requireFinite(stored.optimizerState);
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

namespace {

Index newestEpoch(const Checkpoint& whole)
{
    return static_cast<Index>(whole.history.epochs());
}

/// At rest between two epochs: what was begun after the newest one is part of no epoch.
bool isBetweenEpochs(const Checkpoint& whole)
{
    return !whole.counters.contains("batch") || whole.counters.integer("batch") == 0;
}

} // namespace

std::vector<Index> storedEpochs(const Checkpoint& whole)
{
    std::vector<Index> epochs;
    if (whole.empty())
        return epochs;
    for (const auto& frame : whole.timeline.frames())
        epochs.push_back(frame->epoch);
    if (!whole.bestWeights.empty() && whole.history.bestEpoch >= 0)
        epochs.push_back(whole.history.bestEpoch + 1);
    epochs.push_back(newestEpoch(whole));
    std::sort(epochs.begin(), epochs.end());
    epochs.erase(std::unique(epochs.begin(), epochs.end()), epochs.end());
    while (epochs.back() > newestEpoch(whole))
        epochs.pop_back();
    return epochs;
}

SharedParameters weightsAt(const Checkpoint& whole, Index epoch)
{
    if (epoch == newestEpoch(whole))
        return whole.weights;
    if (const TimelineFrame* frame = whole.timeline.find(epoch))
        return frame->weights;
    return epoch == whole.history.bestEpoch + 1 ? whole.bestWeights : SharedParameters();
}

bool branchesExactly(const Checkpoint& whole, Index epoch)
{
    const TimelineFrame* frame = whole.timeline.find(epoch);
    return epoch == newestEpoch(whole) || (frame && (whole.optimizerState.empty() || !frame->optimizerState.empty()));
}

Checkpoint branchAt(const Checkpoint& whole, Index epoch)
{
    if (epoch == newestEpoch(whole) && isBetweenEpochs(whole))
        return whole;
    Checkpoint branch;
    branch.weights = weightsAt(whole, epoch);
    if (branch.weights.empty())
        return {};
    branch.history = whole.history.upTo(static_cast<std::size_t>(epoch));
    branch.timeline = whole.timeline;
    branch.timeline.cut(epoch);
    if (const TimelineFrame* frame = whole.timeline.find(epoch)) {
        branch.bestWeights = frame->bestWeights;
        branch.optimizerState = frame->optimizerState;
        branch.counters = frame->counters;
        branch.history.bestEpoch = frame->bestEpoch;
    } else {
        branch.counters = whole.counters;
        for (const auto& [name, value] : whole.counters.entries())
            if (name.find('.') != std::string::npos || name == "loss_sum")
                branch.counters.remove(name); // of callbacks and metrics, as they were later
        const Index done = newestEpoch(whole);
        branch.counters.set("epoch", epoch);
        branch.counters.set("batch", Index(0));
        branch.counters.set("iteration", done > 0 ? whole.counters.integer("iteration") / done * epoch : Index(0));
    }
    if (!branchesExactly(whole, epoch)) {
        // The optimizer would take what it remembers of other weights for its own.
        branch.counters.set("optimizer", std::string());
        branch.history.bestEpoch =
            whole.history.bestEpoch == static_cast<int>(epoch) - 1 ? whole.history.bestEpoch : -1;
        branch.bestWeights = branch.history.bestEpoch >= 0 ? branch.weights : SharedParameters();
    }
    return branch;
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
