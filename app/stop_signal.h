// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>
#include <thread>

namespace netloom {

/// While it lives, SIGINT, SIGTERM and SIGHUP are remembered instead of ending the program. One at a time.
///
/// A second signal of them ends the program at once, in case the first cannot be obeyed.
class StopSignal
{
public:
    StopSignal();
    ~StopSignal();
    StopSignal(const StopSignal&) = delete;
    StopSignal& operator=(const StopSignal&) = delete;

    bool received() const;
};

/// While it lives, a signal asks the work to stop.
class StopOnSignal
{
public:
    StopOnSignal();

    std::stop_token token() const { return m_source.get_token(); }

private:
    StopSignal m_signal;
    std::stop_source m_source;
    std::jthread m_watch;
};

/// A closed pipe or a full quota is an error of the write then, with a message, not the end of the program.
void ignoreWriteSignals();

} // namespace netloom
