// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/diagram_painter.h"

#include "core/explanation/unit_activity.h"
#include "ui/diagram/diagram_colors.h"
#include "ui/diagram/ghost_links.h"
#include "ui/diagram/kernel_matrix.h"
#include "ui/diagram/link_style.h"
#include "ui/diagram/paint_options.h"
#include "ui/diagram/pixel_painter.h"
#include "ui/diagram/unit_painter.h"
#include "ui/toolkit/theme.h"

#include <QLocale>

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <functional>

namespace netloom {

namespace {

constexpr double smallestTextScale = 0.5; ///< below this scale text is left out

QPainterPath curve(QPointF from, QPointF to, bool down = false)
{
    if (down) {
        const double middle = (from.y() + to.y()) / 2;
        QPainterPath path(from);
        path.cubicTo(QPointF(from.x(), middle), QPointF(to.x(), middle), to);
        return path;
    }
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
    const double left = layout.gapStart(gap);
    const double right = layout.gapEnd(gap);
    if (layout.rows.empty())
        return QRectF(layout.point(left, layout.across(layout.body.topLeft())),
                      layout.point(right, layout.across(layout.body.bottomRight())));
    const QRectF box = layout.columns[gap + 1].box;
    return QRectF(left, box.top(), right - left, box.height());
}

QPen penOf(const LinkLook& look)
{
    QPen pen(look.color, look.width, Qt::SolidLine, Qt::FlatCap);
    if (look.line == LinkLook::Line::Dotted)
        pen.setDashPattern({1.0, 1.8});
    else if (look.line == LinkLook::Line::Hollow && look.width < hollowWidth)
        pen.setDashPattern({hollowDash[0] / look.width, hollowDash[1] / look.width});
    return pen;
}

} // namespace

void drawLink(QPainter& painter, QPointF from, QPointF to, const LinkLook& look, const QColor& ground, bool down)
{
    const auto draw = [&](const QPen& pen) {
        painter.setPen(pen);
        if (down ? from.x() == to.x() : from.y() == to.y())
            painter.drawLine(from, to);
        else
            painter.drawPath(curve(from, to, down));
    };
    draw(penOf(look));
    if (look.line == LinkLook::Line::Hollow && look.width >= hollowWidth)
        draw(QPen(ground, look.width * hollowCore, Qt::SolidLine, Qt::FlatCap));
}

namespace {

/// All bands of a gap in one path: they turn the same way, so that a winding fill shows overlaps once.
void paintBands(QPainter& painter, const DiagramPicture& picture, const Theme& theme, std::size_t gap)
{
    const std::vector<LinkBand> bands = linkBands(picture, gap);
    if (bands.empty())
        return;
    const DiagramLayout& layout = picture.layout;
    const double x0 = layout.gapStart(gap);
    const double x1 = layout.gapEnd(gap);
    const double middle = (x0 + x1) / 2;
    QPainterPath path;
    path.setFillRule(Qt::WindingFill);
    for (const LinkBand& band : bands) {
        const auto at = [&](double along, double across) { return layout.point(along, across); };
        path.moveTo(at(x0, band.top0));
        path.cubicTo(at(middle, band.top0), at(middle, band.top1), at(x1, band.top1));
        path.lineTo(at(x1, band.bottom1));
        path.cubicTo(at(middle, band.bottom1), at(middle, band.bottom0), at(x0, band.bottom0));
        path.closeSubpath();
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(bandColor(picture, theme, gap));
    painter.drawPath(path);
}

void paintDots(QPainter& painter, QPointF center, bool down, const QColor& color)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    for (const double d : {-5.5, 0.0, 5.5})
        painter.drawEllipse(center + (down ? QPointF(d, 0) : QPointF(0, d)), 1.6, 1.6);
}

void paintText(QPainter& painter, const DiagramPicture& picture, const Theme& theme, const TextItem& item, bool ground)
{
    QColor color = theme.textMuted;
    switch (item.role) {
    case TextRole::Title:
        color =
            picture.style.medium == DiagramMedium::BlackWhite
                ? theme.text
                : readable(roleColor(picture.columns[static_cast<std::size_t>(item.column)].role, theme), theme.canvas);
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
    const double up = (metrics.ascent() - metrics.descent()) / 2;
    const double room = item.turn == TextTurn::Upward ? item.rect.height() : item.rect.width();
    double start = 0;
    if (item.alignment & Qt::AlignRight)
        start = room - width;
    else if (item.alignment & Qt::AlignHCenter)
        start = (room - width) / 2;
    switch (item.turn) {
    case TextTurn::Level:
        painter.drawText(QPointF(item.rect.left() + start, item.rect.center().y() + up), item.text);
        break;
    case TextTurn::Upward:
        painter.save();
        painter.translate(item.rect.center().x() + up, item.rect.bottom() - start);
        painter.rotate(-90);
        painter.drawText(QPointF(0, 0), item.text);
        painter.restore();
        break;
    case TextTurn::Slanted:
        painter.save();
        painter.translate(item.slantStart());
        painter.rotate(-45);
        painter.drawText(QPointF(0, up), item.text);
        painter.restore();
        break;
    }
}

/// The columns of the table, and thin lines to the inputs they become.
void paintPreparation(QPainter& painter, const DiagramPicture& picture, const Theme& theme, const QRectF& exposed)
{
    const DiagramLayout& layout = picture.layout;
    const FontMeasure measure;
    for (const PreparationItem& item : layout.preparation) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(withAlpha(theme.textMuted, 0.7), 1));
        for (const int unit : item.units) {
            const ColumnItem& inputs = layout.columns.front();
            const bool down = layout.isDown();
            QPointF to = inputs.units[static_cast<std::size_t>(unit)].center - layout.point(inputs.radius + 2, 0);
            for (const TextItem& text : layout.texts)
                if (text.column == 0 && text.role == TextRole::Name && !item.rect.contains(text.rect.center()) &&
                    text.alignment.testFlag(down ? Qt::AlignLeft : Qt::AlignRight) &&
                    std::abs(layout.across(text.rect.center()) - layout.across(to)) < 1) {
                    const double width = measure.width(text.text, TextRole::Name) + 6;
                    to = layout.point(layout.along(text.rect.bottomRight()) - width, layout.across(to));
                }
            const QPointF from = layout.point(layout.along(item.rect.bottomRight()), layout.across(item.rect.center()));
            painter.drawPath(curve(from, to, down));
        }
        if (!seen(exposed, item.rect))
            continue;
        painter.setPen(QPen(theme.borderStrong, 1));
        painter.setBrush(theme.panel);
        painter.drawRoundedRect(item.rect, 5, 5);
    }
}

void paintSamples(QPainter& painter, const DiagramPicture& picture, const Theme& theme)
{
    const auto taper = [&](const QRectF& r, double from, double to) {
        const double y = r.center().y();
        painter.drawPolygon(QPolygonF({QPointF(r.left(), y - from), QPointF(r.right(), y - to),
                                       QPointF(r.right(), y + to), QPointF(r.left(), y + from)}));
    };
    for (const LegendItem& item : picture.layout.legend) {
        const QRectF r = item.rect;
        const QColor color = theme.*item.color;
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        switch (item.sample) {
        case LegendSample::None:
            break;
        case LegendSample::Band:
            // In black and white all bands are of one grey.
            painter.setBrush(withAlpha(picture.style.medium == DiagramMedium::BlackWhite ? theme.text : color, 0.2));
            painter.drawRoundedRect(r.adjusted(0, 2, 0, -2), 2, 2);
            break;
        case LegendSample::Link:
            taper(r, 0.5, 2.2);
            break;
        case LegendSample::Hollow:
            drawLink(painter, QPointF(r.left(), r.center().y()), QPointF(r.left() + 13, r.center().y()),
                     {color, 1.2, LinkLook::Line::Hollow}, theme.canvas);
            drawLink(painter, QPointF(r.left() + 15, r.center().y()), QPointF(r.right(), r.center().y()),
                     {color, 4, LinkLook::Line::Hollow}, theme.canvas);
            break;
        case LegendSample::OneToOne:
            drawLink(painter, QPointF(r.left(), r.center().y()), QPointF(r.right(), r.center().y()),
                     {color, 1.5, LinkLook::Line::Dotted}, theme.canvas);
            break;
        case LegendSample::Bracket:
            painter.setPen(QPen(color, 1.6));
            painter.setBrush(Qt::NoBrush);
            painter.drawPolyline(
                QPolygonF({QPointF(r.right(), r.center().y() - 6), QPointF(r.left() + 1, r.center().y() - 6),
                           QPointF(r.left() + 1, r.center().y() + 6), QPointF(r.right(), r.center().y() + 6)}));
            break;
        case LegendSample::Positive:
        case LegendSample::Negative:
        case LegendSample::Zero:
            painter.setPen(QPen(theme.textMuted, 1.4));
            painter.setBrush(theme.canvas);
            painter.drawEllipse(r.center(), 7, 7);
            paintSign(painter, r.center(),
                      item.sample == LegendSample::Zero       ? 0
                      : item.sample == LegendSample::Positive ? 1
                                                              : -1,
                      1, 4.4, theme, theme.canvas);
            break;
        case LegendSample::Off: {
            QPen pen(color, 1.3);
            pen.setDashPattern({2.6, 2.2});
            painter.setPen(pen);
            painter.setBrush(Qt::NoBrush);
            painter.drawEllipse(r.center(), 6.5, 6.5);
            break;
        }
        case LegendSample::Bias:
            paintSign(painter, QPointF(r.left() + 4.5, r.center().y()), 1, 1, 4, theme, theme.canvas);
            paintSign(painter, QPointF(r.left() + 16.5, r.center().y()), -1, 1, 4, theme, theme.canvas);
            break;
        }
    }
}

/// A bar with a row for each unit, dark where it is important, and lines from the rows of the shown ones to them.
void paintSpine(QPainter& painter, const DiagramPicture& picture, const Theme& theme, std::size_t column)
{
    const ColumnItem& item = picture.layout.columns[column];
    if (item.spine.isNull() || !picture.scene.importance || column >= picture.scene.importance->size())
        return;
    std::vector<double> sorted = (*picture.scene.importance)[column];
    const std::vector<double>& importance = (*picture.scene.importance)[column];
    if (static_cast<Index>(sorted.size()) != picture.columns[column].units)
        return;
    std::sort(sorted.begin(), sorted.end(), std::greater<>());
    const QColor color = roleColor(picture.columns[column].role, theme);
    const auto cells = std::min<std::size_t>(sorted.size(), 128);
    const DiagramLayout& layout = picture.layout;
    const double length = layout.isDown() ? item.spine.width() : item.spine.height();
    const double top = layout.across(item.spine.topLeft());
    const double height = length / static_cast<double>(cells);
    painter.setPen(Qt::NoPen);
    for (std::size_t i = 0; i < cells; ++i) {
        const double value = sorted[i * sorted.size() / cells];
        painter.setBrush(withAlpha(color, 0.06 + 0.64 * std::max(0.0, value)));
        const double at = top + static_cast<double>(i) * height;
        painter.drawRect(QRectF(layout.point(layout.along(item.spine.topLeft()), at),
                                layout.point(layout.along(item.spine.bottomRight()), at + height + 0.3)));
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(withAlpha(color, 0.8), 1));
    painter.drawRect(item.spine);
    for (const UnitItem& unit : item.units) {
        const double value = importance[static_cast<std::size_t>(unit.unit)];
        // Equal ones lie in the order of the network, as spineAt() finds them.
        const auto rank = std::lower_bound(sorted.begin(), sorted.end(), value, std::greater<>()) - sorted.begin() +
                          std::count(importance.begin(), importance.begin() + unit.unit, value);
        const double at = top + length * (static_cast<double>(rank) + 0.5) / static_cast<double>(sorted.size());
        painter.setPen(QPen(withAlpha(theme.textMuted, 0.55), 0.8));
        painter.drawPath(curve(layout.point(layout.along(item.spine.bottomRight()), at),
                               unit.center - layout.point(item.radius + 1, 0), layout.isDown()));
    }
}

/// How much of the signal is left below each column of a row: the mean spread of its units, from 1 down to 10⁻⁸.
void paintStrips(QPainter& painter, const DiagramPicture& picture, const Theme& theme)
{
    if (!picture.scene.activity)
        return;
    painter.setPen(Qt::NoPen);
    for (std::size_t i = 0; i < picture.layout.columns.size(); ++i) {
        const QRectF strip = picture.layout.columns[i].strip;
        const auto* units = strip.isNull() ? nullptr : picture.scene.activity->column(i);
        if (!units || units->empty())
            continue;
        double spread = 0;
        for (const UnitActivity& unit : *units)
            spread += unit.spread / static_cast<double>(units->size());
        const double share = spread > 0 ? std::clamp(1 + std::log10(spread) / 8, 0.04, 1.0) : 0.04;
        QRectF bar = strip;
        bar.setTop(bar.bottom() - share * strip.height());
        painter.setBrush(spread < 1e-3 ? theme.negative : theme.textMuted);
        painter.drawRect(bar);
    }
}

void paintBracket(QPainter& painter, const DiagramLayout& layout, const ColumnItem& item, const Theme& theme)
{
    if (item.units.empty())
        return;
    const double x = item.along - item.radius - 9;
    const double top = layout.across(item.units.front().center) - item.radius;
    const double bottom = layout.across(item.units.back().center) + item.radius;
    painter.setPen(QPen(theme.oneToOne, 1.6));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(QPolygonF(
        {layout.point(x + 5, top), layout.point(x, top), layout.point(x, bottom), layout.point(x + 5, bottom)}));
}

/// Below a column that stands for equal layers; "× 198" is among the texts.
void paintRun(QPainter& painter, const DiagramLayout& layout, const ColumnItem& item, const Theme& theme)
{
    const double half = item.radius + 8;
    const double y = item.end + 10;
    painter.setPen(QPen(theme.textMuted, 1.4));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(QPolygonF({layout.point(item.along - half, y - 5), layout.point(item.along - half, y),
                                    layout.point(item.along + half, y), layout.point(item.along + half, y - 5)}));
}

} // namespace

