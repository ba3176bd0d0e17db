// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/aligned_block.h"
#include "core/base/field.h"
#include "core/training/timeline.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace netloom {

/// What a trainer keeps of its epochs while it runs: blocks as they lie in the network, which become frames only when
/// somebody asks. The memory of epochs that are left out later is used again. Used by one thread.
class TimelineRecorder
{
public:
    /// An epoch as the engine has it.
    struct Moment {
        Index epoch = 0;
        std::int64_t iteration = 0;
        double rate = 0; ///< before the schedule
        int bestEpoch = -1;
        FieldValues callbacks;
        AlignedBlock weights;
        std::vector<AlignedBlock> state;          ///< none where frames are not whole
        std::shared_ptr<const AlignedBlock> best; ///< null: none, or `weights` are the best ones
        bool isBest = false;
    };

    /// @param before  frames that the training has already
    void start(Timeline before, Timeline::Room room);
    bool wants(Index epoch) const { return m_room.frames > 0 && epoch > m_last && m_timeline.wants(epoch); }
    bool isWhole() const { return m_room.whole; }
    /// A moment to be filled; its blocks may have any size and contents. Null where there was no room, and that epoch
    /// is not wanted any more. Valid until the next one.
    Moment* add(Index epoch);
    /// Memory for so many moments like these blocks at once, where it is little: asking for it epoch by epoch would
    /// slow tiny networks down.
    void reserve(std::size_t moments, Index weights, const std::vector<AlignedBlock>& state);
    void dropNewest(); ///< there was no memory for it; nothing is recorded any more
    /// The best weights of an earlier epoch, copied once for all moments that have them.
    std::shared_ptr<const AlignedBlock> best(int epoch, const AlignedBlock& weights);

    /// All frames; `toFrame` makes those that are still blocks.
    const Timeline& timeline(const std::function<TimelineFrame(const Moment&)>& toFrame);

private:
    void coarsen();

    Timeline::Room m_room;
    Timeline m_timeline;           ///< what frames have been made of
    std::vector<Moment> m_moments; ///< later than those
    std::vector<Moment> m_spare;
    Index m_last = -1;
    int m_bestEpoch = -1;
    std::shared_ptr<const AlignedBlock> m_best;
};

} // namespace netloom
