// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sweep/sweep_controller.h"

#include "core/base/error.h"
#include "core/evaluation/task_score.h"
#include "ui/document/project_document.h"
#include "ui/sweep/sweep_axes.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/text.h"
#include "ui/toolkit/value_text.h"
#include "ui/training/training_controller.h"

#include <algorithm>
#include <mutex>
#include <thread>

namespace netloom {

/// Trials on their way from the workers to the window.
struct SweepController::Mailbox {
    std::mutex mutex;
    std::vector<SweepTrial> trials;
    std::vector<TrialCurve> curves;
};

SweepController::SweepController(ProjectDocument& document, TrainingController& training, QObject* parent)
    : QObject(parent), m_document(document), m_training(training)
{
    connect(&document, &ProjectDocument::changed, this, &SweepController::documentChanged);
    connect(&m_job, &BackgroundJob::finished, this, &SweepController::changed);
    connect(&m_opening, &BackgroundJob::finished, this, &SweepController::changed);
}

SweepController::~SweepController()
{
    m_job.cancel();
    m_opening.cancel();
}

std::optional<SweepBase> SweepController::base() const
{
    const std::shared_ptr<const PreparedData> prepared = m_document.sharedPrepared();
    if (!prepared)
        return std::nullopt;
    return sweepBase(m_document.project(), prepared);
}

SweepController::Preview SweepController::preview(const SweepPlan& plan) const
{
    Preview preview;
    const std::optional<SweepBase> from = base();
    if (!from) {
        preview.problem.text =
            m_document.dataProblem().isEmpty() ? tr("There are no data to try settings on.") : m_document.dataProblem();
        return preview;
    }
    const Index all = combinations(plan.axes);
    if (plan.random == 0 && all > kMostTrialsHere && all <= kMostTrials) {
        preview.problem.text =
            tr("These are %1 combinations; list fewer values, or draw some of them at random.").arg(wholeNumber(all));
        return preview;
    }
    try {
        const SweepResults results = beginSweep(*from, plan);
        preview.trials = static_cast<Index>(results.trials.size());
        preview.seconds = sweepSeconds(*from, results) / std::max(1u, std::thread::hardware_concurrency());
        constexpr std::size_t kMostLookedAt = 500;
        const std::size_t step = (results.trials.size() + kMostLookedAt - 1) / kMostLookedAt;
        preview.allLookedAt = step <= 1;
        for (std::size_t i = 0; i < results.trials.size(); i += step) {
            try {
                requireTrainable(*from, results.trials[i].settings);
            } catch (const Error& error) {
                if (preview.failing++ == 0)
                    preview.toFail = sweepProblem(m_document, error);
            }
        }
    } catch (const Error& error) {
        preview.problem = sweepProblem(m_document, error);
    }
    return preview;
}

bool SweepController::pull()
{
    if (!m_mailbox || !m_results)
        return false;
    std::vector<SweepTrial> told;
    std::vector<TrialCurve> curves;
    {
        const std::lock_guard lock(m_mailbox->mutex);
        told.swap(m_mailbox->trials);
        curves.swap(m_mailbox->curves);
    }
    for (const TrialCurve& curve : curves) {
        std::vector<double>& all = m_curves[static_cast<std::size_t>(curve.number - 1)];
        all.resize(std::min(all.size(), curve.first));
        all.insert(all.end(), curve.losses.begin(), curve.losses.end());
    }
    for (SweepTrial& trial : told)
        m_results->trials[static_cast<std::size_t>(trial.number - 1)] = std::move(trial);
    return !told.empty() || !curves.empty();
}

void SweepController::start(const SweepPlan& plan)
{
    m_problem.clear();
    m_base = base();
    if (!m_base)
        return;
    try {
        m_results = beginSweep(*m_base, plan);
        m_results->scoreKey = taskScore(m_base->data->fitted.target().task, {}, {}).key;
    } catch (const Error& error) {
        m_problem = sweepProblem(m_document, error).text;
        emit changed();
        return;
    }
    m_mailbox = std::make_shared<Mailbox>();
    m_curves.assign(m_results->trials.size(), {});
    m_job.setNoMemoryText(tr("There is not enough memory for this sweep."));
    m_job.start(
        [from = *m_base, results = *m_results, mailbox = m_mailbox](const std::stop_token& stop,
                                                                    const ProgressFunction&) {
            SweepOptions options;
            options.curve = [&](TrialCurve curve) {
                const std::lock_guard lock(mailbox->mutex);
                mailbox->curves.push_back(std::move(curve));
            };
            return std::make_shared<SweepResults>(runSweep(from, results, options, stop, [&](const SweepTrial& trial) {
                const std::lock_guard lock(mailbox->mutex);
                mailbox->trials.push_back(trial);
            }));
        },
        [this](const std::shared_ptr<SweepResults>& results) {
            pull(); // the ends of the curves
            m_mailbox.reset();
            m_results = *results;
        },
        [this](const QString& sentence) { m_problem = sentence; });
    emit changed();
}

void SweepController::cancel()
{
    if (!m_job.isRunning())
        return;
    pull();
    m_mailbox.reset();
    m_job.cancel();
    emit changed();
}

void SweepController::openTrial(std::size_t place)
{
    if (!m_results || !m_base || place >= m_results->trials.size() || m_opening.isRunning())
        return;
    m_problem.clear();
    m_opening.start(
        [from = *m_base, trial = m_results->trials[place]](const std::stop_token& stop, const ProgressFunction&) {
            return std::make_shared<Run>(trainTrial(from, trial, stop));
        },
        [this, trial = m_results->trials[place]](const std::shared_ptr<Run>& run) { take(std::move(*run), trial); },
        [this](const QString& sentence) { m_problem = sentence; });
    emit changed();
}

/// "Trial 3: learning rate 0.01, units 8".
QString SweepController::nameOf(const SweepTrial& trial) const
{
    return tr("Trial %1: %2").arg(QString::number(trial.number), sweptWords(m_document, trial.settings));
}

void SweepController::take(Run run, const SweepTrial& trial)
{
    m_ownChange = true;
    if (m_training.isActive()) {
        m_training.storeNow();
        m_training.shutdown();
    }
    const QString name = nameOf(trial);
    m_document.addRun(name);
    Suggestion suggestion;
    suggestion.network = run.network;
    suggestion.training = run.training;
    suggestion.training.threads = m_document.training().threads;
    const QString number = QString::number(trial.number);
    m_document.applySuggestion(suggestion, tr("Settings of trial %1").arg(number));
    m_document.setCheckpoint(std::move(run.checkpoint));
    m_ownChange = false;
    emit message(tr("Trial %1 (%2) is a run of the project now.").arg(number, sweptWords(m_document, trial.settings)));
    emit opened();
}

void SweepController::documentChanged(Changes what)
{
    if (m_ownChange)
        return;
    // Another run may have another split; its rows are other rows then, too.
    const bool data = what & (Changes(Change::Data) | Change::Recipe | Change::Split);
    if (data && m_base && m_document.isOpen() && m_document.project().recipe == m_base->recipe &&
        m_document.project().run().split == m_base->split && m_document.project().data == m_base->reference) {
        emit changed();
        return;
    }
    if (data) {
        m_job.cancel();
        m_opening.cancel();
        m_mailbox.reset();
        m_results.reset();
        m_curves.clear();
        m_base.reset();
        m_problem.clear();
    }
    emit changed();
}

} // namespace netloom
