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

} // namespace

Index Trainer::shareSize(Index count) const
{
    if (!m_shared || !m_objective.samplewise())
        return count;
    const Index threads = m_pool.threads();
    return ((count + threads - 1) / threads + kShareRows - 1) / kShareRows * kShareRows;
}

BatchRows Trainer::rowsOf(Index first) const
{
    const Dataset& train = *m_data.train;
    return {.x = train.x.data(),
            .y = train.y.data(),
            .yRows = train.y.rows(),
            .weights = m_sampleWeights.size() > 0 ? m_sampleWeights.data() : nullptr,
            .order = m_order.data() + first,
            .xStride = train.x.rows()};
}

/// Targets and weights of rows of the training part, as the samples of the batch from `place` on.
void Trainer::gather(Index first, Index place, Index count)
{
    if (!m_keepsTargets)
        return;
    const BatchRows rows = rowsOf(first);
    for (Index j = 0; j < count; ++j) {
        const Index row = rows.order[j];
        copyNumbers(rows.y + row * rows.yRows, rows.yRows, m_batchY.data() + (place + j) * m_strideY);
        m_batchWeights[static_cast<std::size_t>(place + j)] = rows.weights ? rows.weights[row] : Scalar(1);
    }
}

/// Rows [place, place + count) of a batch there and back.
void Trainer::passShare(Index first, Index place, Index count, Index batch)
{
    ConstBlock x = m_x;
    if (!m_prepared) {
        x = m_passes.load(rowsOf(first + place), place, count);
        gather(first + place, place, count);
        if (place == 0)
            m_x = x;
    }
    const ConstBlock target{m_batchY.data() + place * m_strideY, m_data.train->y.rows(), count, m_strideY};
    const Pass pass{.training = true, .iteration = m_iteration, .first = place, .batch = batch};
    m_objective.forward(x, target, pass);
    m_objective.backward(x, target, m_batchWeights.data() + place, pass);
}

/// See Passes::loadsAhead().
void Trainer::prepareNext()
{
    m_prepared = false;
    if (!m_passes.loadsAhead())
        return;
    Index first = (m_batch + 1) * m_config.batchSize;
    if (first >= m_rows) {
        if (m_epoch + 1 >= m_config.epochs)
            return;
        orderRows(m_epoch + 1);
        first = 0;
    }
    const Index count = std::min(m_config.batchSize, m_rows - first);
    m_passes.loadNext(rowsOf(first), count);
    gather(first, 0, count);
    m_prepared = true;
}

Trainer::Event Trainer::step()
{
    if (done())
        return Event::Done;
    const Index first = m_batch * m_config.batchSize;
    const Index count = std::min(m_config.batchSize, m_rows - first);
    m_passes.prepareStep();
    if (m_prepared)
        m_x = m_passes.next(count);
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
        metric.metric->update(m_passes.prediction(0, count), target);
    prepareNext();
    m_x.columns = count; // of all shares, side by side
    if (!update(m_x))
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

/// Gradients of Dense layers never go to memory: the weights change while a tile of the product is in registers.
bool Trainer::stepAtOnce(ConstBlock x)
{
    m_weightStep.rule = ruleOf(*m_optimizer->fused());
    m_notFinite = 0;
    const Pass pass{.training = true, .iteration = m_iteration, .step = &m_weightStep};
    m_passes.weightGradient(x, pass, m_shared ? &m_pool : nullptr);
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
    m_passes.weightGradient(x, pass, m_shared ? &m_pool : nullptr);
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
    m_passes.parametersChanged();
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
