// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/diagram_painter.h"

#include "ui/diagram/diagram_colors.h"
#include "ui/shell/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace netloom
{

namespace
{

constexpr double smallestText = 0.55;   ///< below this scale text is left out
constexpr std::size_t mostBundles = 24; ///< overlapping shapes are slow to fill

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

/// Pen of a link: hue by sign, width and opacity by size; without weights by layer.
QPen linkPen(const DiagramPicture& picture, const Theme& theme, std::size_t gap, const LinkItem& link)
{
    const GapLinks& links = picture.gaps[gap];
    if (!links.full) {
        QPen pen(withAlpha(theme.oneToOne, 0.8), 1.4, Qt::CustomDashLine, Qt::FlatCap);
        pen.setDashPattern({3.0, 2.2});
        return pen;
    }
    if (picture.style.color == DiagramColor::Weights) {
        if (!links.weighted)
            return QPen(withAlpha(theme.textMuted, 0.35), 1, Qt::SolidLine, Qt::FlatCap);
        const double size = static_cast<double>(link.size);
        const QColor hue = link.weight < 0 ? theme.negative : theme.positive;
        return QPen(withAlpha(hue, 0.12 + 0.78 * std::sqrt(size) * size + 0.1 * size), 0.7 + 3.3 * size, Qt::SolidLine,
                    Qt::FlatCap);
    }
    const double crowd = std::min(1.0, static_cast<double>(links.links.size()) / 250);
    const QColor hue = roleColor(picture.columns[gap + 1].role, theme);
    return QPen(withAlpha(hue, 0.6 - 0.36 * std::sqrt(crowd)), 1.1, Qt::SolidLine, Qt::FlatCap);
}

/// Adds a band between two vertical spans; all turn the same way, so that a winding fill shows overlaps once.
void addFan(QPainterPath& path, double x0, double top0, double bottom0, double x1, double top1, double bottom1)
{
    const double middle = (x0 + x1) / 2;
    path.moveTo(x0, top0);
    path.cubicTo(middle, top0, middle, top1, x1, top1);
    path.lineTo(x1, bottom1);
    path.cubicTo(middle, bottom1, middle, bottom0, x0, bottom0);
    path.closeSubpath();
}

QColor bandColor(const DiagramPicture& picture, const Theme& theme, std::size_t gap)
{
    const GapLinks& links = picture.gaps[gap];
    if (links.full && picture.style.color == DiagramColor::Weights) {
        if (!links.weighted)
            return withAlpha(theme.textMuted, 0.12);
        const double size = links.largest > 0 ? std::min(1.0, 2.5 * links.restMean / links.largest) : 0;
        return withAlpha(mixed(theme.negative, theme.positive, links.restPositive), 0.1 + 0.15 * size);
    }
    return withAlpha(roleColor(picture.columns[gap + 1].role, theme), 0.13);
}

/// The soft shapes that stand for the links of folded units and for weak links.
void paintBands(QPainter& painter, const DiagramPicture& picture, const Theme& theme, std::size_t gap)
{
    const DiagramLayout& layout = picture.layout;
    const GapLinks& links = picture.gaps[gap];
    const ColumnItem& left = layout.columns[gap];
    const ColumnItem& right = layout.columns[gap + 1];
    if (links.rest() < 0.5 || left.units.empty() || right.units.empty())
        return;
    const double x0 = left.x + layout.radius + 2;
    const double x1 = right.x - layout.radius - 2;
    const double half = layout.radius * 0.8;
    const double tip = 1.6;
    QPainterPath path;
    path.setFillRule(Qt::WindingFill);
    if (!links.full || (left.hidden > 0 && right.hidden > 0))
        addFan(path, x0, left.foldY - half, left.foldY + half, x1, right.foldY - half, right.foldY + half);
    // One bundle per shown unit: its links from (or to) all folded ones. Of many units, one bundle for all.
    const auto spread = [](const ColumnItem& item) { return item.units.size() <= mostBundles; };
    const auto top = [](const ColumnItem& item) { return item.units.front().center.y(); };
    const auto bottom = [](const ColumnItem& item) { return item.units.back().center.y(); };
    if (links.full && left.hidden > 0 && !spread(right))
        addFan(path, x0, left.foldY - half, left.foldY + half, x1, top(right), bottom(right));
    else if (links.full && left.hidden > 0)
        for (const UnitItem& unit : right.units)
            addFan(path, x0, left.foldY - half, left.foldY + half, x1, unit.center.y() - tip, unit.center.y() + tip);
    if (links.full && right.hidden > 0 && !spread(left))
        addFan(path, x0, top(left), bottom(left), x1, right.foldY - half, right.foldY + half);
    else if (links.full && right.hidden > 0)
        for (const UnitItem& unit : left.units)
            addFan(path, x0, unit.center.y() - tip, unit.center.y() + tip, x1, right.foldY - half, right.foldY + half);
    if (links.dropped > 0)
        addFan(path, x0, top(left), bottom(left), x1, top(right), bottom(right));
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

void paintLegend(QPainter& painter, const DiagramPicture& picture, const Theme& theme)
{
    painter.setPen(Qt::NoPen);
    for (const LegendItem& item : picture.layout.legend) {
        const QRectF r = item.rect;
        const double y = r.center().y();
        if (item.sample == LegendSample::Band) {
            painter.setBrush(
                withAlpha(picture.style.color == DiagramColor::Weights ? theme.textMuted : theme.hidden, 0.2));
            painter.drawRoundedRect(r.adjusted(0, 2, 0, -2), 2, 2);
            continue;
        }
        painter.setBrush(item.sample == LegendSample::Positive ? theme.positive : theme.negative);
        painter.drawPolygon(QPolygonF({QPointF(r.left(), y - 0.4), QPointF(r.right(), y - 2), QPointF(r.right(), y + 2),
                                       QPointF(r.left(), y + 0.4)}));
    }
}

} // namespace

void paintLinks(QPainter& painter, const DiagramPicture& picture, const Theme& theme, const PaintOptions& options)
{
    const DiagramLayout& layout = picture.layout;
    painter.setRenderHint(QPainter::Antialiasing);
    for (std::size_t gap = 0; gap < picture.gaps.size(); ++gap) {
        if (!seen(options.exposed, gapRect(layout, gap)))
            continue;
        paintBands(painter, picture, theme, gap);
        painter.setBrush(Qt::NoBrush);
        for (const LinkItem& link : picture.gaps[gap].links) {
            const QPointF from = layout.linkStart(gap, static_cast<std::size_t>(link.from));
            const QPointF to = layout.linkEnd(gap + 1, static_cast<std::size_t>(link.to));
            if (!seen(options.exposed, QRectF(from, to).normalized().adjusted(-3, -3, 3, 3)))
                continue;
            painter.setPen(linkPen(picture, theme, gap, link));
            if (from.y() == to.y())
                painter.drawLine(from, to);
            else
                painter.drawPath(curve(from, to));
        }
    }
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
        const QColor role = roleColor(column.role, theme);
        const QColor fill = theme.dark ? role : readable(role, Qt::white);
        painter.setPen(Qt::NoPen);
        painter.setBrush(fill);
        for (const UnitItem& unit : item.units) {
            const QRectF circle(unit.center - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius));
            if (seen(options.exposed, circle))
                painter.drawEllipse(circle);
        }
        if (text) {
            painter.setPen(textOn(fill, theme.dark));
            for (const UnitItem& unit : item.units)
                if (seen(options.exposed,
                         QRectF(unit.center - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius))))
                    paintUnitLabel(painter, measure, column, unit, radius);
        }
        if (item.hidden > 0) {
            const bool beside = i == 0 || i + 1 == layout.columns.size();
            paintDots(painter, QPointF(item.x, item.foldY - (beside ? 0 : 8)), theme.textMuted);
        }
    }
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
    QPen pen = linkPen(picture, theme, at, link);
    pen.setColor(withAlpha(pen.color(), strong ? 1.0 : std::max(0.55, static_cast<double>(pen.color().alphaF()))));
    pen.setWidthF(strong ? std::max(pen.widthF() + 1.2, 2.4) : std::max(pen.widthF(), 1.3));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(curve(picture.layout.linkStart(at, static_cast<std::size_t>(link.from)),
                           picture.layout.linkEnd(at + 1, static_cast<std::size_t>(link.to))));
}

} // namespace netloom
