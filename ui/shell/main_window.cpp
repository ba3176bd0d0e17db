// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/main_window.h"

#include "ui/data/data_panel.h"
#include "ui/diagram/diagram_panel.h"
#include "ui/layers/layers_panel.h"
#include "ui/plots/plots_panel.h"
#include "ui/shell/actions.h"
#include "ui/shell/busy_overlay.h"
#include "ui/shell/data_chip.h"
#include "ui/shell/dock_header.h"
#include "ui/shell/icons.h"
#include "ui/shell/info_strips.h"
#include "ui/shell/preferences.h"
#include "ui/shell/start_page.h"
#include "ui/shell/status_line.h"
#include "ui/training/training_bar.h"
#include "ui/training/training_controller.h"
#include "ui/training/training_panel.h"

#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QStatusTipEvent>
#include <QTabBar>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace netloom {

class MainWindow::Private
{
public:
    explicit Private(MainWindow& window) : q(window) {}

    void build();
    void buildCentre();
    void buildDocks();
    QDockWidget* addDock(const QString& name, const QString& title, Qt::DockWidgetArea area, QWidget* content);
    void buildToolBar();
    void fillMenus();
    void connectTraining();
    void showProject(bool shown);
    void defaultLayout();
    void updateHeaders();
    void updateTitle();
    void updateStrips();

    MainWindow& q;
    WindowActions actions;
    QStackedWidget* stack = nullptr;
    StartPage* start = nullptr;
    BusyOverlay* busy = nullptr;
    bool built = false;
    bool projectShown = false;

    TrainingController* training = nullptr;
    QWidget* centre = nullptr;
    InfoStrips* strips = nullptr;
    QSplitter* splitter = nullptr;
    DiagramPanel* diagram = nullptr;
    PlotsPanel* plots = nullptr;
    LayersPanel* layers = nullptr;
    QToolBar* toolBar = nullptr;
    TrainingBar* trainingBar = nullptr;
    DataChip* chip = nullptr;
    StatusLine* status = nullptr;
    QDockWidget* layersDock = nullptr;
    QDockWidget* dataDock = nullptr;
    QDockWidget* trainDock = nullptr;
    QList<std::pair<QDockWidget*, DockHeader*>> headers;
    QTimer headerTimer;
};

void MainWindow::Private::build()
{
    if (built)
        return;
    built = true;
    training = new TrainingController(q.m_document, &q);
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
    splitter = new QSplitter(Qt::Vertical, centre);
    splitter->setObjectName(QStringLiteral("centre"));
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    diagram = new DiagramPanel(q.m_document, *training, splitter);
    plots = new PlotsPanel(q.m_document, *training, splitter);
    splitter->addWidget(diagram);
    splitter->addWidget(plots);
    splitter->setStretchFactor(0, 7);
    splitter->setStretchFactor(1, 3);
    column->addWidget(splitter, 1);
    stack->addWidget(centre);
}

QDockWidget* MainWindow::Private::addDock(const QString& name, const QString& title, Qt::DockWidgetArea area,
                                          QWidget* content)
{
    auto* dock = new QDockWidget(title, &q);
    dock->setObjectName(name);
    dock->setWidget(content);
    auto* header = new DockHeader(dock);
    dock->setTitleBarWidget(header);
    headers.append({dock, header});
    q.addDockWidget(area, dock);
    dock->hide();
    connect(dock, &QDockWidget::dockLocationChanged, &headerTimer, qOverload<>(&QTimer::start));
    connect(dock, &QDockWidget::topLevelChanged, &headerTimer, qOverload<>(&QTimer::start));
    connect(dock, &QDockWidget::visibilityChanged, &headerTimer, qOverload<>(&QTimer::start));
    return dock;
}

