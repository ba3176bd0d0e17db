// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include <memory>

namespace netloom {

class ProjectDocument;
class TrainingController;

/// Train ▸ Sweep…: chooses settings and the values to try, says how many trials that makes and about how long they
/// take, runs them beside the window, and shows them live: a table, best first, and settings against result in parallel
/// coordinates. A row is chosen in both; Return, a double click or the button opens it as a run of the project.
class SweepDialog final : public QDialog
{
    Q_OBJECT
public:
    SweepDialog(ProjectDocument& document, TrainingController& training, QWidget* parent = nullptr);
    ~SweepDialog() override;

signals:
    void message(const QString& text); ///< for the status bar

protected:
    void showEvent(QShowEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace netloom
