// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/actions.h"
#include "ui/shell/main_window.h"
#include "ui/shell/panel.h"

#include <QTimer>

class QDockWidget;
class QSplitter;
class QStackedWidget;
class QToolBar;

namespace netloom {

class BusyOverlay;
class DataChip;
class DataFileWatch;
class DiagramPanel;
class DockHeader;
class InfoStrips;
class DataPanel;
class LayersPanel;
class PlotsPanel;
class StartPage;
class StatusLine;
class TrainingBar;
class YardstickWatch;

class MainWindow::Private
{
public:
    explicit Private(MainWindow& window) : q(window) {}

    void build();
    void buildCentre();
    void buildDocks();
    void addDock(const PanelInfo& panel);
    static void raise(QWidget* panel);
    void buildToolBar();
    void fillMenus();
    void connectTraining();
    void showProject(bool shown);
    void defaultLayout();
    void fitDocks();
    void fitToolBar();
    QByteArray dockState() const; ///< as the person who arranged them wants it
    void updateHeaders();
    void updateTitle();
    void updateStrips();
    void showFileRemarks();
    void showLeftOut();
    void showStanding();

    MainWindow& q;
    WindowActions actions;
    QStackedWidget* stack = nullptr;
    StartPage* start = nullptr;
    BusyOverlay* busy = nullptr;
    bool built = false;
    bool projectShown = false;
    bool coachIsGrave = false; ///< it tells something grave

    TrainingController* training = nullptr;
    YardstickWatch* yardsticks = nullptr;
    QWidget* centre = nullptr;
    InfoStrips* strips = nullptr;
    QString fileRemark;  ///< that the strip of the data file begins with
    QStringList leftOut; ///< what the strip of the columns says
    DataFileWatch* dataFile = nullptr;
    QSplitter* splitter = nullptr;
    DiagramPanel* diagram = nullptr;
    PlotsPanel* plots = nullptr;
    LayersPanel* layers = nullptr;
    DataPanel* dataPanel = nullptr;
    QToolBar* toolBar = nullptr;
    TrainingBar* trainingBar = nullptr;
    DataChip* chip = nullptr;
    StatusLine* status = nullptr;
    struct Dock {
        Qt::DockWidgetArea area; ///< of the default layout
        QDockWidget* dock;
        DockHeader* header;
    };
    QList<Dock> docks;    ///< one for each of panels(), in their order
    QByteArray wideState; ///< of the docks before the window became too narrow for it; empty: it is not
    QTimer headerTimer;
    QTimer keepTraining; ///< into the document, and so into the recovery folder
};

} // namespace netloom
