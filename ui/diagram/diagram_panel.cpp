// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/diagram_panel.h"

#include "core/explanation/dropped_units.h"
#include "core/explanation/pixel_inputs.h"
#include "core/project/weights_fit.h"
#include "ui/diagram/boundary_export.h"
#include "ui/diagram/boundary_page.h"
#include "ui/diagram/column_text.h"
#include "ui/diagram/diagram_bar.h"
#include "ui/diagram/diagram_finder.h"
#include "ui/diagram/diagram_readout.h"
#include "ui/diagram/diagram_thumbnail.h"
#include "ui/diagram/diagram_view.h"
#include "ui/diagram/picture_saver.h"
#include "ui/diagram/row_activity.h"
#include "ui/diagram/row_bar.h"
#include "ui/diagram/unit_menu.h"
#include "ui/diagram/words_dialog.h"
#include "ui/document/current_model.h"
#include "ui/document/explained_path.h"
#include "ui/document/project_document.h"
#include "ui/document/project_summary.h"
#include "ui/toolkit/job.h"
#include "ui/toolkit/theme.h"
#include "ui/training/training_controller.h"

#include <QAction>
#include <QElapsedTimer>
#include <QEvent>
#include <QFileInfo>
#include <QFrame>
#include <QMenu>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace netloom {

namespace {

constexpr int frameTime = 33;   ///< ms; at most 30 pictures a second
constexpr int factsPause = 120; ///< ms without a change, after which the network is looked at more closely
constexpr int slowestFrame = 500;
/// While a training runs, which units are shown is decided anew now and then; finding out what matters may take so much
/// of the time.
constexpr qint64 choicePause = 3000;
constexpr qint64 choiceShare = 100;
/// Of the time, that pictures of a training may take: it needs all cores for a large network.
constexpr double frameShare = 0.25;
constexpr double largeFrameShare = 0.015;
constexpr Index largeNetwork = 50'000; ///< weights

/// The weights of a run as they fit a network, layers without weights aside; null: they do not.
std::shared_ptr<const ParameterSet> weightsFor(const NetworkSpec& network, Index inputs, const Run& run)
{
    std::vector<std::pair<std::string, std::string>> renames;
    Checkpoint weights;
    weights.weights = run.checkpoint.weights;
    if (!weights.weights.pointer() || !weightsFit(run.network, inputs, network, inputs, renames))
        return nullptr;
    if (!renames.empty())
        renameLayers(weights, renames);
    return weights.weights.pointer();
}

QString partName(RowPart part)
{
    switch (part) {
    case RowPart::Train:
        return DiagramPanel::tr("training");
    case RowPart::Validation:
        return DiagramPanel::tr("validation");
    case RowPart::Test:
        return DiagramPanel::tr("test");
    case RowPart::LeftOut:
        break;
    }
    return DiagramPanel::tr("left out");
}

} // namespace

class DiagramPanel::Private
{
public:
    Private(DiagramPanel& owner, ProjectDocument& projectDocument, TrainingController& trainingController)
        : panel(owner), document(projectDocument), training(trainingController)
    {
    }

    void build();
    void updateScene();
    void updateStyle();
    void takeModel(const std::shared_ptr<const Model>& model);
    void showWeights();
    void followTraining(const Progress& progress);
    void showThatItLearned();
    void save(PictureFormat format);
    QString pictureName() const;
    QString words() const;
    DiagramStyle exportStyle() const;
    std::shared_ptr<const ParameterSet> currentWeights() const;
    void lookCloser();
    void take(const DiagramFindings& found);
    DiagramFinder::Question questionAbout(const Model* model) const;
    void foreseeEnd();
    bool choosesAnew() const;
    void keepUnits();
    Index shownRow() const;
    void showRow();
    void chooseRow(Index row);
    void findNextWrong();
    bool needsFacts() const;
    bool showsBoundary() const { return bar->kind() == DiagramKind::Boundary; }
    void drawBoundary() { boundary->draw(shownRow()); }
    void addGhost();
    void followRuns();
    void addDropped();

