// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/yardsticks.h"
#include "core/training/session.h"
#include "ui/document/change.h"
#include "ui/toolkit/job.h"

#include <QObject>

#include <memory>
#include <optional>

namespace netloom {

class ProjectDocument;

/// Puts a trained network beside its yardsticks as soon as a training ends: on the validation rows, or where there are
/// none on the training rows. Computed beside the window; the yardsticks of a table are fitted once. A training that is
/// paused or has diverged gets no remark, and while a film is shown nothing is said. Lives on the GUI thread.
class YardstickWatch final : public QObject
{
    Q_OBJECT
public:
    explicit YardstickWatch(ProjectDocument& document, QObject* parent = nullptr);
    ~YardstickWatch() override;

    /// Of the weights in the document; nothing while they are being trained, or where there are none.
    const std::optional<Standing>& standing() const { return m_standing; }
    const Yardsticks* yardsticks() const { return m_yardsticks.get(); }
    bool isMeasuring() const { return m_job.isRunning(); }
    QString remark() const; ///< where the network does no better than they, in a sentence

    void setProgress(const Progress& progress);
    void setFilm(bool on); ///< what is shown is not yet what the document has

signals:
    void changed();

private:
    void look();
    void measure();
    bool isBusy() const { return m_running || m_film; }
    bool hasDiverged() const;

    /// What the worker brings back.
    struct Comparison {
        std::shared_ptr<const Dataset> fittedOn;
        std::shared_ptr<const Yardsticks> yardsticks;
        Standing standing;
        QString remark;
    };

    ProjectDocument& m_document;
    Job<Comparison> m_job;
    bool m_running = false;
    bool m_paused = false;
    bool m_film = false;
    std::shared_ptr<const Dataset> m_fittedOn;
    std::shared_ptr<const Yardsticks> m_yardsticks; ///< of m_fittedOn
    std::optional<Standing> m_standing;
    QString m_remark;
};

} // namespace netloom
