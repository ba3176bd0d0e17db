// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/diagram_panel.h"

#include "core/base/error.h"
#include "ui/diagram/diagram_bar.h"
#include "ui/diagram/diagram_export.h"
#include "ui/diagram/diagram_view.h"
#include "ui/diagram/picture_saver.h"
#include "ui/document/current_model.h"
#include "ui/document/project_document.h"
#include "ui/toolkit/theme.h"
#include "ui/training/training_controller.h"

#include <QAction>
#include <QEvent>
#include <QFileInfo>
#include <QFrame>
#include <QTimer>
#include <QVBoxLayout>

namespace netloom {

namespace {

constexpr int frameTime = 33; ///< ms; at most 30 pictures a second

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
    void save(PictureFormat format);
    QString pictureName() const;
    std::shared_ptr<const ParameterSet> currentWeights() const;

    DiagramPanel& panel;
    ProjectDocument& document;
    TrainingController& training;
    DiagramBar* bar = nullptr;
    DiagramView* view = nullptr;
    PictureSaver* saver = nullptr;
    QTimer frame;
    DiagramScene scene;
    std::shared_ptr<const ParameterSet> waiting; ///< newest snapshot, not shown yet
    bool sceneStale = true;
    bool wasMoving = false;
    Index epochSeen = 0;
};

void DiagramPanel::Private::build()
{
    bar = new DiagramBar(&panel);
    view = new DiagramView(&panel);
    saver = new PictureSaver(&panel);
    auto* line = new QFrame;
    line->setObjectName(QStringLiteral("line"));
    auto* layout = new QVBoxLayout(&panel);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(bar);
    layout->addWidget(line);
    layout->addWidget(view, 1);
    panel.setFocusProxy(view);
    frame.setSingleShot(true);
    frame.setInterval(frameTime);

    QObject::connect(&frame, &QTimer::timeout, &panel, [this] { showWeights(); });
    QObject::connect(bar, &DiagramBar::styleChanged, &panel, [this] { updateStyle(); });
    QObject::connect(bar->zoomIn, &QAction::triggered, view, &DiagramView::zoomIn);
    QObject::connect(bar->zoomOut, &QAction::triggered, view, &DiagramView::zoomOut);
    QObject::connect(bar->fit, &QAction::triggered, view, &DiagramView::fit);
    QObject::connect(bar->exportPng, &QAction::triggered, &panel, [this] { save(PictureFormat::Png); });
    QObject::connect(bar->exportSvg, &QAction::triggered, &panel, [this] { save(PictureFormat::Svg); });
    QObject::connect(bar->exportPdf, &QAction::triggered, &panel, [this] { save(PictureFormat::Pdf); });
    QObject::connect(bar->copy, &QAction::triggered, &panel,
                     [this] { saver->copy(view->picture().scene, view->picture().style, view->area()); });
    QObject::connect(saver, &PictureSaver::message, &panel, &DiagramPanel::message);
    QObject::connect(saver, &PictureSaver::busyChanged, &panel, [this](bool busy) { bar->setExportEnabled(!busy); });
    QObject::connect(view, &DiagramView::zoomChanged, &panel, [this] { bar->setZoom(view->zoom()); });
    QObject::connect(view, &DiagramView::hovered, &panel, &DiagramPanel::message);
    QObject::connect(view, &DiagramView::layerClicked, &panel, [this](int layer) { document.selectLayer(layer); });
    QObject::connect(&document, &ProjectDocument::selectionChanged, view, &DiagramView::setSelectedLayer);
    QObject::connect(&document, &ProjectDocument::changed, &panel, [this](Changes what) {
        if (what & ~Changes(Change::Training)) {
            if (what.testFlag(Change::Everything))
                view->fit(); // the zoom was that of another project's picture
            sceneStale = true;
            if (panel.isVisible())
                updateScene();
        }
    });
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
    scene =
        diagramScene(document.network(), document.inputs(), prepared ? &prepared->fitted : nullptr, currentWeights());
    scene.selectedLayer = document.selectedLayer();
    waiting.reset();
    view->setScene(scene);
    bar->setExportEnabled(!view->picture().isEmpty() && !saver->isBusy());
}

void DiagramPanel::Private::updateStyle()
{
    DiagramStyle style;
    style.kind = bar->kind();
    style.coloring = &bar->coloring();
    style.descriptions = bar->descriptions();
    style.preparation = bar->preparation();
    style.dark = Theme::current().dark;
    view->setDiagramStyle(style);
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
    if (panel.isVisible() && !frame.isActive())
        frame.start();
}

void DiagramPanel::Private::showWeights()
{
    if (!waiting || !panel.isVisible())
        return;
    view->setWeights(std::move(waiting));
    waiting.reset();
}

void DiagramPanel::Private::followTraining(const Progress& progress)
{
    // A short training may be over before anybody looked: its epochs tell that there was one.
    const bool moved = progress.state == SessionState::Running || progress.epoch != epochSeen;
    const bool started = moved && !wasMoving && progress.state != SessionState::Idle;
    wasMoving = progress.state == SessionState::Running;
    epochSeen = progress.epoch;
    // The first thing to see of a training are the weights that move.
    if (const Coloring* live = liveColoring(); live && started && !bar->coloringWasChosen())
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

void DiagramPanel::Private::save(PictureFormat format)
{
    showWeights();
    saver->save(format, view->picture().scene, view->picture().style, view->area(), pictureName());
}

DiagramPanel::DiagramPanel(ProjectDocument& document, TrainingController& training, QWidget* parent)
    : QWidget(parent), d(std::make_unique<Private>(*this, document, training))
{
    setObjectName(QStringLiteral("diagramPanel"));
    d->build();
}

DiagramPanel::~DiagramPanel() = default;

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
    if (d->view->picture().isEmpty())
        return {};
    DiagramStyle style = d->view->picture().style;
    style.dark = false;
    style.descriptions = false;
    style.preparation = false;
    ExportOptions options;
    options.width = 256;
    options.area = QSizeF(640, 400);
    try {
        return diagramPng(d->view->picture().scene, style, options);
    } catch (const Error&) {
        return {}; // a project is saved without its little picture rather than not at all
    }
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
    QWidget::showEvent(event);
}

} // namespace netloom
