// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/diagram_view.h"

#include "ui/diagram/diagram_accessible.h"
#include "ui/diagram/diagram_readout.h"
#include "ui/diagram/find_bar.h"
#include "ui/diagram/time_taken.h"

#include <QScrollBar>

#include <algorithm>
#include <cmath>
#include <utility>

namespace netloom {

namespace {

constexpr double smallestFit = 10.0 / 12;      ///< below this a fitted picture scrolls: its names, of 12 px, are 10
constexpr double smallestScrolled = 10.0 / 11; ///< then its notes, of 11 px, can be as large; rows have many of them
constexpr double smallestLowFit = 0.7;         ///< where there is so little room that an overview says more than names
constexpr double zoomStep = 1.25;
constexpr double lowWindow = 180;   ///< px; below this there is no room for words over and below the columns
constexpr double briefWindow = 330; ///< px; below this there is room for few

} // namespace

DiagramView::DiagramView(QWidget* parent) : QAbstractScrollArea(parent), m_findBar(new FindBar(this))
{
    m_findBar->hide();
    connect(m_findBar, &FindBar::edited, this, [this] { lookFor(m_findBar->words()); });
    connect(m_findBar, &FindBar::stepped, this, &DiagramView::stepFound);
    connect(m_findBar, &FindBar::closed, this, &DiagramView::closeFinder);
    installDiagramAccessibility();
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Network diagram"));
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    horizontalScrollBar()->setSingleStep(30);
    verticalScrollBar()->setSingleStep(30);
}

DiagramView::~DiagramView() = default;

void DiagramView::setScene(DiagramScene scene)
{
    const bool otherRow = scene.row != m_scene.row;
    m_scene = std::move(scene);
    m_scales.clear();
    rebuild();
    if (otherRow && !m_pointerInside && !m_readout.isEmpty())
        sayChosen();
}

void DiagramView::setDiagramStyle(const DiagramStyle& style)
{
    const bool otherKind = style.kind != m_style.kind;
    const auto wanted = m_style.wanted;
    m_style = style;
    m_style.wanted = wanted;
    if (otherKind) {
        if (m_findBar->isVisible())
            closeFinder();
        m_fitted = true;
        m_zoom = 1;
    }
    rebuild();
    if (otherKind)
        emit zoomChanged();
}

void DiagramView::setWeights(std::shared_ptr<const ParameterSet> weights, std::shared_ptr<const ParameterSet> gradients)
{
    const TimeTaken taken(m_cost);
    const bool before = m_picture.weighted();
    m_scene.weights = std::move(weights);
    m_scene.fresh = false;
    if (gradients)
        m_scene.gradients = std::move(gradients);
    m_picture.scene.weights = m_scene.weights;
    m_picture.scene.gradients = m_scene.gradients;
    const bool wasFresh = std::exchange(m_picture.scene.fresh, false);
    updateLinks(m_picture);
    const bool explained = m_biased || !showsBiases(m_picture);
    if (before != m_picture.weighted() || !explained || (wasFresh && m_style.coloring->needsWeights())) {
        rebuild();
        return;
    }
    holdScales();
    m_partnersOf = {-1, -1};
    if (m_pointerInside && !m_panning)
        hover(m_pointer); // the read-out follows the training
    if (m_style.kind != DiagramKind::Neurons || !m_style.coloring->needsWeights())
        return;
    m_links.stale = m_otherBiases = m_live = true;
    viewport()->update();
}

void DiagramView::holdScales()
{
    constexpr double release = 0.98; // a second
    constexpr double pause = 3;      // seconds after which a new training has begun
    const double seconds = m_scaleTime.isValid() ? static_cast<double>(m_scaleTime.restart()) / 1000 : pause;
    if (!m_scaleTime.isValid())
        m_scaleTime.start();
    if (seconds >= pause || m_scales.size() != m_picture.gaps.size())
        m_scales.assign(m_picture.gaps.size(), 0.0);
    for (std::size_t i = 0; i < m_scales.size(); ++i)
        m_scales[i] = std::max(m_picture.gaps[i].scale, m_scales[i] * std::pow(release, seconds));
    scaleLinks(m_picture.gaps, m_scales);
}

void DiagramView::setSelectedLayer(int layer)
{
    if (m_scene.selectedLayer == layer)
        return;
    m_scene.selectedLayer = layer;
    m_picture.scene.selectedLayer = layer;
    viewport()->update();
}

QSize DiagramView::sizeHint() const
{
    return {820, 500};
}

QSize DiagramView::minimumSizeHint() const
{
    return {160, 120};
}

void DiagramView::rebuild()
{
    m_source.reset();
    layOut();
    if (m_findBar->isVisible())
        lookFor(m_wanted);
}

void DiagramView::setWords(HeadingWords words)
{
    DiagramStyle style = m_style;
    if (m_low)
        style.descriptions = style.legend = false; // circles and links first
    style.words = m_words = words;
    m_source = std::make_unique<PictureSource>(m_scene, style);
    m_biased = m_source->showsBiases();
}

void DiagramView::fitTo(QSizeF window)
{
    const FontMeasure measure;
    const auto lay = [&](QSizeF area) { m_picture = m_source->layOut(m_scene, area, measure); };
    lay(window);
    const auto scaleThatFits = [&] {
        const QSizeF whole = m_picture.size().expandedTo(QSizeF(1, 1));
        const double fits = std::min(window.width() / whole.width(), window.height() / whole.height());
        const bool rows = !m_picture.layout.rows.empty();
        if (m_low && !rows)
            return std::clamp(fits, smallestLowFit, 1.0);
        return fits < (rows ? smallestScrolled : smallestFit) ? smallestScrolled : std::min(fits, 1.0);
    };
    m_fit.window = m_fit.area = window;
    m_fit.scale = scaleThatFits();
    if (m_fit.scale < 1) {
        m_fit.area = window / m_fit.scale;
        lay(m_fit.area);
        // Laid out for more room it can be larger.
        if (const double again = scaleThatFits(); m_fit.scale < smallestScrolled && again == smallestScrolled) {
            m_fit.scale = again;
            m_fit.area = window / m_fit.scale;
            lay(m_fit.area);
        } else {
            m_fit.scale = std::min(m_fit.scale, again);
        }
    }
    // A bar that scrolls one way takes room from the other, which would then need a bar too.
    const QSizeF shown = m_picture.size() * m_fit.scale;
    m_fit.wide = shown.width() > window.width() + 1;
    const bool tall = shown.height() > window.height() + 1;
    if (m_fit.wide != tall) {
        const QSizeF bar(tall ? verticalScrollBar()->sizeHint().width() : 0,
                         m_fit.wide ? horizontalScrollBar()->sizeHint().height() : 0);
        m_fit.area = ((window - bar) / m_fit.scale).expandedTo(QSizeF(1, 1));
        lay(m_fit.area);
    }
    const DiagramLayout& layout = m_picture.layout;
    m_fit.unfolds = m_style.kind == DiagramKind::Neurons && layout.folded && layout.rows.empty();
    m_fit.unfoldedExtent = layout.unfoldedExtent;
    m_showsFit = true;
}

void DiagramView::layOut()
{
    const QSizeF window = QSizeF(maximumViewportSize()).expandedTo(QSizeF(1, 1));
    const bool neurons = m_style.kind == DiagramKind::Neurons;
    const bool low = neurons && window.height() < lowWindow;
    const HeadingWords most = neurons && window.height() < briefWindow ? HeadingWords::Names : HeadingWords::All;
    const bool resized = m_fit.window != window;
    const bool other = !m_source || low != m_low || (resized && m_words != most);
    m_low = low;
    if (other)
        setWords(most);
    bool laidOut = other || resized;
    if (laidOut) {
        fitTo(window);
        // Rather fewer words than a part of the picture.
        if (m_fit.wide && neurons && most == HeadingWords::All && m_picture.layout.rows.empty()) {
            setWords(HeadingWords::Few);
            fitTo(window);
            if (m_fit.wide) {
                setWords(most);
                fitTo(window);
            }
        }
    }
    const auto lay = [&](QSizeF area) {
        m_picture = m_source->layOut(m_scene, area, FontMeasure());
        laidOut = true;
    };
    m_area = m_fit.area;
    double grow = m_zoom;
    if (m_fit.unfolds && m_zoom > 1) {
        // Circles grow slowly while there is something to unfold; the rest of the zoom goes across.
        const bool down = m_picture.layout.isDown();
        const double across = down ? m_area.width() : m_area.height();
        const double enough = across * m_zoom / std::max(1.0, m_fit.unfoldedExtent);
        grow = std::max(std::pow(m_zoom, 0.25), std::min(m_zoom, enough));
        if (down)
            m_area.setWidth(across * m_zoom / grow);
        else
            m_area.setHeight(across * m_zoom / grow);
        lay(m_area);
        m_showsFit = false;
    } else if (!m_showsFit) {
        lay(m_area);
        m_showsFit = true;
    }
    if (laidOut)
        updateLinks(m_picture);
    m_scale = m_fit.scale * grow;
    if (other)
        if (const QString words = describeNetwork(m_picture.columns); words != accessibleDescription()) {
            setAccessibleDescription(words);
            announcePicture(*this);
        }
    m_links.stale = m_nodes.stale = true;
    m_partnersOf = {-1, -1};
    m_hit = {};
    updateScrollBars();
    if (m_pointerInside)
        hover(m_pointer);
    viewport()->update();
}

double DiagramView::largestZoom() const
{
    constexpr double plain = 8;
    if (m_style.kind != DiagramKind::Neurons)
        return plain;
    // Unfolding takes three quarters of the zoom, see layOut(); twice as far everything can be looked at.
    const QSize window = maximumViewportSize();
    const int across = m_picture.layout.isDown() ? window.width() : window.height();
    const double tall = m_picture.layout.unfoldedExtent * m_fit.scale / std::max(1, across);
    return std::clamp(2 * std::pow(tall, 4.0 / 3), plain, 1000.0);
}

double DiagramView::smallestZoom() const
{
    const QSizeF whole = m_picture.size() * m_fit.scale;
    const QSizeF window(maximumViewportSize());
    const double all =
        std::min(window.width() / std::max(whole.width(), 1.0), window.height() / std::max(whole.height(), 1.0));
    return std::clamp(all, 0.02, 0.5);
}

void DiagramView::zoomTo(double zoom, QPointF at)
{
    zoom = std::clamp(zoom, smallestZoom(), largestZoom());
    if (std::abs(zoom - 1) < 0.03)
        zoom = 1;
    if (zoom == m_zoom)
        return;
    // The point below the cursor stays there. Across it is a share of the body, because unfolding moves circles.
    const QPointF before = toPicture(at);
    const auto body = [this] {
        return m_style.kind == DiagramKind::Neurons ? m_picture.layout.body : QRectF(QPointF(0, 0), m_picture.size());
    };
    const QRectF oldBody = body();
    m_zoom = zoom;
    m_fitted = false;
    m_zooming = true;
    layOut();
    const QRectF newBody = body();
    const DiagramLayout& layout = m_picture.layout;
    const auto from = [&](const QRectF& r) { return layout.across(r.topLeft()); };
    const auto to = [&](const QRectF& r) { return layout.across(r.bottomRight()); };
    double y = layout.across(before);
    if (y > to(oldBody))
        y += to(newBody) - to(oldBody);
    else if (y > from(oldBody) && to(oldBody) > from(oldBody))
        y = from(newBody) + (y - from(oldBody)) * (to(newBody) - from(newBody)) / (to(oldBody) - from(oldBody));
    const QPointF scroll = layout.point(layout.along(before), y) * m_scale - at;
    horizontalScrollBar()->setValue(static_cast<int>(std::lround(scroll.x())));
    verticalScrollBar()->setValue(static_cast<int>(std::lround(scroll.y())));
    if (m_pointerInside)
        hover(m_pointer);
    emit zoomChanged();
}

void DiagramView::zoomIn()
{
    zoomTo(m_zoom * zoomStep, QRectF(viewport()->rect()).center());
}

void DiagramView::zoomOut()
{
    zoomTo(m_zoom / zoomStep, QRectF(viewport()->rect()).center());
}

void DiagramView::fit()
{
    m_zoom = 1;
    m_fitted = true;
    layOut();
    horizontalScrollBar()->setValue(0);
    verticalScrollBar()->setValue(0);
    emit zoomChanged();
}

void DiagramView::fitHeight()
{
    fit();
    const double height = m_picture.size().height() * m_scale;
    if (height <= 0)
        return;
    zoomTo(maximumViewportSize().height() / height, QRectF(viewport()->rect()).center());
    horizontalScrollBar()->setValue(0);
    verticalScrollBar()->setValue(0);
}

void DiagramView::updateScrollBars()
{
    const QSizeF content = m_picture.size() * m_scale;
    // The viewport's own size still counts bars that are about to go, and they would keep each other alive.
    const QSize whole = maximumViewportSize();
    const int barWidth = verticalScrollBar()->sizeHint().width();
    const int barHeight = horizontalScrollBar()->sizeHint().height();
    bool wide = content.width() > whole.width() + 0.5;
    const bool tall = content.height() > whole.height() - (wide ? barHeight : 0) + 0.5;
    wide = wide || (tall && content.width() > whole.width() - barWidth + 0.5);
    const auto range = [](QScrollBar* bar, bool needed, double length, int page) {
        bar->setPageStep(page);
        bar->setRange(0, needed ? std::max(0, static_cast<int>(std::ceil(length - 0.5)) - page) : 0);
    };
    range(horizontalScrollBar(), wide, content.width(), whole.width() - (tall ? barWidth : 0));
    range(verticalScrollBar(), tall, content.height(), whole.height() - (wide ? barHeight : 0));
}

QPointF DiagramView::origin() const
{
    const QSizeF content = m_picture.size() * m_scale;
    const QSize window = viewport()->size();
    const auto place = [](const QScrollBar* bar, double whole, int page) {
        return bar->maximum() > 0 ? -static_cast<double>(bar->value()) : std::floor((page - whole) / 2 + 0.01);
    };
    return {place(horizontalScrollBar(), content.width(), window.width()),
            place(verticalScrollBar(), content.height(), window.height())};
}

QPointF DiagramView::toPicture(QPointF viewportPoint) const
{
    return (viewportPoint - origin()) / m_scale;
}

QPointF DiagramView::toViewport(QPointF point) const
{
    return point * m_scale + origin();
}

void DiagramView::hover(QPointF viewportPoint)
{
    DiagramHit hit;
    if (!m_picture.isEmpty())
        hit = hitDiagram(m_picture, toPicture(viewportPoint), std::max(3.0, 4.0 / m_scale));
    const QString readout = describeHit(m_picture, hit);
    if (!hit.same(m_hit) || hit.kind == DiagramHit::Kind::Link)
        viewport()->update();
    m_hit = hit;
    const bool clickable = columnAt(m_picture, toPicture(viewportPoint)) >= 0 && !m_picture.isEmpty();
    if (!m_panning)
        viewport()->setCursor(headingAt(viewportPoint) >= 0 ? Qt::OpenHandCursor
                              : clickable                   ? Qt::PointingHandCursor
                                                            : Qt::ArrowCursor);
    if (readout != m_readout) {
        m_readout = readout;
        emit hovered(readout);
    }
}

void DiagramView::clearHover()
{
    m_pointerInside = false;
    if (m_hit.kind != DiagramHit::Kind::None)
        viewport()->update();
    m_hit = {};
    if (!m_readout.isEmpty()) {
        m_readout.clear();
        emit hovered(m_readout);
    }
}

} // namespace netloom
