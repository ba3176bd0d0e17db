// SPDX-License-Identifier: GPL-3.0-or-later
// The state of a training: kept, given away, taken up again.
#include "core/base/error.h"
#include "core/kernels/dispatch.h"
#include "core/training/divergence_cause.h"
#include "core/training/resume.h"
#include "core/training/trainer.h"

#include <algorithm>
#include <cmath>
#include <new>

namespace netloom {

int Trainer::worstLayer(Index batch) const
{
    const auto notFinite = [&](const AlignedBlock& block) {
        for (const Network::Tensor& tensor : m_network.tensors())
            if (tensor.offset + tensor.spec.storage() <= block.size() &&
                !kernels().allFinite(block.data() + tensor.offset, tensor.spec.storage()))
                return tensor.layer;
        return -1;
    };
    for (const int layer :
         {notFinite(m_network.values()), m_passes.notFiniteLayer(batch), notFinite(m_network.gradients())})
        if (layer >= 0)
            return layer;
    // Every number is finite, only their sum in the loss is not: the largest weights are where it comes from.
    int worst = 0;
    Scalar largest = 0;
    for (const Network::Tensor& tensor : m_network.tensors())
        for (Index i = 0; i < tensor.spec.storage(); ++i)
            if (const Scalar size = std::abs(m_network.values().data()[tensor.offset + i]); size > largest) {
                largest = size;
                worst = tensor.layer;
            }
    return worst;
}

void Trainer::diverged(const std::string& what, Index batch)
{
    const bool finiteData = m_data.train->x.allFinite() && m_data.train->y.allFinite();
    const int layer = worstLayer(batch);
    const std::string cause =
        divergenceCause(m_spec, m_config,
                        {finiteData, static_cast<double>(m_data.train->x.cwiseAbs().maxCoeff()),
                         static_cast<double>(m_data.train->y.cwiseAbs().maxCoeff()), m_iteration == 0});
    m_message = "Training diverged in epoch " + std::to_string(m_epoch + 1) + ", batch " + std::to_string(m_batch + 1) +
                ", layer " + quoted(m_network.layerName(layer)) + ": " + what + ". " + cause +
                "The last good weights are kept.";
    // All of the last good state, so that a training that goes on from here begins that epoch anew.
    std::copy_n(m_good.weights.data(), m_good.weights.size(), m_network.values().data());
    for (std::size_t slot = 0; slot < m_update.slotBlocks().size(); ++slot)
        std::copy_n(m_good.moments[slot].data(), m_update.slotBlocks()[slot].size(),
                    m_update.slotBlocks()[slot].data());
    m_iteration = m_good.iteration;
    m_passes.parametersChanged();
    m_batches.dropNext();
    startEpoch();
    m_reason = StopReason::NotFinite;
    note(HistoryEvent::Kind::Diverged, "diverged");
}

void Trainer::note(HistoryEvent::Kind kind, std::string text)
{
    m_history.events.push_back({kind, static_cast<int>(m_epoch), std::move(text)});
}

ParameterSet Trainer::gradients(const ParameterSet& weights)
{
    if (!m_probe)
        m_probe = std::make_unique<Probe>(m_spec, m_config, m_data.train);
    return m_probe->gradients(weights, m_iteration);
}

void Trainer::keepGood()
{
    m_good.weights.copy(m_network.values());
    for (std::size_t slot = 0; slot < m_update.slotBlocks().size(); ++slot)
        m_good.moments[slot].copy(m_update.slotBlocks()[slot]);
    m_good.iteration = m_iteration;
}

namespace {

ParameterSet withSlotName(ParameterSet set, const std::string& slot)
{
    std::erase_if(set, [](const NamedTensor& tensor) { return !tensor.trainable; });
    for (NamedTensor& tensor : set)
        tensor.name += "/" + slot;
    return set;
}

} // namespace

ParameterSet Trainer::namedSlots(const std::vector<AlignedBlock>& blocks) const
{
    const std::vector<std::string> names = m_update.slotNames();
    ParameterSet slots;
    for (std::size_t slot = 0; slot < names.size(); ++slot)
        for (NamedTensor& tensor : withSlotName(m_network.read(blocks[slot]), names[slot]))
            slots.push_back(std::move(tensor));
    return slots;
}

FieldValues Trainer::counters(Index epoch, Index batch, std::int64_t iteration, double rate) const
{
    FieldValues c;
    c.set("optimizer", m_config.optimizer.type);
    c.set("epoch", epoch);
    c.set("batch", batch);
    c.set("batch_size", m_config.batchSize);
    c.set("rows", m_rows);
    c.set("iteration", iteration);
    c.set("learning_rate", rate);
    return c;
}

Checkpoint Trainer::checkpoint() const
{
    Checkpoint c;
    c.weights = m_network.parameters();
    if (m_hasBest && (m_config.keepBest || m_config.watchesBest()))
        c.bestWeights = m_network.read(m_best);
    c.optimizerState = namedSlots(m_update.slotBlocks());
    c.history = m_history;
    c.counters = counters(m_epoch, m_batch, m_iteration, m_baseRate);
    if (m_batch > 0) { // sums of a half-done epoch
        c.counters.set("loss_sum", m_lossSum);
        for (const NamedMetric& metric : m_metrics) {
            const std::vector<double> state = metric.metric->state();
            for (std::size_t i = 0; i < state.size(); ++i)
                c.counters.set("metric." + metric.key + "." + std::to_string(i), state[i]);
        }
    }
    for (const NamedCallback& named : m_callbacks)
        saveCallback(named.info->key, named.callback->state(), c.counters);
    if (m_recording)
        c.timeline = m_recorder.timeline([this, best = NamedBest()](const TimelineRecorder::Moment& moment) mutable {
            return frameOf(moment, best);
        });
    return c;
}

void Trainer::recordTimeline(Timeline before)
{
    Index state = 0;
    for (const AlignedBlock& slot : m_update.slotBlocks())
        state += slot.size();
    before.cut(m_epoch);
    m_recorder.start(std::move(before), Timeline::room(static_cast<std::size_t>(m_network.values().size()),
                                                       static_cast<std::size_t>(state)));
    m_recorder.reserve(static_cast<std::size_t>(std::max<Index>(m_config.epochs - m_epoch + 1, 0)),
                       m_network.values().size(), m_update.slotBlocks());
    m_recording = true;
    if (m_batch == 0 && m_recorder.wants(m_epoch))
        recordEpoch();
}

/// Blocks only: what is asked of every epoch must not slow tiny networks down.
void Trainer::recordEpoch()
try {
    TimelineRecorder::Moment* moment = m_recorder.add(m_epoch);
    if (!moment)
        return;
    const auto copy = [](AlignedBlock& to, const AlignedBlock& from) {
        if (to.size() != from.size())
            to.resize(from.size());
        to.copy(from);
    };
    moment->iteration = m_iteration;
    moment->rate = m_baseRate;
    moment->bestEpoch = m_history.bestEpoch;
    copy(moment->weights, m_network.values());
    moment->state.resize(m_recorder.isWhole() ? m_update.slotBlocks().size() : 0);
    for (std::size_t slot = 0; slot < moment->state.size(); ++slot)
        copy(moment->state[slot], m_update.slotBlocks()[slot]);
    moment->best.reset();
    moment->isBest = false;
    if (m_recorder.isWhole() && m_hasBest && (m_config.keepBest || m_config.watchesBest())) {
        moment->isBest = m_history.bestEpoch == static_cast<int>(m_epoch) - 1;
        if (!moment->isBest)
            moment->best = m_recorder.best(m_history.bestEpoch, m_best);
    }
    moment->callbacks = {};
    for (const NamedCallback& named : m_callbacks)
        saveCallback(named.info->key, named.callback->state(), moment->callbacks);
} catch (const std::bad_alloc&) {
    m_recorder.dropNewest(); // training goes on without
}

TimelineFrame Trainer::frameOf(const TimelineRecorder::Moment& moment, NamedBest& best) const
{
    TimelineFrame frame;
    frame.epoch = moment.epoch;
    frame.bestEpoch = moment.bestEpoch;
    frame.weights = m_network.read(moment.weights);
    if (moment.isBest) {
        frame.bestWeights = frame.weights;
    } else if (moment.best) {
        if (best.block != moment.best.get())
            best = {moment.best.get(), m_network.read(*moment.best)};
        frame.bestWeights = best.weights;
    }
    if (!moment.state.empty())
        frame.optimizerState = namedSlots(moment.state);
    frame.counters = counters(moment.epoch, 0, moment.iteration, moment.rate);
    for (const auto& [key, value] : moment.callbacks.entries())
        frame.counters.set(key, value);
    return frame;
}

void Trainer::restore(const Checkpoint& from)
{
    m_network.setParameters(from.weights);
    if (!from.bestWeights.empty()) {
        m_network.write(from.bestWeights, m_best);
        m_hasBest = true;
    }
    if (from.counters.entries().empty())
        return; // weights alone: a fresh training that starts from them
    const bool sameHistory = from.history.keys == m_history.keys;
    m_epoch = from.counters.integer("epoch");
    if (m_epoch != static_cast<Index>(from.history.epochs()))
        throw Error("the saved training is in epoch " + std::to_string(m_epoch) + ", its history has " +
                        std::to_string(from.history.epochs()),
                    {}, "Start the training anew.");
    // Other metrics, or validation rows since: what was not measured then is NaN.
    for (std::size_t key = 0; key < m_history.keys.size(); ++key) {
        const HistoryColumn* values = from.history.find(m_history.keys[key]);
        m_history.columns[key] =
            values ? *values : HistoryColumn(std::vector<double>(from.history.epochs(), std::nan("")));
    }
    m_history.events = from.history.events;
    m_history.bestEpoch = from.history.bestEpoch < static_cast<int>(m_epoch) ? from.history.bestEpoch : -1;
    m_iteration = from.counters.integer("iteration");
    m_baseRate = from.counters.real("learning_rate");
    for (const NamedCallback& named : m_callbacks)
        if (const FieldValues state = callbackState(named.info->key, from.counters); !state.entries().empty())
            named.callback->restore(state); // else it has been switched on since
    if (from.counters.text("optimizer") == m_config.optimizer.type) {
        const std::vector<std::string> names = m_update.slotNames();
        for (std::size_t slot = 0; slot < names.size(); ++slot) {
            ParameterSet set;
            const std::string suffix = "/" + names[slot];
            for (const NamedTensor& tensor : from.optimizerState)
                if (tensor.name.ends_with(suffix)) {
                    set.push_back(tensor);
                    set.back().name.resize(tensor.name.size() - suffix.size());
                }
            m_network.write(set, m_update.slotBlocks()[slot]);
        }
    } else {
        m_baseRate = m_update.learningRate();
    }
    const Index batch = from.counters.integer("batch");
    const bool sameEpoch = sameHistory && batch > 0 && batch < m_batches.perEpoch() &&
                           from.counters.integer("batch_size") == m_config.batchSize &&
                           from.counters.integer("rows") == m_rows;
    if (m_epoch >= m_config.epochs)
        return;
    startEpoch();
    if (!sameEpoch)
        return;
    m_batch = batch;
    m_lossSum = from.counters.real("loss_sum");
    for (NamedMetric& metric : m_metrics) {
        std::vector<double> state;
        for (std::string key;
             from.counters.contains(key = "metric." + metric.key + "." + std::to_string(state.size()));)
            state.push_back(from.counters.real(key));
        if (state.size() != metric.metric->state().size())
            throw Error("the sums of the metric " + quoted(metric.key) + " are not complete in the saved training", {},
                        "Start the training anew.");
        metric.metric->setState(state);
    }
}

} // namespace netloom
