// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sweep/sweep.h"
#include "ui/document/change.h"
#include "ui/sweep/sweep_axes.h"
#include "ui/toolkit/job.h"

#include <QObject>
#include <QString>

#include <memory>
#include <optional>

namespace netloom {

class ProjectDocument;
class TrainingController;

/// More than a person looks through, or waits for, at a window; the command line has no such limit.
constexpr Index kMostTrialsHere = 10'000;

/// A sweep over the document's network beside the window. What comes of each trial is pulled by a timer of the
/// dialog's. A trial that is opened becomes a run of the project. Results are forgotten when the data, their
/// preparation or their division change, or another project comes. Lives on the GUI thread.
class SweepController final : public QObject
{
    Q_OBJECT
public:
    SweepController(ProjectDocument& document, TrainingController& training, QObject* parent = nullptr);
    ~SweepController() override;

    /// What a plan would cost, or why it cannot be.
    struct Preview {
        Index trials = 0;
        double seconds = 0;   ///< about, on all cores
        SweepProblem problem; ///< without text: it can be started
        bool allLookedAt = true;
        Index failing = 0;   ///< how many of the trials looked at will fail
        SweepProblem toFail; ///< why the first of them
    };
    Preview preview(const SweepPlan& plan) const;

    bool isRunning() const { return m_job.isRunning(); }
    bool isOpening() const { return m_opening.isRunning(); } ///< a trial is being trained to be opened
    QString problem() const { return m_problem; }            ///< why it ended early, in a sentence
    /// As far as it has come; none: nothing was tried yet.
    const std::optional<SweepResults>& results() const { return m_results; }
    /// Loss of each trial epoch by epoch, as far as it was told, by place; empty for one that has not begun.
    const std::vector<std::vector<double>>& curves() const { return m_curves; }
    /// Takes over what the trials have told since. @returns whether there was anything
    bool pull();

    void start(const SweepPlan& plan);
    void cancel(); ///< keeps what is there
    /// Trains a trial once more, as a run of its own that becomes the current one; its settings are an undo step there.
    void openTrial(std::size_t place);

signals:
    void changed();                    ///< began, ended, or was forgotten
    void message(const QString& text); ///< for the status bar
    void opened();                     ///< a trial has become a run

private:
    struct Mailbox;
    std::optional<SweepBase> base() const;
    void documentChanged(Changes what);
    QString nameOf(const SweepTrial& trial) const;
    void take(Run run, const SweepTrial& trial);

    ProjectDocument& m_document;
    TrainingController& m_training;
    Job<std::shared_ptr<SweepResults>> m_job;
    Job<std::shared_ptr<Run>> m_opening;
    std::shared_ptr<Mailbox> m_mailbox;
    std::optional<SweepBase> m_base; ///< of the results
    std::optional<SweepResults> m_results;
    std::vector<std::vector<double>> m_curves;
    QString m_problem;
    bool m_ownChange = false;
};

} // namespace netloom
