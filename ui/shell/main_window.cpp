// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/data_panel.h"
#include "ui/diagram/diagram_panel.h"
#include "ui/document/autosave.h"
#include "ui/film/film_dialog.h"
#include "ui/layers/layers_panel.h"
#include "ui/shell/data_file_watch.h"
#include "ui/shell/dock_header.h"
#include "ui/shell/dock_tabs.h"
#include "ui/shell/focus_order.h"
#include "ui/shell/left_out_text.h"
#include "ui/shell/main_window_private.h"
#include "ui/shell/preferences.h"
#include "ui/shell/start_page.h"
#include "ui/shell/status_line.h"
#include "ui/suggestion/suggestion_controller.h"
#include "ui/toolkit/busy_overlay.h"
#include "ui/toolkit/dialogs.h"
#include "ui/toolkit/icons.h"
#include "ui/toolkit/info_strips.h"
#include "ui/toolkit/value_text.h"
#include "ui/training/plots_panel.h"
#include "ui/training/training_bar.h"
#include "ui/training/training_controller.h"
#include "ui/training/yardstick_watch.h"
#include "ui/unit/unit_panel.h"

#include <QCloseEvent>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QStatusTipEvent>
#include <QStyle>
#include <QTabBar>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace netloom {

namespace {

// Of a running training at most a minute may be lost; a quarter of it costs little, but where there is much to write.
constexpr std::chrono::milliseconds kKeepTraining{15'000};
constexpr std::chrono::milliseconds kKeepTrainingLongest{40'000};
constexpr int kKeepRest = 200; ///< times what the last writing took

constexpr int kNarrow = 900;   // below that the tool bar has no room for the epoch bar
constexpr int kOnePlace = 960; // below that two docks leave too little for diagram and plots

int widthOfSide(Qt::DockWidgetArea side, int window)
{
    return side == Qt::LeftDockWidgetArea ? std::clamp(window / 5, 268, 300) : std::clamp(window * 23 / 100, 272, 350);
}

} // namespace

void MainWindow::Private::connectTraining()
{
    connect(q.m_autosave, &Autosave::aboutToKeep, &q, [this] { q.m_document.setThumbnail(diagram->thumbnail()); });
    connect(q.m_autosave, &Autosave::failed, status, &StatusLine::showMessage);
    keepTraining.setInterval(kKeepTraining);
    connect(&keepTraining, &QTimer::timeout, &q, [this] {
        if (training->isRunning())
            training->store();
        keepTraining.setInterval(std::clamp(kKeepRest * q.m_autosave->took(), kKeepTraining, kKeepTrainingLongest));
    });
    keepTraining.start();
    connect(training, &TrainingController::progressChanged, status, &StatusLine::setProgress);
    connect(training, &TrainingController::historyChanged, status, &StatusLine::setHistory);
    connect(training, &TrainingController::progressChanged, yardsticks, &YardstickWatch::setProgress);
    connect(training, &TrainingController::filmChanged, yardsticks, &YardstickWatch::setFilm);
    connect(yardsticks, &YardstickWatch::changed, &q, [this] { showStanding(); });
    // The cores belong to the training; what was not asked for gives way.
    connect(training, &TrainingController::progressChanged, &q, [this](const Progress& progress) {
        SuggestionController& suggestions = layers->suggestions();
        if (progress.state == SessionState::Running && !suggestions.wasAsked())
            suggestions.cancel();
    });
    connect(training, &TrainingController::message, status, &StatusLine::showMessage);
    connect(diagram, &DiagramPanel::message, status, &StatusLine::showMessage);
    connect(diagram, &DiagramPanel::unitActivated, &q, [this] { raise(q.findChild<UnitPanel*>()); });
    connect(&q.m_document, &ProjectDocument::unitSelected, &q, [this](const SelectedUnit& unit) {
        auto* panel = q.findChild<UnitPanel*>();
        if (unit.column >= 0 && panel && q.width() >= kOnePlace)
            raise(panel);
    });
    connect(diagram, &DiagramPanel::epochWanted, plots, &PlotsPanel::showEpoch);
    connect(plots, &PlotsPanel::epochShown, diagram, &DiagramPanel::setShownEpoch);
    connect(plots, &PlotsPanel::message, status, &StatusLine::showMessage);
    connect(&q.m_document, &ProjectDocument::refused, status, &StatusLine::showMessage);
    connect(q.m_files, &ProjectFiles::message, status, &StatusLine::showMessage);
    connect(q.m_files, &ProjectFiles::aboutToAsk, &q, [this] {
        if (training->isActive())
            q.m_document.markModified();
    });
    connect(q.m_files, &ProjectFiles::aboutToSave, &q, [this] {
        if (!training->isActive() && !training->isHandingOver())
            return;
        q.m_files->holdSave();
        training->store();
    });
    connect(training, &TrainingController::stored, q.m_files, &ProjectFiles::releaseSave);
    connect(q.m_files, &ProjectFiles::aboutToReplace, training, &TrainingController::shutdown);
    connect(q.m_files, &ProjectFiles::aboutToSave, &q, [this] { q.m_document.setThumbnail(diagram->thumbnail()); });
}

void MainWindow::Private::showStanding()
{
    const auto& standing = yardsticks->standing();
    status->setStanding(standing ? &*standing : nullptr, yardsticks->yardsticks());
    plots->setStanding(standing ? &*standing : nullptr, yardsticks->yardsticks());
    const QString key = QStringLiteral("yardstick");
    const bool comes = training->isActive() || training->isFilm() || yardsticks->isMeasuring();
    if (yardsticks->remark().isEmpty() && comes && !coachIsGrave) { // nothing below moves when a training begins
        strips->setStale(key);
        return;
    }
    if (yardsticks->remark().isEmpty() || coachIsGrave) { // it says the same, with the cause
        strips->remove(key);
        return;
    }
    const bool broken = standing && standing->network.broken;
    QStringList shorter{yardsticks->remark().section(QStringLiteral(": "), 0, 0)};
    if (!broken)
        shorter << MainWindow::tr("A simpler model does about as well.");
    strips->show(
        key, broken ? InfoStrips::Kind::Warning : InfoStrips::Kind::Information, yardsticks->remark(),
        MainWindow::tr("Find a better one…"), [this] { layers->findBetter(); }, shorter);
}

void MainWindow::Private::showProject(bool shown)
{
    if (shown == projectShown)
        return;
    projectShown = shown;
    if (!shown) {
        preferences::setDockState(dockState());
        wideState.clear();
        preferences::setPlotHeight(splitter->saveState());
        for (const auto& [area, dock, header] : docks)
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
    else if (const QByteArray height = preferences::plotHeight(); !height.isEmpty())
        splitter->restoreState(height);
    toolBar->show();
    updateHeaders();
    fitDocks();
    // Otherwise the first button of the page takes the focus, and looks pressed.
    diagram->setFocus(Qt::OtherFocusReason);
}

void MainWindow::Private::defaultLayout()
{
    for (const auto& [area, dock, header] : docks) {
        dock->setFloating(false);
        q.addDockWidget(q.width() < kOnePlace ? Qt::RightDockWidgetArea : area, dock);
        dock->show();
    }
    const int width = q.width();
    fitToolBar();
    if (width < kOnePlace) {
        for (const Dock& each : docks)
            if (each.dock != docks.front().dock)
                q.tabifyDockWidget(docks.front().dock, each.dock);
        docks.front().dock->raise();
        q.resizeDocks({docks.front().dock}, {256}, Qt::Horizontal);
        splitter->setSizes({splitter->height() * 60 / 100, splitter->height() * 40 / 100});
        return;
    }
    QList<QDockWidget*> fronts;
    QList<int> widths;
    for (const auto side : {Qt::LeftDockWidgetArea, Qt::RightDockWidgetArea}) {
        QDockWidget* front = nullptr;
        for (const auto& [area, dock, header] : docks) {
            if (area != side)
                continue;
            if (front)
                q.tabifyDockWidget(front, dock);
            else
                front = dock;
        }
        if (!front)
            continue;
        front->raise();
        fronts.append(front);
        widths.append(widthOfSide(side, width));
    }
    q.resizeDocks(fronts, widths, Qt::Horizontal);
    const int height = splitter->height();
    splitter->setSizes({height * 68 / 100, height * 32 / 100});
}

/// An arrangement that a smaller window would cut off gives way to one place for all panels, until there is room again.
void MainWindow::Private::fitDocks()
{
    if (!projectShown)
        return;
    if (wideState.isEmpty() && q.width() < kOnePlace && q.layout()->minimumSize().width() > q.width()) {
        wideState = q.saveState(preferences::layoutVersion());
        defaultLayout();
    } else if (!wideState.isEmpty() && q.width() >= kOnePlace) {
        q.restoreState(wideState, preferences::layoutVersion());
        wideState.clear();
        for (const auto& [area, dock, header] : docks) // kept when they were squeezed already
            if (!dock->isFloating() && !dock->visibleRegion().isEmpty())
                q.resizeDocks({dock}, {widthOfSide(q.dockWidgetArea(dock), q.width())}, Qt::Horizontal);
        updateHeaders();
    }
}

void MainWindow::Private::fitToolBar()
{
    trainingBar->setCompact(q.width() < kNarrow);
    // What the tool bar has put away tells it nothing of its new size.
    toolBar->layout()->invalidate();
}

QByteArray MainWindow::Private::dockState() const
{
    return wideState.isEmpty() ? q.saveState(preferences::layoutVersion()) : wideState;
}

void MainWindow::Private::updateHeaders()
{
    for (const auto& [area, dock, header] : docks) {
        bool tabbed = false;
        for (QDockWidget* other : q.tabifiedDockWidgets(dock))
            tabbed = tabbed || (other->toggleViewAction()->isChecked() && !other->isFloating());
        header->setCollapsed(tabbed && !dock->isFloating());
        dock->widget()->setVisible(dock->isFloating() || dock->geometry().right() >= 0); // not behind another's tab
    }
    for (QTabBar* bar : q.findChildren<QTabBar*>(QString(), Qt::FindDirectChildrenOnly)) {
        auto* tabs = bar->findChild<DockTabs*>(QString(), Qt::FindDirectChildrenOnly);
        if (!tabs)
            tabs = new DockTabs(bar);
        tabs->fit();
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
    fileRemark.clear();
    leftOut.clear();
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
    showFileRemarks();
    showLeftOut();
}

/// Of the data as they are read now. What was closed stays closed while it says the same.
void MainWindow::Private::showFileRemarks()
{
    const std::vector<CsvWarning>& warnings = q.m_document.warnings();
    const QString first = warnings.empty() ? QString() : withoutOptions(warnings.front().text);
    if (std::exchange(fileRemark, first) == first)
        return;
    const QString key = QStringLiteral("warnings");
    strips->remove(key);
    if (warnings.empty())
        return;
    QString text = first;
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    if (!text.endsWith(QLatin1Char('.')))
        text += QLatin1Char('.');
    const std::size_t count = warnings.size();
    if (count > 1)
        text += count == 2 ? MainWindow::tr(" One more remark about the file.")
                           : MainWindow::tr(" %1 more remarks about the file.").arg(count - 1);
    const QString counted = count == 1 ? MainWindow::tr("One remark about the file.")
                                       : MainWindow::tr("%1 remarks about the file.").arg(count);
    if (q.m_document.project().data.source == DataReference::Source::File)
        strips->show(key, InfoStrips::Kind::Warning, text, MainWindow::tr("Reading options…"),
                     [this] { q.m_files->showReadingOptions(); }, {counted});
    else
        strips->show(key, InfoStrips::Kind::Warning, text, MainWindow::tr("Show columns"), [this] { raise(dataPanel); },
                     {counted});
}

/// Before a training, so that nobody misses a column only afterwards.
void MainWindow::Private::showLeftOut()
{
    const ProjectDocument& document = q.m_document;
    const bool told = document.isOpen() && document.project().data.source == DataReference::Source::File &&
                      document.project().run().checkpoint.empty();
    const QStringList texts = told ? leftOutTexts(document.project().recipe) : QStringList();
    if (std::exchange(leftOut, texts) == texts)
        return;
    const QString key = QStringLiteral("leftOut");
    strips->remove(key);
    if (!texts.isEmpty())
        strips->show(
            key, InfoStrips::Kind::Information, texts.first(), MainWindow::tr("Show columns"),
            [this] { raise(dataPanel); }, texts.mid(1));
}

MainWindow::MainWindow(QWidget* parent) : QMainWindow(parent), d(std::make_unique<Private>(*this))
{
    m_files = new ProjectFiles(m_document, m_recent, this);
    m_autosave = new Autosave(m_document, RecoveryFolder(), this);
    connect(m_files, &ProjectFiles::recovered, m_autosave, &Autosave::takeOver);
    setDockOptions(AnimatedDocks | AllowNestedDocks | AllowTabbedDocks | GroupedDragging);
    setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    setAcceptDrops(true);
    setWindowIcon(applicationIcon());
    setMinimumSize(720, 440);

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
    connect(d->start, &StartPage::recoveryChosen, m_files, &ProjectFiles::openRecovered);
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
        } else if (what.testFlag(Change::Data) && d->built) {
            d->strips->remove(QStringLiteral("data"));
            d->showFileRemarks();
        }
        if (d->built && what & (Changes(Change::Data) | Change::Recipe | Change::Weights))
            d->showLeftOut();
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
    for (const auto& [area, dock, header] : d->docks)
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
    if (!d->projectShown)
        return;
    d->wideState.clear();
    d->defaultLayout();
}

void MainWindow::keepUnsaved()
{
    if (d->training && d->training->isActive())
        d->training->storeNow();
    m_autosave->keepNow();
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    if (d->trainingBar) {
        d->fitToolBar();
        d->updateHeaders();
        QTimer::singleShot(0, this, [this] { d->fitDocks(); });
    }
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
    const auto* film = findChild<FilmDialog*>(QString(), Qt::FindDirectChildrenOnly);
    if (film && film->isWriting() &&
        !Dialogs::instance().confirm(this, tr("A film of the training is still being written."),
                                     tr("Closing now leaves no film. Go back to let it finish."),
                                     tr("Close without it"))) {
        event->ignore();
        return;
    }
    if (!m_files->askToSave()) {
        event->ignore();
        return;
    }
    m_files->cancelLoading();
    if (d->training)
        d->training->shutdown();
    m_autosave->forget();
    preferences::setWindowGeometry(saveGeometry());
    if (d->projectShown) {
        preferences::setDockState(d->dockState());
        preferences::setPlotHeight(d->splitter->saveState());
    }
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
    if (urls.size() > 1) {
        QTimer::singleShot(0, this, [this, count = urls.size()] {
            Dialogs::instance().error(
                this, tr("Only one file can be open at a time"),
                tr("%1 files were dropped, and none was opened. Drop one of them.").arg(QLocale().toString(count)));
        });
        return;
    }
    QTimer::singleShot(0, m_files, [this, path = urls.constFirst().toLocalFile()] { m_files->open(path); });
}

bool MainWindow::event(QEvent* event)
{
    if (event->type() == QEvent::StatusTip && d && d->status) {
        d->status->showTip(static_cast<QStatusTipEvent*>(event)->tip());
        return true;
    }
    if (event->type() == QEvent::WindowActivate && d && d->dataFile)
        d->dataFile->look();
    return QMainWindow::event(event);
}

bool MainWindow::focusNextPrevChild(bool next)
{
    QWidget* from = focusWidget();
    QWidget* to = FocusOrder(*this).neighbour(from ? from : this, next);
    if (!to || to == from)
        return false;
    to->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    for (QWidget* each = to->parentWidget(); each && each != this; each = each->parentWidget())
        if (auto* scroll = qobject_cast<QScrollArea*>(each))
            scroll->ensureWidgetVisible(to, 0, 12);
    return true;
}

} // namespace netloom
