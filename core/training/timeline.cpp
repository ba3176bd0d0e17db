// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/timeline.h"

#include <algorithm>
#include <set>

namespace netloom {

namespace {

// With fewer whole ones than that, more that can only be shown are better.
constexpr std::size_t kFairNumber = 16;

std::size_t numbersIn(const SharedParameters& parameters)
{
    std::size_t count = 0;
    for (const NamedTensor& tensor : parameters)
        count += tensor.values.size();
    return count;
}

SharedParameters renamed(const SharedParameters& from, const std::vector<std::pair<std::string, std::string>>& renames)
{
    if (from.empty())
        return from;
    ParameterSet set = from;
    for (NamedTensor& tensor : set) {
        const auto found =
            std::find_if(renames.begin(), renames.end(), [&](const auto& r) { return r.first == tensor.layer; });
        if (found != renames.end())
            tensor.layer = found->second;
    }
    return set;
}

} // namespace

Timeline::Room Timeline::room(std::size_t weights, std::size_t state, std::size_t bytes)
{
    if (weights == 0)
        return {};
    const std::size_t wholeBytes = (2 * weights + state) * sizeof(Scalar); // with the best weights
    if (wholeBytes * kFairNumber <= bytes)
        return {std::min(kMostFrames, bytes / wholeBytes), true};
    return {std::min(kMostFrames, bytes / (weights * sizeof(Scalar))), false};
}

const TimelineFrame* Timeline::find(Index epoch) const
{
    const auto found = std::lower_bound(m_frames.begin(), m_frames.end(), epoch,
                                        [](const auto& frame, Index wanted) { return frame->epoch < wanted; });
    return found != m_frames.end() && (*found)->epoch == epoch ? found->get() : nullptr;
}

void Timeline::append(TimelineFrame frame)
{
    if (wants(frame.epoch))
        m_frames.push_back(std::make_shared<const TimelineFrame>(std::move(frame)));
}

void Timeline::coarsen()
{
    m_stride *= 2;
    std::erase_if(m_frames, [this](const auto& frame) { return !wants(frame->epoch); });
}

void Timeline::thin(std::size_t most)
{
    while (m_frames.size() > most && m_frames.size() > 1)
        coarsen();
    if (m_frames.size() > most)
        m_frames.clear();
}

void Timeline::cut(Index epoch)
{
    std::erase_if(m_frames, [epoch](const auto& frame) { return frame->epoch > epoch; });
}

std::size_t Timeline::bytes() const
{
    std::set<const ParameterSet*> seen;
    std::size_t numbers = 0;
    for (const auto& frame : m_frames)
        for (const SharedParameters* part : {&frame->weights, &frame->bestWeights, &frame->optimizerState})
            if (part->pointer() && seen.insert(part->pointer().get()).second)
                numbers += numbersIn(*part);
    return numbers * sizeof(Scalar);
}

Timeline Timeline::fitting(std::size_t most) const
{
    if (m_frames.empty() || bytes() <= most)
        return *this;
    const TimelineFrame& first = *m_frames.front();
    const Room room = Timeline::room(numbersIn(first.weights), numbersIn(first.optimizerState), most);
    Timeline result = *this;
    if (!room.whole)
        for (auto& frame : result.m_frames) {
            TimelineFrame shown = *frame;
            shown.bestWeights = {};
            shown.optimizerState = {};
            frame = std::make_shared<const TimelineFrame>(std::move(shown));
        }
    result.thin(room.frames);
    return result;
}

void Timeline::renameLayers(const std::vector<std::pair<std::string, std::string>>& renames)
{
    for (auto& frame : m_frames) {
        TimelineFrame changed = *frame;
        const bool sameBest = changed.bestWeights.shares(changed.weights);
        changed.weights = renamed(changed.weights, renames);
        changed.bestWeights = sameBest ? changed.weights : renamed(changed.bestWeights, renames);
        changed.optimizerState = renamed(changed.optimizerState, renames);
        frame = std::make_shared<const TimelineFrame>(std::move(changed));
    }
}

bool operator==(const Timeline& a, const Timeline& b)
{
    return a.m_stride == b.m_stride &&
           std::equal(a.m_frames.begin(), a.m_frames.end(), b.m_frames.begin(), b.m_frames.end(),
                      [](const auto& x, const auto& y) { return x == y || *x == *y; });
}

} // namespace netloom
