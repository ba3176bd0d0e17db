// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/shared_parameters.h"
#include "core/training/history.h"

#include <utility>
#include <vector>

namespace netloom {

/// A training shown more slowly than it is computed: which epoch is shown when, its part of the history, and the
/// weights seen of it. Knows no clock: it is told the seconds since its start.
class Film
{
public:
    enum class Tempo {
        Even,
        /// The share s of the time shows the share s² of the epochs: most is learned in the first ones.
        FirstEpochsLonger
    };

    /// @param shown  what was there before, and stays
    /// @param last  the epoch it ends with, as far as is known
    /// @param seconds  it takes; negative: it is moved on by hand
    /// @param tempo  of a training that begins at nothing; one that goes on is shown evenly
    void start(const History& shown, Index last, double seconds, Tempo tempo = Tempo::Even);
    void stop();
    bool isOn() const { return m_on; }
    bool isByHand() const { return m_seconds < 0; }
    double seconds() const { return m_seconds; }
    Index before() const { return m_before; } ///< epochs that were there when it began
    Index last() const { return m_last; }
    /// The training has ended with that epoch: what is left of the film goes there.
    void endsWith(Index last, double now);
    /// By hand: one epoch further, as far as the training has come.
    void next();

    History& whole() { return m_whole; } ///< all that has been computed
    /// Weights of an epoch, by rising epoch. Few are kept where they are large.
    void see(Index epoch, SharedParameters weights);

    /// The epoch to be shown, of those that have been computed.
    Index epochAt(double now) const;
    bool isOver(double now) const { return !isByHand() ? now >= m_seconds : m_position >= m_last; }
    /// Lets `shown` grow (or begin anew) to the first `epochs` of the whole history.
    void show(Index epochs, History& shown) const;
    /// The newest weights seen that are not of a later epoch; none where there are none.
    SharedParameters weightsAt(Index epoch) const;

private:
    bool m_on = false;
    History m_whole;
    Index m_before = 0;
    bool m_hadBest = false; ///< of the epochs before
    Index m_first = 0;      ///< where what is left of it began
    Index m_last = 0;
    Index m_position = 0; ///< by hand
    double m_begin = 0;   ///< when it was at m_first
    double m_seconds = 0;
    Tempo m_tempo = Tempo::Even;
    std::vector<std::pair<Index, SharedParameters>> m_seen;
};

} // namespace netloom
