// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/diagram_hit.h"

#include "ui/diagram/diagram_readout.h"
#include "ui/diagram/kernel_matrix.h"
#include "ui/diagram/link_curve.h"
#include "ui/diagram/pixel_painter.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace netloom {

namespace {

/// Parameter at which a link's curve reaches the share `x` of the way between its ends, found by halving.
double curveParameter(double x)
{
    double low = 0;
    double high = 1;
    for (int i = 0; i < 30; ++i) {
        const double t = (low + high) / 2;
        (linkAlong(t) < x ? low : high) = t;
    }
    return (low + high) / 2;
}

DiagramHit hitGap(const DiagramPicture& picture, std::size_t gap, QPointF point, double reach)
{
    DiagramHit hit;
    const DiagramLayout& layout = picture.layout;
    const double x0 = layout.gapStart(gap);
    const double x1 = layout.gapEnd(gap);
    const double along = layout.along(point);
    const double across = layout.across(point);
    if (along < x0 || along > x1 || layout.rightOf(gap).units.empty())
        return hit;
    if (!layout.rows.empty() && !layout.columns[gap + 1].box.adjusted(-x1, 0, x1, 0).contains(point))
        return hit;
    const double t = curveParameter((along - x0) / (x1 - x0));
    const double rise = linkAcross(t);
    const double slope = std::max(1e-6, linkAlongSlope(t)) * (x1 - x0);
    double best = reach;
    // The strongest are drawn last and on top, so they win a tie.
    for (const LinkItem& link : picture.gaps[gap].links) {
        const double y0 = layout.across(layout.leftOf(gap).units[static_cast<std::size_t>(link.from)].center);
        const double y1 = layout.across(layout.columns[gap + 1].units[static_cast<std::size_t>(link.to)].center);
        const double steep = 6 * t * (1 - t) * (y1 - y0) / slope;
        const double distance = std::abs(y0 + (y1 - y0) * rise - across) / std::sqrt(1 + steep * steep);
        if (distance <= best) {
            best = distance;
            hit.kind = DiagramHit::Kind::Link;
            hit.column = static_cast<int>(gap);
            hit.link = link;
        }
    }
    if (hit.kind == DiagramHit::Kind::None && picture.gaps[gap].rest() > 0.5) {
        const auto span = [&](const ColumnItem& item, double& top, double& bottom) {
            top = item.units.empty() ? across : layout.across(item.units.front().center);
            bottom = item.units.empty() ? across : layout.across(item.units.back().center);
        };
        double top0, bottom0, top1, bottom1;
        span(layout.leftOf(gap), top0, bottom0);
        span(layout.columns[gap + 1], top1, bottom1);
        if (across >= top0 + (top1 - top0) * rise && across <= bottom0 + (bottom1 - bottom0) * rise) {
            hit.kind = DiagramHit::Kind::Band;
            hit.column = static_cast<int>(gap);
        }
    }
    return hit;
}

DiagramHit hitColumn(const DiagramPicture& picture, std::size_t column, QPointF point, double reach)
{
    DiagramHit hit;
    const DiagramLayout& layout = picture.layout;
    const ColumnItem& item = layout.columns[column];
    if (std::abs(layout.along(point) - item.along) > item.radius + reach)
        return hit;
    hit.column = static_cast<int>(column);
    for (std::size_t u = 0; u < item.units.size(); ++u) {
        const QPointF d = point - item.units[u].center;
        if (std::hypot(d.x(), d.y()) <= item.radius + reach) {
            hit.kind = DiagramHit::Kind::Unit;
            hit.unit = static_cast<int>(u);
            return hit;
        }
    }
    if (item.hidden > 0 && std::abs(layout.across(point) - item.foldAcross) <= 15)
        hit.kind = DiagramHit::Kind::Fold;
    else
        hit.column = -1;
    return hit;
}

} // namespace

bool DiagramHit::same(const DiagramHit& other) const
{
    return kind == other.kind && column == other.column && unit == other.unit && link.from == other.link.from &&
           link.to == other.link.to;
}

