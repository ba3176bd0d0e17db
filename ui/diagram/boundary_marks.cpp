// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/boundary_marks.h"

#include "ui/diagram/diagram_colors.h"
#include "ui/toolkit/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>
#include <cmath>

namespace netloom {

namespace {

/// Disc, triangle, square, diamond, pentagon …: classes are told apart without their colours.
QPainterPath marker(QPointF center, int group, double size)
{
    QPainterPath path;
    if (group % 6 == 0) {
        path.addEllipse(center, size, size);
        return path;
    }
    constexpr std::array<int, 6> corners{0, 3, 4, 4, 5, 6};
    const int n = corners[static_cast<std::size_t>(group % 6)];
    const double turn = group % 6 == 2 ? M_PI / 4 : 0;
    const double r = size * (n == 3 ? 1.3 : 1.15);
    for (int i = 0; i < n; ++i) {
        const double angle = -M_PI / 2 + turn + 2 * M_PI * i / n;
        const QPointF p = center + r * QPointF(std::cos(angle), std::sin(angle));
        i == 0 ? path.moveTo(p) : path.lineTo(p);
    }
    path.closeSubpath();
    return path;
}

QColor groupColor(const BoundaryScene& scene, int group, const Theme& theme)
{
    if (scene.task == Task::Binary || scene.task == Task::MultiBinary)
        return group == 1 ? theme.positive : theme.negative;
    if (scene.task == Task::Multiclass)
        return classColor(group, theme.dark);
    return theme.text;
}

} // namespace

void paintMapPoint(QPainter& painter, const BoundaryScene& scene, const Theme& theme, const MapPoint& point, QPointF at)
{
    constexpr double size = 3.6;
    if (tellsNumbers(scene)) {
        constexpr int diamond = 3;
        painter.setPen(QPen(theme.text, 1));
        painter.setBrush(numberColor(scene, point.value, theme));
        painter.drawPath(marker(at, point.validation ? diamond : 0, size));
        return;
    }
    const QColor color = groupColor(scene, point.group, theme);
    painter.setPen(QPen(point.validation ? color : theme.canvas, point.validation ? 1.6 : 1));
    painter.setBrush(point.validation ? theme.canvas : color);
    painter.drawPath(marker(at, point.group, size));
    if (!point.wrong)
        return;
    painter.setPen(QPen(theme.text, 1.4));
    for (const double side : {-1.0, 1.0})
        painter.drawLine(at + QPointF(-size, side * -size), at + QPointF(size, side * size));
}

bool tellsNumbers(const BoundaryScene& scene)
{
    return scene.task == Task::Regression || scene.task == Task::None;
}

QColor shaded(const QColor& color, const QColor& ground, double share)
{
    return mixed(ground, color, std::clamp(share, 0.0, 1.0));
}

QColor numberColor(const BoundaryScene& scene, double value, const Theme& theme)
{
    const double span = scene.high - scene.low;
    const double share = span > 0 ? std::clamp((value - scene.low) / span, 0.0, 1.0) : 0;
    return shaded(theme.positive, theme.canvas, 0.05 + 0.8 * share);
}

QColor classColor(int group, bool dark)
{
    // Okabe and Ito's colours, which colour-blind readers tell apart; lighter on dark ground.
    static const std::array<QColor, 8> hues{
        QColor(0xe6, 0x9f, 0x00), QColor(0x00, 0x72, 0xb2), QColor(0x00, 0x9e, 0x73), QColor(0xcc, 0x79, 0xa7),
        QColor(0xd5, 0x5e, 0x00), QColor(0x56, 0xb4, 0xe9), QColor(0xb8, 0xa8, 0x10), QColor(0x77, 0x77, 0x77)};
    const QColor color = hues[static_cast<std::size_t>(group) % hues.size()];
    return dark ? color.lighter(118) : color;
}

} // namespace netloom
