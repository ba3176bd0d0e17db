// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/field.h"
#include "core/base/types.h"
#include "core/network/shared_parameters.h"

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace netloom {

/// A training at the end of one of its epochs; epoch 0 has the fresh weights. As in a Checkpoint, without the history.
struct TimelineFrame {
    Index epoch = 0;
    int bestEpoch = -1; ///< 0-based, as in a History
    SharedParameters weights;
    SharedParameters bestWeights;    ///< with optimizerState: what going on with the same bits takes. Empty where the
    SharedParameters optimizerState; ///< network is too large to keep them for every frame
    FieldValues counters;

    bool operator==(const TimelineFrame&) const = default;
};

/// Stored epochs of a training, to be shown again and to branch from: every one while there is room, then every second,
/// fourth …, so that which ones depends on the number of epochs alone, not on time, pauses or saves. A plain value
/// whose copies share the frames.
class Timeline
{
public:
    /// How much of a training is kept.
    struct Room {
        std::size_t frames = 0; ///< 0: none
        bool whole = false;     ///< with all that going on takes
    };
    static constexpr std::size_t kMostFrames = 240;
    static constexpr std::size_t kMostBytes = std::size_t(64) << 20;
    /// For a network of `weights` numbers whose optimizer remembers `state` more. Whole frames as long as a fair number
    /// of them fits `bytes`.
    static Room room(std::size_t weights, std::size_t state, std::size_t bytes = kMostBytes);

    const std::vector<std::shared_ptr<const TimelineFrame>>& frames() const { return m_frames; } ///< by epoch
    bool empty() const { return m_frames.empty(); }
    Index stride() const { return m_stride; } ///< a power of two; epochs that are no multiple are not kept
    bool wants(Index epoch) const { return (epoch & (m_stride - 1)) == 0; }
    /// Null where that epoch is not stored.
    const TimelineFrame* find(Index epoch) const;
    /// Frames must come by rising epoch; one that is not wanted is left out.
    void append(TimelineFrame frame);
    void coarsen(); ///< leaves every second epoch out, from now on too
    /// Coarser until there are at most so many frames.
    void thin(std::size_t most);
    void cut(Index epoch);     ///< removes what came after it
    std::size_t bytes() const; ///< of all numbers; those that frames share are counted once
    /// As much of it as fits `bytes`; frames lose what is not shown first.
    Timeline fitting(std::size_t bytes) const;
    /// Renames layers in every frame: pairs of old and new name.
    void renameLayers(const std::vector<std::pair<std::string, std::string>>& renames);

    friend bool operator==(const Timeline& a, const Timeline& b);

private:
    Index m_stride = 1;
    std::vector<std::shared_ptr<const TimelineFrame>> m_frames;
};

} // namespace netloom
