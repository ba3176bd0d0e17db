// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/diagram_painter.h"

#include "ui/diagram/column_text.h"

#include "ui/diagram/diagram_colors.h"
#include "ui/diagram/link_style.h"
#include "ui/toolkit/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

constexpr double smallestText = 0.5; ///< below this scale text is left out

QPainterPath curve(QPointF from, QPointF to)
{
    const double middle = (from.x() + to.x()) / 2;
    QPainterPath path(from);
    path.cubicTo(QPointF(middle, from.y()), QPointF(middle, to.y()), to);
    return path;
}

bool seen(const QRectF& exposed, const QRectF& rect)
{
    return exposed.isNull() || exposed.intersects(rect);
}

QRectF gapRect(const DiagramLayout& layout, std::size_t gap)
{
    return QRectF(layout.columns[gap].x, layout.body.top(), layout.columns[gap + 1].x - layout.columns[gap].x,
                  layout.body.height());
}

QPen penOf(const LinkLook& look)
{
    QPen pen(look.color, look.width, look.dashed ? Qt::CustomDashLine : Qt::SolidLine, Qt::FlatCap);
    if (look.dashed)
        pen.setDashPattern({3.0, 2.2});
    return pen;
}

/// All bands of a gap in one path: they turn the same way, so that a winding fill shows overlaps once.
void paintBands(QPainter& painter, const DiagramPicture& picture, const Theme& theme, std::size_t gap)
{
    const std::vector<LinkBand> bands = linkBands(picture, gap);
    if (bands.empty())
        return;
    const DiagramLayout& layout = picture.layout;
    const double x0 = layout.columns[gap].x + layout.radius + 2;
    const double x1 = layout.columns[gap + 1].x - layout.radius - 2;
    const double middle = (x0 + x1) / 2;
    QPainterPath path;
    path.setFillRule(Qt::WindingFill);
    for (const LinkBand& band : bands) {
        path.moveTo(x0, band.top0);
        path.cubicTo(middle, band.top0, middle, band.top1, x1, band.top1);
        path.lineTo(x1, band.bottom1);
        path.cubicTo(middle, band.bottom1, middle, band.bottom0, x0, band.bottom0);
        path.closeSubpath();
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(bandColor(picture, theme, gap));
    painter.drawPath(path);
}

void paintUnitLabel(QPainter& painter, const FontMeasure& measure, const DiagramColumn& column, const UnitItem& unit,
                    double radius)
{
    const QString label = unitLabel(column, unit.unit);
    if (label.isEmpty())
        return;
    const QString letter = label.left(1);
    const QString index = label.mid(1);
    const double letterWidth = measure.width(letter, TextRole::Unit);
    const double indexWidth = index.isEmpty() ? 0 : measure.width(index, TextRole::Subscript) + 0.5;
    const double room = 2 * radius - 5;
    const double shrink = std::min(1.0, room / (letterWidth + indexWidth));
    painter.save();
    painter.translate(unit.center);
    if (shrink < 1)
        painter.scale(shrink, shrink);
    const double x = -(letterWidth + indexWidth) / 2;
    painter.setFont(diagramFont(TextRole::Unit));
    painter.drawText(QPointF(x, index.isEmpty() ? 3.8 : 3.0), letter);
    if (!index.isEmpty()) {
        painter.setFont(diagramFont(TextRole::Subscript));
        painter.drawText(QPointF(x + letterWidth + 0.5, 5.6), index);
    }
    painter.restore();
}

void paintDots(QPainter& painter, QPointF center, const QColor& color)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    for (const double dy : {-5.5, 0.0, 5.5})
        painter.drawEllipse(center + QPointF(0, dy), 1.6, 1.6);
}

