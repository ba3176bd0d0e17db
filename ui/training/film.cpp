// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/film.h"

#include "core/network/parameter_count.h"

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

constexpr std::size_t kMostSeen = 256;
constexpr std::size_t kMostBytes = std::size_t(64) << 20;

std::size_t bytesOf(const SharedParameters& weights)
{
    return static_cast<std::size_t>(parameterCount(weights)) * sizeof(Scalar);
}

} // namespace

void Film::start(const History& shown, Index last, double seconds, Tempo tempo)
{
    m_on = true;
    m_whole = shown;
    m_hadBest = shown.bestEpoch >= 0;
    m_before = static_cast<Index>(shown.epochs());
    m_first = m_before;
    m_position = m_first;
    m_last = last;
    m_begin = 0;
    m_seconds = seconds;
    m_tempo = m_before > 0 ? Tempo::Even : tempo;
    m_seen.clear();
}

void Film::stop()
{
    m_on = false;
    m_whole = {};
    m_seen.clear();
}

void Film::endsWith(Index last, double now)
{
    if (last == m_last)
        return;
    m_first = std::min(epochAt(now), last);
    m_begin = isByHand() ? 0 : std::min(now, m_seconds);
    m_last = last;
}

void Film::next()
{
    m_position = std::min(m_position + 1, static_cast<Index>(m_whole.epochs()));
}

void Film::see(Index epoch, SharedParameters weights)
{
    if (!m_seen.empty() && m_seen.back().first == epoch) {
        m_seen.back().second = std::move(weights);
        return;
    }
    const std::size_t most =
        std::clamp<std::size_t>(kMostBytes / std::max<std::size_t>(bytesOf(weights), 1), 2, kMostSeen);
    if (m_seen.size() >= most) {
        std::size_t kept = 0;
        for (std::size_t i = 0; i < m_seen.size(); i += 2)
            m_seen[kept++] = m_seen[i];
        m_seen.resize(kept);
    }
    m_seen.emplace_back(epoch, std::move(weights));
}

Index Film::epochAt(double now) const
{
    const auto computed = static_cast<Index>(m_whole.epochs());
    if (isByHand())
        return std::min(m_position, computed);
    const double share = m_seconds > m_begin ? std::clamp((now - m_begin) / (m_seconds - m_begin), 0.0, 1.0) : 1;
    const double part = m_tempo == Tempo::Even || m_first > 0 ? share : share * share;
    const double epoch = static_cast<double>(m_first) + part * static_cast<double>(m_last - m_first);
    return std::min(static_cast<Index>(std::floor(epoch)), computed);
}

void Film::show(Index epochs, History& shown) const
{
    const auto count = static_cast<std::size_t>(epochs);
    shown = m_whole.upTo(count);
    // The best one so far; which one it is at last is not known yet.
    shown.bestEpoch = m_whole.bestEpoch < static_cast<int>(count) ? m_whole.bestEpoch : -1;
    const HistoryColumn* watched = shown.find("val_loss");
    if (!watched)
        watched = shown.find("loss");
    // An edit since made what was best before no measure.
    const auto bestFrom = m_hadBest ? 0 : static_cast<std::ptrdiff_t>(m_before);
    if (shown.bestEpoch < 0 && watched && bestFrom < static_cast<std::ptrdiff_t>(watched->size()))
        shown.bestEpoch =
            static_cast<int>(std::min_element(watched->begin() + bestFrom, watched->end()) - watched->begin());
}

SharedParameters Film::weightsAt(Index epoch) const
{
    const auto after = std::upper_bound(m_seen.begin(), m_seen.end(), epoch,
                                        [](Index wanted, const auto& seen) { return wanted < seen.first; });
    return after == m_seen.begin() ? SharedParameters() : std::prev(after)->second;
}

} // namespace netloom
