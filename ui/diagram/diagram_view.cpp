// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/diagram_view.h"

#include "ui/diagram/blocks_painter.h"
#include "ui/diagram/diagram_colors.h"
#include "ui/diagram/diagram_painter.h"
#include "ui/diagram/diagram_readout.h"
#include "ui/diagram/link_raster.h"
#include "ui/shell/theme.h"

#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace netloom
{

namespace
{

constexpr double smallestFit = 0.6; ///< below this a fitted picture scrolls instead: nobody could read it
constexpr double zoomStep = 1.25;

Theme themeOf(const DiagramStyle& style)
{
    return style.dark ? Theme::darkTheme() : Theme::light();
}

} // namespace

DiagramView::DiagramView(QWidget* parent) : QAbstractScrollArea(parent)
{
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
    m_scene = std::move(scene);
    rebuild();
}

void DiagramView::setDiagramStyle(const DiagramStyle& style)
{
    const bool otherKind = style.kind != m_style.kind;
    m_style = style;
    if (otherKind) {
        m_fitted = true;
        m_zoom = 1;
    }
    rebuild();
    if (otherKind)
        emit zoomChanged();
}

void DiagramView::setWeights(std::shared_ptr<const ParameterSet> weights)
{
    m_scene.weights = weights;
    const bool before = m_picture.weighted();
    netloom::setWeights(m_picture, std::move(weights));
    if (before != m_picture.weighted()) {
        rebuild();
        return;
    }
    if (m_pointerInside && !m_panning)
        hover(m_pointer); // the read-out follows the training
    if (m_style.kind != DiagramKind::Neurons || m_style.color != DiagramColor::Weights)
        return;
    m_linksStale = true;
    viewport()->update();
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
    const FontMeasure measure;
    const QSizeF window = QSizeF(maximumViewportSize()).expandedTo(QSizeF(1, 1));
    m_picture = makePicture(m_scene, m_style, window, measure);
    m_area = window;
    const QSizeF whole = m_picture.size();
    const double fits =
        std::min(window.width() / std::max(whole.width(), 1.0), window.height() / std::max(whole.height(), 1.0));
    m_fitScale = std::clamp(fits, smallestFit, 1.0);
    if (m_fitScale < 1) {
        m_area = window / m_fitScale;
        m_picture = makePicture(m_scene, m_style, m_area, measure);
    }
    double grow = m_zoom;
    const bool unfolds = m_style.kind == DiagramKind::Neurons && m_picture.layout.folded && m_zoom > 1;
    if (unfolds) {
        // Circles grow slowly while there is something to unfold; the rest of the zoom goes into height.
        const double enough = m_area.height() * m_zoom / m_picture.layout.unfoldedHeight;
        grow = std::max(std::pow(m_zoom, 0.25), std::min(m_zoom, enough));
        m_area.setHeight(m_area.height() * m_zoom / grow);
        m_picture = makePicture(m_scene, m_style, m_area, measure);
    }
    m_scale = m_fitScale * grow;
    setAccessibleDescription(describeNetwork(m_picture.columns));
    m_linksStale = m_nodesStale = true;
    m_hit = {};
    updateScrollBars();
    if (m_pointerInside)
        hover(m_pointer);
    viewport()->update();
}

double DiagramView::largestZoom() const
{
    const bool folds = m_style.kind == DiagramKind::Neurons &&
                       m_picture.layout.unfoldedHeight * m_fitScale > maximumViewportSize().height() + 1;
    return folds ? 64 : 8;
}

double DiagramView::smallestZoom() const
{
    const QSizeF whole = m_picture.size() * m_fitScale;
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
    // The point below the cursor stays there. In height it is a share of the body, because unfolding moves circles.
    const QPointF before = toPicture(at);
    const auto body = [this] {
        return m_style.kind == DiagramKind::Neurons ? m_picture.layout.body : QRectF(QPointF(0, 0), m_picture.size());
    };
    const QRectF oldBody = body();
    m_zoom = zoom;
    m_fitted = false;
    rebuild();
    const QRectF newBody = body();
    double y = before.y();
    if (y > oldBody.bottom())
        y += newBody.bottom() - oldBody.bottom();
    else if (y > oldBody.top() && oldBody.height() > 0)
        y = newBody.top() + (y - oldBody.top()) * newBody.height() / oldBody.height();
    const QPointF scroll = QPointF(before.x(), y) * m_scale - at;
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
    rebuild();
    horizontalScrollBar()->setValue(0);
    verticalScrollBar()->setValue(0);
    emit zoomChanged();
}

void DiagramView::updateScrollBars()
{
    const QSizeF content = m_picture.size() * m_scale;
    const QSize window = viewport()->size();
    const auto range = [](QScrollBar* bar, double whole, int page) {
        bar->setPageStep(page);
        bar->setRange(0, std::max(0, static_cast<int>(std::ceil(whole - 0.5)) - page));
    };
    range(horizontalScrollBar(), content.width(), window.width());
    range(verticalScrollBar(), content.height(), window.height());
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

void DiagramView::ensureCache()
{
    const QRect content(QPoint(0, 0), (m_picture.size() * m_scale).toSize() + QSize(2, 2));
    const QPointF start = origin();
    const QRect seen = viewport()->rect().translated(-start.toPoint()) & content;
    if (!m_cached.contains(seen) || m_nodesStale) {
        const int marginX = viewport()->width() / 3;
        const int marginY = viewport()->height() / 3;
        m_cached = seen.adjusted(-marginX, -marginY, marginX, marginY) & content;
        m_linksStale = m_nodesStale = true;
    }
    if (m_linksStale && m_style.kind == DiagramKind::Neurons)
        drawCache(m_links, true);
    if (m_nodesStale)
        drawCache(m_nodes, false);
    m_linksStale = m_nodesStale = false;
}

void DiagramView::drawCache(QImage& image, bool links)
{
    const double ratio = devicePixelRatioF();
    const QSize size = (QSizeF(m_cached.size()) * ratio).toSize().expandedTo(QSize(1, 1));
    if (image.size() != size)
        image = QImage(size, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(ratio);
    image.fill(Qt::transparent);
    const Theme theme = themeOf(m_style);
    PaintOptions options;
    options.exposed = QRectF(QPointF(m_cached.topLeft()) / m_scale, QSizeF(m_cached.size()) / m_scale);
    options.scale = m_scale;
    if (links) {
        rasterLinks(image, m_scale * ratio, options.exposed.topLeft(), m_picture, theme);
        return;
    }
    QPainter painter(&image);
    painter.setClipRect(QRectF(QPointF(0, 0), QSizeF(m_cached.size()))); // many times faster than without
    painter.translate(-m_cached.topLeft());
    painter.scale(m_scale, m_scale);
    if (m_style.kind == DiagramKind::Blocks)
        paintBlocks(painter, m_picture, theme, options);
    else
        paintNodes(painter, m_picture, theme, options);
}

void DiagramView::paintEmpty(QPainter& painter)
{
    const Theme theme = themeOf(m_style);
    const QRect rect = viewport()->rect();
    painter.setFont(diagramFont(TextRole::Title));
    painter.setPen(theme.text);
    painter.drawText(rect.adjusted(20, 0, -20, -26), Qt::AlignCenter | Qt::TextWordWrap, tr("No layers yet"));
    painter.setFont(diagramFont(TextRole::Name));
    painter.setPen(theme.textMuted);
    painter.drawText(rect.adjusted(20, 26, -20, 0), Qt::AlignCenter | Qt::TextWordWrap,
                     tr("Add a layer on the left, or press Suggest for a network that fits the data."));
}

void DiagramView::paintSelection(QPainter& painter)
{
    const int layer = m_scene.selectedLayer;
    if (layer < 0)
        return;
    const Theme theme = themeOf(m_style);
    QRectF box;
    if (m_style.kind == DiagramKind::Blocks) {
        for (const BlockItem& block : m_picture.blocks.blocks)
            if (block.layer == layer)
                box = block.rect.adjusted(-5, -5, 5, 5);
    } else {
        for (std::size_t i = 0; i < m_picture.columns.size(); ++i)
            if (m_picture.columns[i].layer == layer)
                box = m_picture.layout.columns[i].box;
    }
    if (box.isNull())
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(origin());
    painter.scale(m_scale, m_scale);
    painter.setPen(QPen(withAlpha(theme.accent, 0.55), 1.4));
    painter.setBrush(withAlpha(theme.accent, 0.06));
    painter.drawRoundedRect(box, 10, 10);
    painter.restore();
}

void DiagramView::paintEvent(QPaintEvent*)
{
    const Theme theme = themeOf(m_style);
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), theme.canvas);
    if (m_picture.isEmpty()) {
        paintEmpty(painter);
        return;
    }
    ensureCache();
    paintSelection(painter);
    const QPointF at = origin() + QPointF(m_cached.topLeft());
    const bool unit = m_hit.kind == DiagramHit::Kind::Unit;
    const bool link = m_hit.kind == DiagramHit::Kind::Link;
    if (m_style.kind == DiagramKind::Neurons) {
        if (unit)
            painter.setOpacity(0.18);
        painter.drawImage(at, m_links);
        painter.setOpacity(1);
        if (unit || link) {
            painter.save();
            painter.setClipRect(viewport()->rect());
            painter.translate(origin());
            painter.scale(m_scale, m_scale);
            if (unit)
                paintLinksOf(painter, m_picture, theme, m_hit.column, m_hit.unit);
            else
                paintLink(painter, m_picture, theme, m_hit.column, m_hit.link, true);
            painter.restore();
        }
    }
    painter.drawImage(at, m_nodes);
    if (unit) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.translate(origin());
        painter.scale(m_scale, m_scale);
        const UnitItem& item = m_picture.layout.columns[static_cast<std::size_t>(m_hit.column)]
                                   .units[static_cast<std::size_t>(m_hit.unit)];
        painter.setPen(QPen(theme.text, 1.6));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(item.center, m_picture.layout.radius + 1.8, m_picture.layout.radius + 1.8);
        painter.resetTransform();
    }
    if (m_focusRing) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(QPen(theme.accent, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(viewport()->rect().adjusted(0, 0, -1, -1));
    }
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
        viewport()->setCursor(clickable ? Qt::PointingHandCursor : Qt::ArrowCursor);
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