void paintText(QPainter& painter, const DiagramPicture& picture, const Theme& theme, const TextItem& item, bool ground)
{
    QColor color = theme.textMuted;
    switch (item.role) {
    case TextRole::Title:
        color = readable(roleColor(picture.columns[static_cast<std::size_t>(item.column)].role, theme), theme.canvas);
        break;
    case TextRole::Name:
    case TextRole::OutputName:
        color = theme.text;
        break;
    default:
        break;
    }
    if (item.role == TextRole::Fold && ground && item.alignment == Qt::AlignCenter) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(withAlpha(theme.canvas, 0.8));
        painter.drawRoundedRect(item.rect, 4, 4);
    }
    painter.setPen(color);
    painter.setFont(diagramFont(item.role));
    // Explicit baseline: drawText(rect) rounds to whole units, which moves text at other scales.
    const QFontMetricsF metrics(painter.font());
    const double width = metrics.horizontalAdvance(item.text);
    double x = item.rect.left();
    if (item.alignment & Qt::AlignRight)
        x = item.rect.right() - width;
    else if (item.alignment & Qt::AlignHCenter)
        x = item.rect.center().x() - width / 2;
    const double y = item.rect.center().y() + (metrics.ascent() - metrics.descent()) / 2;
    painter.drawText(QPointF(x, y), item.text);
}

/// The columns of the table, and thin lines to the inputs they become.
void paintPreparation(QPainter& painter, const DiagramPicture& picture, const Theme& theme, const QRectF& exposed)
{
    const DiagramLayout& layout = picture.layout;
    for (const PreparationItem& item : layout.preparation) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(withAlpha(theme.textMuted, 0.7), 1));
        for (const int unit : item.units) {
            QPointF to = layout.linkEnd(0, static_cast<std::size_t>(unit));
            for (const TextItem& text : layout.texts)
                if (text.column == 0 && text.role == TextRole::Name && text.alignment.testFlag(Qt::AlignRight) &&
                    std::abs(text.rect.center().y() - to.y()) < 1) {
                    const double width = FontMeasure().width(text.text, TextRole::Name);
                    to.setX(text.rect.right() - width - 6);
                }
            const QPointF from(item.rect.right(), item.rect.center().y());
            painter.drawPath(curve(from, to));
        }
        if (!seen(exposed, item.rect))
            continue;
        painter.setPen(QPen(theme.borderStrong, 1));
        painter.setBrush(theme.panel);
        painter.drawRoundedRect(item.rect, 5, 5);
    }
}

/// A colour for each circle of a column; a single one where all have the same.
std::vector<QColor> unitFills(const DiagramPicture& picture, const Theme& theme, std::size_t column)
{
    const auto fill = [&theme](const QColor& color) { return theme.dark ? color : readable(color, Qt::white); };
    const Coloring& coloring = *picture.style.coloring;
    if (!coloring.unitValues || (coloring.needsWeights() && !picture.scene.weights))
        return {fill(roleColor(picture.columns[column].role, theme))};
    std::vector<float> values(picture.layout.columns[column].units.size());
    coloring.unitValues(picture, column, values);
    std::vector<QColor> fills;
    for (const float value : values)
        fills.push_back(fill(coloring.scale.unit(theme, value)));
    return fills;
}

void paintLegend(QPainter& painter, const DiagramPicture& picture, const Theme& theme)
{
    painter.setPen(Qt::NoPen);
    for (const LegendItem& item : picture.layout.legend) {
        const QRectF r = item.rect;
        const double y = r.center().y();
        if (item.sample == LegendSample::Band) {
            painter.setBrush(withAlpha(theme.*item.color, 0.2));
            painter.drawRoundedRect(r.adjusted(0, 2, 0, -2), 2, 2);
            continue;
        }
        painter.setBrush(theme.*item.color);
        painter.drawPolygon(QPolygonF({QPointF(r.left(), y - 0.4), QPointF(r.right(), y - 2), QPointF(r.right(), y + 2),
                                       QPointF(r.left(), y + 0.4)}));
    }
}

} // namespace

