// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/pixel_painter.h"

#include "ui/diagram/kernel_matrix.h"

#include "core/explanation/pixel_inputs.h"
#include "ui/diagram/diagram_colors.h"
#include "ui/diagram/diagram_readout.h"
#include "ui/diagram/row_activity.h"
#include "ui/toolkit/theme.h"

#include <QImage>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

constexpr double tileSide = 30;

/// Of the row that is looked at, else the average.
const std::vector<float>& shownValues(const DiagramPicture& picture, const PixelPictures& pixels)
{
    const bool row = picture.style.coloring->needs == ColoringNeeds::Row && picture.scene.row;
    return row && !pixels.row.empty() ? pixels.row : pixels.mean;
}

QImage imageOf(const std::vector<float>& values, Index side, const auto& colorOf)
{
    QImage image(static_cast<int>(side), static_cast<int>(side), QImage::Format_RGB32);
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            image.setPixelColor(x, y, colorOf(values[static_cast<std::size_t>(y * image.width() + x)]));
    return image;
}

} // namespace

const PixelPictures* shownPixels(const DiagramPicture& picture)
{
    const PixelPictures* pixels = picture.scene.pixels.get();
    const bool shown = picture.style.pixels && pixels && pixels->side > 0 &&
                       picture.style.kind == DiagramKind::Neurons &&
                       picture.style.direction == DiagramDirection::Right && // a picture needs the height of a column
                       !picture.columns.empty() && pixels->side * pixels->side == picture.columns.front().units;
    return shown ? pixels : nullptr;
}

QString pixelCaption(const DiagramPicture& picture)
{
    const PixelPictures* pixels = shownPixels(picture);
    if (!pixels)
        return {};
    return &shownValues(picture, *pixels) == &pixels->row ? QStringLiteral("row %1").arg(picture.scene.row->row + 1)
                                                          : QStringLiteral("average row");
}

void paintInputPicture(QPainter& painter, const DiagramPicture& picture, const Theme& theme)
{
    const PixelPictures* pixels = shownPixels(picture);
    const QRectF& rect = picture.layout.inputPicture;
    if (!pixels || rect.isNull())
        return;
    const DiagramLayout& layout = picture.layout;
    painter.save();
    if (layout.columns.size() > 1 && !layout.rightOf(0).units.empty() && !isMatrix(picture, 0)) {
        const ColumnItem& units = layout.rightOf(0);
        const double start = layout.along(rect.bottomRight());
        const double end = layout.gapEnd(0);
        const double first = layout.across(units.units.front().center) - units.radius;
        const double last = layout.across(units.units.back().center) + units.radius;
        const double middle = (start + end) / 2;
        QPainterPath fan(layout.point(start, layout.across(rect.topLeft())));
        fan.cubicTo(layout.point(middle, layout.across(rect.topLeft())), layout.point(middle, first),
                    layout.point(end, first));
        fan.lineTo(layout.point(end, last));
        fan.cubicTo(layout.point(middle, last), layout.point(middle, layout.across(rect.bottomRight())),
                    layout.point(start, layout.across(rect.bottomRight())));
        fan.closeSubpath();
        painter.setPen(Qt::NoPen);
        painter.setBrush(withAlpha(theme.textMuted, 0.1));
        painter.drawPath(fan);
    }
    const QColor ink = theme.dark ? QColor(Qt::white) : QColor(Qt::black);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    painter.drawImage(rect, imageOf(shownValues(picture, *pixels), pixels->side, [&](float value) {
                          return mixed(theme.canvas, ink, static_cast<double>(std::clamp(value, 0.0f, 1.0f)));
                      }));
    painter.setPen(QPen(roleColor(DiagramRole::Input, theme), 1.6));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect);
    painter.restore();
}

bool paintTile(QPainter& painter, const DiagramPicture& picture, const Theme& theme, std::size_t column,
               const UnitItem& unit)
{
    const PixelPictures* pixels = shownPixels(picture);
    if (!pixels || column != pixels->layer + 1 || !picture.style.coloring->needsWeights() ||
        unit.unit >= static_cast<Index>(pixels->tiles.size()))
        return false;
    const std::vector<float>& values = pixels->tiles[static_cast<std::size_t>(unit.unit)];
    float largest = 0;
    for (const float value : values)
        largest = std::max(largest, std::isfinite(value) ? std::abs(value) : 0.0f);
    const QRectF rect(unit.center - QPointF(tileSide / 2, tileSide / 2), QSizeF(tileSide, tileSide));
    painter.save();
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    painter.drawImage(rect, imageOf(values, pixels->side, [&](float value) {
                          const double share =
                              largest > 0 && std::isfinite(value) ? static_cast<double>(std::abs(value) / largest) : 0;
                          return mixed(theme.canvas, value < 0 ? theme.negative : theme.positive, 0.9 * share);
                      }));
    painter.setPen(QPen(roleColor(picture.columns[column].role, theme), 1.4));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(rect, 2.5, 2.5);
    painter.restore();
    return true;
}

Index pixelAt(const DiagramPicture& picture, QPointF point)
{
    const PixelPictures* pixels = shownPixels(picture);
    const QRectF& rect = picture.layout.inputPicture;
    if (!pixels || !rect.contains(point))
        return -1;
    const auto place = [&](double share) {
        return std::clamp<Index>(static_cast<Index>(share * static_cast<double>(pixels->side)), 0, pixels->side - 1);
    };
    return place((point.y() - rect.top()) / rect.height()) * pixels->side +
           place((point.x() - rect.left()) / rect.width());
}

QString describePixel(const DiagramPicture& picture, Index pixel)
{
    const PixelPictures* pixels = shownPixels(picture);
    if (!pixels || pixel < 0)
        return {};
    return QStringLiteral("%1 · %2 of the darkest · %3")
        .arg(unitName(picture.columns.front(), pixel),
             QLocale().toString(static_cast<double>(shownValues(picture, *pixels)[static_cast<std::size_t>(pixel)]),
                                'g', 2),
             pixelCaption(picture));
}

} // namespace netloom
