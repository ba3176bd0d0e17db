// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/hover_card.h"

#include "ui/diagram/link_curve.h"

#include <QRectF>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace netloom {

namespace {

constexpr double beside = 10; ///< px between the card and what it tells of

/// Points along a link, evenly in the parameter of its curve.
void addCourse(std::vector<QPointF>& points, const DiagramPicture& picture, std::size_t gap, const LinkItem& link,
               const SeenPart& seen)
{
    constexpr int steps = 24;
    const DiagramLayout& layout = picture.layout;
    const QPointF from = layout.linkStart(gap, static_cast<std::size_t>(link.from));
    const QPointF to = layout.linkEnd(gap, static_cast<std::size_t>(link.to));
    const double along = layout.along(to) - layout.along(from);
    const double across = layout.across(to) - layout.across(from);
    for (int i = 0; i <= steps; ++i) {
        const double t = static_cast<double>(i) / steps;
        const double forth = linkAlong(t);
        const double rise = linkAcross(t);
        points.push_back(
            seen.place(layout.point(layout.along(from) + along * forth, layout.across(from) + across * rise)));
    }
}

std::vector<QPointF> coursesOf(const DiagramPicture& picture, const DiagramHit& hit, const SeenPart& seen)
{
    std::vector<QPointF> points;
    const auto column = static_cast<std::size_t>(hit.column);
    if (hit.kind == DiagramHit::Kind::Link) {
        addCourse(points, picture, column, hit.link, seen);
        return points;
    }
    if (column > 0)
        for (const LinkItem& link : picture.gaps[column - 1].links)
            if (link.to == hit.unit)
                addCourse(points, picture, column - 1, link, seen);
    if (const std::size_t behind = picture.layout.gapBehind(column); behind < picture.gaps.size())
        for (const LinkItem& link : picture.gaps[behind].links)
            if (link.from == hit.unit)
                addCourse(points, picture, behind, link, seen);
    return points;
}

} // namespace

QPoint hoverCardPlace(const DiagramPicture& picture, const DiagramHit& hit, const SeenPart& seen, QSize card,
                      QPoint pointer)
{
    const bool unit = hit.kind == DiagramHit::Kind::Unit;
    if (!unit && hit.kind != DiagramHit::Kind::Link)
        return pointer;
    QPointF middle = pointer;
    double radius = 6; // of the pointer
    if (unit) {
        const ColumnItem& column = picture.layout.columns[static_cast<std::size_t>(hit.column)];
        middle = seen.place(column.units[static_cast<std::size_t>(hit.unit)].center);
        radius = column.radius * seen.scale;
    }
    const std::vector<QPointF> courses = coursesOf(picture, hit, seen);
    const QSizeF size(card);
    const double right = middle.x() + radius + beside;
    const double left = middle.x() - radius - beside - size.width();
    const double above = middle.y() - radius - beside - size.height();
    const double below = middle.y() + radius + beside;
    const QPointF half(size.width() / 2, size.height() / 2);
    std::vector<QPointF> corners;
    for (const double away : {0.0, 24.0, 48.0, 96.0, 144.0})
        for (const double x : {middle.x() - half.x(), right, left})
            for (const double y : {below + away, above - away})
                corners.push_back({x, y});
    corners.push_back({right, middle.y() - half.y()});
    corners.push_back({left, middle.y() - half.y()});
    const QRectF window(QPointF(0, 0), QSizeF(seen.window));
    double least = std::numeric_limits<double>::infinity();
    QPointF best = pointer;
    for (const QPointF& corner : corners) {
        const QRectF rect(corner, size);
        if (!window.contains(rect))
            continue;
        const auto covered =
            std::count_if(courses.begin(), courses.end(), [&](const QPointF& point) { return rect.contains(point); });
        const QPointF way = rect.center() - middle;
        const double far = 0.02 * (std::abs(way.x()) + std::abs(way.y())); // of equals the nearest
        if (const double cost = static_cast<double>(covered) + far; cost < least) {
            least = cost;
            best = corner;
        }
    }
    return best.toPoint();
}

} // namespace netloom