void MainWindow::Private::buildDocks()
{
    headerTimer.setSingleShot(true);
    headerTimer.setInterval(0);
    connect(&headerTimer, &QTimer::timeout, &q, [this] { updateHeaders(); });
    layers = new LayersPanel(q.m_document);
    layersDock = addDock(QStringLiteral("layersDock"), MainWindow::tr("Layers"), Qt::LeftDockWidgetArea, layers);
    dataDock = addDock(QStringLiteral("dataDock"), MainWindow::tr("Data"), Qt::LeftDockWidgetArea,
                       new DataPanel(q.m_document));
    trainDock = addDock(QStringLiteral("trainDock"), MainWindow::tr("Train"), Qt::RightDockWidgetArea,
                        new TrainingPanel(q.m_document, *training));
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
        if (QWidget* button = toolBar->widgetForAction(action))
            button->setFocusPolicy(Qt::TabFocus);
    chip = new DataChip(q.m_document, toolBar);
    toolBar->addWidget(chip);
    connect(chip, &QAbstractButton::clicked, &q, [this] {
        if (!q.m_document.table())
            q.m_files->chooseData();
        else {
            dataDock->show();
            dataDock->raise();
        }
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
    for (QDockWidget* dock : {layersDock, dataDock, trainDock}) {
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
    QAction* columns = actions.dataMenu->addAction(MainWindow::tr("&Columns and rows"));
    columns->setStatusTip(MainWindow::tr("Roles of the columns, division of the rows"));
    connect(columns, &QAction::triggered, &q, [this] {
        dataDock->show();
        dataDock->raise();
    });
    connect(actions.dataMenu, &QMenu::aboutToShow, columns,
            [this, columns] { columns->setEnabled(q.m_document.isOpen()); });
    actions.trainMenu->addActions(trainingBar->trainActions());
    actions.exportMenu->addActions(diagram->exportActions());
    actions.exportMenu->addSeparator();
    actions.exportMenu->addActions(plots->exportActions());
}

void MainWindow::Private::connectTraining()
{
    connect(training, &TrainingController::progressChanged, status, &StatusLine::setProgress);
    connect(training, &TrainingController::historyChanged, status, &StatusLine::setHistory);
    connect(training, &TrainingController::message, status, &StatusLine::showMessage);
    connect(diagram, &DiagramPanel::message, status, &StatusLine::showMessage);
    connect(plots, &PlotsPanel::message, status, &StatusLine::showMessage);
    connect(&q.m_document, &ProjectDocument::refused, status, &StatusLine::showMessage);
    connect(q.m_files, &ProjectFiles::message, status, &StatusLine::showMessage);
    connect(q.m_files, &ProjectFiles::aboutToAsk, training, &TrainingController::store);
    connect(q.m_files, &ProjectFiles::aboutToSave, training, &TrainingController::store);
    connect(q.m_files, &ProjectFiles::aboutToReplace, training, &TrainingController::shutdown);
    connect(q.m_files, &ProjectFiles::aboutToSave, &q, [this] { q.m_document.setThumbnail(diagram->thumbnail()); });
}

void MainWindow::Private::showProject(bool shown)
{
    if (shown == projectShown)
        return;
    projectShown = shown;
    if (!shown) {
        preferences::setDockState(q.saveState(preferences::layoutVersion()));
        for (const auto& [dock, header] : headers)
            dock->hide();
        toolBar->hide();
        q.statusBar()->hide();
        stack->setCurrentWidget(start);
        return;
    }
    build();
    stack->setCurrentWidget(centre);
    toolBar->show();
    q.statusBar()->show();
    const QByteArray state = preferences::dockState();
    if (state.isEmpty() || !q.restoreState(state, preferences::layoutVersion()))
        defaultLayout();
    toolBar->show();
    updateHeaders();
    // Otherwise the first button of the page takes the focus, and looks pressed.
    diagram->setFocus(Qt::OtherFocusReason);
}

void MainWindow::Private::defaultLayout()
{
    for (const auto& [dock, header] : headers) {
        dock->setFloating(false);
        q.addDockWidget(dock == trainDock ? Qt::RightDockWidgetArea : Qt::LeftDockWidgetArea, dock);
        dock->show();
    }
    q.tabifyDockWidget(layersDock, dataDock);
    layersDock->raise();
    const int width = q.width();
    q.resizeDocks({layersDock, trainDock}, {std::clamp(width / 5, 248, 300), std::clamp(width * 21 / 100, 250, 320)},
                  Qt::Horizontal);
    const int height = splitter->height();
    splitter->setSizes({height * 68 / 100, height * 32 / 100});
}

void MainWindow::Private::updateHeaders()
{
    for (const auto& [dock, header] : headers) {
        bool tabbed = false;
        for (QDockWidget* other : q.tabifiedDockWidgets(dock))
            tabbed = tabbed || (other->toggleViewAction()->isChecked() && !other->isFloating());
        header->setCollapsed(tabbed && !dock->isFloating());
    }
    for (QTabBar* bar : q.findChildren<QTabBar*>(QString(), Qt::FindDirectChildrenOnly)) {
        bar->setDrawBase(false);
        bar->setExpanding(false);
        bar->setElideMode(Qt::ElideNone);
        bar->setFocusPolicy(Qt::TabFocus);
        bar->setAccessibleName(MainWindow::tr("Panels"));
    }
}

void MainWindow::Private::updateTitle()
{
    if (!q.m_document.isOpen()) {
        q.setWindowTitle(QStringLiteral("Netloom"));
        q.setWindowModified(false);
        return;
    }
    QString name = q.m_document.title();
    name.replace(QStringLiteral("[*]"), QStringLiteral("[*][*]"));
    q.setWindowTitle(QStringLiteral("%1[*] — Netloom").arg(name));
    q.setWindowModified(q.m_document.isModified());
}

void MainWindow::Private::updateStrips()
{
    strips->clear();
    const ProjectDocument& document = q.m_document;
    if (!document.isOpen())
        return;
    const DataReference& data = document.project().data;
    if (data.source == DataReference::Source::Sample)
        if (const SampleInfo* sample = findSample(data.sample); sample && !sample->note.empty())
            strips->show(QStringLiteral("note"), InfoStrips::Kind::Information, QString::fromStdString(sample->note));
    if (document.project().readOnly)
        strips->show(QStringLiteral("readOnly"), InfoStrips::Kind::Warning,
                     MainWindow::tr("This project was written by a newer version of Netloom. It can be looked at and "
                                    "trained; saving makes a new file."));
    if (!document.warnings().empty()) {
        const CsvWarning& first = document.warnings().front();
        QString text = QString::fromStdString(first.text);
        if (const std::size_t more = document.warnings().size() - 1; more > 0)
            text += more == 1 ? MainWindow::tr(" One more remark about the file.")
                              : MainWindow::tr(" %1 more remarks about the file.").arg(more);
        strips->show(QStringLiteral("warnings"), InfoStrips::Kind::Warning, text, MainWindow::tr("Show columns"),
                     [this] {
                         dataDock->show();
                         dataDock->raise();
                     });
    }
}

MainWindow::MainWindow(QWidget* parent) : QMainWindow(parent), d(std::make_unique<Private>(*this))
{
    m_files = new ProjectFiles(m_document, m_recent, this);
    setDockOptions(AnimatedDocks | AllowNestedDocks | AllowTabbedDocks | GroupedDragging);
    setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    setAcceptDrops(true);
    setWindowIcon(applicationIcon());
    setMinimumSize(720, 480);

    d->actions = makeWindowActions(*this, m_document, *m_files, m_recent);
    d->stack = new QStackedWidget(this);
    d->start = new StartPage(m_recent, d->stack);
    d->stack->addWidget(d->start);
    setCentralWidget(d->stack);
    d->busy = new BusyOverlay(this);

    connect(d->start, &StartPage::openDataRequested, m_files, &ProjectFiles::chooseData);
    connect(d->start, &StartPage::openProjectRequested, m_files, &ProjectFiles::chooseProject);
    connect(d->start, &StartPage::newNetworkRequested, m_files, &ProjectFiles::newNetwork);
    connect(d->start, &StartPage::sampleChosen, m_files, &ProjectFiles::openSample);
    connect(d->start, &StartPage::recentChosen, m_files, &ProjectFiles::open);
    connect(d->busy, &BusyOverlay::cancelled, m_files, &ProjectFiles::cancelLoading);
    connect(m_files, &ProjectFiles::loadingChanged, this, [this](const QString& name) {
        if (name.isEmpty())
            d->busy->stop();
        else
            d->busy->start(tr("Loading %1").arg(name), [this] { return m_files->progress(); });
    });
    connect(m_files, &ProjectFiles::dataMissing, this, [this](const QString& reason) {
        d->strips->show(QStringLiteral("data"), InfoStrips::Kind::Warning, reason, tr("Locate the data…"),
                        [this] { m_files->locateData(); });
    });
    connect(&m_document, &ProjectDocument::changed, this, [this](Changes what) {
        if (what.testFlag(Change::Everything)) {
            if (m_document.isOpen())
                d->build();
            d->showProject(m_document.isOpen());
            if (d->built)
                d->updateStrips();
        }
        updateWindowActions(d->actions, m_document);
        d->updateTitle();
    });
    connect(&m_document, &ProjectDocument::modifiedChanged, this, [this] { d->updateTitle(); });
    connect(&m_document, &ProjectDocument::saved, this, [this] { d->updateTitle(); });
    updateWindowActions(d->actions, m_document);
    d->updateTitle();

    if (!restoreGeometry(preferences::windowGeometry()))
        resize(QSize(1440, 900).boundedTo(screen()->availableSize()));
}

MainWindow::~MainWindow()
{
    m_document.disconnect(this);
    if (d->training)
        d->training->shutdown();
    // Panels hold references to document and controller, which are members and older children.
    delete takeCentralWidget();
    for (const auto& [dock, header] : d->headers)
        delete dock;
    delete d->toolBar;
    delete d->status;
    delete d->training;
}

TrainingController& MainWindow::training()
{
    d->build();
    return *d->training;
}

void MainWindow::resetLayout()
{
    if (d->projectShown)
        d->defaultLayout();
}

void MainWindow::paintEvent(QPaintEvent* event)
{
    QMainWindow::paintEvent(event);
    // The start page is on the screen; the rest is made while somebody looks at it.
    if (!d->built)
        QTimer::singleShot(0, this, [this] { d->build(); });
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!m_files->askToSave()) {
        event->ignore();
        return;
    }
    m_files->cancelLoading();
    if (d->training)
        d->training->shutdown();
    preferences::setWindowGeometry(saveGeometry());
    if (d->projectShown)
        preferences::setDockState(saveState(preferences::layoutVersion()));
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.isEmpty() || !urls.constFirst().isLocalFile())
        return;
    d->start->setDropHint(true);
    event->acceptProposedAction();
}

void MainWindow::dragLeaveEvent(QDragLeaveEvent*)
{
    d->start->setDropHint(false);
}

void MainWindow::dropEvent(QDropEvent* event)
{
    d->start->setDropHint(false);
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.isEmpty() || !urls.constFirst().isLocalFile())
        return;
    event->acceptProposedAction();
    // The other program waits for the drop to end, and a question may come up first.
    QTimer::singleShot(0, m_files, [this, path = urls.constFirst().toLocalFile()] { m_files->open(path); });
}

bool MainWindow::event(QEvent* event)
{
    if (event->type() == QEvent::StatusTip && d && d->status) {
        d->status->showTip(static_cast<QStatusTipEvent*>(event)->tip());
        return true;
    }
    return QMainWindow::event(event);
}

} // namespace netloom