    DiagramPanel& panel;
    ProjectDocument& document;
    TrainingController& training;
    DiagramBar* bar = nullptr;
    DiagramView* view = nullptr;
    PictureSaver* saver = nullptr;
    RowBar* rowBar = nullptr;
    std::shared_ptr<const PathConductance> paths; ///< of the column that is explained
    QStackedWidget* pages = nullptr;
    QFrame* line = nullptr;
    BoundaryPage* boundary = nullptr;
    QTimer frame;
    QTimer factsTimer;
    DiagramFinder finder;
    DiagramFinder endFinder;     ///< looks at the end of a film while this goes on
    bool foreseen = false;       ///< the units are those of its end
    bool wasLive = false;        ///< a training has gone on since something was found out
    QElapsedTimer sinceChoice;   ///< of units, while a training runs
    QElapsedTimer sinceQuestion; ///< to the finder
    qint64 nextChoice = choicePause;
    Job<Index> wrongJob;
    DiagramThumbnail thumbnail;
    QString rowProblem;
    Index row = -1; ///< chosen here, where the window has not chosen one
    DiagramScene scene;
    std::shared_ptr<const ParameterSet> waiting; ///< newest snapshot, not shown yet
    bool sceneStale = true;
    bool wasMoving = false;
    Index epochSeen = 0;
    std::pair<Index, Index> droppedAt{-1, -1}; ///< epoch and batch of the units that are off
};

