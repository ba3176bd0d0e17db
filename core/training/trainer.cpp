// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/trainer.h"

#include "core/base/error.h"
#include "core/kernels/dispatch.h"
#include "core/losses/registry.h"
#include "core/metrics/registry.h"
#include "core/optimizers/clip_gradients.h"
#include "core/optimizers/registry.h"
#include "core/regularizers/registry.h"
#include "core/schedules/registry.h"
#include "core/training/class_weights.h"
#include "core/training/metric_keys.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace netloom {

namespace {

template<typename Info>
const Info& require(const Info* info, const std::string& kind, const std::string& type)
{
    if (!info)
        throw Error("the " + kind + " " + quoted(type) + " is not known");
    return *info;
}

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

Index largestBatch(const TrainingConfig& config, const TrainingData& data)
{
    return std::min(config.batchSize,
                    std::max<Index>(data.train->samples(), data.validation ? data.validation->samples() : 0));
}

} // namespace

Trainer::Trainer(const NetworkSpec& network, const TrainingConfig& config, TrainingData data,
                 const std::optional<Checkpoint>& from)
    : m_config(config),
      m_data(checkedData(data, config.batchSize)),
      m_network(network, m_data.train->x.rows(), largestBatch(config, m_data)),
      m_pool(threadsFor(config)),
      m_earlyStopping(config.earlyStopping),
      m_plateau(config.plateau)
{
    const Dataset& train = *m_data.train;
    if (m_data.validation && m_data.validation->samples() == 0)
        m_data.validation = nullptr;
    m_optimizer =
        require(findOptimizer(config.optimizer.type), "optimizer", config.optimizer.type).make(config.optimizer.fields);
    m_schedule =
        require(findSchedule(config.schedule.type), "schedule", config.schedule.type).make(config.schedule.fields);
    m_loss = require(findLoss(config.loss.type), "loss", config.loss.type).make(config.loss.fields);
    if (train.y.rows() != m_loss->targetRows(m_network.outputs()))
        throw Error("the network has " + std::to_string(m_network.outputs()) + " outputs, the data " +
                        std::to_string(train.y.rows()) + " target values per row",
                    {}, "Change the units of the output layer.");
    m_fused = m_network.fuseWith(*m_loss);

    m_rows = train.samples();
    m_batches = (m_rows + config.batchSize - 1) / config.batchSize;
    const Index batch = m_network.maxBatch();
    m_strideX = paddedUnits(m_network.inputs());
    m_strideY = paddedUnits(train.y.rows());
    m_batchX.resize(batch * m_strideX);
    m_batchY.resize(batch * m_strideY);
    m_perSample.resize(static_cast<std::size_t>(batch));
    m_rowScale.resize(static_cast<std::size_t>(batch));
    m_batchWeights.resize(static_cast<std::size_t>(batch));
    m_order.resize(static_cast<std::size_t>(m_rows));
    m_sampleWeights = trainingWeights(train, config.classWeights);
    m_baseRate = m_optimizer->learningRate();
    makeMetrics();
    for (const Network::Tensor& tensor : m_network.tensors())
        if (tensor.spec.trainable)
            m_gradients.emplace_back(m_network.gradients().data() + tensor.offset,
                                     static_cast<std::size_t>(tensor.spec.storage()));
    for (std::size_t i = 0; i < m_network.tensors().size(); ++i) {
        const ComponentSpec& spec = m_network.tensors()[i].spec.constraint;
        if (spec.type.empty())
            continue;
        m_constraints.push_back(
            {static_cast<Index>(i), require(findConstraint(spec.type), "constraint", spec.type).make(spec.fields)});
        const auto count = static_cast<std::size_t>(m_network.tensors()[i].spec.count());
        m_unpacked.resize(std::max(m_unpacked.size(), count));
    }

    for (std::size_t slot = 0; slot < m_optimizer->slotNames().size(); ++slot) {
        m_slots.emplace_back();
        m_slots.back().resize(m_network.trainableSize());
        std::fill_n(m_slots.back().data(), m_slots.back().size(), m_optimizer->slotInitial(slot));
    }
    for (AlignedBlock& slot : m_slots)
        m_slotPointers.push_back(slot.data());
    m_best.resize(m_network.values().size());
    m_good.weights.resize(m_network.values().size());
    for (const AlignedBlock& slot : m_slots) {
        m_good.slots.emplace_back();
        m_good.slots.back().resize(slot.size());
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
        m_history.keys.push_back("val_loss");
        for (const NamedMetric& metric : m_metrics)
            m_history.keys.push_back("val_" + metric.key);
    }
    m_history.keys.push_back("learning_rate");
    m_history.columns.resize(m_history.keys.size());
}

