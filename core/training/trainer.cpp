// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/trainer.h"

#include "core/base/error.h"
#include "core/callbacks/registry.h"
#include "core/metrics/metric_keys.h"
#include "core/metrics/registry.h"
#include "core/training/class_weights.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace netloom {

namespace {

/// For people: 0.005 times 0.1 is not 0.0005000000000000001.
std::string rateText(double rate)
{
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), rate, std::chars_format::general, 4);
    return {text.data(), end.ptr};
}

/// Work of a step below which one thread is faster: waking the other costs more.
constexpr double kSharedWork = 4e6;

int threadsFor(const TrainingConfig& config)
{
    const auto cores = static_cast<Index>(std::max(1u, std::thread::hardware_concurrency()));
    return static_cast<int>(std::clamp<Index>(config.threads > 0 ? config.threads : std::min<Index>(cores, 8), 1, 64));
}

const TrainingData& checkedData(const TrainingData& data, Index batchSize)
{
    if (!data.train || data.train->samples() == 0)
        throw Error("there are no training rows", {}, "Give the training part a larger share.");
    if (batchSize < 1)
        throw Error("the batch size must be at least 1", "batch_size");
    if (data.validation && data.validation->samples() > 0 &&
        (data.validation->x.rows() != data.train->x.rows() || data.validation->y.rows() != data.train->y.rows()))
        throw Error("the validation rows have other columns than the training rows");
    return data;
}

/// Floating-point operations of a step.
double workOf(const NetworkSpec& spec, const Network& network)
{
    double work = 0;
    for (const LayerShape& shape : layerShapes(spec, network.inputs()))
        work += 6.0 * static_cast<double>(shape.multiplyAdds);
    return work * static_cast<double>(network.maxBatch());
}

Index largestBatch(const TrainingConfig& config, const TrainingData& data)
{
    return std::min(config.batchSize,
                    std::max<Index>(data.train->samples(), data.validation ? data.validation->samples() : 0));
}

} // namespace

Trainer::Trainer(const NetworkSpec& network, const TrainingConfig& config, const TrainingData& data,
                 const std::optional<Checkpoint>& from)
    : m_config(config),
      m_spec(network),
      m_data(checkedData(data, config.batchSize)),
      m_network(network, m_data.train->x.rows(), largestBatch(config, m_data), Network::Storage::CompactIfSmall),
      m_passes(m_network.passes()),
      m_objective(m_network, config.loss, m_data.train->y.rows()),
      m_batches(*m_data.train, config, m_network.maxBatch(), m_passes,
                !m_objective.inPasses() || !config.metrics.empty()),
      m_update(config, m_network),
      m_pool(threadsFor(config))
{
    if (m_data.validation && m_data.validation->samples() == 0)
        m_data.validation = nullptr;
    m_rows = m_batches.rows();
    m_baseRate = m_update.learningRate();
    m_update.setTrainingSteps(m_batches.perEpoch() * m_config.epochs);
    makeMetrics();
    for (const CallbackSpec& spec : m_config.callbacks) {
        const CallbackInfo* info = findCallback(spec.type);
        if (!info)
            throw Error("the callback " + quoted(spec.type) + " is not known");
        if (spec.enabled)
            m_callbacks.push_back({info, info->make(spec.fields)});
    }
    m_shared = m_pool.threads() > 1 && workOf(network, m_network) >= kSharedWork;
    m_best.resize(m_network.values().size());
    m_good.weights.resize(m_network.values().size());
    for (const AlignedBlock& slot : m_update.slotBlocks()) {
        m_good.moments.emplace_back();
        m_good.moments.back().resize(slot.size());
    }

    m_network.initialise(config.seed);
    startEpoch();
    if (from)
        restore(*from);
    keepGood();
    if (m_epoch >= m_config.epochs)
        m_reason = StopReason::AllEpochsDone;
}

