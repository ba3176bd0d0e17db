// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/autosave.h"

#include "core/project/project_file.h"
#include "ui/document/project_summary.h"

#include <QElapsedTimer>

#include <mutex>
#include <utility>

namespace netloom {

namespace {

void write(const ProjectDocument::Saving& saving, const RecoveredProject& words)
{
    RecoveryFolder::Place::describe(words);
    writeProject(saving.project, saving.path.toStdString());
}

} // namespace

struct Autosave::Writing {
    std::mutex mutex;
    bool forgotten = false;
};

Autosave::Autosave(ProjectDocument& document, const RecoveryFolder& folder, QObject* parent,
                   std::chrono::milliseconds delay)
    : QObject(parent), m_document(document), m_folder(folder)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(delay);
    connect(&m_timer, &QTimer::timeout, this, &Autosave::keep);
    connect(&document, &ProjectDocument::changed, this, [this](Changes what) {
        if (what.testFlag(Change::Everything))
            forget(); // another project, and what was unsaved of the one before was asked for
        changed();
    });
    connect(&document, &ProjectDocument::runsChanged, this, &Autosave::changed);
    connect(&document, &ProjectDocument::modifiedChanged, this, &Autosave::changed);
}

void Autosave::changed()
{
    if (!m_document.isModified())
        forget();
    else if (!m_timer.isActive()) // not started anew by each edit: the first of many is not to wait for the last
        m_timer.start();
}

void Autosave::forget()
{
    m_timer.stop();
    m_job.cancel();
    if (m_writing) {
        const std::lock_guard lock(m_writing->mutex);
        m_writing->forgotten = true;
    }
    if (m_place && !m_place->file().isEmpty())
        RecoveryFolder::remove(m_place->file());
    // What is still being written goes to a file that nobody else will use.
    m_writing.reset();
    m_place.reset();
    m_kept = false;
    if (!m_takenOver.isEmpty())
        RecoveryFolder::remove(m_takenOver);
    m_takenOver.clear();
}

void Autosave::takeOver(const QString& recovered)
{
    m_takenOver = recovered;
}

QString Autosave::ownFile()
{
    if (!m_place)
        m_place = std::make_shared<RecoveryFolder::Place>(m_folder);
    return m_place->file();
}

RecoveredProject Autosave::words() const
{
    return {m_place->file(),
            m_document.path(),
            m_document.title(),
            projectSummary(m_document),
            QByteArray::fromStdString(m_document.project().thumbnailPng),
            {}};
}

void Autosave::kept()
{
    m_kept = true;
    m_failedBefore = false;
    if (!m_takenOver.isEmpty())
        RecoveryFolder::remove(m_takenOver);
    m_takenOver.clear();
}

void Autosave::keep()
{
    if (!m_document.isModified())
        return;
    if (m_job.isRunning()) { // slower than the edits: the newest comes after it
        m_timer.start();
        return;
    }
    const QString file = ownFile();
    if (file.isEmpty())
        return;
    emit aboutToKeep();
    QElapsedTimer clock;
    clock.start();
    m_writing = std::make_shared<Writing>();
    m_job.start(
        [saving = m_document.beginSave(file), words = words(), writing = m_writing,
         place = m_place](const std::stop_token&, const auto&) {
            write(saving, words);
            const std::lock_guard lock(writing->mutex);
            if (writing->forgotten)
                RecoveryFolder::remove(words.file);
            return true;
        },
        [this, clock](bool) {
            m_took = std::chrono::milliseconds(clock.elapsed());
            kept();
        },
        [this](const QString& reason) {
            if (!std::exchange(m_failedBefore, true)) // said once: it is tried again with every edit
                emit failed(tr("Unsaved work cannot be kept for a crash: %1").arg(reason));
        });
}

void Autosave::keepNow()
{
    m_timer.stop();
    m_job.cancel();
    m_job.wait();
    if (!m_document.isModified() || ownFile().isEmpty())
        return;
    emit aboutToKeep();
    try {
        write(m_document.beginSave(m_place->file()), words());
        kept();
    } catch (const std::exception&) {
        // Nobody is there any more to be told; what was kept before stays.
    }
}

} // namespace netloom
