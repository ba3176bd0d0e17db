// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/training_controller.h"

#include "core/network/parameter_count.h"
#include "core/training/resume.h"
#include "ui/document/current_model.h"
#include "ui/document/project_document.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/text.h"
#include "ui/toolkit/thread_time.h"
#include "ui/training/progress_text.h"

#include <QLocale>
#include <QScopedValueRollback>
#include <QWidget>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace netloom {

namespace {

using namespace std::chrono_literals;
constexpr auto kLookedAt = 33ms;
constexpr auto kHidden = 500ms;
constexpr auto kFilm = 16ms;
constexpr auto kWords = 200ms; ///< nobody reads faster
// Of a network with so many weights a batch takes long, and each look of the window holds it up.
constexpr Index kLarge = 50'000;
constexpr auto kLargeLookedAt = 100ms;
constexpr auto kLargeLookedAtLongest = 200ms;
// Of a core that the window may take beside such a training, which has them all.
constexpr double kWindowShare = 0.02;
constexpr auto kLargeWords = 500ms;
// Of a training thread's time that copies for the window may take, and what a weight takes.
constexpr double kCopyShare = 0.007;
constexpr double kSecondsAWeight = 1.5e-9;
// A training that is slower than its film by then is shown as it is computed.
constexpr double kCatchesUp = 0.4;

} // namespace

TrainingController::TrainingController(ProjectDocument& document, QObject* parent)
    : QObject(parent), m_document(document)
{
    qRegisterMetaType<Progress>("netloom::Progress");
    qRegisterMetaType<History>("netloom::History");
    m_timer.setInterval(kLookedAt);
    connect(&m_timer, &QTimer::timeout, this, &TrainingController::poll);
    connect(&m_afterLook, &AfterPainting::painted, this, [this] { m_session->lendCore(false); });
    connect(&document, &ProjectDocument::aboutToChange, this, &TrainingController::documentAboutToChange);
    connect(&document, &ProjectDocument::changed, this, &TrainingController::documentChanged);
    adoptDocument();
}

TrainingController::~TrainingController()
{
    m_timer.stop();
    endSession();
}

QString TrainingController::obstacle() const
{
    if (!m_document.isOpen())
        return tr("Nothing is open. Open a CSV or a sample first.");
    if (!m_document.table())
        return tr("There is no data to learn from. Open a CSV or a sample.");
    if (!m_document.prepared())
        return m_document.dataProblem();
    for (const Fault& fault : m_document.faults()) {
        if (fault.severity != Fault::Severity::Error)
            continue;
        const auto& layers = m_document.network().layers;
        const bool named = fault.layer >= 0 && static_cast<std::size_t>(fault.layer) < layers.size();
        const QString text = fromUtf8(fault.text);
        return named ? tr("%1: %2").arg(fromUtf8(layers[static_cast<std::size_t>(fault.layer)].name), text) : text;
    }
    return {};
}

/// Whether nothing can be trained; says why.
bool TrainingController::isHindered()
{
    const QString reason = m_active ? QString() : obstacle();
    if (!reason.isEmpty())
        emit message(reason);
    return !reason.isEmpty();
}

void TrainingController::train()
{
    if (isHindered() || later([this] { train(); }))
        return;
    lookAtNewest();
    if (m_active && m_progress.state == SessionState::Paused) {
        m_session->resume();
        m_timer.start();
        poll();
    } else if (!m_active) {
        begin(false);
    }
}

void TrainingController::pause()
{
    skipFilm();
    if (!m_active || later([this] { pause(); }))
        return;
    m_session->pause();
}

void TrainingController::toggle()
{
    if (isRunning())
        pause();
    else
        train();
}

void TrainingController::step()
{
    stepBy(StepGrain::Epoch);
}

void TrainingController::stepBatch()
{
    stepBy(StepGrain::Batch);
}

void TrainingController::trainEpochs(Index count)
{
    stepBy(StepGrain::Epoch, count);
}

void TrainingController::stepBy(StepGrain grain, Index count)
{
    if (isHindered() || later([this, grain, count] { stepBy(grain, count); }))
        return;
    if (m_film.isOn() && m_film.isByHand() && grain == StepGrain::Epoch && count == 1) {
        m_film.next();
        poll();
        return;
    }
    lookAtNewest();
    if (!m_active)
        begin(true);
    if (!m_active)
        return;
    m_session->pause();
    m_session->step(grain, count);
    m_timer.start();
    poll();
}

void TrainingController::stop()
{
    skipFilm();
    if (!m_active || later([this] { stop(); }))
        return;
    m_session->stop();
    m_timer.start();
}