void Trainer::makeMetrics()
{
    const std::vector<std::string> keys = metricKeys(m_config.metrics);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const ComponentSpec& spec = m_config.metrics[i];
        m_metrics.push_back(
            {keys[i], findMetric(spec.type)->make(spec.fields, m_network.outputs(), m_data.train->y.rows())});
    }
    m_history.keys = {"loss"};
    for (const NamedMetric& metric : m_metrics)
        m_history.keys.push_back(metric.key);
    if (m_data.validation) {
        m_watched = m_history.keys.size();
        m_history.keys.push_back("val_loss");
        for (const NamedMetric& metric : m_metrics)
            m_history.keys.push_back("val_" + metric.key);
    }
    m_history.keys.push_back("learning_rate");
    if (m_config.measureLoss) {
        m_history.keys.emplace_back(kLossAfterEpoch);
        m_rowWeights = trainingWeights(*m_data.train, m_config.classWeights);
    }
    if (m_config.measureNorms) {
        m_history.keys.emplace_back(kGradientNorm);
        m_history.keys.emplace_back(kWeightNorm);
    }
    m_history.columns.resize(m_history.keys.size());
}

void Trainer::setEpochs(Index epochs)
{
    m_config.epochs = std::max(epochs, Index(1));
    m_update.setTrainingSteps(m_batches.perEpoch() * m_config.epochs);
    if (m_reason == StopReason::None && m_epoch >= m_config.epochs)
        m_reason = StopReason::AllEpochsDone;
}

void Trainer::startEpoch()
{
    m_batches.startEpoch(m_epoch);
    for (NamedMetric& metric : m_metrics)
        metric.metric->reset(m_network.outputs());
    m_lossSum = 0;
    m_batch = 0;
}

RowShares Trainer::shares(Index count) const
{
    return {count, m_shared && m_objective.samplewise() ? m_pool.atWork() : 1};
}

/// Samples [place, place + count) of a batch there and back.
void Trainer::passShare(Index place, Index count, Index batch)
{
    const ConstBlock x = m_batches.load(place, count);
    const ConstBlock target = m_batches.target(place, count);
    const Pass pass{.training = true, .iteration = m_iteration, .first = place, .batch = batch};
    m_objective.forward(x, target, pass);
    m_objective.backward(x, target, m_batches.weights(place), pass);
}

Trainer::Event Trainer::step()
{
    if (done())
        return Event::Done;
    m_passes.prepareStep();
    const Index count = m_batches.begin(m_batch);
    const RowShares rows = shares(count);
    m_pool.run(rows.count(), [&](int share) { passShare(rows.first(share), rows.rows(share), count); });
    m_batchLoss = m_objective.mean(m_batches.weights(0), count);
    if (!std::isfinite(m_batchLoss)) {
        diverged("the loss is no longer a finite number", count);
        return Event::Done;
    }
    for (NamedMetric& metric : m_metrics)
        metric.metric->update(m_passes.prediction(0, count), m_batches.target(0, count));
    m_batches.loadNext(m_epoch, m_epoch + 1 >= m_config.epochs);
    const char* fault = m_update.step(m_batches.x(), m_iteration, m_baseRate, m_shared ? &m_pool : nullptr);
    m_usedRate = m_update.usedRate();
    if (fault) {
        diverged(fault, count);
        return Event::Done;
    }

    m_lossSum += m_batchLoss * static_cast<double>(count);
    ++m_iteration;
    if (++m_batch < m_batches.perEpoch())
        return Event::Batch;
    finishEpoch();
    return done() ? Event::Done : Event::Epoch;
}

void Trainer::finishEpoch()
{
    std::vector<double>& row = m_row;
    row.clear();
    row.push_back(m_lossSum / static_cast<double>(m_rows));
    for (const NamedMetric& metric : m_metrics)
        row.push_back(metric.metric->value());
    if (const Dataset* data = m_data.validation.get()) {
        row.push_back(measure(*data, data->weights.size() > 0 ? data->weights.data() : nullptr, true));
        for (const NamedMetric& metric : m_metrics)
            row.push_back(metric.metric->value());
    }
    row.push_back(m_usedRate);
    measureEpoch(row);
    m_history.append(row);
    ++m_epoch;
    keepGood();

    askCallbacks();
    if (m_recording && m_recorder.wants(m_epoch))
        recordEpoch();
    if (m_reason == StopReason::None && m_epoch >= m_config.epochs)
        m_reason = StopReason::AllEpochsDone;
    const bool restoresBest = std::any_of(m_callbacks.begin(), m_callbacks.end(),
                                          [](const NamedCallback& c) { return c.callback->restoresBest(); });
    if (done() && restoresBest && m_hasBest) {
        std::copy_n(m_best.data(), m_best.size(), m_network.values().data());
        m_passes.parametersChanged();
    }
    if (!done())
        startEpoch();
    else
        m_batch = 0;
}