void DiagramPanel::Private::build()
{
    bar = new DiagramBar(&panel);
    view = new DiagramView(&panel);
    saver = new PictureSaver(&panel);
    rowBar = new RowBar(&panel);
    rowBar->hide();
    boundary = new BoundaryPage(document, &panel);
    pages = new QStackedWidget(&panel);
    pages->addWidget(view);
    pages->addWidget(boundary);
    line = new QFrame;
    line->setObjectName(QStringLiteral("line"));
    auto* layout = new QVBoxLayout(&panel);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(bar);
    layout->addWidget(rowBar);
    layout->addWidget(line);
    layout->addWidget(pages, 1);
    panel.setFocusProxy(view);
    frame.setSingleShot(true);
    frame.setInterval(frameTime);

    factsTimer.setSingleShot(true);
    factsTimer.setInterval(factsPause);

    QObject::connect(&factsTimer, &QTimer::timeout, &panel, [this] { lookCloser(); });
    QObject::connect(rowBar, &RowBar::rowChosen, &panel, [this](Index chosen) { chooseRow(chosen); });
    QObject::connect(rowBar, &RowBar::allPathsWanted, &document.explainedPath(), &ExplainedPath::clear);
    QObject::connect(&document.explainedPath(), &ExplainedPath::changed, &panel, [this] {
        const Coloring* sample = findColoring("sample");
        if (document.explainedPath().isChosen() && sample && bar->coloring().needs != ColoringNeeds::Row)
            bar->setColoring(*sample);
        factsTimer.start(0);
    });
    QObject::connect(rowBar, &RowBar::nextWrongWanted, &panel, [this] { findNextWrong(); });
    QObject::connect(&document, &ProjectDocument::rowSelected, &panel, [this] {
        if (needsFacts() || showsBoundary())
            factsTimer.start();
    });
    QObject::connect(view, &DiagramView::unitChosen, &panel, [this](int column, Index unit) {
        document.selectUnit({column, unit});
    });
    QObject::connect(&document, &ProjectDocument::unitSelected, &panel, [this](const SelectedUnit& unit) {
        view->chooseUnit({unit.column, unit.unit});
    });
    QObject::connect(view, &DiagramView::menuRequested, &panel,
                     [this](QMenu& menu, int column, Index unit) { fillUnitMenu(menu, document, column, unit); });
    QObject::connect(view, &DiagramView::layerMoved, &panel,
                     [this](int from, int to) { document.moveLayer(from, to); });
    QObject::connect(boundary, &BoundaryPage::unitClicked, &panel, [this](int column, Index unit) {
        document.selectUnit({column, unit});
    });
    QObject::connect(boundary, &BoundaryPage::hovered, &panel, &DiagramPanel::message);
    QObject::connect(boundary, &BoundaryPage::epochWanted, &panel, &DiagramPanel::epochWanted);
    QObject::connect(view, &DiagramView::unitActivated, &panel, &DiagramPanel::unitActivated);
    QObject::connect(&frame, &QTimer::timeout, &panel, [this] { showWeights(); });
    QObject::connect(bar, &DiagramBar::styleChanged, &panel, [this] { updateStyle(); });
    QObject::connect(bar->zoomIn, &QAction::triggered, view, &DiagramView::zoomIn);
    QObject::connect(bar->zoomOut, &QAction::triggered, view, &DiagramView::zoomOut);
    QObject::connect(bar->fit, &QAction::triggered, view, &DiagramView::fit);
    QObject::connect(bar->exportPng, &QAction::triggered, &panel, [this] { save(PictureFormat::Png); });
    QObject::connect(bar->exportSvg, &QAction::triggered, &panel, [this] { save(PictureFormat::Svg); });
    QObject::connect(bar->exportPdf, &QAction::triggered, &panel, [this] { save(PictureFormat::Pdf); });
    QObject::connect(bar->exportTikz, &QAction::triggered, &panel, [this] { save(PictureFormat::Tikz); });
    QObject::connect(bar->copy, &QAction::triggered, &panel,
                     [this] { saver->copy(view->picture().scene, exportStyle(), view->area()); });
    QObject::connect(bar->words, &QAction::triggered, &panel, [this] { (new WordsDialog(words(), &panel))->open(); });
    QObject::connect(saver, &PictureSaver::message, &panel, &DiagramPanel::message);
    QObject::connect(saver, &PictureSaver::busyChanged, &panel, [this](bool busy) { bar->setExportEnabled(!busy); });
    QObject::connect(view, &DiagramView::zoomChanged, &panel, [this] { bar->setZoom(view->zoom()); });
    QObject::connect(view, &DiagramView::hovered, &panel, &DiagramPanel::message);
    QObject::connect(view, &DiagramView::layerClicked, &panel, [this](int layer) { document.selectLayer(layer); });
    QObject::connect(&document, &ProjectDocument::selectionChanged, view, [this](int layer) {
        scene.selectedLayer = layer;
        view->setSelectedLayer(layer);
    });
    QObject::connect(&document, &ProjectDocument::changed, &panel, [this](Changes what) {
        if (what & ~Changes(Change::Training)) {
            if (what.testFlag(Change::Everything)) {
                boundary->forgetColumns();
                thumbnail.forget();
                scene = {};
                view->fit(); // the zoom was that of another project's picture
                document.selectUnit({});
                row = -1;
                if (!document.project().run().checkpoint.empty())
                    showThatItLearned();
            }
            sceneStale = true;
            if (panel.isVisible())
                updateScene();
        } else if (what.testFlag(Change::Training)) {
            factsTimer.start(); // another seed starts from other weights
        }
    });
    QObject::connect(&document, &ProjectDocument::runsChanged, &panel, [this] { followRuns(); });
    QObject::connect(&document.currentModel(), &CurrentModel::changed, &panel,
                     [this](const std::shared_ptr<const Model>& model) { takeModel(model); });
    QObject::connect(&training, &TrainingController::progressChanged, &panel,
                     [this](const Progress& progress) { followTraining(progress); });
    updateStyle();
    updateScene();
}

std::shared_ptr<const ParameterSet> DiagramPanel::Private::currentWeights() const
{
    const auto& model = document.currentModel().model();
    return model ? model->weights.pointer() : nullptr;
}