void TrainingController::reset()
{
    if (later([this] { reset(); }))
        return;
    skipFilm();
    const bool wasActive = m_active;
    letGo(); // undo brings it back
    endSession();
    {
        const QScopedValueRollback own(m_ownChange, true);
        m_document.resetWeights(tr("Reset weights"));
    }
    adoptDocument();
    if (wasActive) {
        Progress last = m_progress;
        last.state = SessionState::Stopped;
        last.reason = StopReason::StopRequested;
        emit ended(last);
    }
    emit message(tr("Back to fresh weights."));
}

bool TrainingController::canReturn() const
{
    return m_before && (m_active || !(m_document.project().run().checkpoint == *m_before));
}

void TrainingController::returnToBefore()
{
    if (!canReturn() || later([this] { returnToBefore(); }))
        return;
    skipFilm();
    const bool wasActive = m_active;
    letGo(); // undo brings it back
    endSession();
    {
        const QScopedValueRollback own(m_ownChange, true);
        m_document.setResults(*std::exchange(m_before, std::nullopt), tr("Return to before this training"));
    }
    adoptDocument();
    if (wasActive)
        emit ended(m_progress);
    emit message(tr("Back to epoch %1, as it was before this training.").arg(wholeNumber(m_progress.epoch)));
}

void TrainingController::shutdown()
{
    skipFilm();
    const bool wasActive = m_active;
    Progress last = m_progress;
    last.state = SessionState::Stopped;
    last.reason = StopReason::StopRequested;
    if (m_leaving) {
        m_active = false; // it does not go on
        m_leaving->then.clear();
        takeOverNow();
        m_active = wasActive;
    } else if (m_active) {
        m_session->stop();
        m_session->wait();
        last = m_session->progress();
    }
    endSession();
    if (!wasActive)
        return;
    showProgress(last);
    emit ended(last);
}

void TrainingController::store()
{
    m_storing = true;
    if (m_leaving)
        return; // what is handed over will be stored
    if (isRunning()) {
        m_session->requestCheckpoint();
        m_timer.start();
    } else {
        storeNow(); // at rest the state is at hand
    }
}

void TrainingController::takeStored()
{
    if (!m_storing)
        return;
    if (std::optional<Checkpoint> checkpoint = m_session->takeCheckpoint()) {
        m_storing = false;
        putIntoDocument(std::move(*checkpoint));
        emit stored();
    }
}

/// Waits for the end of a batch: where an edit takes the network away, what it had learned must be there first.
void TrainingController::storeNow()
{
    takeOverNow();
    if (m_active)
        putIntoDocument(m_session->checkpoint());
    if (std::exchange(m_storing, false))
        emit stored();
}

void TrainingController::putIntoDocument(Checkpoint checkpoint)
{
    m_stored = checkpoint.counters;
    const QScopedValueRollback own(m_ownChange, true);
    m_document.setCheckpoint(std::move(checkpoint));
}

void TrainingController::begin(bool paused)
{
    if (isHindered())
        return;
    std::optional<Checkpoint> from;
    m_base = 0;
    if (const Checkpoint& stored = m_document.project().run().checkpoint; !stored.empty()) {
        Continuation going = continued(stored, m_document.training(), m_setup.training);
        from = std::move(going.from);
        m_base = going.epochs - m_document.training().epochs;
        const auto epoch = static_cast<Index>(from->history.epochs());
        std::vector<HistoryEvent> edits = editsBetween(m_setup, TrainedSetup::of(m_document.project()), epoch);
        std::move(edits.begin(), edits.end(), std::back_inserter(from->history.events));
    }
    keepDiscarded();
    m_before = m_document.project().run().checkpoint;
    m_shownSeconds = 0;
    if (!startSession(from, paused))
        return;
    m_active = true;
    if (!paused && isLookedAt() && makesFilm(pace()))
        startFilm();
    m_timer.start();
    poll();
}

bool TrainingController::startSession(const std::optional<Checkpoint>& from, bool paused)
{
    TrainingConfig config = m_document.training();
    config.epochs += m_base;
    letEnd(std::exchange(m_session, std::make_unique<Session>())); // giving a large one back takes a while
    try {
        m_session->begin(m_document.network(), config, m_document.prepared()->data, from, paused);
    } catch (const std::exception& e) {
        emit message(tr("Training could not start: %1").arg(QString::fromUtf8(e.what())));
        return false;
    }
    m_snapshot.reset(); // of the session before
    adoptSetup();
    m_data = m_document.prepared()->data.train;
    return true;
}

