// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/session.h"
#include "ui/document/change.h"
#include "ui/toolkit/after_painting.h"
#include "ui/toolkit/job.h"
#include "ui/training/film.h"
#include "ui/training/pace.h"
#include "ui/training/trained_setup.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace netloom {

class ProjectDocument;

/// The bridge between window and training thread: pulls progress, history and snapshots by a timer while training; the
/// newest weights become the document's current model.
///
/// A training that was faster than one can see is shown as a film (ui/training/pace.h): the document has its result at
/// once, while progress, history and the current model follow more slowly; whatever the user does next ends the film.
///
/// Lives on the GUI thread and owns the session. When training ends, or is paused, its checkpoint goes into the
/// document. Edits while training take effect at once: rate and epochs with the next batch, other settings and layers
/// whose weights still fit by going on from the same state. Edits that the weights do not fit, end the training.
/// Nobody waits for the batch that runs meanwhile: the session ends beside the window and hands over what it has come
/// to; what is asked of the training until then is done after that.
class TrainingController final : public QObject
{
    Q_OBJECT
public:
    /// @param parent  the window; while it is not visible, the thread is asked only twice a second
    explicit TrainingController(ProjectDocument& document, QObject* parent = nullptr);
    ~TrainingController() override; ///< stops and joins; does not touch the document

    const Progress& progress() const { return m_progress; }
    const History& history() const { return m_history; } ///< of the running or last training, as far as it is shown
    bool isActive() const { return m_active; }           ///< running or paused
    bool isHandingOver() const { return m_leaving.has_value(); } ///< the document has not got everything yet
    bool isRunning() const { return m_active && m_progress.state == SessionState::Running; }
    bool isFilm() const { return m_film.isOn(); } ///< something is shown later than it was computed
    bool isFilmByHand() const { return m_film.isOn() && m_film.isByHand(); } ///< shown epoch by epoch, with F6
    double filmSeconds() const
    {
        return m_shownSeconds;
    }                         ///< that the film of the last training took; 0: there was none
    bool canReturn() const;   ///< there is a state of before the last training
    QString obstacle() const; ///< why training cannot start, in a sentence; empty: it can

public slots:
    void train(); ///< starts, goes on after pause, or continues a finished training for as many epochs again
    void pause();
    void toggle();    ///< train or pause
    void step();      ///< one epoch, then paused
    void stepBatch(); ///< one batch, then paused
    void stop();
    void trainEpochs(Index count); ///< so many more, then paused
    void skipFilm();               ///< shows what has been computed
    void returnToBefore();         ///< the state of before this training: an undo step
    void reset();                  ///< back to fresh weights, history emptied: an undo step
    void shutdown();               ///< before the window closes: stops and joins
    /// Asks for what has been learned so far, for the document, before it is saved; training goes on. stored() follows.
    void store();
    /// The same at once; waits for the end of a batch.
    void storeNow();

signals:
    void stored(); ///< what store() asked for is in the document; at once where nothing is being trained
    void progressChanged(const netloom::Progress& progress);
    void historyChanged(const netloom::History& history);
    void ended(const netloom::Progress& progress); ///< once per start
    void filmChanged(bool on);
    void message(const QString& text); ///< for the status bar

private:
    /// A session that an edit has ended.
    struct Leaving {
        std::unique_ptr<Session> session;
        Checkpoint before; ///< what the document had of it
        Changes what;      ///< has been edited since
        std::vector<std::function<void()>> then;
    };
    bool isHindered();
    void begin(bool paused);
    void letGo();
    bool takeOver();
    void takeOverNow();
    bool later(std::function<void()> action);
    void letEnd(std::unique_ptr<Session> session);
    bool startSession(const std::optional<Checkpoint>& from, bool paused);
    void stepBy(StepGrain grain, Index count = 1);
    void poll();
    void startFilm();
    void showFilm(const Progress& progress);
    void endFilm();
    void lookAtNewest();
    double filmTime() const { return static_cast<double>(m_clock.elapsed()) / 1000; }
    void finish();
    void takeStored();
    void putIntoDocument(Checkpoint checkpoint);
    void documentAboutToChange(Changes what);
    void documentChanged(Changes what);
    void applyEdits(Changes what);
    void adoptSetup();
    void keepDiscarded();
    void endFor(const QString& reason);
    void endSession();
    void adoptDocument();
    void showProgress(const Progress& progress);
    bool isLookedAt() const;
    bool isLarge() const;
    std::chrono::milliseconds largePace();
    bool mayLook() const;

    ProjectDocument& m_document;
    std::unique_ptr<Session> m_session = std::make_unique<Session>();
    std::optional<Leaving> m_leaving;
    Job<bool> m_ending; ///< of sessions that nobody asks any more
    QTimer m_timer;
    AfterPainting m_afterLook; ///< what a look has changed
    Progress m_progress;
    History m_history;
    std::shared_ptr<const Snapshot> m_snapshot; ///< the newest that the document's model was told
    TrainedSetup m_setup;                       ///< the document's, as the session has it
    std::shared_ptr<const Dataset> m_data;      ///< what the session trains on
    FieldValues m_stored;                       ///< counters of what went into the document last
    Index m_base = 0;                           ///< epochs before this start that its own epochs are added to
    Film m_film;
    QElapsedTimer m_clock; ///< since the film began
    QElapsedTimer m_asked; ///< since a snapshot was asked for
    QElapsedTimer m_told;  ///< since the progress was told
    Progress m_final;      ///< of a training that has ended while its film goes on
    double m_shownSeconds = 0;
    double m_windowSeconds = 0;         ///< of this thread, at the last look at a large network
    std::optional<Checkpoint> m_before; ///< the last training
    std::optional<Run> m_changing;      ///< the trained run that an edit is about to change
    std::optional<Run> m_discarded;     ///< whose weights an edit or a reset has thrown away
    bool m_active = false;
    bool m_storing = false;   ///< a checkpoint has been asked for
    bool m_ownChange = false; ///< the document is being changed from here
};

} // namespace netloom
