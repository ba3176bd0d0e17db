// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/coach/coach.h"
#include "core/training/session.h"
#include "ui/document/change.h"
#include "ui/toolkit/job.h"

#include <QElapsedTimer>
#include <QObject>

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace netloom {

class ProjectDocument;
class TrainingController;

/// Asks the coach beside the window: when a training has ended, and for grave remarks now and then while it runs.
///
/// Remarks are of one run, its network, its settings and its data; they are shown while the document has these, so that
/// a remedy that is undone brings them back, and after the film of the training. Lives on the GUI thread.
class CoachWatch final : public QObject
{
    Q_OBJECT
public:
    CoachWatch(ProjectDocument& document, TrainingController& training, QObject* parent = nullptr);
    ~CoachWatch() override;

    /// What is to be shown now, kMostRemarks at most.
    std::vector<CoachRemark> remarks() const;
    void dismiss(const std::string& key); ///< until the next training
    /// Puts the remedy in place, as one undo step.
    void apply(const CoachRemark& remark);

signals:
    void changed();

private:
    void ended(const Progress& progress);
    void looked(const Progress& progress);
    void ask(CoachInput input, bool graveOnly);
    CoachInput input() const;
    bool isOfDocument() const;
    void documentChanged(Changes what);

    ProjectDocument& m_document;
    TrainingController& m_training;
    Job<std::shared_ptr<const std::vector<CoachRemark>>> m_job;
    std::vector<CoachRemark> m_remarks;
    std::set<std::string> m_dismissed;
    CoachInput m_of;       ///< what the remarks are of
    std::string m_run;     ///< id of its run
    QElapsedTimer m_since; ///< since the training was last looked at
    qint64 m_took = 0;     ///< ms of the last look at a running one
};

} // namespace netloom