void paintGap(QPainter& painter, const DiagramPicture& picture, const Theme& theme, std::size_t gap,
              const QRectF& exposed)
{
    const DiagramLayout& layout = picture.layout;
    if (!seen(exposed, gapRect(layout, gap)))
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    paintBands(painter, picture, theme, gap);
    painter.setBrush(Qt::NoBrush);
    const std::vector<LinkItem>& links = picture.gaps[gap].links;
    const std::vector<LinkLook> looks = linkLooks(picture, theme, gap, links);
    for (std::size_t i = 0; i < links.size(); ++i) {
        const LinkItem& link = links[i];
        const QPointF from = layout.linkStart(gap, static_cast<std::size_t>(link.from));
        const QPointF to = layout.linkEnd(gap + 1, static_cast<std::size_t>(link.to));
        if (!seen(exposed, QRectF(from, to).normalized().adjusted(-3, -3, 3, 3)))
            continue;
        painter.setPen(penOf(looks[i]));
        if (from.y() == to.y())
            painter.drawLine(from, to);
        else
            painter.drawPath(curve(from, to));
    }
}

void paintLinks(QPainter& painter, const DiagramPicture& picture, const Theme& theme, const PaintOptions& options)
{
    for (std::size_t gap = 0; gap < picture.gaps.size(); ++gap)
        paintGap(painter, picture, theme, gap, options.exposed);
}

void paintNodes(QPainter& painter, const DiagramPicture& picture, const Theme& theme, const PaintOptions& options)
{
    const DiagramLayout& layout = picture.layout;
    const FontMeasure measure;
    const double radius = layout.radius;
    const bool text = options.scale == 0 || options.scale >= smallestText;
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    for (std::size_t i = 0; i < layout.columns.size(); ++i) {
        const ColumnItem& item = layout.columns[i];
        const DiagramColumn& column = picture.columns[i];
        const std::vector<QColor> fills = unitFills(picture, theme, i);
        const auto circleOf = [radius](const UnitItem& unit) {
            return QRectF(unit.center - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius));
        };
        painter.setPen(Qt::NoPen);
        for (std::size_t u = 0; u < item.units.size(); ++u) {
            if (u < fills.size())
                painter.setBrush(fills[u]);
            if (seen(options.exposed, circleOf(item.units[u])))
                painter.drawEllipse(circleOf(item.units[u]));
        }
        for (std::size_t u = 0; text && u < item.units.size(); ++u) {
            if (u < fills.size())
                painter.setPen(textOn(fills[u], theme.dark));
            if (seen(options.exposed, circleOf(item.units[u])))
                paintUnitLabel(painter, measure, column, item.units[u], radius);
        }
        if (item.hidden > 0) {
            const bool beside = i == 0 || i + 1 == layout.columns.size();
            paintDots(painter, QPointF(item.x, item.foldY - (beside ? 0 : 8)), theme.textMuted);
        }
    }
    paintPreparation(painter, picture, theme, options.exposed);
    for (const TextItem& item : layout.texts)
        if (text && seen(options.exposed, item.rect))
            paintText(painter, picture, theme, item, options.ground);
    paintLegend(painter, picture, theme);
}

void paintLinksOf(QPainter& painter, const DiagramPicture& picture, const Theme& theme, int column, int unit)
{
    painter.setRenderHint(QPainter::Antialiasing);
    const auto at = static_cast<std::size_t>(column);
    if (column > 0)
        for (const LinkItem& link : picture.gaps[at - 1].links)
            if (link.to == unit)
                paintLink(painter, picture, theme, column - 1, link, false);
    if (at < picture.gaps.size())
        for (const LinkItem& link : picture.gaps[at].links)
            if (link.from == unit)
                paintLink(painter, picture, theme, column, link, false);
}

void paintLink(QPainter& painter, const DiagramPicture& picture, const Theme& theme, int gap, const LinkItem& link,
               bool strong)
{
    const auto at = static_cast<std::size_t>(gap);
    QPen pen = penOf(linkLooks(picture, theme, at, {&link, 1}).front());
    pen.setColor(withAlpha(pen.color(), strong ? 1.0 : std::max(0.55, static_cast<double>(pen.color().alphaF()))));
    pen.setWidthF(strong ? std::max(pen.widthF() + 1.2, 2.4) : std::max(pen.widthF(), 1.3));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(curve(picture.layout.linkStart(at, static_cast<std::size_t>(link.from)),
                           picture.layout.linkEnd(at + 1, static_cast<std::size_t>(link.to))));
}

} // namespace netloom