void paintGap(QPainter& painter, const DiagramPicture& picture, const Theme& theme, std::size_t gap,
              const PaintOptions& options)
{
    const QRectF& exposed = options.exposed;
    const DiagramLayout& layout = picture.layout;
    if (!seen(exposed, gapRect(layout, gap)))
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    if (isMatrix(picture, gap)) {
        paintMatrix(painter, picture, theme, gap);
        return;
    }
    paintBands(painter, picture, theme, gap);
    painter.setBrush(Qt::NoBrush);
    const std::vector<LinkItem>& links = picture.gaps[gap].links;
    const std::vector<LinkLook> looks = linkLooks(picture, theme, gap, links);
    for (std::size_t i = 0; i < links.size(); ++i) {
        const LinkItem& link = links[i];
        const QPointF from = layout.linkStart(gap, static_cast<std::size_t>(link.from));
        const QPointF to = layout.linkEnd(gap, static_cast<std::size_t>(link.to));
        if (!seen(exposed, QRectF(from, to).normalized().adjusted(-3, -3, 3, 3)))
            continue;
        if (options.beforeLink)
            options.beforeLink(gap, link);
        drawLink(painter, from, to, looks[i], theme.canvas, layout.isDown());
    }
}

void paintLinks(QPainter& painter, const DiagramPicture& picture, const Theme& theme, const PaintOptions& options)
{
    paintGhost(painter, picture, theme);
    for (std::size_t gap = 0; gap < picture.gaps.size(); ++gap)
        paintGap(painter, picture, theme, gap, options);
}