void Trainer::setEpochs(Index epochs)
{
    m_config.epochs = std::max(epochs, Index(1));
    if (m_reason == StopReason::None && m_epoch >= m_config.epochs)
        m_reason = StopReason::AllEpochsDone;
}

void Trainer::startEpoch()
{
    std::iota(m_order.begin(), m_order.end(), Index(0));
    if (m_config.shuffle) {
        // A stream per epoch: the order of a half-done epoch is found again from the seed alone.
        Rng rng(m_config.seed, "shuffle/" + std::to_string(m_epoch));
        rng.shuffle(m_order);
    }
    for (NamedMetric& metric : m_metrics)
        metric.metric->reset(m_network.outputs());
    m_lossSum = 0;
    m_batch = 0;
}

void Trainer::gather(Index first, Index count)
{
    const Dataset& train = *m_data.train;
    const Index inputs = train.x.rows();
    const Index targets = train.y.rows();
    for (Index j = 0; j < count; ++j) {
        const Index row = m_order[static_cast<std::size_t>(first + j)];
        std::copy_n(train.x.data() + row * inputs, inputs, m_batchX.data() + j * m_strideX);
        std::copy_n(train.y.data() + row * targets, targets, m_batchY.data() + j * m_strideY);
        m_batchWeights[static_cast<std::size_t>(j)] = m_sampleWeights.size() > 0 ? m_sampleWeights(row) : Scalar(1);
    }
}

double Trainer::lossOf(ConstBlock prediction, ConstBlock target, const Scalar* sampleWeights, Index count)
{
    if (m_fused)
        m_loss->fusedValues(m_network.logits(), prediction, target, m_perSample.data());
    else
        m_loss->values(prediction, target, m_perSample.data());
    double sum = 0;
    for (Index j = 0; j < count; ++j)
        sum += static_cast<double>(m_perSample[static_cast<std::size_t>(j)]) *
               (sampleWeights ? static_cast<double>(sampleWeights[j]) : 1.0);
    double loss = sum / static_cast<double>(count);
    if (m_network.hasPenalties())
        loss += m_network.penalty();
    return loss;
}

Trainer::Event Trainer::step()
{
    if (done())
        return Event::Done;
    const Index first = m_batch * m_config.batchSize;
    const Index count = std::min(m_config.batchSize, m_rows - first);
    gather(first, count);
    const ConstBlock x{m_batchX.data(), m_network.inputs(), count, m_strideX};
    const ConstBlock target{m_batchY.data(), m_data.train->y.rows(), count, m_strideY};
    const Pass pass{true, m_iteration, &m_pool};

    const ConstBlock prediction = m_network.forward(x, pass);
    m_batchLoss = lossOf(prediction, target, m_batchWeights.data(), count);
    if (!std::isfinite(m_batchLoss)) {
        diverged("the loss is no longer a finite number", count);
        return Event::Done;
    }
    for (NamedMetric& metric : m_metrics)
        metric.metric->update(prediction, target);

    for (Index j = 0; j < count; ++j)
        m_rowScale[static_cast<std::size_t>(j)] =
            m_batchWeights[static_cast<std::size_t>(j)] / static_cast<Scalar>(count);
    const MutableBlock gradient = m_network.outputGradient(count);
    if (m_fused)
        m_loss->fusedGradient(m_network.logits(), prediction, target, m_rowScale.data(), gradient);
    else
        m_loss->gradient(prediction, target, m_rowScale.data(), gradient);
    m_network.backward(x, pass);
    if (!update(count))
        return Event::Done;

    m_lossSum += m_batchLoss * static_cast<double>(count);
    ++m_iteration;
    if (++m_batch < m_batches)
        return Event::Batch;
    finishEpoch();
    return done() ? Event::Done : Event::Epoch;
}

bool Trainer::update(Index count)
{
    if (m_network.hasPenalties())
        m_network.addPenaltyGradients();
    const Index size = m_network.trainableSize();
    if (!kernels().allFinite(m_network.gradients().data(), size)) {
        diverged("a gradient is no longer a finite number", count);
        return false;
    }
    clipGradients(m_optimizer->clipping(), m_gradients);
    m_usedRate = m_schedule->rate(m_baseRate, m_iteration);
    m_optimizer->begin(m_iteration, m_usedRate);
    m_optimizer->update(m_network.values().data(), m_network.gradients().data(), m_slotPointers.data(), size);
    constrain();
    m_network.parametersChanged();
    if (!kernels().allFinite(m_network.values().data(), size)) {
        diverged("a weight is no longer a finite number", count);
        return false;
    }
    return true;
}

