// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/blocks_painter.h"
#include "ui/diagram/diagram_colors.h"
#include "ui/diagram/diagram_painter.h"
#include "ui/diagram/diagram_view.h"
#include "ui/diagram/edge_labels.h"
#include "ui/diagram/link_raster.h"
#include "ui/diagram/time_taken.h"
#include "ui/toolkit/theme.h"

#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>
#include <utility>

namespace netloom {

namespace {

constexpr int cacheMargin = 96; ///< px around what is seen

} // namespace

void DiagramView::ensureCaches()
{
    if (m_links.stale)
        m_numbers = shownNumbers(m_picture);
    if (m_style.kind == DiagramKind::Neurons)
        ensureCache(m_links, true, m_live || m_zooming ? 0 : cacheMargin);
    ensureCache(m_nodes, false, m_zooming ? 0 : cacheMargin);
    if (std::exchange(m_otherBiases, false) && m_style.kind == DiagramKind::Neurons)
        m_biases.draw(m_nodes.image, m_nodes.rect.topLeft(), m_scale, m_picture, diagramTheme(m_style));
    m_live = m_zooming = false;
}

void DiagramView::ensureCache(Cache& cache, bool links, int margin)
{
    const QRect content(QPoint(0, 0), (m_picture.size() * m_scale).toSize() + QSize(2, 2));
    const QRect seen = viewport()->rect().translated(-origin().toPoint()) & content;
    if (cache.stale || !cache.rect.contains(seen)) {
        // Panned, only the sides that come into view get a margin: what is drawn at once stays little.
        const auto beyond = [&](bool side) { return cache.stale || side ? margin : 0; };
        const QRect& had = cache.rect;
        const QRect wanted = seen.adjusted(-beyond(seen.left() < had.left()), -beyond(seen.top() < had.top()),
                                           beyond(seen.right() > had.right()), beyond(seen.bottom() > had.bottom()));
        moveCache(cache, wanted & content, links);
    }
    cache.stale = false;
}

/// What has been drawn is kept; only the rest is drawn anew.
void DiagramView::moveCache(Cache& cache, const QRect& rect, bool links)
{
    const double ratio = devicePixelRatioF();
    const bool keeps = !cache.stale && cache.rect.intersects(rect) && ratio == std::floor(ratio) &&
                       cache.image.devicePixelRatio() == ratio;
    if (!links) {
        if (keeps)
            m_biases.erase(cache.image);
        m_biases.forget();
        m_otherBiases = true;
    }
    if (!keeps) {
        cache.rect = rect;
        drawCache(cache, links);
        return;
    }
    QImage image(rect.size() * static_cast<int>(ratio), cache.image.format());
    image.setDevicePixelRatio(ratio);
    QPainter painter(&image);
    painter.setCompositionMode(QPainter::CompositionMode_Source);
    painter.drawImage(cache.rect.topLeft() - rect.topLeft(), cache.image);
    for (const QRect& rest : QRegion(rect).subtracted(cache.rect)) {
        Cache part;
        part.rect = rest;
        drawCache(part, links);
        painter.drawImage(rest.topLeft() - rect.topLeft(), part.image);
    }
    painter.end();
    cache.image = std::move(image);
    cache.rect = rect;
}

void DiagramView::drawCache(Cache& cache, bool links)
{
    const double ratio = devicePixelRatioF();
    const QSize size = (QSizeF(cache.rect.size()) * ratio).toSize().expandedTo(QSize(1, 1));
    QImage& image = cache.image;
    const Theme theme = diagramTheme(m_style);
    // Without transparency it is copied, not blended, each time the view is painted.
    const QImage::Format format = links ? QImage::Format_RGB32 : QImage::Format_ARGB32_Premultiplied;
    if (image.size() != size || image.format() != format)
        image = QImage(size, format);
    image.setDevicePixelRatio(ratio);
    image.fill(links ? theme.canvas : QColor(Qt::transparent));
    PaintOptions options;
    options.exposed = QRectF(QPointF(cache.rect.topLeft()) / m_scale, QSizeF(cache.rect.size()) / m_scale);
    options.scale = m_scale;
    options.biases = false;
    if (links) {
        rasterLinks(image, m_scale * ratio, options.exposed.topLeft(), m_picture, theme);
        return;
    }
    QPainter painter(&image);
    painter.setClipRect(QRectF(QPointF(0, 0), QSizeF(cache.rect.size()))); // many times faster than without
    painter.translate(-cache.rect.topLeft());
    painter.scale(m_scale, m_scale);
    if (m_style.kind == DiagramKind::Blocks)
        paintBlocks(painter, m_picture, theme, options);
    else
        paintNodes(painter, m_picture, theme, options);
}

void DiagramView::paintEmpty(QPainter& painter)
{
    const Theme theme = diagramTheme(m_style);
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
    const Theme theme = diagramTheme(m_style);
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
    const TimeTaken taken(m_cost);
    const Theme theme = diagramTheme(m_style);
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), theme.canvas);
    if (m_picture.isEmpty()) {
        paintEmpty(painter);
        return;
    }
    ensureCaches();
    updatePartners();
    // What is pointed at is shown by itself; else the chosen unit.
    bool unit = m_hit.kind == DiagramHit::Kind::Unit;
    const bool link = m_hit.kind == DiagramHit::Kind::Link;
    QPoint place(m_hit.column, m_hit.unit);
    if (!unit && !link) {
        place = placeOf(m_chosen);
        unit = place.x() >= 0;
    }
    if (m_style.kind == DiagramKind::Neurons) {
        if (unit)
            painter.setOpacity(0.18);
        painter.drawImage(origin() + QPointF(m_links.rect.topLeft()), m_links.image);
        painter.setOpacity(1);
        paintSelection(painter);
        if (unit) {
            const QSize size = (QSizeF(m_links.rect.size()) * devicePixelRatioF()).toSize().expandedTo(QSize(1, 1));
            QImage image(size, QImage::Format_ARGB32_Premultiplied);
            image.setDevicePixelRatio(devicePixelRatioF());
            image.fill(Qt::transparent);
            rasterLinksOf(image, m_scale * devicePixelRatioF(), QPointF(m_links.rect.topLeft()) / m_scale, m_picture,
                          theme, place.x(), place.y());
            painter.drawImage(origin() + QPointF(m_links.rect.topLeft()), image);
        } else if (link) {
            painter.save();
            painter.setClipRect(viewport()->rect());
            painter.translate(origin());
            painter.scale(m_scale, m_scale);
            paintLink(painter, m_picture, theme, m_hit.column, m_hit.link, true);
            painter.restore();
        }
    } else {
        paintSelection(painter);
    }
    painter.drawImage(origin() + QPointF(m_nodes.rect.topLeft()), m_nodes.image);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(origin());
    painter.scale(m_scale, m_scale);
    if (m_style.kind == DiagramKind::Neurons) {
        paintNumbers(painter, m_picture, theme, m_numbers);
        const auto ring = [&](QPoint at, const QPen& pen, double around) {
            const ColumnItem& column = m_picture.layout.columns[static_cast<std::size_t>(at.x())];
            painter.setPen(pen);
            painter.setBrush(Qt::NoBrush);
            painter.drawEllipse(column.units[static_cast<std::size_t>(at.y())].center, column.radius + around,
                                column.radius + around);
        };
        for (const Unit& found : m_found)
            if (const QPoint there = placeOf(found); there.x() >= 0)
                ring(there, QPen(theme.accent, 2.4), 3);
        if (const QPoint chosen = placeOf(m_chosen); chosen.x() >= 0)
            ring(chosen, QPen(theme.text, 2), 3.5);
        if (unit) {
            paintPartners(painter, m_picture, theme, place.x(), place.y(), m_partners);
            ring(place, QPen(theme.text, 1.6), 1.8);
        }
    }
    painter.restore();
    paintEdgeLabels(painter, m_picture, theme, {m_scale, origin(), viewport()->size()});
    paintOverview(painter);
    if (m_draggingHeading)
        paintDrag(painter);
    if (m_focusRing) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(QPen(theme.accent, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(viewport()->rect().adjusted(0, 0, -1, -1));
    }
}

