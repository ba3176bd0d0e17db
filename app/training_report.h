// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/session.h"

#include <chrono>
#include <string>
#include <string_view>

namespace netloom {

/// Says on stderr how a training gets on: one line rewritten on a terminal, else a line now and then.
class TrainingReport
{
public:
    explicit TrainingReport(bool quiet);

    void update(const Progress& progress, const History& history);
    /// The last line, complete.
    void finish(const Progress& progress, const History& history);

private:
    std::string line(const Progress& progress, const History& history) const;

    bool m_quiet;
    bool m_terminal;
    std::size_t m_width = 0; ///< of the line on the terminal
    std::chrono::steady_clock::time_point m_next;
};

/// all_epochs_done, stop_requested … or the type of the callback that stopped it, as early_stopping.
std::string_view stopReasonName(StopReason reason, std::string_view stoppedBy);

} // namespace netloom