void DiagramPanel::Private::updateScene()
{
    sceneStale = false;
    if (!document.isOpen()) {
        scene = {};
        view->setScene(scene);
        bar->setExportEnabled(false);
        return;
    }
    const PreparedData* prepared = document.prepared();
    DiagramScene before = std::move(scene);
    scene =
        diagramScene(document.network(), document.inputs(), prepared ? &prepared->fitted : nullptr, currentWeights());
    if (scene.weights && before.network == scene.network && before.inputs == scene.inputs) {
        // Only its weights are others: nothing is to move before they have been looked at.
        scene.importance = std::move(before.importance);
        scene.chosenBy = std::move(before.chosenBy);
        scene.kept = std::move(before.kept);
        if (training.isFilm() || training.isActive()) {
            scene.start = std::move(before.start);
            scene.gradients = std::move(before.gradients);
            scene.activity = std::move(before.activity);
            scene.pixels = std::move(before.pixels);
            scene.row = std::move(before.row);
            scene.paths = std::move(before.paths);
        }
        if (training.isFilm() && before.weights) { // the document has those of its end already
            scene.weights = std::move(before.weights);
            scene.fresh = before.fresh;
        }
    }
    scene.selectedLayer = document.selectedLayer();
    addGhost();
    addDropped();
    bar->setPixels(prepared && pixelSide(prepared->fitted.featureNames()) > 0);
    waiting.reset();
    rowBar->setRows(prepared ? static_cast<Index>(prepared->parts.size()) : 0);
    view->setScene(scene);
    bar->setExportEnabled(!view->picture().isEmpty() && !saver->isBusy());
    factsTimer.start();
}

/// The newest other run whose weights fit this network.
void DiagramPanel::Private::addGhost()
{
    const Project& project = document.project();
    scene.ghost = nullptr;
    scene.ghostName.clear();
    for (std::size_t i = project.runs.size(); i-- > 0 && !scene.ghost;) {
        const Run& other = project.runs[i];
        if (i == project.current || other.checkpoint.history.epochs() < 1)
            continue;
        scene.ghost = weightsFor(scene.network, scene.inputs, other);
        if (scene.ghost)
            scene.ghostName = drawable(nameBeside(project, i));
    }
    bar->setGhostRun(scene.ghostName);
}

/// The one behind may be deleted, come back, or be called otherwise.
void DiagramPanel::Private::followRuns()
{
    if (sceneStale || !document.isOpen())
        return;
    const auto before = std::pair(scene.ghost, scene.ghostName);
    addGhost();
    if (before == std::pair(scene.ghost, scene.ghostName))
        return;
    scene.weights = currentWeights();
    view->setScene(scene);
}

/// While a training stands still, the units that its last batch went without.
void DiagramPanel::Private::addDropped()
{
    scene.dropped.clear();
    const Progress& progress = training.progress();
    if (progress.state != SessionState::Paused || document.currentModel().isRewound())
        return;
    // The document's counters may be of an earlier batch of the same training.
    const FieldValues& stored = document.project().run().checkpoint.counters;
    const auto counted = [&](const char* key) {
        const FieldValue* value = stored.find(key);
        const auto* count = value ? std::get_if<std::int64_t>(value) : nullptr;
        return count ? *count : 0;
    };
    const std::int64_t since =
        (progress.epoch - counted("epoch")) * progress.batches + progress.batch - counted("batch");
    const std::int64_t iteration = counted("iteration") + since - 1;
    std::vector<std::vector<bool>> dropped(scene.network.layers.size() + 1);
    bool any = false;
    for (std::size_t layer = 0; iteration >= 0 && layer < scene.network.layers.size(); ++layer) {
        dropped[layer + 1] = droppedUnits(scene.network, layer, scene.inputs, document.training().seed, iteration);
        any = any || !dropped[layer + 1].empty();
    }
    if (any)
        scene.dropped = std::move(dropped);
}

bool DiagramPanel::Private::needsFacts() const
{
    const ColoringNeeds needs = bar->coloring().needs;
    return needs == ColoringNeeds::Gradients || needs == ColoringNeeds::Row;
}

