// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <memory>

namespace netloom {

class ProjectDocument;
class TrainingController;

/// Left dock "Runs": every run of the project with its network and result; one is current: edited, trained, shown.
/// Another one that is chosen is compared with it: the settings that differ, and the figures on the same rows.
class RunsPanel final : public QWidget
{
    Q_OBJECT
public:
    RunsPanel(ProjectDocument& document, TrainingController& training, QWidget* parent = nullptr);
    ~RunsPanel() override;

signals:
    void openDataRequested();
    void message(const QString& text); ///< for the status bar

protected:
    void showEvent(QShowEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace netloom
