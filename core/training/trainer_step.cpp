// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/trainer.h"

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

/// Rows of a share are a multiple of this, so that few tiles of the kernels are cut.
constexpr Index kShareRows = 6;

} // namespace

Index Trainer::shareSize(Index count) const
{
    if (!m_shared || !m_objective.samplewise())
        return count;
    const Index threads = m_pool.threads();
    return ((count + threads - 1) / threads + kShareRows - 1) / kShareRows * kShareRows;
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
    const Index share = shareSize(count);
    m_pool.run(static_cast<int>((count + share - 1) / share), [&](int part) {
        const Index place = part * share;
        passShare(place, std::min(share, count - place), count);
    });
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

} // namespace netloom