Index DiagramPanel::Private::shownRow() const
{
    const PreparedData* prepared = document.prepared();
    if (!prepared)
        return -1;
    const auto rows = static_cast<Index>(prepared->parts.size());
    for (const Index wanted : {document.selectedRow(), row})
        if (wanted >= 0 && wanted < rows)
            return wanted;
    const auto& test = prepared->split.test;
    return !test.empty() ? test.front() : rows > 0 ? 0 : -1;
}

void DiagramPanel::Private::chooseRow(Index chosen)
{
    row = chosen;
    document.selectRow(chosen);
    factsTimer.start(0);
}

void DiagramPanel::Private::lookCloser()
{
    factsTimer.setInterval(factsPause);
    if (showsBoundary()) {
        drawBoundary();
        return;
    }
    if (!document.isOpen() || view->picture().isEmpty() || !panel.isVisible())
        return;
    const auto& model = document.currentModel().model();
    DiagramFinder::Question question = questionAbout(model.get());
    question.row = shownRow();
    question.way = question.row >= 0 && bar->coloring().needs == ColoringNeeds::Row;
    question.pixels = bar->pixels();
    const ExplainedPath& path = document.explainedPath();
    if (question.way && path.isChosen())
        question.column = path.column();
    question.output = path.output();
    sinceQuestion.start();
    finder.ask(std::move(question), [this](const DiagramFindings& found) { take(found); });
}

/// What every look asks; null: a network without weights.
DiagramFinder::Question DiagramPanel::Private::questionAbout(const Model* model) const
{
    DiagramFinder::Question question;
    question.network = document.network();
    question.config = document.training();
    question.inputs = document.inputs();
    if (model) {
        question.weights = model->weights;
        question.preparation = model->preparation;
    }
    question.data = document.sharedPrepared();
    return question;
}

/// A film shows a training that is over: its end says from the beginning which units are shown.
void DiagramPanel::Private::foreseeEnd()
{
    if (foreseen || endFinder.isBusy())
        return;
    const auto model = modelOf(document.project().run(), document.currentModel().which());
    if (!model)
        return;
    endFinder.ask(questionAbout(&*model), [this, weights = model->weights.pointer()](const DiagramFindings& found) {
        if (!training.isFilm() || training.isActive() || foreseen)
            return;
        foreseen = true;
        if (waiting)
            scene.weights = waiting; // what the next frame shows
        scene.fresh = scene.fresh && !waiting;
        scene.importance = found.facts.importance;
        scene.chosenBy = weights;
        scene.kept.clear();
        view->setScene(scene);
    });
}

/// Whether it is time to look which units matter most by now, in a training that runs.
bool DiagramPanel::Private::choosesAnew() const
{
    return training.isRunning() && !training.isFilm() && view->picture().layout.folded &&
           bar->order() == UnitOrder::Network && sinceChoice.isValid() && sinceChoice.hasExpired(nextChoice);
}

/// Those that are shown stay, as far as they still matter.
void DiagramPanel::Private::keepUnits()
{
    const DiagramPicture& picture = view->picture();
    if (picture.style.kind != DiagramKind::Neurons || !picture.style.coloring->needsWeights())
        return; // which units matter does not decide there
    scene.kept.clear();
    for (const ColumnItem& column : picture.layout.columns) {
        std::vector<Index>& units = scene.kept.emplace_back();
        for (const UnitItem& item : column.units)
            units.push_back(item.unit);
    }
}

void DiagramPanel::Private::take(const DiagramFindings& found)
{
    const bool live = document.currentModel().isLive();
    const bool moving = live || document.currentModel().isRewound();
    scene.weights = currentWeights();
    scene.fresh = false;
    const auto order = scene.importance;
    const bool choosing = !moving || !order || choosesAnew();
    setFacts(scene, found.facts);
    if (!choosing)
        scene.importance = order; // units keep their places while they are being trained
    else
        scene.chosenBy = scene.weights;
    if ((moving || wasLive) && order)
        keepUnits();
    wasLive = live;
    if (live && choosing) {
        sinceChoice.start();
        nextChoice = std::max(choicePause, choiceShare * sinceQuestion.elapsed());
    }
    scene.row = found.row;
    scene.pixels = found.pixels;
    paths = found.paths;
    scene.paths = paths ? std::shared_ptr<const ParameterSet>(paths, &paths->links) : nullptr;
    addDropped();
    rowProblem = found.rowProblem;
    scene.selectedLayer = document.selectedLayer();
    view->setScene(scene);
    showRow();
    thumbnail.prepare(view->picture());
    if (live && needsFacts())
        factsTimer.start();
}

