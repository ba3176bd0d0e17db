// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/timeline_recorder.h"

#include <algorithm>
#include <iterator>

namespace netloom {

void TimelineRecorder::start(Timeline before, Timeline::Room room)
{
    m_room = room;
    m_timeline = std::move(before);
    m_timeline.thin(room.frames);
    m_moments.clear();
    m_spare.clear();
    m_last = m_timeline.empty() ? -1 : m_timeline.frames().back()->epoch;
    m_best.reset();
    m_bestEpoch = -1;
}

void TimelineRecorder::coarsen()
{
    m_timeline.coarsen();
    const auto dropped = std::partition(m_moments.begin(), m_moments.end(),
                                        [this](const Moment& moment) { return m_timeline.wants(moment.epoch); });
    std::move(dropped, m_moments.end(), std::back_inserter(m_spare));
    m_moments.erase(dropped, m_moments.end());
    std::sort(m_moments.begin(), m_moments.end(), [](const Moment& a, const Moment& b) { return a.epoch < b.epoch; });
}

TimelineRecorder::Moment* TimelineRecorder::add(Index epoch)
{
    m_last = epoch;
    while (m_timeline.wants(epoch) && m_timeline.frames().size() + m_moments.size() >= m_room.frames)
        coarsen();
    if (!m_timeline.wants(epoch))
        return nullptr;
    if (m_spare.empty()) {
        m_moments.emplace_back();
    } else {
        m_moments.push_back(std::move(m_spare.back()));
        m_spare.pop_back();
    }
    m_moments.back().epoch = epoch;
    return &m_moments.back();
}

void TimelineRecorder::reserve(std::size_t moments, Index weights, const std::vector<AlignedBlock>& state)
{
    constexpr std::size_t kLittle = std::size_t(1) << 20; // numbers
    moments = std::min(moments, m_room.frames);
    std::size_t numbers = static_cast<std::size_t>(weights);
    for (const AlignedBlock& block : state)
        numbers += m_room.whole ? static_cast<std::size_t>(block.size()) : 0;
    if (numbers * moments > kLittle)
        return;
    m_moments.reserve(moments);
    m_spare.resize(moments);
    for (Moment& moment : m_spare) {
        moment.weights.resize(weights);
        moment.state.resize(m_room.whole ? state.size() : 0);
        for (std::size_t i = 0; i < moment.state.size(); ++i)
            moment.state[i].resize(state[i].size());
    }
}

void TimelineRecorder::dropNewest()
{
    if (!m_moments.empty() && m_moments.back().epoch == m_last)
        m_moments.pop_back();
    m_spare.clear();
    m_room.frames = 0;
}

const Timeline& TimelineRecorder::timeline(const std::function<TimelineFrame(const Moment&)>& toFrame)
{
    for (const Moment& moment : m_moments)
        m_timeline.append(toFrame(moment));
    m_moments.clear();
    return m_timeline;
}

std::shared_ptr<const AlignedBlock> TimelineRecorder::best(int epoch, const AlignedBlock& weights)
{
    if (epoch != m_bestEpoch || !m_best) {
        auto copy = std::make_shared<AlignedBlock>();
        copy->resize(weights.size());
        copy->copy(weights);
        m_best = std::move(copy);
        m_bestEpoch = epoch;
    }
    return m_best;
}

} // namespace netloom