void paintFrame(QPainter& painter, const DiagramPicture& picture, const Theme& theme, const PaintOptions& options)
{
    const DiagramLayout& layout = picture.layout;
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    for (const double bottom : layout.rows) {
        painter.setPen(QPen(theme.border, 1));
        painter.drawLine(QPointF(layout.body.left(), bottom), QPointF(layout.body.right(), bottom));
    }
    for (const auto& [gap, item] : layout.repeated) {
        painter.setPen(QPen(withAlpha(theme.textMuted, 0.8), 1));
        painter.setBrush(theme.canvas);
        for (const UnitItem& unit : item.units)
            painter.drawEllipse(unit.center, item.radius - 1, item.radius - 1);
    }
    paintStrips(painter, picture, theme);
    paintPreparation(painter, picture, theme, options.exposed);
    paintInputPicture(painter, picture, theme);
}

void paintColumn(QPainter& painter, const DiagramPicture& picture, const Theme& theme, std::size_t column,
                 const PaintOptions& options)
{
    const DiagramLayout& layout = picture.layout;
    const ColumnItem& item = layout.columns[column];
    const bool text = options.scale == 0 || options.scale >= smallestTextScale;
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    paintSpine(painter, picture, theme, column);
    if (picture.columns[column].mixes)
        paintBracket(painter, layout, item, theme);
    for (const LayerRun& run : layout.runs)
        if (run.first == column)
            paintRun(painter, layout, item, theme);
    paintUnits(painter, picture, theme, column, options, text);
    if (item.hidden > 0 && layout.rows.empty()) {
        const bool beside = column == 0 || column + 1 == layout.columns.size();
        const bool down = layout.isDown();
        paintDots(painter, layout.point(item.along, item.foldAcross) - QPointF(0, beside ? 0 : 8), down,
                  theme.textMuted);
    } else if (item.hidden > 0) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.textMuted);
        for (const double dx : {-3.5, 0.0, 3.5})
            painter.drawEllipse(QPointF(item.along + dx, item.foldAcross), 1.0, 1.0);
    }
}