void DiagramPanel::Private::showRow()
{
    const bool visible =
        bar->coloring().needs == ColoringNeeds::Row && bar->kind() == DiagramKind::Neurons && document.prepared();
    rowBar->setVisible(visible);
    const Index shown = shownRow();
    if (!visible || shown < 0)
        return;
    const auto& parts = document.prepared()->parts;
    rowBar->show(shown, partName(parts[static_cast<std::size_t>(shown)]), scene.row.get(), rowProblem);
    rowBar->showPath(paths.get());
}

void DiagramPanel::Private::findNextWrong()
{
    const PreparedData* prepared = document.prepared();
    const auto& model = document.currentModel().model();
    if (!prepared || !model) {
        emit panel.message(tr("The network has not been trained yet"));
        return;
    }
    wrongJob.start([model, data = document.sharedPrepared(), from = shownRow()](
                       const std::stop_token&, const auto&) { return nextWrongRow(*model, *data, from); },
                   [this](Index found) {
                       if (found < 0)
                           emit panel.message(tr("No row is predicted wrongly"));
                       else
                           chooseRow(found);
                   },
                   [this](const QString& sentence) { emit panel.message(sentence); });
}

void DiagramPanel::Private::updateStyle()
{
    DiagramStyle style;
    style.kind = showsBoundary() ? DiagramKind::Neurons : bar->kind();
    pages->setCurrentIndex(showsBoundary() ? 1 : 0);
    line->setVisible(!showsBoundary()); // the page has its own, below its bar
    boundary->setDark(Theme::current().dark);
    style.coloring = &bar->coloring();
    style.descriptions = bar->descriptions();
    style.preparation = bar->preparation();
    style.order = bar->order();
    style.scale = bar->scale();
    style.direction = bar->direction();
    style.runs = bar->runs();
    style.ghost = bar->ghost();
    style.pixels = bar->pixels();
    style.unfolded = view->picture().style.unfolded;
    style.matrices = view->picture().style.matrices;
    style.dark = Theme::current().dark;
    view->setDiagramStyle(style);
    showRow();
    if (needsFacts() || showsBoundary() || (style.pixels && !scene.pixels))
        factsTimer.start(0);
}

void DiagramPanel::Private::takeModel(const std::shared_ptr<const Model>& model)
{
    if (!model) {
        waiting.reset();
        sceneStale = true;
        if (panel.isVisible())
            updateScene();
        return;
    }
    waiting = model->weights.pointer();
    const bool live = document.currentModel().isLive();
    if (live && training.isFilm() && !training.isActive())
        foreseeEnd();
    if (!live || (needsFacts() && !finder.isBusy()))
        factsTimer.start();
    else if (choosesAnew() && !finder.isBusy())
        factsTimer.start(0);
    wasLive = wasLive || live;
    if (panel.isVisible() && !frame.isActive())
        frame.start();
}

void DiagramPanel::Private::showWeights()
{
    if (!waiting || !panel.isVisible())
        return;
    scene.weights = waiting;
    scene.fresh = false;
    drawBoundary();
    view->setWeights(std::move(waiting));
    waiting.reset();
    // The last one's painting is counted with this one.
    const double share = weightsOf(scene.shapes) > largeNetwork ? largeFrameShare : frameShare;
    frame.setInterval(std::clamp(static_cast<int>(1000 * view->takeCost() / share), frameTime, slowestFrame));
}