QRect DiagramView::overview() const
{
    if (!m_overviewHeld.isNull())
        return m_overviewHeld;
    if (m_style.kind != DiagramKind::Neurons || m_picture.isEmpty() ||
        (horizontalScrollBar()->maximum() == 0 && verticalScrollBar()->maximum() == 0))
        return {};
    constexpr QSizeF most(132, 56);
    constexpr double mostSeen = 0.66; ///< of the width; where more is in view, the scroll bar alone says where one is
    // It would hide more than it shows.
    const bool level = verticalScrollBar()->maximum() == 0;
    if (viewport()->height() < 4 * most.height() ||
        (level && viewport()->width() > mostSeen * m_picture.size().width() * m_scale))
        return {};
    const QSizeF size = m_picture.size().scaled(most, Qt::KeepAspectRatio).expandedTo(QSizeF(24, 12));
    const QSize shown = size.toSize();
    constexpr int margin = 10;
    QRect rect(QPoint(viewport()->width() - shown.width() - margin, viewport()->height() - shown.height() - margin),
               shown);
    // Above the legend where it would cover its words.
    const QRectF corner(toPicture(rect.topLeft()), toPicture(rect.bottomRight()));
    std::vector<QRectF> words{numbersRect(m_picture, m_numbers)};
    for (const TextItem& text : m_picture.layout.texts)
        if (text.column < 0)
            words.push_back(text.rect);
    if (std::none_of(words.begin(), words.end(), [&](const QRectF& each) { return each.intersects(corner); }))
        return rect;
    double top = m_picture.size().height();
    for (const QRectF& each : words)
        if (!each.isNull())
            top = std::min(top, each.top());
    const double bottom = origin().y() + top * m_scale - margin;
    rect.moveBottom(std::clamp(static_cast<int>(bottom), shown.height() + margin, rect.bottom()));
    return rect;
}

