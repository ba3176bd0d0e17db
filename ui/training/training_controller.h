// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/session.h"

#include <QObject>
#include <QTimer>

namespace netloom {

class ProjectDocument;

/// The bridge between window and training thread: pulls progress, history and snapshots by a timer while training.
///
/// Lives on the GUI thread and owns the session. When training ends, or is paused, its checkpoint goes into the document.
class TrainingController final : public QObject
{
    Q_OBJECT
public:
    explicit TrainingController(ProjectDocument& document, QObject* parent = nullptr);
    ~TrainingController() override; ///< stops and joins

    const Progress& progress() const { return m_progress; }
    const History& history() const { return m_history; }     ///< of the running or last training
    std::shared_ptr<const Snapshot> snapshot() const { return m_snapshot; } ///< newest weights, or null: untrained
    bool isActive() const; ///< running or paused

public slots:
    void train();      ///< starts, goes on after pause, or continues a finished training for as many epochs again
    void pause();
    void toggle();     ///< train or pause
    void step();       ///< one epoch, then paused
    void stepBatch();  ///< one batch, then paused
    void stop();
    void reset();      ///< back to fresh weights, history emptied
    void shutdown();   ///< before the window closes: stops and joins

signals:
    void progressChanged(const netloom::Progress& progress);
    void historyChanged(const netloom::History& history);
    void snapshotChanged(std::shared_ptr<const netloom::Snapshot> snapshot);
    void ended(const netloom::Progress& progress); ///< once per start
    void message(const QString& text);             ///< for the status bar

private:
    void poll();
    void finish();

    ProjectDocument& m_document;
    Session m_session;
    QTimer m_timer;
    Progress m_progress;
    History m_history;
    std::shared_ptr<const Snapshot> m_snapshot;
};

} // namespace netloom
