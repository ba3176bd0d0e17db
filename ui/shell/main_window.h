// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/project_document.h"
#include "ui/shell/project_files.h"
#include "ui/shell/recent_files.h"

#include <QMainWindow>

#include <memory>

namespace netloom {

class Autosave;
class TrainingController;

/// The window: menus, tool bar, docks, status bar, and the start page before anything is open. The panels follow
/// document and training by themselves.
class MainWindow final : public QMainWindow
{
    Q_OBJECT
public:
    explicit MainWindow(QWidget* parent = nullptr);
    ~MainWindow() override; ///< stops a running training

    ProjectDocument& document() { return m_document; }
    ProjectFiles& files() { return *m_files; }
    TrainingController& training();

    void resetLayout();
    /// The program must end, and nobody can be asked: what is unsaved is kept for the next start.
    void keepUnsaved();

protected:
    void paintEvent(QPaintEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    bool event(QEvent* event) override;
    bool focusNextPrevChild(bool next) override;

private:
    class Private;
    ProjectDocument m_document;
    RecentFiles m_recent;
    ProjectFiles* m_files;
    Autosave* m_autosave;
    std::unique_ptr<Private> d;
};

} // namespace netloom
