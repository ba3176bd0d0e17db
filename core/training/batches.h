// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/aligned_block.h"
#include "core/base/matrix.h"
#include "core/base/rng.h"
#include "core/data/dataset.h"
#include "core/network/passes.h"
#include "core/training/training_config.h"

#include <vector>

namespace netloom {

/// The training rows, batch by batch in the order of each epoch, as the passes of a network take them; and the targets
/// and weights that go with them. The order depends on seed and epoch only.
class Batches
{
public:
    /// `rows` and `passes` must live as long. `keepsTargets`: whether anybody asks for target() and weights().
    /// @throws Error where the class weights do not fit the rows
    Batches(const Dataset& rows, const TrainingConfig& config, Index maxBatch, Passes& passes, bool keepsTargets);

    Index rows() const { return m_rows.x.cols(); }
    Index perEpoch() const { return m_perEpoch; }

    /// Puts the rows in the order of this epoch.
    void startEpoch(Index epoch);
    /// Makes this batch of the epoch the one that is asked for below. @returns its number of samples
    Index begin(Index batch);
    /// Loads samples of it, unless it was loaded early. Parts of it may be loaded on several threads at once; the one
    /// at place 0 must be among them. @returns x for their passes
    ConstBlock load(Index place, Index count);
    /// Of the whole batch, loaded.
    ConstBlock x() const { return {m_x.data, m_x.rows, m_count, m_x.stride}; }
    ConstBlock target(Index place, Index count) const
    {
        return {m_targets.data() + place * m_targetStride, m_rows.y.rows(), count, m_targetStride};
    }
    const Scalar* weights(Index place) const { return m_weights.data() + place; }

    /// Loads the batch after this one early, where the passes do that; then nobody may ask for the target and the
    /// weights of this one any more. Ordered for the next epoch where this is the last batch of `epoch`, unless
    /// `lastEpoch`.
    void loadNext(Index epoch, bool lastEpoch);
    /// Forgets what was loaded early.
    void dropNext() { m_loaded = false; }

private:
    void order(Index epoch);
    BatchRows source(Index first) const;
    void keepTargets(const BatchRows& from, Index place, Index count);

    const Dataset& m_rows;
    Index m_batchSize;
    Index m_perEpoch;
    bool m_shuffled;
    Passes& m_passes;
    bool m_keepsTargets;
    Rng m_shuffle;
    Vector m_rowWeights; ///< sample × class weight of every row; empty: all 1
    std::vector<Index> m_order;
    Index m_orderEpoch = -1; ///< that m_order is for
    Index m_first = 0;       ///< place in the order of the batch's first row
    Index m_count = 0;
    bool m_loaded = false; ///< whether the passes have the batch, or the next one, already
    ConstBlock m_x;
    AlignedBlock m_targets;
    Index m_targetStride;
    std::vector<Scalar> m_weights;
};

} // namespace netloom
