// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/background_job.h"

#include <mutex>
#include <utility>

#ifdef __linux__
#include <sys/resource.h>
#endif

namespace netloom {

namespace {

// Where there are fewer cores than threads the window goes first. On Linux a thread has a priority of its own, which
// threads that it starts inherit.
void stepBack()
{
#ifdef __linux__
    constexpr int kBehindTheWindow = 5;
    setpriority(PRIO_PROCESS, 0, kBehindTheWindow);
#endif
}

} // namespace

struct BackgroundJob::Mailbox {
    std::mutex mutex;
    bool ready = false;
    double progress = 0;
    Done done;
    std::exception_ptr error;
    Failed failed;
};

BackgroundJob::BackgroundJob(QObject* parent) : QObject(parent)
{
    m_timer.setInterval(10);
    connect(&m_timer, &QTimer::timeout, this, &BackgroundJob::poll);
}

BackgroundJob::~BackgroundJob()
{
    cancel();
}

void BackgroundJob::start(Work work, Failed failed)
{
    cancel();
    forgetFinished();
    m_mailbox = std::make_shared<Mailbox>();
    m_mailbox->failed = std::move(failed);
    m_workers.push_back(
        {m_mailbox, std::jthread([box = m_mailbox, work = std::move(work)](const std::stop_token& stop) {
             stepBack();
             Done done;
             std::exception_ptr error;
             try {
                 done = work(stop, [&box](double share) {
                     const std::lock_guard lock(box->mutex);
                     box->progress = share;
                 });
             } catch (...) {
                 error = std::current_exception();
             }
             const std::lock_guard lock(box->mutex);
             box->done = std::move(done);
             box->error = std::move(error);
             box->ready = true;
         })});
    m_timer.start();
}

void BackgroundJob::cancel()
{
    m_timer.stop();
    m_mailbox.reset();
    for (Worker& worker : m_workers)
        worker.thread.request_stop();
}

void BackgroundJob::wait()
{
    for (Worker& worker : m_workers)
        if (worker.thread.joinable())
            worker.thread.join();
}

void BackgroundJob::forgetFinished()
{
    std::erase_if(m_workers, [](const Worker& worker) {
        const std::lock_guard lock(worker.mailbox->mutex);
        return worker.mailbox->ready;
    });
}

double BackgroundJob::progress() const
{
    if (!m_mailbox)
        return 0;
    const std::lock_guard lock(m_mailbox->mutex);
    return m_mailbox->progress;
}

void BackgroundJob::poll()
{
    const std::shared_ptr<Mailbox> box = m_mailbox;
    {
        const std::lock_guard lock(box->mutex);
        if (!box->ready)
            return;
    }
    m_timer.stop();
    m_mailbox.reset();
    forgetFinished();
    if (box->error)
        box->failed(box->error);
    else if (box->done)
        box->done();
    emit finished();
}

} // namespace netloom
