// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/blocks_painter.h"

#include "ui/diagram/diagram_colors.h"
#include "ui/toolkit/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace netloom {

namespace {

/// Text on its baseline within a line of the given centre; explicit, because drawText(rect) rounds to whole units.
void paintLine(QPainter& painter, const QString& text, double x, double centre, TextRole role, bool fromRight)
{
    painter.setFont(diagramFont(role));
    const QFontMetricsF metrics(painter.font());
    const double left = fromRight ? x - metrics.horizontalAdvance(text) : x;
    painter.drawText(QPointF(left, centre + (metrics.ascent() - metrics.descent()) / 2), text);
}

void paintBlock(QPainter& painter, const BlockItem& block, const Theme& theme, bool text)
{
    const QRectF r = block.rect;
    const QColor role = roleColor(block.role, theme);
    painter.setPen(QPen(theme.borderStrong, 1));
    painter.setBrush(theme.panel);
    painter.drawRoundedRect(r, 7, 7);
    // The coloured edge follows the card's rounded corners, as a shape of its own: clips are lost in SVG.
    QPainterPath edge(QPointF(r.left() + 7, r.top()));
    edge.arcTo(QRectF(r.left(), r.top(), 14, 14), 90, 90);
    edge.lineTo(r.left(), r.bottom() - 7);
    edge.arcTo(QRectF(r.left(), r.bottom() - 14, 14, 14), 180, 90);
    edge.lineTo(r.left() + 5.5, r.bottom());
    edge.lineTo(r.left() + 5.5, r.top());
    edge.closeSubpath();
    painter.setPen(Qt::NoPen);
    painter.setBrush(role);
    painter.drawPath(edge);
    if (!text)
        return;
    const double left = r.left() + 15;
    const double right = r.right() - 11;
    painter.setPen(theme.text);
    paintLine(painter, block.name, left, r.top() + 17, TextRole::Title, false);
    painter.setPen(readable(role, theme.panel));
    paintLine(painter, block.kind, left, r.top() + 34, TextRole::Note, false);
    double y = r.top() + 60;
    for (const BlockRow& row : block.rows) {
        painter.setPen(theme.textMuted);
        paintLine(painter, row.label, left, y, TextRole::Note, false);
        painter.setPen(theme.text);
        paintLine(painter, row.value, right, y, TextRole::Note, true);
        y += 17;
    }
    painter.setPen(QPen(theme.border, 1));
    painter.drawLine(QPointF(left, r.top() + 47.5), QPointF(right, r.top() + 47.5));
}

void paintArrow(QPainter& painter, const QPolygonF& arrow, const QColor& color)
{
    const QPointF head = arrow.last();
    const QPointF before = arrow.at(arrow.size() - 2);
    const QPointF direction = (head - before) / std::hypot(head.x() - before.x(), head.y() - before.y());
    const QPointF across(-direction.y(), direction.x());
    QPolygonF line = arrow;
    line.last() = head - direction * 6;
    painter.setPen(QPen(color, 1.5, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(line);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawPolygon(QPolygonF({head, head - direction * 8 + across * 4, head - direction * 8 - across * 4}));
}

} // namespace

void paintBlocks(QPainter& painter, const DiagramPicture& picture, const Theme& theme, const PaintOptions& options)
{
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    const bool text = options.scale == 0 || options.scale >= 0.4;
    for (const QPolygonF& arrow : picture.blocks.arrows)
        if (options.exposed.isNull() || options.exposed.intersects(arrow.boundingRect().adjusted(-5, -5, 5, 5)))
            paintArrow(painter, arrow, theme.textMuted);
    for (const BlockItem& block : picture.blocks.blocks)
        if (options.exposed.isNull() || options.exposed.intersects(block.rect.adjusted(-2, -2, 2, 2)))
            paintBlock(painter, block, theme, text);
    painter.setPen(theme.textMuted);
    const QRectF rect = picture.blocks.summaryRect;
    const FontMeasure measure;
    const double width = measure.width(picture.blocks.summary, TextRole::Note);
    paintLine(painter, picture.blocks.summary, rect.center().x() - width / 2, rect.center().y(), TextRole::Note, false);
}

} // namespace netloom