/// What costs time is measured only where it was asked for.
void Trainer::measureEpoch(std::vector<double>& row)
{
    if (m_config.measureLoss)
        row.push_back(measure(*m_data.train, m_rowWeights.size() > 0 ? m_rowWeights.data() : nullptr, false));
    if (!m_config.measureNorms)
        return;
    const auto norm = [](const ParameterSet& set) {
        double squares = 0;
        for (const NamedTensor& tensor : set)
            for (const Scalar value : tensor.values)
                squares += tensor.trainable ? static_cast<double>(value) * static_cast<double>(value) : 0;
        return std::sqrt(squares);
    };
    const ParameterSet now = weights();
    row.push_back(norm(gradients(now)));
    row.push_back(norm(now));
}

double Trainer::measure(const Dataset& data, const Scalar* weightsOfRows, bool metrics)
{
    if (metrics)
        for (NamedMetric& metric : m_metrics)
            metric.metric->reset(m_network.outputs());
    double sum = 0;
    const Index size = m_config.batchSize;
    for (Index first = 0; first < data.samples(); first += size) {
        const Index count = std::min(size, data.samples() - first);
        const auto block = [&](const Matrix& m, Index place, Index n) {
            return ConstBlock{m.data() + (first + place) * m.rows(), m.rows(), n, m.rows()};
        };
        const Scalar* weights = weightsOfRows ? weightsOfRows + first : nullptr;
        if (m_objective.inPasses()) {
            const BatchRows rows{.x = data.x.data() + first * data.x.rows(),
                                 .y = data.y.data() + first * data.y.rows(),
                                 .yRows = data.y.rows(),
                                 .weights = weights,
                                 .xStride = data.x.rows()};
            m_objective.forward(m_passes.load(rows, 0, count), {}, {});
        } else {
            const RowShares rows = shares(count);
            m_pool.run(rows.count(), [&](int share) {
                const Index place = rows.first(share);
                const Index n = rows.rows(share);
                m_objective.forward(block(data.x, place, n), block(data.y, place, n), {.first = place});
            });
        }
        sum += m_objective.mean(weights, count) * static_cast<double>(count);
        for (std::size_t i = 0; metrics && i < m_metrics.size(); ++i)
            m_metrics[i].metric->update(m_passes.prediction(0, count), block(data.y, 0, count));
    }
    return sum / static_cast<double>(data.samples());
}

void Trainer::askCallbacks()
{
    std::optional<bool> watchedBest;
    for (const NamedCallback& named : m_callbacks) {
        Decision decision = named.callback->epochEnded({m_epoch - 1, m_baseRate, m_history.keys, m_row});
        if (decision.rate && *decision.rate != m_baseRate) {
            m_baseRate = *decision.rate;
            note(HistoryEvent::Kind::Rate, "learning rate " + rateText(m_baseRate));
        }
        if (decision.newBest && !watchedBest)
            watchedBest = decision.newBest;
        if (decision.stop && m_reason == StopReason::None) {
            m_reason = StopReason::Callback;
            m_stoppedBy = named.info->type;
            m_message = std::move(decision.message);
            note(HistoryEvent::Kind::Stop, named.info->title);
        }
    }
    keepBest(watchedBest);
}

void Trainer::keepBest(std::optional<bool> watchedBest)
{
    // Where a callback watches for the best epoch its word counts, so that the weights restored are those it speaks of.
    bool best = watchedBest.value_or(false);
    if (!watchedBest) {
        const HistoryColumn& values = m_history.columns[m_watched];
        const double before =
            m_history.bestEpoch < 0 ? std::nan("") : values[static_cast<std::size_t>(m_history.bestEpoch)];
        best = values.back() < before || (std::isnan(before) && !std::isnan(values.back()));
    }
    if (!best)
        return;
    m_history.bestEpoch = static_cast<int>(m_epoch) - 1;
    m_best.copy(m_network.values());
    m_hasBest = true;
}

} // namespace netloom
