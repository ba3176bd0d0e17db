// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/trainer.h"

#include "core/kernels/dispatch.h"
#include "core/optimizers/clip_gradients.h"

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

/// Rows of a share are a multiple of this, so that few tiles of the kernels are cut.
constexpr Index kShareRows = 6;

UpdateRule ruleOf(const Optimizer::Fused& fused)
{
    UpdateRule rule{};
    rule.rate = static_cast<Scalar>(fused.rate);
    if (fused.kind == "adam") {
        rule.rule = KernelAdam;
        rule.rate = static_cast<Scalar>(fused.rate * fused.correction);
        rule.keep1 = static_cast<Scalar>(1 - fused.beta1);
        rule.keep2 = static_cast<Scalar>(1 - fused.beta2);
        rule.epsilon = static_cast<Scalar>(fused.epsilon);
        rule.shrink = static_cast<Scalar>(fused.shrink);
    } else {
        rule.rule = fused.kind == "momentum" ? KernelMomentum : KernelSgd;
        rule.keep1 = static_cast<Scalar>(fused.beta1);
    }
    return rule;
}

/// A call for a handful of numbers would cost more than the numbers.
inline void copyNumbers(const Scalar* from, Index n, Scalar* to)
{
    if (n > 16) {
        std::copy_n(from, n, to);
        return;
    }
    for (Index i = 0; i < n; ++i)
        to[i] = from[i];
}

} // namespace

Index Trainer::shareSize(Index count) const
{
    if (!m_shared || !m_network.samplewise() || m_objective.looksAtBatch())
        return count;
    const Index threads = m_pool.threads();
    return ((count + threads - 1) / threads + kShareRows - 1) / kShareRows * kShareRows;
}

void Trainer::gather(Index first, Index place, Index count, SmallNetwork::Batch batch)
{
    const Dataset& train = *m_data.train;
    const Index inputs = train.x.rows();
    const Index targets = train.y.rows();
    const Index* order = m_order.data() + first + place;
    if (SmallNetwork* small = m_network.small()) {
        small->load(batch,
                    {.x = train.x.data(),
                     .y = train.y.data(),
                     .yRows = targets,
                     .weights = m_sampleWeights.size() > 0 ? m_sampleWeights.data() : nullptr,
                     .order = order,
                     .xStride = inputs},
                    count);
        if (!m_keepsTargets)
            return;
    }
    for (Index j = 0; j < count; ++j) {
        const Index row = order[j];
        if (!m_network.small())
            copyNumbers(train.x.data() + row * inputs, inputs, m_batchX.data() + (place + j) * m_strideX);
        copyNumbers(train.y.data() + row * targets, targets, m_batchY.data() + (place + j) * m_strideY);
        m_batchWeights[static_cast<std::size_t>(place + j)] =
            m_sampleWeights.size() > 0 ? m_sampleWeights(row) : Scalar(1);
    }
}

/// Rows [place, place + count) of a batch there and back.
void Trainer::passShare(Index first, Index place, Index count, Index batch)
{
    if (!m_prepared)
        gather(first, place, count);
    const ConstBlock x{m_batchX.data() + place * m_strideX, m_network.inputs(), count, m_strideX};
    const ConstBlock target{m_batchY.data() + place * m_strideY, m_data.train->y.rows(), count, m_strideY};
    const Pass pass{.training = true, .iteration = m_iteration, .first = place, .batch = batch};
    m_objective.forward(x, target, pass);
    m_objective.backward(x, target, m_batchWeights.data() + place, pass);
}

/// See SmallNetwork::Batch.
void Trainer::prepareNext()
{
    m_prepared = false;
    if (!m_network.small())
        return;
    Index first = (m_batch + 1) * m_config.batchSize;
    if (first >= m_rows) {
        if (m_epoch + 1 >= m_config.epochs)
            return;
        orderRows(m_epoch + 1);
        first = 0;
    }
    gather(first, 0, std::min(m_config.batchSize, m_rows - first), SmallNetwork::Batch::Next);
    m_prepared = true;
}

Trainer::Event Trainer::step()
{
    if (done())
        return Event::Done;
    const Index first = m_batch * m_config.batchSize;
    const Index count = std::min(m_config.batchSize, m_rows - first);
    m_network.prepareStep();
    if (m_prepared)
        m_network.small()->next();
    const Index share = shareSize(count);
    m_pool.run(static_cast<int>((count + share - 1) / share), [&](int part) {
        const Index place = part * share;
        passShare(first, place, std::min(share, count - place), count);
    });
    m_batchLoss = m_objective.mean(m_batchWeights.data(), count);
    if (!std::isfinite(m_batchLoss)) {
        diverged("the loss is no longer a finite number", count);
        return Event::Done;
    }
    const ConstBlock target{m_batchY.data(), m_data.train->y.rows(), count, m_strideY};
    for (NamedMetric& metric : m_metrics)
        metric.metric->update(m_network.prediction(0, count), target);
    prepareNext();
    if (!update({m_batchX.data(), m_network.inputs(), count, m_strideX}))
        return Event::Done;

    m_lossSum += m_batchLoss * static_cast<double>(count);
    ++m_iteration;
    if (++m_batch < m_batches)
        return Event::Batch;
    finishEpoch();
    return done() ? Event::Done : Event::Epoch;
}

bool Trainer::update(ConstBlock x)
{
    m_usedRate = m_schedule->rate(m_baseRate, m_iteration);
    m_optimizer->begin(m_iteration, m_usedRate);
    return m_atOnce ? stepAtOnce(x) : stepAfterwards(x);
}

void Trainer::weightGradients(ConstBlock x, const Pass& pass)
{
    const auto part = [&](int number) { m_network.weightGradient(number, x, pass); };
    const int parts = m_network.gradientParts(x.columns);
    if (m_shared)
        m_pool.run(parts, part);
    else
        for (int number = 0; number < parts; ++number)
            part(number);
}

/// Gradients of Dense layers never go to memory: the weights change while a tile of the product is in registers.
bool Trainer::stepAtOnce(ConstBlock x)
{
    m_weightStep.rule = ruleOf(*m_optimizer->fused());
    m_notFinite = 0;
    const Pass pass{.training = true, .iteration = m_iteration, .step = &m_weightStep};
    weightGradients(x, pass);
    for (const auto& [place, size] : m_loose)
        if (!kernels().update(&m_weightStep.rule, m_weightStep.values + place, m_network.gradients().data() + place,
                              m_weightStep.m + place, m_weightStep.v + place, size))
            m_notFinite = 1;
    if (m_notFinite) {
        diverged("a weight is no longer a finite number", x.columns);
        return false;
    }
    return true;
}

bool Trainer::stepAfterwards(ConstBlock x)
{
    const Pass pass{.training = true, .iteration = m_iteration};
    weightGradients(x, pass);
    if (m_objective.hasPenalties())
        m_network.addPenaltyGradients();
    const Index size = m_network.trainableSize();
    if (!kernels().allFinite(m_network.gradients().data(), size)) {
        diverged("a gradient is no longer a finite number", x.columns);
        return false;
    }
    clipGradients(m_optimizer->clipping(), m_gradients);
    m_optimizer->update(m_network.values().data(), m_network.gradients().data(), m_slotPointers.data(), size);
    constrain();
    m_network.parametersChanged();
    if (!kernels().allFinite(m_network.values().data(), size)) {
        diverged("a weight is no longer a finite number", x.columns);
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

} // namespace netloom
