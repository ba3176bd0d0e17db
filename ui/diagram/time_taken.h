// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>

namespace netloom {

/// Adds the seconds until its end to a sum.
class TimeTaken
{
public:
    explicit TimeTaken(double& seconds) : m_seconds(seconds) { m_clock.start(); }
    ~TimeTaken() { m_seconds += static_cast<double>(m_clock.nsecsElapsed()) * 1e-9; }
    TimeTaken(const TimeTaken&) = delete;
    TimeTaken& operator=(const TimeTaken&) = delete;

private:
    double& m_seconds;
    QElapsedTimer m_clock;
};

} // namespace netloom
