// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/recovery_folder.h"

#include <QScrollArea>

#include <memory>

namespace netloom {

class RecentFiles;

/// What the window shows before anything is open: a place for one's own data, samples one click from training, what was
/// open lately, and above all of it what a program that ended without saving has left.
class StartPage final : public QScrollArea
{
    Q_OBJECT
public:
    explicit StartPage(RecentFiles& recent, QWidget* parent = nullptr);
    ~StartPage() override;

    void setDropHint(bool over); ///< a file is being dragged over the window

signals:
    void openDataRequested();
    void openProjectRequested();
    void newNetworkRequested();
    void sampleChosen(const QString& key);
    void recentChosen(const QString& path);
    void recoveryChosen(const netloom::RecoveredProject& project);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override; ///< looks for what ended programs have left

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace netloom