void paintTexts(QPainter& painter, const DiagramPicture& picture, const Theme& theme, int column,
                const PaintOptions& options)
{
    if (options.scale != 0 && options.scale < smallestTextScale)
        return;
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    for (const TextItem& item : picture.layout.texts) {
        if (item.column != column || !seen(options.exposed, item.rect))
            continue;
        if (options.beforeText)
            options.beforeText(item);
        paintText(painter, picture, theme, item, options.ground);
    }
}

void paintLegend(QPainter& painter, const DiagramPicture& picture, const Theme& theme, const PaintOptions& options)
{
    paintSamples(painter, picture, theme);
    paintTexts(painter, picture, theme, -1, options);
}

void paintNodes(QPainter& painter, const DiagramPicture& picture, const Theme& theme, const PaintOptions& options)
{
    paintFrame(painter, picture, theme, options);
    for (std::size_t i = 0; i < picture.layout.columns.size(); ++i) {
        paintColumn(painter, picture, theme, i, options);
        paintTexts(painter, picture, theme, static_cast<int>(i), options);
    }
    paintLegend(painter, picture, theme, options);
}

QRectF numbersRect(const DiagramPicture& picture, const QString& words)
{
    QRectF rect = picture.layout.numbers;
    if (rect.isNull())
        return rect;
    const QPointF center = rect.center();
    rect.setWidth(FontMeasure().width(words, TextRole::Note));
    rect.moveCenter(center);
    return rect;
}

void paintNumbers(QPainter& painter, const DiagramPicture& picture, const Theme& theme, const QString& words)
{
    const QRectF rect = picture.layout.numbers;
    if (rect.isNull())
        return;
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.setFont(diagramFont(TextRole::Note));
    painter.setPen(theme.textMuted);
    const QFontMetricsF metrics(painter.font());
    painter.drawText(QPointF(rect.center().x() - metrics.horizontalAdvance(words) / 2,
                             rect.center().y() + (metrics.ascent() - metrics.descent()) / 2),
                     words);
}

void paintLink(QPainter& painter, const DiagramPicture& picture, const Theme& theme, int gap, const LinkItem& link,
               bool strong)
{
    const auto at = static_cast<std::size_t>(gap);
    LinkLook look = linkLooks(picture, theme, at, {&link, 1}).front();
    if (strong) {
        look.color = withAlpha(look.color, 1);
        look.width = std::max(look.width + 1.2, 2.4);
    } else {
        look = emphasised(look);
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    drawLink(painter, picture.layout.linkStart(at, static_cast<std::size_t>(link.from)),
             picture.layout.linkEnd(at, static_cast<std::size_t>(link.to)), look, theme.canvas,
             picture.layout.isDown());
}

} // namespace netloom
