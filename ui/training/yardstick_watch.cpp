// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/yardstick_watch.h"

#include "core/training/evaluate.h"
#include "ui/document/project_document.h"

#include <utility>

namespace netloom {

YardstickWatch::YardstickWatch(ProjectDocument& document, QObject* parent) : QObject(parent), m_document(document)
{
    connect(&document, &ProjectDocument::changed, this, [this](Changes what) {
        if (what == Changes(Change::Training))
            return; // says nothing about the weights there are
        look();
    });
    connect(&m_job, &BackgroundJob::finished, this, &YardstickWatch::changed);
}

YardstickWatch::~YardstickWatch()
{
    m_job.cancel();
}

void YardstickWatch::setProgress(const Progress& progress)
{
    const bool running = progress.state == SessionState::Running;
    const bool paused = progress.state == SessionState::Paused;
    const bool otherPause = std::exchange(m_paused, paused) != paused;
    if (std::exchange(m_running, running) != running) {
        look();
    } else if (otherPause && !m_remark.isEmpty()) {
        emit changed();
    }
}

void YardstickWatch::setFilm(bool on)
{
    if (std::exchange(m_film, on) == on)
        return;
    look();
}

QString YardstickWatch::remark() const
{
    return m_paused || hasDiverged() ? QString() : m_remark;
}

/// The last thing that happened to these weights: that is said elsewhere, and is graver than any comparison.
bool YardstickWatch::hasDiverged() const
{
    if (!m_document.isOpen())
        return false;
    const History& history = m_document.project().run().checkpoint.history;
    return !history.events.empty() && history.events.back().kind == HistoryEvent::Kind::Diverged &&
           history.events.back().epoch >= static_cast<int>(history.epochs());
}

/// Anew. That what was known is so no more is told when it is settled whether something else comes.
void YardstickWatch::look()
{
    m_job.cancel();
    m_standing.reset();
    m_remark.clear();
    measure();
    emit changed();
}

void YardstickWatch::measure()
{
    const PreparedData* prepared = m_document.prepared();
    const Checkpoint& checkpoint = m_document.project().run().checkpoint;
    if (isBusy() || !prepared || checkpoint.weights.empty() || prepared->fitted.target().task == Task::None)
        return;
    const bool watched = prepared->data.validation && prepared->data.validation->samples() > 0;
    const auto& rows = watched ? prepared->data.validation : prepared->data.train;
    // Where it fails there is no yardstick: weights that do not fit are spoken of elsewhere.
    m_job.start(
        [rows, watched, train = prepared->data.train, task = prepared->fitted.target().task,
         known = m_fittedOn == prepared->data.train ? m_yardsticks : nullptr, network = m_document.network(),
         weights = checkpoint.weights](const std::stop_token& stop, const auto&) {
            Comparison found;
            found.fittedOn = train;
            found.yardsticks = known ? known : std::make_shared<const Yardsticks>(fitYardsticks(task, *train, stop));
            found.standing = netloom::standing(*found.yardsticks, watched ? "validation" : "train",
                                               predict(network, weights, rows->x), *rows);
            found.remark = QString::fromStdString(remarkOn(found.standing, *found.yardsticks, network));
            return found;
        },
        [this](Comparison found) {
            m_fittedOn = std::move(found.fittedOn);
            m_yardsticks = std::move(found.yardsticks);
            m_standing = std::move(found.standing);
            m_remark = std::move(found.remark);
        });
}

} // namespace netloom
