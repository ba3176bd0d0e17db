// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/training_report.h"

#include "app/metrics_output.h"
#include "app/output.h"

#include <algorithm>
#include <cmath>
#include <unistd.h>

namespace netloom {

namespace {

using namespace std::chrono_literals;

std::string timeText(double seconds)
{
    const auto whole = static_cast<std::int64_t>(std::ceil(seconds));
    if (whole < 120)
        return std::to_string(whole) + " s";
    if (whole < 7200)
        return std::to_string((whole + 30) / 60) + " min";
    return std::to_string((whole + 1800) / 3600) + " h";
}

} // namespace

TrainingReport::TrainingReport(bool quiet) : m_quiet(quiet), m_terminal(::isatty(STDERR_FILENO) == 1) {}

void TrainingReport::update(const Progress& progress, const History& history)
{
    const auto now = std::chrono::steady_clock::now();
    if (m_quiet || now < m_next)
        return;
    m_next = now + (m_terminal ? 100ms : 2000ms);
    std::string text = line(progress, history);
    if (!m_terminal) {
        tell(text);
        return;
    }
    const std::size_t width = text.size();
    text += std::string(m_width > width ? m_width - width : 0, ' ');
    m_width = width;
    text.insert(0, 1, '\r');
    // One write, so that a line is never seen half-done; where it fails nobody is looking.
    [[maybe_unused]] const ssize_t ignored = ::write(STDERR_FILENO, text.data(), text.size());
}

void TrainingReport::finish(const Progress& progress, const History& history)
{
    if (m_quiet)
        return;
    m_next = {};
    if (m_terminal) {
        update(progress, history);
        tell("");
    } else {
        tell(line(progress, history));
    }
}

std::string TrainingReport::line(const Progress& progress, const History& history) const
{
    std::string text = "epoch " + std::to_string(progress.epoch) + "/" + std::to_string(progress.epochs);
    if (progress.batch > 0)
        text += " batch " + std::to_string(progress.batch) + "/" + std::to_string(progress.batches);
    if (history.epochs() > 0)
        text += ": " + epochText(history, history.epochs() - 1);
    if (progress.samplesPerSecond > 0)
        text += "; " + countText(std::llround(progress.samplesPerSecond)) + " rows/s";
    if (progress.state == SessionState::Running && progress.secondsLeft >= 0)
        text += ", " + timeText(progress.secondsLeft) + " left";
    return text;
}

std::string_view stopReasonName(StopReason reason, std::string_view stoppedBy)
{
    switch (reason) {
    case StopReason::AllEpochsDone:
        return "all_epochs_done";
    case StopReason::StopRequested:
        return "stop_requested";
    case StopReason::Callback:
        return stoppedBy;
    case StopReason::NotFinite:
        return "not_finite";
    case StopReason::Failure:
        return "failure";
    case StopReason::None:
        break;
    }
    return "none";
}

} // namespace netloom