bool TrainingController::isLookedAt() const
{
    const auto* window = qobject_cast<const QWidget*>(parent());
    return !window || (window->isVisible() && !window->isMinimized());
}

bool TrainingController::isLarge() const
{
    return m_snapshot && !m_film.isOn() && parameterCount(m_snapshot->weights) >= kLarge;
}

/// By what the window has done since the last look, painting and all.
std::chrono::milliseconds TrainingController::largePace()
{
    const double now = threadSeconds();
    const double taken = now - std::exchange(m_windowSeconds, now);
    const auto pace = std::chrono::milliseconds(std::lround(std::min(1.0, taken / kWindowShare) * 1000));
    return std::clamp<std::chrono::milliseconds>(pace, kLargeLookedAt, kLargeLookedAtLongest);
}

/// A large network is looked at less often: each time its weights are copied.
bool TrainingController::mayLook() const
{
    if (!m_snapshot || !m_asked.isValid() || m_film.isOn())
        return true;
    const auto weights = static_cast<double>(parameterCount(m_snapshot->weights));
    return static_cast<double>(m_asked.elapsed()) / 1000 >= weights * kSecondsAWeight / kCopyShare;
}

void TrainingController::poll()
{
    if (!takeOver())
        return;
    if (!m_active) {
        if (m_film.isOn())
            showFilm(m_final);
        else
            m_timer.stop();
        return;
    }
    const bool lookedAt = isLookedAt();
    const auto interval = m_film.isOn() ? kFilm : !lookedAt ? kHidden : isLarge() ? largePace() : kLookedAt;
    if (m_timer.intervalAsDuration() != interval)
        m_timer.setInterval(interval);
    if (lookedAt) {
        m_session->lendCore(true);
        m_afterLook.ask();
    }
    const Progress progress = m_session->progress();
    takeStored();
    const bool news = m_session->updateHistory(m_film.isOn() ? m_film.whole() : m_history);
    if (news && !m_film.isOn())
        emit historyChanged(m_history);
    if (auto newest = m_session->snapshot(); newest && newest != m_snapshot) {
        m_snapshot = std::move(newest);
        if (m_film.isOn())
            m_film.see(m_snapshot->epoch, m_snapshot->weights);
        else
            m_document.currentModel().setLive(m_snapshot->weights);
    }
    const bool running = progress.state == SessionState::Running;
    if (running && lookedAt && m_document.currentModel().isWatched() && mayLook()) {
        m_session->requestSnapshot();
        m_asked.start();
    }
    if (!m_film.isOn()) {
        showProgress(progress);
        if (!running && m_active)
            finish();
        return;
    }
    if (!running) {
        m_final = progress;
        if (progress.state == SessionState::Paused || progress.epoch <= m_film.before())
            endFilm(); // at rest, or nothing has come of it that could be shown
        finish();
        if (m_film.isOn()) {
            m_film.endsWith(progress.epoch, filmTime());
            showFilm(m_final);
        }
    } else if (!m_film.isByHand() && filmTime() > kCatchesUp && progress.epoch <= m_film.epochAt(filmTime())) {
        endFilm(); // it takes longer than its film would
    } else {
        showFilm(progress);
    }
}

void TrainingController::startFilm()
{
    const Index first = static_cast<Index>(m_history.epochs());
    const Index last = m_base + m_document.training().epochs;
    m_film.start(m_history, last, netloom::filmSeconds(pace(), last - first),
                 pace() == Pace::Watch ? Film::Tempo::FirstEpochsLonger : Film::Tempo::Even);
    m_clock.start();
    m_timer.setInterval(kFilm);
    emit filmChanged(true);
}

/// What the film has come to. @param progress  of the training itself
void TrainingController::showFilm(const Progress& progress)
{
    const double now = filmTime();
    if (!m_active && m_film.isOver(now)) {
        m_shownSeconds = m_film.isByHand() ? 0 : m_film.seconds();
        endFilm();
        return;
    }
    const Index epoch = m_film.epochAt(now);
    if (m_history.keys != m_film.whole().keys || static_cast<Index>(m_history.epochs()) != epoch) {
        m_film.show(epoch, m_history);
        emit historyChanged(m_history);
    }
    const Checkpoint& stored = m_document.project().run().checkpoint;
    SharedParameters weights;
    if (!m_active)
        for (const Index at : storedEpochs(stored))
            if (at <= epoch)
                weights = weightsAt(stored, at);
    if (weights.empty())
        weights = m_film.weightsAt(epoch);
    if (!weights.empty())
        m_document.currentModel().setLive(std::move(weights));
    Progress shown = progress;
    shown.epoch = epoch;
    shown.batch = 0;
    const auto* rates = m_history.find("learning_rate");
    shown.learningRate = rates && !rates->empty() ? rates->back() : 0;
    showProgress(shown);
}

