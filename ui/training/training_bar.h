// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <memory>

class QAction;

namespace netloom {

class ProjectDocument;
class TrainingController;

/// Right end of the tool bar: Train/Pause, Step, Stop, Reset, epoch bar with time left and speed, and the pace at which
/// a training is shown, in whose place stands Skip while a film is shown.
class TrainingBar final : public QWidget
{
    Q_OBJECT
public:
    TrainingBar(ProjectDocument& document, TrainingController& training, QWidget* parent = nullptr);
    ~TrainingBar() override;

    void setCompact(bool compact);          ///< without epoch bar and pace, which status line and menu have too
    QList<QAction*> trainActions() const;   ///< for the Train menu, with shortcuts
    QList<QAction*> viewingActions() const; ///< for the same menu: skip, pace, back to before this training

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace netloom