DiagramHit hitDiagram(const DiagramPicture& picture, QPointF point, double reach)
{
    DiagramHit hit;
    if (picture.style.kind == DiagramKind::Blocks) {
        hit.column = columnAt(picture, point);
        hit.kind = hit.column >= 0 ? DiagramHit::Kind::Block : DiagramHit::Kind::None;
        return hit;
    }
    const DiagramLayout& layout = picture.layout;
    if (const Index pixel = pixelAt(picture, point); pixel >= 0) {
        hit.kind = DiagramHit::Kind::Pixel;
        hit.column = 0;
        hit.unit = static_cast<int>(pixel);
        return hit;
    }
    for (std::size_t i = 0; i < layout.columns.size(); ++i) {
        hit = hitColumn(picture, i, point, std::min(reach, 4.0));
        if (hit.kind != DiagramHit::Kind::None)
            return hit;
    }
    for (const TextItem& text : layout.texts) {
        if (!text.isElided() || !text.rect.contains(point))
            continue;
        hit.kind = DiagramHit::Kind::Text;
        hit.column = text.column;
        hit.unit = static_cast<int>(&text - layout.texts.data());
        return hit;
    }
    for (std::size_t gap = 0; gap < picture.gaps.size(); ++gap) {
        if (isMatrix(picture, gap)) {
            if (!matrixRect(layout, gap).contains(point))
                continue;
            hit.kind = DiagramHit::Kind::Cell;
            hit.column = static_cast<int>(gap);
            hit.point = point;
            return hit;
        }
        hit = hitGap(picture, gap, point, reach);
        if (hit.kind != DiagramHit::Kind::None)
            return hit;
    }
    return hit;
}

std::pair<int, Index> spineAt(const DiagramPicture& picture, QPointF point)
{
    if (picture.style.kind != DiagramKind::Neurons || !picture.scene.importance)
        return {-1, -1};
    for (std::size_t i = 0; i < picture.layout.columns.size(); ++i) {
        const QRectF spine = picture.layout.columns[i].spine;
        if (spine.isNull() || !spine.adjusted(-3, -3, 3, 3).contains(point) || i >= picture.scene.importance->size())
            continue;
        const std::vector<double>& importance = (*picture.scene.importance)[i];
        std::vector<Index> order(importance.size());
        std::iota(order.begin(), order.end(), Index(0));
        std::stable_sort(order.begin(), order.end(), [&](Index a, Index b) {
            return importance[static_cast<std::size_t>(a)] > importance[static_cast<std::size_t>(b)];
        });
        const double share = picture.layout.isDown() ? (point.x() - spine.left()) / spine.width()
                                                     : (point.y() - spine.top()) / spine.height();
        const auto row = static_cast<std::size_t>(share * static_cast<double>(order.size()));
        if (!order.empty())
            return {static_cast<int>(i), order[std::min(row, order.size() - 1)]};
    }
    return {-1, -1};
}

int columnAt(const DiagramPicture& picture, QPointF point)
{
    if (picture.style.kind == DiagramKind::Blocks) {
        for (std::size_t i = 0; i < picture.blocks.blocks.size(); ++i)
            if (picture.blocks.blocks[i].rect.contains(point))
                return static_cast<int>(i);
        return -1;
    }
    for (std::size_t i = 0; i < picture.layout.columns.size(); ++i)
        if (picture.layout.columns[i].box.contains(point))
            return static_cast<int>(i);
    return -1;
}

QString describeHit(const DiagramPicture& picture, const DiagramHit& hit)
{
    switch (hit.kind) {
    case DiagramHit::Kind::Unit:
        return describeUnit(picture, hit.column, hit.unit);
    case DiagramHit::Kind::Link:
        return describeLink(picture, hit.column, hit.link);
    case DiagramHit::Kind::Fold:
        return describeFold(picture, hit.column);
    case DiagramHit::Kind::Band:
        return describeBand(picture, hit.column);
    case DiagramHit::Kind::Text:
        return picture.layout.texts[static_cast<std::size_t>(hit.unit)].full;
    case DiagramHit::Kind::Cell:
        return describeCell(picture, static_cast<std::size_t>(hit.column), hit.point);
    case DiagramHit::Kind::Pixel:
        return describePixel(picture, hit.unit);
    case DiagramHit::Kind::Block:
        return describeBlock(picture, hit.column);
    case DiagramHit::Kind::None:
        break;
    }
    return {};
}

} // namespace netloom
