// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/coach/coach_cards.h"
#include "ui/coach/coach_watch.h"
#include "ui/coach/rate_finder_dialog.h"
#include "ui/data/data_panel.h"
#include "ui/diagram/diagram_panel.h"
#include "ui/evaluate/evaluate_panel.h"
#include "ui/explain/explain_panel.h"
#include "ui/film/film_dialog.h"
#include "ui/layers/layers_panel.h"
#include "ui/predict/predict_panel.h"
#include "ui/report/report_saver.h"
#include "ui/runs/runs_panel.h"
#include "ui/shell/data_chip.h"
#include "ui/shell/data_file_watch.h"
#include "ui/shell/dock_header.h"
#include "ui/shell/main_window_private.h"
#include "ui/shell/status_line.h"
#include "ui/sweep/sweep_dialog.h"
#include "ui/toolkit/busy_overlay.h"
#include "ui/toolkit/info_strips.h"
#include "ui/training/plots_panel.h"
#include "ui/training/training_bar.h"
#include "ui/training/training_controller.h"
#include "ui/training/yardstick_watch.h"

#include <QDockWidget>
#include <QMenu>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace netloom {

namespace {

/// The window's dialog of that kind, made when it is first asked for.
template<class Dialog, typename Make>
void showDialog(QWidget* window, const Make& make)
{
    auto* dialog = window->findChild<Dialog*>(QString(), Qt::FindDirectChildrenOnly);
    if (!dialog)
        dialog = make();
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

} // namespace

void MainWindow::Private::build()
{
    if (built)
        return;
    built = true;
    training = new TrainingController(q.m_document, &q);
    yardsticks = new YardstickWatch(q.m_document, &q);
    dataFile = new DataFileWatch(q.m_document, &q);
    connect(dataFile, &DataFileWatch::changed, &q, [this](const QString& name) {
        const QString key = QStringLiteral("dataFile");
        if (name.isEmpty())
            strips->remove(key);
        else
            strips->show(key, InfoStrips::Kind::Warning,
                         MainWindow::tr("%1 has changed on disk: what is open here is as it was read.").arg(name),
                         MainWindow::tr("Read it again"), [this] { q.m_files->readDataAgain(); });
    });
    buildCentre();
    buildDocks();
    buildToolBar();
    status = new StatusLine(q.m_document, q.statusBar());
    q.statusBar()->addWidget(status, 1);
    q.statusBar()->setSizeGripEnabled(false);
    q.statusBar()->hide();
    fillMenus();
    connectTraining();
    updateWindowActions(actions, q.m_document);
    busy->raise();
}

void MainWindow::Private::buildCentre()
{
    centre = new QWidget(stack);
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    strips = new InfoStrips(centre);
    column->addWidget(strips);
    auto* coach = new CoachCards(*new CoachWatch(q.m_document, *training, &q), centre);
    connect(coach, &CoachCards::remedied, &q, [this](const QString& text) { status->showMessage(text); });
    connect(coach, &CoachCards::spoke, strips, &InfoStrips::setYielding);
    connect(coach, &CoachCards::spoke, &q, [this](bool, bool grave) {
        if (std::exchange(coachIsGrave, grave) != grave)
            showStanding();
    });
    connect(coach, &CoachCards::layerMeant, &q.m_document, &ProjectDocument::selectLayer);
    connect(coach, &CoachCards::unitMeant, &q.m_document, [this](int layer, Index unit) {
        q.m_document.selectUnit({layer + 1, unit}); // column 0 are the inputs
    });
    column->addWidget(coach);
    splitter = new QSplitter(Qt::Vertical, centre);
    splitter->setObjectName(QStringLiteral("centre"));
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    diagram = new DiagramPanel(q.m_document, *training, splitter);
    plots = new PlotsPanel(q.m_document, *training, splitter);
    connect(coach, &CoachCards::evidenceMeant, plots, &PlotsPanel::showEvidence);
    splitter->addWidget(diagram);
    splitter->addWidget(plots);
    splitter->setStretchFactor(0, 7);
    splitter->setStretchFactor(1, 3);
    column->addWidget(splitter, 1);
    stack->addWidget(centre);
}

void MainWindow::Private::addDock(const PanelInfo& panel)
{
    auto* dock = new QDockWidget(panel.title, &q);
    dock->setObjectName(QString::fromLatin1(panel.key));
    QWidget* content = panel.make({q.m_document, *training});
    // A panel that scrolls would let itself be squeezed to nothing when the window gets smaller.
    constexpr int kLeastLeft = 240;
    constexpr int kLeastRight = 262; // its tabs have words in that
    const int least = panel.area == Qt::LeftDockWidgetArea ? kLeastLeft : kLeastRight;
    content->setMinimumWidth(std::max(content->minimumWidth(), least));
    dock->setWidget(content);
    // A dock behind another's tab is visible to Qt, beyond the window's edge, and its panel would follow every edit.
    QSizePolicy policy = content->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    content->setSizePolicy(policy);
    connect(dock, &QDockWidget::visibilityChanged, content, &QWidget::setVisible);
    auto* header = new DockHeader(dock);
    dock->setTitleBarWidget(header);
    docks.append({panel.area, dock, header});
    q.addDockWidget(panel.area, dock);
    dock->hide();
    connect(dock, &QDockWidget::dockLocationChanged, &headerTimer, qOverload<>(&QTimer::start));
    connect(dock, &QDockWidget::topLevelChanged, &headerTimer, qOverload<>(&QTimer::start));
    connect(dock, &QDockWidget::visibilityChanged, &headerTimer, qOverload<>(&QTimer::start));
    // Keys must not go on into a field that nobody sees any more.
    connect(dock, &QDockWidget::visibilityChanged, &q, [this, dock](bool visible) {
        const QWidget* focused = q.focusWidget();
        const QList<QDockWidget*> covered = visible ? q.tabifiedDockWidgets(dock) : QList<QDockWidget*>();
        if (std::any_of(covered.begin(), covered.end(),
                        [focused](const QDockWidget* other) { return focused && other->isAncestorOf(focused); }))
            dock->setFocus(Qt::OtherFocusReason);
    });
}

void MainWindow::Private::raise(QWidget* panel)
{
    auto* dock = qobject_cast<QDockWidget*>(panel->parentWidget());
    dock->show();
    dock->raise();
}

void MainWindow::Private::buildDocks()
{
    headerTimer.setSingleShot(true);
    headerTimer.setInterval(0);
    connect(&headerTimer, &QTimer::timeout, &q, [this] { updateHeaders(); });
    for (const PanelInfo& panel : panels())
        addDock(panel);
    // Menus and tool bar have entries for these two.
    layers = q.findChild<LayersPanel*>();
    dataPanel = q.findChild<DataPanel*>();
    if (auto* evaluate = q.findChild<EvaluatePanel*>()) {
        connect(evaluate, &EvaluatePanel::rowsRequested, dataPanel, &DataPanel::showChosenRows);
        connect(evaluate, &EvaluatePanel::crossValidationRequested, dataPanel, &DataPanel::showCrossValidation);
        connect(evaluate, &EvaluatePanel::openDataRequested, q.m_files, &ProjectFiles::chooseData);
    }
    if (auto* explain = q.findChild<ExplainPanel*>())
        connect(explain, &ExplainPanel::openDataRequested, q.m_files, &ProjectFiles::chooseData);
    if (auto* predict = q.findChild<PredictPanel*>())
        connect(predict, &PredictPanel::openDataRequested, q.m_files, &ProjectFiles::chooseData);
    connect(dataPanel, &DataPanel::readingOptionsRequested, q.m_files, &ProjectFiles::showReadingOptions);
    connect(dataPanel, &DataPanel::openDataRequested, q.m_files, &ProjectFiles::chooseData);
    if (auto* runs = q.findChild<RunsPanel*>()) {
        connect(runs, &RunsPanel::openDataRequested, q.m_files, &ProjectFiles::chooseData);
        connect(runs, &RunsPanel::message, &q, [this](const QString& text) { status->showMessage(text); });
    }
}

void MainWindow::Private::buildToolBar()
{
    toolBar = new QToolBar(MainWindow::tr("Tool bar"), &q);
    toolBar->setObjectName(QStringLiteral("toolBar"));
    toolBar->setMovable(false);
    toolBar->setFloatable(false);
    toolBar->setContextMenuPolicy(Qt::PreventContextMenu);
    toolBar->setIconSize(QSize(18, 18));
    toolBar->addActions({actions.newNetwork, actions.openProject, actions.save});
    toolBar->addSeparator();
    toolBar->addActions({actions.undo, actions.redo});
    toolBar->addSeparator();
    for (QAction* action : toolBar->actions())
        if (auto* button = qobject_cast<QToolButton*>(toolBar->widgetForAction(action))) // no separator
            button->setFocusPolicy(Qt::TabFocus);
    chip = new DataChip(q.m_document, toolBar);
    toolBar->addWidget(chip);
    connect(chip, &QAbstractButton::clicked, &q, [this] {
        if (!q.m_document.table())
            q.m_files->chooseData();
        else
            raise(dataPanel);
    });
    auto* space = new QWidget(toolBar);
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    toolBar->addWidget(space);
    trainingBar = new TrainingBar(q.m_document, *training, toolBar);
    toolBar->addWidget(trainingBar);
    q.addToolBar(toolBar);
    toolBar->hide();
}

void MainWindow::Private::fillMenus()
{
    for (const auto& [area, dock, header] : docks) {
        QAction* toggle = dock->toggleViewAction();
        toggle->setStatusTip(MainWindow::tr("Show or hide the panel %1").arg(dock->windowTitle()));
        actions.viewMenu->addAction(toggle);
    }
    QAction* reset = actions.viewMenu->addAction(MainWindow::tr("&Reset layout"));
    reset->setStatusTip(MainWindow::tr("All panels back to their places"));
    connect(reset, &QAction::triggered, &q, &MainWindow::resetLayout);
    actions.viewMenu->addSeparator();
    actions.viewMenu->addActions(diagram->viewActions());
    actions.networkMenu->addActions(layers->networkActions());
    QAction* columns = actions.dataMenu->addAction(MainWindow::tr("&Columns…"));
    columns->setStatusTip(MainWindow::tr("What is known of each column, and how it is prepared"));
    columns->setShortcut(QKeySequence(QStringLiteral("Ctrl+Alt+C")));
    connect(columns, &QAction::triggered, dataPanel, &DataPanel::showColumns);
    QAction* rows = actions.dataMenu->addAction(MainWindow::tr("Ro&ws…"));
    rows->setStatusTip(MainWindow::tr("The rows, all of them or those of one part"));
    rows->setShortcut(QKeySequence(QStringLiteral("Ctrl+Alt+R")));
    connect(rows, &QAction::triggered, dataPanel, &DataPanel::showRows);
    QAction* compute = actions.dataMenu->addAction(MainWindow::tr("Co&mpute a column…"));
    compute->setStatusTip(MainWindow::tr("A further input from a formula over the columns, such as x*x"));
    connect(compute, &QAction::triggered, dataPanel, &DataPanel::computeColumn);
    connect(actions.dataMenu, &QMenu::aboutToShow, columns, [this, columns, rows, compute] {
        columns->setEnabled(q.m_document.table());
        compute->setEnabled(q.m_document.table());
        rows->setEnabled(q.m_document.table());
    });
    actions.trainMenu->addActions(trainingBar->trainActions());
    actions.trainMenu->addSeparator();
    actions.trainMenu->addActions(trainingBar->viewingActions());
    actions.trainMenu->addSeparator();
    QAction* folds = actions.trainMenu->addAction(MainWindow::tr("&Cross-validation…"));
    folds->setStatusTip(MainWindow::tr("Tries the network on every row, fold by fold"));
    connect(folds, &QAction::triggered, dataPanel, &DataPanel::showCrossValidation);
    connect(actions.trainMenu, &QMenu::aboutToShow, folds, [this, folds] { folds->setEnabled(q.m_document.table()); });
    QAction* rate = actions.trainMenu->addAction(MainWindow::tr("Find a &learning rate…"));
    rate->setStatusTip(MainWindow::tr("Trains with rising rates and marks a good one"));
    connect(rate, &QAction::triggered, &q,
            [this] { showDialog<RateFinderDialog>(&q, [this] { return new RateFinderDialog(q.m_document, &q); }); });
    QAction* trials = actions.trainMenu->addAction(MainWindow::tr("S&weep…"));
    trials->setStatusTip(MainWindow::tr("Tries many settings and ranks them"));
    connect(trials, &QAction::triggered, &q, [this] {
        showDialog<SweepDialog>(&q, [this] {
            auto* made = new SweepDialog(q.m_document, *training, &q);
            connect(made, &SweepDialog::message, status, &StatusLine::showMessage);
            return made;
        });
    });
    connect(actions.trainMenu, &QMenu::aboutToShow, rate, [this, rate, trials] {
        rate->setEnabled(q.m_document.table());
        trials->setEnabled(q.m_document.table());
    });
    actions.exportMenu->addActions(diagram->exportActions());
    actions.exportMenu->addSeparator();
    actions.exportMenu->addActions(plots->exportActions());
    QAction* film = actions.exportMenu->addAction(MainWindow::tr("&Film of the training…"));
    film->setObjectName(QStringLiteral("exportFilm"));
    film->setStatusTip(MainWindow::tr("The diagram or the boundary from epoch to epoch, as WebP, GIF or pictures"));
    connect(film, &QAction::triggered, &q, [this] {
        showDialog<FilmDialog>(&q, [this] {
            auto* made = new FilmDialog(q.m_document, &q);
            connect(made, &FilmDialog::message, status, &StatusLine::showMessage);
            return made;
        });
    });
    connect(actions.exportMenu, &QMenu::aboutToShow, film, [this, film] {
        film->setEnabled(q.m_document.isOpen() && !q.m_document.project().run().checkpoint.empty());
    });
    actions.exportMenu->addSeparator();
    auto* report = new ReportSaver(q.m_document, &q);
    actions.exportMenu->addAction(report->action());
    connect(actions.exportMenu, &QMenu::aboutToShow, report, &ReportSaver::updateAction);
    connect(report, &ReportSaver::message, status, &StatusLine::showMessage);
}

} // namespace netloom