void DiagramView::paintOverview(QPainter& painter)
{
    const QRect rect = overview();
    if (rect.isNull())
        return;
    const Theme theme = diagramTheme(m_style);
    const double scale = rect.width() / std::max(1.0, m_picture.size().width());
    const double tall = rect.height() / std::max(1.0, m_picture.size().height());
    const auto place = [&](QPointF p) { return QPointF(rect.left() + p.x() * scale, rect.top() + p.y() * tall); };
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.borderStrong, 1));
    painter.setBrush(withAlpha(theme.panel, 0.94));
    painter.drawRect(rect);
    for (std::size_t i = 0; i < m_picture.layout.columns.size(); ++i) {
        const ColumnItem& column = m_picture.layout.columns[i];
        if (column.units.empty())
            continue;
        const QPointF end = m_picture.layout.point(0, column.radius);
        painter.setPen(QPen(roleColor(m_picture.columns[i].role, theme), 1.4));
        painter.drawLine(place(column.units.front().center - end), place(column.units.back().center + end));
    }
    const QRectF seen(place(toPicture(QPointF(0, 0))),
                      place(toPicture(QPointF(viewport()->width(), viewport()->height()))));
    painter.setPen(QPen(theme.accent, 1.4));
    painter.setBrush(withAlpha(theme.accent, 0.1));
    painter.drawRect(seen & QRectF(rect));
    painter.restore();
}

void DiagramView::panTo(QPoint overviewPoint)
{
    const QRect rect = overview();
    if (rect.isNull())
        return;
    const QSizeF whole = m_picture.size() * m_scale;
    const double x = static_cast<double>(overviewPoint.x() - rect.left()) / rect.width() * whole.width();
    const double y = static_cast<double>(overviewPoint.y() - rect.top()) / rect.height() * whole.height();
    horizontalScrollBar()->setValue(static_cast<int>(x - viewport()->width() / 2.0));
    verticalScrollBar()->setValue(static_cast<int>(y - viewport()->height() / 2.0));
}

} // namespace netloom
