// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/link_style.h"

#include "ui/diagram/diagram_colors.h"
#include "ui/toolkit/theme.h"

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

constexpr std::size_t mostBundles = 24; ///< of more units than that, one bundle for all

} // namespace

LinkLook linkLook(const DiagramPicture& picture, const Theme& theme, std::size_t gap, const LinkItem& link)
{
    const GapLinks& links = picture.gaps[gap];
    if (!links.full)
        return {withAlpha(theme.oneToOne, 0.8), 1.4, true};
    if (picture.style.color == DiagramColor::Weights) {
        if (!links.weighted)
            return {withAlpha(theme.textMuted, 0.35), 1};
        const double size = static_cast<double>(link.size);
        const QColor hue = link.weight < 0 ? theme.negative : theme.positive;
        return {withAlpha(hue, 0.14 + 0.26 * size + 0.55 * size * std::sqrt(size)), 0.8 + 3.2 * size};
    }
    const double crowd = std::min(1.0, static_cast<double>(links.links.size()) / 250);
    return {withAlpha(roleColor(picture.columns[gap + 1].role, theme), 0.6 - 0.36 * std::sqrt(crowd)), 1.1};
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

std::vector<LinkBand> linkBands(const DiagramPicture& picture, std::size_t gap)
{
    std::vector<LinkBand> bands;
    const DiagramLayout& layout = picture.layout;
    const GapLinks& links = picture.gaps[gap];
    const ColumnItem& left = layout.columns[gap];
    const ColumnItem& right = layout.columns[gap + 1];
    if (links.rest() < 0.5 || left.units.empty() || right.units.empty())
        return bands;
    const double half = layout.radius * 0.8;
    const double tip = 1.6;
    const double leftTop = left.units.front().center.y();
    const double leftBottom = left.units.back().center.y();
    const double rightTop = right.units.front().center.y();
    const double rightBottom = right.units.back().center.y();
    if (!links.full || (left.hidden > 0 && right.hidden > 0))
        bands.push_back({left.foldY - half, left.foldY + half, right.foldY - half, right.foldY + half});
    if (!links.full)
        return bands;
    // One bundle per shown unit: its links from (or to) all folded ones.
    if (left.hidden > 0 && right.units.size() > mostBundles)
        bands.push_back({left.foldY - half, left.foldY + half, rightTop, rightBottom});
    else if (left.hidden > 0)
        for (const UnitItem& unit : right.units)
            bands.push_back({left.foldY - half, left.foldY + half, unit.center.y() - tip, unit.center.y() + tip});
    if (right.hidden > 0 && left.units.size() > mostBundles)
        bands.push_back({leftTop, leftBottom, right.foldY - half, right.foldY + half});
    else if (right.hidden > 0)
        for (const UnitItem& unit : left.units)
            bands.push_back({unit.center.y() - tip, unit.center.y() + tip, right.foldY - half, right.foldY + half});
    if (links.dropped > 0)
        bands.push_back({leftTop, leftBottom, rightTop, rightBottom});
    return bands;
}

} // namespace netloom
