// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/yardsticks.h"
#include "core/training/history.h"
#include "core/training/session.h"

#include <QDateTime>
#include <QLabel>
#include <QTimer>

namespace netloom {

class ElidedLabel;
class ProjectDocument;

/// The status bar: state · loss · metric · message ……… saved. After a training the metric is that of the weights there
/// are, beside its yardsticks.
class StatusLine final : public QWidget
{
    Q_OBJECT
public:
    explicit StatusLine(ProjectDocument& document, QWidget* parent = nullptr);

    void setProgress(const Progress& progress);
    void setHistory(const History& history); ///< while it trains, told with the next progress
    /// Null: not known, or no longer.
    void setStanding(const Standing* standing, const Yardsticks* yardsticks);
    void showMessage(const QString& text); ///< for some seconds, at most until the step it speaks of is undone
    void showTip(const QString& text);     ///< while the mouse is there; empty: no longer

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void updateState();
    void updateLoss(); ///< of the epoch whose weights are looked at
    void chooseFigures();
    void updateSaved();
    void endMessage();
    void fitWords(); ///< a message has its room before the figures

    ProjectDocument& m_document;
    Progress m_progress;
    History m_history;
    QString m_tip;
    QString m_text;
    QDateTime m_saved;
    QLabel* m_dot;
    QLabel* m_state;
    QLabel* m_loss;
    QLabel* m_metric;
    ElidedLabel* m_standing;
    ElidedLabel* m_message;
    QLabel* m_savedLabel;
    int m_step = -1; ///< undo steps there were when the message was shown; -1: not counted yet
    QTimer m_messageTimer;
    QTimer m_savedTimer;
    bool m_compared = false; ///< there are yardsticks
};

} // namespace netloom
