// SPDX-License-Identifier: GPL-3.0-or-later
// Edits of the document while a training runs.
#include "core/project/weights_fit.h"
#include "core/training/resume.h"
#include "ui/document/project_document.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/text.h"
#include "ui/training/trained_setup.h"
#include "ui/training/training_controller.h"

#include <QScopedValueRollback>
#include <QStringList>

#include <utility>

namespace netloom {

namespace {

/// For its mark on the curves: what an edit after which the training goes on anew has changed.
QStringList editWords(Changes what, const TrainingConfig& before, const TrainingConfig& now)
{
    QStringList words;
    if (what.testFlag(Change::Network))
        words.append(TrainingController::tr("network changed"));
    if (what & (Changes(Change::Data) | Change::Recipe | Change::Split))
        words.append(TrainingController::tr("data changed"));
    if (const QString settings = settingsWords(before, now); !settings.isEmpty())
        words.append(settings);
    return words;
}

QString unfitting(Changes what)
{
    return what.testFlag(Change::Network) ? TrainingController::tr("Its weights do not fit the changed network.")
                                          : TrainingController::tr("Its data have changed.");
}

} // namespace

/// An edit is about to take the network away from a training: what it has learned becomes part of the edit.
void TrainingController::letGo()
{
    if (m_leaving || !m_active)
        return;
    const Checkpoint& stored = m_document.project().run().checkpoint;
    if (m_session->progress().state != SessionState::Running || (!m_snapshot && stored.empty())) {
        storeNow(); // at rest, or there is nothing that could stand in for it
        return;
    }
    Checkpoint standIn = stored;
    if (m_snapshot)
        standIn.weights = m_snapshot->weights;
    standIn.history = m_history;
    m_session->stop();
    m_leaving.emplace(std::exchange(m_session, std::make_unique<Session>()), stored, Changes(),
                      std::vector<std::function<void()>>());
    m_document.expectResults(std::move(standIn));
    m_timer.start();
}

/// @returns whether nothing is being handed over any more
bool TrainingController::takeOver()
{
    if (!m_leaving)
        return true;
    if (m_leaving->session->progress().state == SessionState::Running)
        return false;
    Leaving left = std::move(*m_leaving);
    m_leaving.reset();
    Checkpoint results = left.session->checkpoint();
    letEnd(std::move(left.session));
    if (results.empty())
        results = std::move(left.before); // it had not even begun
    m_stored = results.counters;
    {
        const QScopedValueRollback own(m_ownChange, m_active);
        m_document.takeResults(results);
    }
    if (std::exchange(m_storing, false))
        emit stored();
    if (m_active)
        applyEdits(left.what ? left.what : Changes(Change::Network));
    for (const std::function<void()>& action : left.then)
        action();
    return true;
}

void TrainingController::takeOverNow()
{
    if (!m_leaving)
        return;
    m_leaving->session->wait();
    takeOver();
}

/// Whether it has to wait until everything has been handed over; it is done then.
bool TrainingController::later(std::function<void()> action)
{
    if (m_leaving)
        m_leaving->then.push_back(std::move(action));
    return m_leaving.has_value();
}

/// Without waiting for it.
void TrainingController::letEnd(std::unique_ptr<Session> session)
{
    session->stop();
    m_ending.start(
        [ended = std::shared_ptr<Session>(std::move(session))](const std::stop_token&, const auto&) mutable {
            ended.reset();
            return true;
        },
        [](bool) {});
}

void TrainingController::documentAboutToChange(Changes what)
{
    if (!m_ownChange)
        skipFilm();
    // What has been learned becomes part of the edit that throws it away, so that undo brings it back. Not when the
    // document has already prepared other data: that preparation would be stored with these weights.
    const bool structural = what & (Changes(Change::Network) | Change::Data | Change::Recipe | Change::Split);
    if (m_active && !m_ownChange && structural && m_document.prepared() && m_document.prepared()->data.train == m_data)
        letGo();
    const Run& run = m_document.project().run();
    if ((structural || what.testFlag(Change::Weights)) && run.checkpoint.history.epochs() > 0)
        m_changing = run;
}

void TrainingController::documentChanged(Changes what)
{
    const Run& run = m_document.project().run();
    const std::optional<Run> before = std::exchange(m_changing, {});
    if (!run.checkpoint.empty() || what.testFlag(Change::Everything) || (before && before->id != run.id))
        m_discarded.reset();
    else if (before)
        m_discarded = before;
    if (m_ownChange)
        return;
    if (what & (Changes(Change::Network) | Change::Data | Change::Recipe | Change::Split))
        m_before.reset(); // of another network or other data, maybe
    if (what.testFlag(Change::Everything)) {
        shutdown();
        adoptSetup();
        adoptDocument();
        return;
    }
    const bool wasActive = m_active;
    if (m_active)
        applyEdits(what);
    // Another run, or what was learned at another time; weights that follow an edit of the network are trained as
    // before.
    if (!m_active && what.testFlag(Change::Weights) &&
        (what.testFlag(Change::Training) || what == Changes(Change::Weights)))
        adoptSetup();
    if (!wasActive &&
        (what.testFlag(Change::Weights) || (what.testFlag(Change::Training) && m_progress.state == SessionState::Idle)))
        adoptDocument();
}

/// What there is now, is what was trained.
void TrainingController::adoptSetup()
{
    m_setup = TrainedSetup::of(m_document.project());
}

/// A training that begins anew leaves the one before it behind as a run, where that learned the same target: its curves
/// and weights stay to be compared with. What was changed is the name of the new one.
void TrainingController::keepDiscarded()
{
    std::optional<Run> earlier = std::exchange(m_discarded, {});
    const TrainedSetup now = TrainedSetup::of(m_document.project());
    if (!earlier || !m_document.project().run().checkpoint.empty() || !ofOneTask(m_setup, now))
        return;
    // It may have been edited before it was reset; it is kept with what it was trained with.
    const Index inputs = earlier->fitted ? static_cast<Index>(earlier->fitted->features().size()) : 0;
    std::vector<std::pair<std::string, std::string>> renames;
    if (weightsFit(earlier->network, inputs, m_setup.network, inputs, renames) && renames.empty())
        earlier->network = m_setup.network;
    earlier->training = m_setup.training;
    earlier->split = m_setup.split;
    m_document.keepRun(std::move(*earlier), changeWords(m_setup, now));
}

void TrainingController::applyEdits(Changes what)
{
    const bool structural = what & (Changes(Change::Network) | Change::Data | Change::Recipe | Change::Split);
    const TrainingConfig& wanted = m_document.training();
    if (m_leaving) { // it goes on when it has handed over, unless that is clear already
        m_leaving->what |= what;
        if (const QString reason = obstacle(); !reason.isEmpty())
            endFor(reason);
        else if (!m_document.expectsResults())
            endFor(unfitting(what));
        return;
    }
    if (what == Changes(Change::Weights)) { // a reset of before this training, undone or done again
        endFor(tr("Other weights have come back."));
        return;
    }
    if (!structural && wanted == m_setup.training)
        return;
    if (const QString reason = obstacle(); !reason.isEmpty()) {
        endFor(reason);
        return;
    }
    // An edit that the weights do not fit, or its undo, has put other weights into the document.
    const auto isStored = [this](Checkpoint now) {
        Checkpoint stored;
        stored.counters = m_stored;
        forgetBest(stored); // as an edit may have done with those of the document
        forgetBest(now);
        return now.counters == stored.counters;
    };
    if (structural && !isStored(m_document.project().run().checkpoint)) {
        endFor(unfitting(what));
        return;
    }
    const double rate = wanted.learningRate();
    const bool newRate = rate > 0 && rate != m_setup.training.learningRate();
    if (!structural && sameButRateAndEpochs(wanted, m_setup.training)) {
        if (newRate) {
            m_session->setLearningRate(rate);
            m_session->note(HistoryEvent::Kind::Rate, rateWords(rate).toStdString());
        }
        if (wanted.epochs != m_setup.training.epochs)
            m_session->setEpochs(m_base + wanted.epochs);
        adoptSetup();
        poll();
        return;
    }
    if (!structural) {
        TrainingConfig config = wanted;
        config.epochs += m_base;
        m_session->steer(std::move(config), settingsWords(m_setup.training, wanted).toStdString());
        adoptSetup();
        poll();
        return;
    }
    Checkpoint from = m_document.project().run().checkpoint;
    if (!(wanted.loss == m_setup.training.loss))
        forgetBest(from);
    if (newRate && from.counters.contains("learning_rate"))
        from.counters.set("learning_rate", rate);
    for (const QString& words : editWords(what, m_setup.training, wanted))
        from.history.events.push_back(
            {HistoryEvent::Kind::Edit, static_cast<int>(from.history.epochs()), words.toStdString()});
    const bool paused = m_progress.state == SessionState::Paused;
    if (!startSession(std::move(from), paused)) {
        endSession();
        adoptDocument();
        emit ended(m_progress);
        return;
    }
    m_timer.start();
    poll();
}

void TrainingController::endFor(const QString& reason)
{
    Progress last = m_progress;
    last.state = SessionState::Stopped;
    last.reason = StopReason::StopRequested;
    endSession();
    adoptDocument();
    last.epoch = m_progress.epoch;
    last.batch = 0;
    last.message = reason.toStdString();
    showProgress(last);
    emit message(m_document.project().run().checkpoint.empty()
                     ? tr("Training stopped. %1 Train starts anew; Undo brings back what was learned.").arg(reason)
                     : tr("Training stopped. %1").arg(reason));
    emit ended(last);
}

} // namespace netloom
