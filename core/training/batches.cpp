// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/batches.h"

#include "core/training/class_weights.h"

#include <algorithm>
#include <numeric>

namespace netloom {

Batches::Batches(const Dataset& rows, const TrainingConfig& config, Index maxBatch, Passes& passes, bool keepsTargets)
    : m_rows(rows),
      m_batchSize(config.batchSize),
      m_perEpoch((rows.samples() + config.batchSize - 1) / config.batchSize),
      m_shuffled(config.shuffle),
      m_passes(passes),
      m_keepsTargets(keepsTargets),
      m_shuffle(config.seed, "shuffle"),
      m_rowWeights(trainingWeights(rows, config.classWeights)),
      m_order(static_cast<std::size_t>(rows.samples())),
      // Batches that are loaded early are copied every few microseconds: the fewer numbers, the better.
      m_targetStride(passes.loadsAhead() ? rows.y.rows() : paddedUnits(rows.y.rows())),
      m_weights(static_cast<std::size_t>(maxBatch))
{
    m_targets.resize(maxBatch * m_targetStride);
}

void Batches::order(Index epoch)
{
    std::iota(m_order.begin(), m_order.end(), Index(0));
    if (m_shuffled) {
        // A stream per epoch: the order of a half-done epoch is found again from the seed alone.
        m_shuffle.branch(static_cast<std::uint64_t>(epoch)).shuffle(m_order);
    }
    m_orderEpoch = epoch;
}

void Batches::startEpoch(Index epoch)
{
    if (m_orderEpoch != epoch)
        order(epoch);
}

BatchRows Batches::source(Index first) const
{
    return {.x = m_rows.x.data(),
            .y = m_rows.y.data(),
            .yRows = m_rows.y.rows(),
            .weights = m_rowWeights.size() > 0 ? m_rowWeights.data() : nullptr,
            .order = m_order.data() + first,
            .xStride = m_rows.x.rows()};
}

Index Batches::begin(Index batch)
{
    m_first = batch * m_batchSize;
    m_count = std::min(m_batchSize, rows() - m_first);
    if (m_loaded)
        m_x = m_passes.next(m_count);
    return m_count;
}

void Batches::keepTargets(const BatchRows& from, Index place, Index count)
{
    if (!m_keepsTargets)
        return;
    for (Index j = 0; j < count; ++j) {
        const Index row = from.order[j];
        copyNumbers(from.y + row * from.yRows, from.yRows, m_targets.data() + (place + j) * m_targetStride);
        m_weights[static_cast<std::size_t>(place + j)] = from.weights ? from.weights[row] : Scalar(1);
    }
}

ConstBlock Batches::load(Index place, Index count)
{
    if (m_loaded)
        return m_x;
    const BatchRows from = source(m_first + place);
    const ConstBlock x = m_passes.load(from, place, count);
    keepTargets(from, place, count);
    if (place == 0)
        m_x = x;
    return x;
}

void Batches::loadNext(Index epoch, bool lastEpoch)
{
    m_loaded = false;
    if (!m_passes.loadsAhead())
        return;
    Index first = m_first + m_batchSize;
    if (first >= rows()) {
        if (lastEpoch)
            return;
        order(epoch + 1);
        first = 0;
    }
    const Index count = std::min(m_batchSize, rows() - first);
    const BatchRows from = source(first);
    m_passes.loadNext(from, count);
    keepTargets(from, 0, count);
    m_loaded = true;
}

} // namespace netloom
