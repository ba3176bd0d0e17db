// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/toolkit/background_job.h"
#include "ui/toolkit/failure_text.h"

#include <mutex>
#include <utility>

namespace netloom {

/// A piece of work beside the window with a result of its own kind.
///
/// `work` runs on another thread, without Qt's widgets, looks at the stop token and tells its progress in Reports;
/// what it returns is handed to `done` on the thread of this object. What it throws is handed to `failed` as a
/// sentence; a Cancelled says nothing. An error that is more to the caller than a sentence belongs into the Result.
/// After cancel(), or a start that takes its place, neither is called. Signal finished() comes after both.
template<typename Result, typename Report = double>
class Job final : public BackgroundJob
{
public:
    using Tell = std::function<void(const Report&)>;
    using Work = std::function<Result(const std::stop_token&, const Tell&)>;
    using Done = std::function<void(Result)>;
    using Failed = std::function<void(const QString& sentence)>;

    using BackgroundJob::BackgroundJob;

    /// What `failed` is told where memory runs out; a general sentence otherwise.
    void setNoMemoryText(const QString& text) { m_noMemory = text; }

    void start(Work work, Done done, Failed failed = {})
    {
        m_told = std::make_shared<Told>();
        BackgroundJob::start(
            [work = std::move(work), done = std::move(done),
             told = m_told](const std::stop_token& stop, const BackgroundJob::Progress&) -> BackgroundJob::Done {
                auto result = std::make_shared<Result>(work(stop, [&told](const Report& report) {
                    const std::lock_guard lock(told->mutex);
                    told->report = report;
                }));
                return [done, result] { done(std::move(*result)); };
            },
            [this, failed = std::move(failed)](const std::exception_ptr& error) {
                const QString sentence = failureText(error, m_noMemory);
                if (failed && !sentence.isEmpty())
                    failed(sentence);
            });
    }

    /// The newest that was told; a default one where nothing was told yet or nothing runs.
    Report progress() const
    {
        if (!m_told || !isRunning())
            return Report();
        const std::lock_guard lock(m_told->mutex);
        return m_told->report;
    }

private:
    struct Told {
        std::mutex mutex;
        Report report{};
    };
    std::shared_ptr<Told> m_told;
    QString m_noMemory;
};

} // namespace netloom
