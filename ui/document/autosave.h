// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/project_document.h"
#include "ui/document/recovery_folder.h"
#include "ui/toolkit/job.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>

namespace netloom {

/// Keeps what no file holds yet: a few seconds after an edit the project is written, beside the window, into the
/// recovery folder. The project's own file is never touched. What was kept is removed as soon as a file holds it, or
/// the user has thrown it away; whatever ends the program leaves it there for the next start.
class Autosave final : public QObject
{
    Q_OBJECT
public:
    /// An edit is kept after so long, and the time that writing takes.
    static constexpr std::chrono::milliseconds kDelay{3000};

    explicit Autosave(ProjectDocument& document, const RecoveryFolder& folder = RecoveryFolder(),
                      QObject* parent = nullptr, std::chrono::milliseconds delay = kDelay);

    QString file() const { return m_kept ? m_place->file() : QString(); } ///< where something is kept; empty: nothing
    std::chrono::milliseconds took() const { return m_took; }             ///< writing the last one
    /// What was recovered from there is in the document now: it is removed once it is kept here.
    void takeOver(const QString& recovered);
    /// At once and on this thread: the program is about to end. Never throws; nothing where nothing is unsaved.
    void keepNow();
    /// Nothing is worth keeping any more: the user has closed the project.
    void forget();

signals:
    void aboutToKeep(); ///< last chance to add what belongs into the file
    void failed(const QString& reason);

private:
    void changed();
    void keep();
    void kept();
    RecoveredProject words() const;
    QString ownFile();

    ProjectDocument& m_document;
    RecoveryFolder m_folder;
    /// One save of the place: what is forgotten while it is being written is removed by the writer.
    struct Writing;
    std::shared_ptr<RecoveryFolder::Place> m_place; ///< made with the first edit
    std::shared_ptr<Writing> m_writing;
    QString m_takenOver;
    QTimer m_timer;
    Job<bool> m_job;
    std::chrono::milliseconds m_took{0};
    bool m_kept = false;
    bool m_failedBefore = false;
};

} // namespace netloom