void DiagramPanel::Private::followTraining(const Progress& progress)
{
    // A short training may be over before anybody looked: its epochs tell that there was one.
    const bool moved = progress.state == SessionState::Running || progress.epoch != epochSeen;
    const bool started = moved && !wasMoving && progress.state != SessionState::Idle;
    wasMoving = progress.state == SessionState::Running;
    const auto steps = progress.state == SessionState::Paused ? std::pair(progress.epoch, progress.batch)
                                                              : std::pair(Index(-1), Index(-1));
    if (steps != droppedAt) {
        droppedAt = steps;
        const bool had = !scene.dropped.empty();
        addDropped();
        if (had || !scene.dropped.empty())
            view->setScene(scene);
    }
    epochSeen = progress.epoch;
    foreseen = foreseen && training.isFilm() && !training.isActive();
    if (started) {
        sinceChoice.start();
        nextChoice = choicePause;
    }
    if (started)
        showThatItLearned();
}

/// The first thing to see of a training, or of a network that has had one, are its weights.
void DiagramPanel::Private::showThatItLearned()
{
    if (const Coloring* live = liveColoring(); live && !bar->coloringWasChosen())
        bar->setColoring(*live);
}

QString DiagramPanel::Private::pictureName() const
{
    QString name = document.path().isEmpty() ? document.title() : QFileInfo(document.path()).completeBaseName();
    const qsizetype dot = name.lastIndexOf(QLatin1Char('.'));
    if (dot > 0)
        name.truncate(dot);
    name.replace(QLatin1Char('/'), QLatin1Char('_'));
    return name.isEmpty() ? tr("diagram") : tr("%1 diagram").arg(name);
}

/// What is seen, and what is chosen in it.
QString DiagramPanel::Private::words() const
{
    if (showsBoundary())
        return boundary->picture().isEmpty() ? tr("There is no map yet.") : describeBoundary(boundary->picture().scene);
    QString text = describePicture(view->picture());
    if (const QString chosen = view->chosenInWords(); !chosen.isEmpty())
        text += tr("\n\nChosen: %1").arg(chosen);
    return text;
}

/// As shown, with the words for which the window may have no room.
DiagramStyle DiagramPanel::Private::exportStyle() const
{
    DiagramStyle style = view->picture().style;
    style.descriptions = bar->descriptions();
    style.legend = true;
    style.words = HeadingWords::All;
    return style;
}

void DiagramPanel::Private::save(PictureFormat format)
{
    showWeights();
    if (showsBoundary()) {
        if (boundary->picture().isEmpty())
            emit panel.message(tr("There is no map to save yet"));
        else
            saver->saveBoundary(format, boundary->picture().scene, boundary->picture().size, Theme::current().dark,
                                pictureName());
        return;
    }
    saver->save(format, view->picture().scene, exportStyle(), view->area(), pictureName());
}

DiagramPanel::DiagramPanel(ProjectDocument& document, TrainingController& training, QWidget* parent)
    : QWidget(parent), d(std::make_unique<Private>(*this, document, training))
{
    setObjectName(QStringLiteral("diagramPanel"));
    d->build();
}

DiagramPanel::~DiagramPanel() = default;

void DiagramPanel::setShownEpoch(Index epoch)
{
    d->boundary->setEpoch(epoch);
}

QList<QAction*> DiagramPanel::viewActions() const
{
    return d->bar->viewActions();
}

QList<QAction*> DiagramPanel::exportActions() const
{
    return d->bar->exportActions();
}

QByteArray DiagramPanel::thumbnail() const
{
    if (d->sceneStale)
        d->updateScene();
    return d->thumbnail.of(d->view->picture());
}

void DiagramPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange && Theme::current().dark != d->view->picture().style.dark)
        d->updateStyle();
    QWidget::changeEvent(event);
}

void DiagramPanel::showEvent(QShowEvent* event)
{
    if (d->sceneStale)
        d->updateScene();
    if (d->waiting)
        d->frame.start();
    d->factsTimer.start();
    QWidget::showEvent(event);
}

} // namespace netloom