void Trainer::constrain()
{
    for (const BoundConstraint& bound : m_constraints) {
        const Network::Tensor& tensor = m_network.tensors()[static_cast<std::size_t>(bound.tensor)];
        const Index rows = tensor.spec.shape[0];
        const Index columns = tensor.spec.shape.size() > 1 ? tensor.spec.shape[1] : 1;
        // A norm may go along either axis, across panels: it needs the tensor in one piece.
        Network::unpack(tensor, m_network.values(), m_unpacked.data());
        bound.constraint->apply({m_unpacked.data(), rows, columns, columns, 1});
        Network::pack(tensor, m_unpacked.data(), m_network.values());
    }
}

void Trainer::finishEpoch()
{
    std::vector<double> row;
    row.reserve(m_history.keys.size());
    row.push_back(m_lossSum / static_cast<double>(m_rows));
    for (const NamedMetric& metric : m_metrics)
        row.push_back(metric.metric->value());
    if (m_data.validation)
        validate(row);
    row.push_back(m_usedRate);
    m_history.append(row);
    ++m_epoch;
    keepGood();

    const auto monitored = [&](std::string key) {
        const std::vector<double>* values = m_history.find(key);
        if (!values && key.starts_with("val_"))
            values = m_history.find(key.substr(4)); // nothing is held back: watch the training rows
        return values ? values->back() : std::nan("");
    };
    if (m_config.plateau.enabled)
        m_baseRate = m_plateau.epochEnded(monitored(m_config.plateau.monitor), m_baseRate);
    EarlyStopping::Verdict verdict;
    if (m_config.earlyStopping.enabled)
        verdict = m_earlyStopping.epochEnded(m_epoch - 1, monitored(m_config.earlyStopping.monitor));
    keepBest(verdict.newBest);
    const bool stop = verdict.stop;
    if (stop) {
        m_reason = StopReason::EarlyStopping;
        m_message = "Stopped early after epoch " + std::to_string(m_epoch) + ": " + m_config.earlyStopping.monitor +
                    " has not improved for " + std::to_string(m_config.earlyStopping.patience) + " epochs.";
    } else if (m_epoch >= m_config.epochs) {
        m_reason = StopReason::AllEpochsDone;
    }
    if (done() && m_config.earlyStopping.enabled && m_config.earlyStopping.restoreBest && m_hasBest) {
        std::copy_n(m_best.data(), m_best.size(), m_network.values().data());
        m_network.parametersChanged();
    }
    if (!done())
        startEpoch();
    else
        m_batch = 0;
}

void Trainer::validate(std::vector<double>& row)
{
    const Dataset& data = *m_data.validation;
    for (NamedMetric& metric : m_metrics)
        metric.metric->reset(m_network.outputs());
    const Pass pass{false, 0, &m_pool};
    double sum = 0;
    const Index size = m_config.batchSize;
    for (Index first = 0; first < data.samples(); first += size) {
        const Index count = std::min(size, data.samples() - first);
        const ConstBlock x{data.x.data() + first * data.x.rows(), data.x.rows(), count, data.x.rows()};
        const ConstBlock y{data.y.data() + first * data.y.rows(), data.y.rows(), count, data.y.rows()};
        const ConstBlock prediction = m_network.forward(x, pass);
        const Scalar* weights = data.weights.size() > 0 ? data.weights.data() + first : nullptr;
        sum += lossOf(prediction, y, weights, count) * static_cast<double>(count);
        for (NamedMetric& metric : m_metrics)
            metric.metric->update(prediction, y);
    }
    row.push_back(sum / static_cast<double>(data.samples()));
    for (const NamedMetric& metric : m_metrics)
        row.push_back(metric.metric->value());
}

void Trainer::keepBest(bool watchedBest)
{
    // While early stopping is on, "best" is its best, so that the weights restored are those it speaks of.
    bool best = watchedBest;
    if (!m_config.earlyStopping.enabled) {
        const std::vector<double>* values = m_history.find("val_loss");
        if (!values)
            values = m_history.find("loss");
        const double before =
            m_history.bestEpoch < 0 ? std::nan("") : (*values)[static_cast<std::size_t>(m_history.bestEpoch)];
        best = values->back() < before || (std::isnan(before) && !std::isnan(values->back()));
    }
    if (!best)
        return;
    m_history.bestEpoch = static_cast<int>(m_epoch) - 1;
    std::copy_n(m_network.values().data(), m_network.values().size(), m_best.data());
    m_hasBest = true;
}

} // namespace netloom
