// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/stop_signal.h"

#include <array>
#include <chrono>
#include <csignal>

namespace netloom {

namespace {

constexpr std::array<int, 3> kSignals = {SIGINT, SIGTERM, SIGHUP};

volatile std::sig_atomic_t s_received = 0;
std::array<struct sigaction, 3> s_before;

} // namespace

extern "C" {
static void rememberSignal(int)
{
    s_received = 1;
}
}

StopSignal::StopSignal()
{
    s_received = 0;
    struct sigaction action = {};
    action.sa_handler = rememberSignal;
    action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
    sigemptyset(&action.sa_mask);
    for (std::size_t i = 0; i < kSignals.size(); ++i) {
        sigaction(kSignals[i], nullptr, &s_before[i]);
        // nohup ignores it on purpose.
        if (kSignals[i] != SIGHUP || s_before[i].sa_handler != SIG_IGN)
            sigaction(kSignals[i], &action, nullptr);
    }
}

StopSignal::~StopSignal()
{
    for (std::size_t i = 0; i < kSignals.size(); ++i)
        sigaction(kSignals[i], &s_before[i], nullptr);
}

bool StopSignal::received() const
{
    return s_received != 0;
}

StopOnSignal::StopOnSignal()
    : m_watch([this](const std::stop_token& end) {
          while (!end.stop_requested() && !m_signal.received())
              std::this_thread::sleep_for(std::chrono::milliseconds(20));
          if (m_signal.received())
              m_source.request_stop();
      })
{
}

void ignoreWriteSignals()
{
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
}

} // namespace netloom
