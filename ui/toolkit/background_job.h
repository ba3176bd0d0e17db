// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include <exception>
#include <functional>
#include <memory>
#include <stop_token>
#include <thread>
#include <vector>

namespace netloom {

/// One piece of work beside the window: runs on its own thread, its result is brought back by the window's own timer.
/// What stands below Job (ui/toolkit/job.h), which has a typed result and turns exceptions into sentences.
///
/// `work` gets a stop token and a function for its progress (share done, 0…1), and returns what is to be done with the
/// result: a function that runs on the thread of this object. Starting anew cancels and forgets what was running
/// before. No Qt runs on the worker thread. An exception that leaves `work` is handed to `failed` instead.
class BackgroundJob : public QObject
{
    Q_OBJECT
public:
    using Progress = std::function<void(double)>;
    using Done = std::function<void()>;
    using Work = std::function<Done(std::stop_token, const Progress&)>;
    using Failed = std::function<void(std::exception_ptr)>;

    explicit BackgroundJob(QObject* parent = nullptr);
    ~BackgroundJob() override; ///< cancels and joins; no function runs afterwards

    void start(Work work, Failed failed);
    void cancel(); ///< asks the work to stop and forgets its result; returns at once
    void
    wait(); ///< until no work runs any more, of which cancelled ones may be left; its results stay to be handed over
    bool isRunning() const { return m_mailbox != nullptr; }
    double progress() const;

signals:
    void finished(); ///< after the result was handed over, failed or not; not after cancel()

private:
    struct Mailbox;
    struct Worker {
        std::shared_ptr<Mailbox> mailbox;
        std::jthread thread;
    };
    void poll();
    void forgetFinished();

    std::shared_ptr<Mailbox> m_mailbox; // of the newest worker; null: nothing awaited
    QTimer m_timer;
    std::vector<Worker> m_workers; // cancelled ones wind down here
};

} // namespace netloom