/// All that has been computed is shown.
void TrainingController::endFilm()
{
    m_history = std::move(m_film.whole());
    m_film.stop();
    emit historyChanged(m_history);
    if (m_active) {
        m_timer.setInterval(kLookedAt);
        if (m_snapshot)
            m_document.currentModel().setLive(m_snapshot->weights);
        showProgress(m_session->progress());
    } else {
        m_timer.stop();
        m_document.currentModel().followDocument();
        m_document.currentModel().settle(); // who takes longer than a frame had looked at one of the film's epochs
        showProgress(m_final);
        if (m_final.reason == StopReason::AllEpochsDone) // there is nothing to skip any more
            emit message(
                m_shownSeconds > 0
                    ? tr("%1 epochs trained in %2, shown in %3 s.")
                          .arg(wholeNumber(m_final.epoch), tookText(m_final.seconds),
                               QLocale().toString(m_shownSeconds, 'f', 0))
                    : tr("%1 epochs trained in %2.").arg(wholeNumber(m_final.epoch), tookText(m_final.seconds)));
    }
    emit filmChanged(false);
}

/// What is trained, is what is looked at.
void TrainingController::lookAtNewest()
{
    skipFilm();
    if (m_document.currentModel().isRewound())
        m_document.currentModel().followDocument();
}

void TrainingController::skipFilm()
{
    if (m_film.isOn())
        endFilm();
}

void TrainingController::showProgress(const Progress& progress)
{
    const bool goesOn = progress.state == SessionState::Running && m_progress.state == SessionState::Running;
    m_progress = progress;
    if (goesOn && !m_film.isOn() && m_told.isValid() && m_told.elapsed() < (isLarge() ? kLargeWords : kWords).count())
        return;
    m_told.start();
    emit progressChanged(m_progress);
}

void TrainingController::finish()
{
    if (!m_film.isOn()) {
        m_timer.stop();
        m_final = m_progress;
    }
    const bool paused = m_final.state == SessionState::Paused;
    if (m_session->checkpoint().empty()) { // nothing could be made ready
        m_active = false;
        skipFilm();
        const Progress failed = m_final;
        adoptDocument();
        emit message(tr("Training could not start: %1").arg(fromUtf8(failed.message)));
        emit ended(failed);
        return;
    }
    storeNow();
    m_active = paused;
    if (m_active)
        return;
    if (!m_film.isOn())
        m_document.currentModel().followDocument();
    switch (m_final.reason) {
    case StopReason::AllEpochsDone:
        emit message(!m_film.isOn()      ? tr("Training finished after %1 epochs.").arg(wholeNumber(m_final.epoch))
                     : m_film.isByHand() ? tr("%1 epochs trained in %2. F6 shows the next one, Esc the last.")
                                               .arg(wholeNumber(m_final.epoch), tookText(m_final.seconds))
                                         : tr("%1 epochs trained in %2, shown in %3 s. Esc skips.")
                                               .arg(wholeNumber(m_final.epoch), tookText(m_final.seconds),
                                                    QLocale().toString(m_film.seconds(), 'f', 0)));
        break;
    case StopReason::StopRequested:
        emit message(tr("Training stopped after epoch %1. Train goes on from there.").arg(wholeNumber(m_final.epoch)));
        break;
    default:
        emit message(fromUtf8(m_final.message));
        break;
    }
    emit ended(m_final);
}

void TrainingController::endSession()
{
    if (!m_leaving)
        m_timer.stop();
    if (!m_active)
        return;
    m_active = false;
    letEnd(std::exchange(m_session, std::make_unique<Session>()));
    if (std::exchange(m_storing, false))
        emit stored();
}

void TrainingController::adoptDocument()
{
    const bool wasFilm = m_film.isOn();
    m_film.stop();
    if (!m_leaving)
        m_timer.stop();
    const Checkpoint& stored = m_document.project().run().checkpoint;
    m_history = stored.history;
    m_snapshot.reset();
    Progress progress;
    progress.epoch = static_cast<Index>(m_history.epochs());
    progress.epochs = std::max(m_document.training().epochs, progress.epoch);
    showProgress(progress);
    m_document.currentModel().followDocument();
    emit historyChanged(m_history);
    if (wasFilm)
        emit filmChanged(false);
}

} // namespace netloom
