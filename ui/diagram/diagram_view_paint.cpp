// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/blocks_painter.h"
#include "ui/diagram/diagram_colors.h"
#include "ui/diagram/diagram_painter.h"
#include "ui/diagram/diagram_view.h"
#include "ui/diagram/link_raster.h"
#include "ui/toolkit/theme.h"

#include <QPainter>

namespace netloom {

namespace {

Theme themeOf(const DiagramStyle& style)
{
    return style.dark ? Theme::darkTheme() : Theme::light();
}

} // namespace

void DiagramView::ensureCaches()
{
    if (m_style.kind == DiagramKind::Neurons)
        ensureCache(m_links, true, m_live ? 0 : 1.0 / 3);
    ensureCache(m_nodes, false, 1.0 / 3);
    m_live = false;
}

void DiagramView::ensureCache(Cache& cache, bool links, double margin)
{
    const QRect content(QPoint(0, 0), (m_picture.size() * m_scale).toSize() + QSize(2, 2));
    const QRect seen = viewport()->rect().translated(-origin().toPoint()) & content;
    if (cache.stale || !cache.rect.contains(seen)) {
        const int marginX = static_cast<int>(viewport()->width() * margin);
        const int marginY = static_cast<int>(viewport()->height() * margin);
        cache.rect = seen.adjusted(-marginX, -marginY, marginX, marginY) & content;
        drawCache(cache, links);
    }
    cache.stale = false;
}

void DiagramView::drawCache(Cache& cache, bool links)
{
    const double ratio = devicePixelRatioF();
    const QSize size = (QSizeF(cache.rect.size()) * ratio).toSize().expandedTo(QSize(1, 1));
    QImage& image = cache.image;
    if (image.size() != size)
        image = QImage(size, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(ratio);
    image.fill(Qt::transparent);
    const Theme theme = themeOf(m_style);
    PaintOptions options;
    options.exposed = QRectF(QPointF(cache.rect.topLeft()) / m_scale, QSizeF(cache.rect.size()) / m_scale);
    options.scale = m_scale;
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
    ensureCaches();
    paintSelection(painter);
    const bool unit = m_hit.kind == DiagramHit::Kind::Unit;
    const bool link = m_hit.kind == DiagramHit::Kind::Link;
    if (m_style.kind == DiagramKind::Neurons) {
        if (unit)
            painter.setOpacity(0.18);
        painter.drawImage(origin() + QPointF(m_links.rect.topLeft()), m_links.image);
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
    painter.drawImage(origin() + QPointF(m_nodes.rect.topLeft()), m_nodes.image);
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

} // namespace netloom
