// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <Qt>

#include <span>

class QWidget;

namespace netloom {

class ProjectDocument;
class TrainingController;

/// What a panel may hold on to: both outlive it.
struct PanelContext {
    ProjectDocument& document;
    TrainingController& training;
};

/// A panel of the window. Dock, header, entry in the View menu and place in the default layout follow from it.
struct PanelInfo {
    const char* key;         ///< object name of the dock: saved layouts find it by this, so it never changes
    QString title;           ///< on header, tab and in the View menu
    QString icon;            ///< stands on the tab where its title has no room
    Qt::DockWidgetArea area; ///< left or right
    int order;               ///< in the View menu and among the tabs of its area; the lowest of an area is in front
    QWidget* (*make)(const PanelContext& context);
};

/// Every panel, by its order.
std::span<const PanelInfo> panels();

} // namespace netloom
