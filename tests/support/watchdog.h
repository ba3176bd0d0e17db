// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/toolkit/thread_time.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <memory>

namespace netloom {

/// The longest gap between two turns of the event loop, by the clock and in processor time of this thread: on a busy
/// machine the clock also counts what others took.
class Watchdog
{
public:
    Watchdog()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, [this] { look(); });
        reset();
    }
    /// Its thousand turns a second take part of a core: not beside what is timed.
    void pause() { m_timer.stop(); }
    void reset()
    {
        m_timer.start(1);
        m_clock.start();
        m_cpu = threadSeconds();
        m_gap = m_cpuGap = 0;
    }
    /// Longest gap by the clock, in ms, since the last reset.
    double gap()
    {
        look();
        return m_gap;
    }
    double ownWork() const { return m_cpuGap; } ///< the same in processor time
    void report(const char* what)
    {
        look();
        std::printf("%-44s longest gap %6.1f ms, own work %6.1f ms\n", what, m_gap, m_cpuGap);
        std::fflush(stdout);
        reset();
    }

private:
    void look()
    {
        const double cpu = threadSeconds();
        const double gap = static_cast<double>(m_clock.nsecsElapsed()) * 1e-6;
        m_cpuGap = std::max(m_cpuGap, (cpu - m_cpu) * 1e3);
        m_gap = std::max(m_gap, gap);
        m_cpu = cpu;
        m_clock.start();
    }

    QTimer m_timer;
    QElapsedTimer m_clock;
    double m_cpu = 0;
    double m_gap = 0;
    double m_cpuGap = 0;
};

inline bool waitFor(const std::function<bool()>& done, int seconds)
{
    QElapsedTimer timer;
    timer.start();
    while (!done() && timer.elapsed() < 1000LL * seconds)
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    return done();
}

inline void rest(int turns)
{
    for (int i = 0; i < turns; ++i)
        waitFor([once = std::make_shared<int>(0)] { return (*once)++ > 0; }, 1);
}

} // namespace netloom
