// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/measured_choice.h"
#include "ui/document/change.h"
#include "ui/toolkit/job.h"

#include <QObject>
#include <QString>

#include <memory>

namespace netloom {

class ProjectDocument;

/// Tries networks for the document's data beside the window: by itself for new data, or when asked to.
///
/// Nothing is changed until a choice is taken, which is one undo step. What was measured is forgotten when the data,
/// their preparation or their division change. Lives on the GUI thread.
class SuggestionController final : public QObject
{
    Q_OBJECT
public:
    explicit SuggestionController(ProjectDocument& document, QObject* parent = nullptr);
    ~SuggestionController() override;

    bool isMeasuring() const { return m_job.isRunning(); }
    double progress() const { return m_job.progress(); }            ///< share done, 0…1
    const MeasuredChoice* choice() const { return m_choice.get(); } ///< null: nothing measured
    QString problem() const { return m_problem; }                   ///< why nothing could be measured, in a sentence
    bool wasAsked() const { return m_asked; } ///< the measurement was asked for, not begun by itself

    void measure(); ///< begins anew, the document's own network among those that are tried
    void cancel();
    void take(std::size_t trial); ///< puts a network that was tried into the document
    /// Whether the document has the network of that trial, with its training.
    bool isTaken(std::size_t trial) const;

signals:
    void changed(); ///< something began, ended or was forgotten, or the document changed

private:
    void start(bool asked);
    void documentChanged(Changes what);
    void forget();

    ProjectDocument& m_document;
    Job<std::shared_ptr<const MeasuredChoice>> m_job;
    std::shared_ptr<const MeasuredChoice> m_choice;
    QString m_problem;
    bool m_asked = false;
    bool m_awaited = false; ///< new data are being prepared, and will be measured by itself then
};

} // namespace netloom
