// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/yardstick_watch.h"

#include "core/training/evaluate.h"
#include "ui/document/project_document.h"

namespace netloom {

YardstickWatch::YardstickWatch(ProjectDocument& document, QObject* parent) : QObject(parent), m_document(document)
{
    connect(&document, &ProjectDocument::changed, this, [this](Changes what) {
        if (what == Changes(Change::Training))
            return; // says nothing about the weights there are
        forget();
        measure();
    });
    connect(&m_job, &BackgroundJob::finished, this, &YardstickWatch::changed);
}

YardstickWatch::~YardstickWatch()
{
    m_job.cancel();
}

void YardstickWatch::setProgress(const Progress& progress)
{
    const bool busy = progress.state == SessionState::Running;
    if (busy == m_busy)
        return;
    m_busy = busy;
    forget();
    measure();
}

void YardstickWatch::forget()
{
    m_job.cancel();
    if (!m_standing && m_remark.isEmpty())
        return;
    m_standing.reset();
    m_remark.clear();
    emit changed();
}

void YardstickWatch::measure()
{
    const PreparedData* prepared = m_document.prepared();
    const Checkpoint& checkpoint = m_document.project().run().checkpoint;
    if (m_busy || !prepared || checkpoint.weights.empty() || prepared->fitted.target().task == Task::None)
        return;
    const bool watched = prepared->data.validation && prepared->data.validation->samples() > 0;
    const auto& rows = watched ? prepared->data.validation : prepared->data.train;
    m_job.start(
        [this, rows, watched, train = prepared->data.train, task = prepared->fitted.target().task,
         known = m_fittedOn == prepared->data.train ? m_yardsticks : nullptr, network = m_document.network(),
         weights = checkpoint.weights](const std::stop_token& stop, const BackgroundJob::Progress&) {
            const auto yardsticks =
                known ? known : std::make_shared<const Yardsticks>(fitYardsticks(task, *train, stop));
            auto result = std::make_shared<Standing>(netloom::standing(*yardsticks, watched ? "validation" : "train",
                                                                       predict(network, weights, rows->x), *rows));
            std::string remark = remarkOn(*result, *yardsticks, network);
            return [this, yardsticks, result, train, remark] {
                m_fittedOn = train;
                m_yardsticks = yardsticks;
                m_standing = *result;
                m_remark = QString::fromStdString(remark);
            };
        },
        // Weights that do not fit are spoken of elsewhere; without memory there is simply no yardstick.
        [](const std::exception_ptr&) {});
}

} // namespace netloom
