// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QList>

class QMainWindow;
class QMenu;

namespace netloom {

class ProjectDocument;
class ProjectFiles;
class RecentFiles;

/// The window's own actions and menus. Panels add theirs to network, data, train, view and exports.
struct WindowActions {
    QAction* newNetwork = nullptr;
    QAction* openData = nullptr;
    QAction* openProject = nullptr;
    QAction* replaceData = nullptr;
    QAction* readingOptions = nullptr;
    QAction* save = nullptr;
    QAction* saveAs = nullptr;
    QAction* close = nullptr;
    QAction* undo = nullptr;
    QAction* redo = nullptr;
    QMenu* fileMenu = nullptr;
    QMenu* editMenu = nullptr;
    QMenu* viewMenu = nullptr;
    QMenu* networkMenu = nullptr;
    QMenu* dataMenu = nullptr;
    QMenu* trainMenu = nullptr;
    QMenu* exportMenu = nullptr;
    QMenu* helpMenu = nullptr;
};

/// Makes them all for a window, wired to document and files.
WindowActions makeWindowActions(QMainWindow& window, ProjectDocument& document, ProjectFiles& files,
                                RecentFiles& recent);

/// Keeps the enabled state in line with the document.
void updateWindowActions(const WindowActions& actions, const ProjectDocument& document);

} // namespace netloom
