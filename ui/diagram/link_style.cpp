// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/link_style.h"

#include "ui/diagram/diagram_colors.h"
#include "ui/toolkit/theme.h"

#include <algorithm>

namespace netloom {

namespace {

constexpr std::size_t mostBundles = 24; ///< of more units than that, one bundle for all

bool lacksWeights(const DiagramPicture& picture, std::size_t gap)
{
    return picture.style.coloring->needsWeights() && !picture.gaps[gap].weighted;
}

} // namespace

std::vector<LinkLook> linkLooks(const DiagramPicture& picture, const Theme& theme, std::size_t gap,
                                std::span<const LinkItem> links)
{
    if (!picture.gaps[gap].full)
        return std::vector<LinkLook>(links.size(), {withAlpha(theme.oneToOne, 0.9), 1.5, LinkLook::Line::Dotted});
    if (lacksWeights(picture, gap))
        return std::vector<LinkLook>(links.size(), {withAlpha(theme.textMuted, 0.35), 1, LinkLook::Line::Solid});
    const Coloring& coloring = *picture.style.coloring;
    const ColoredGap colored{picture, theme, gap};
    std::vector<float> values(links.size());
    if (coloring.linkValues)
        coloring.linkValues(colored, links, values);
    std::vector<LinkLook> looks(links.size());
    coloring.scale.links(colored, values, looks);
    return looks;
}

QColor bandColor(const DiagramPicture& picture, const Theme& theme, std::size_t gap)
{
    if (!picture.gaps[gap].full)
        return withAlpha(roleColor(picture.columns[gap + 1].role, theme), 0.13);
    if (lacksWeights(picture, gap))
        return withAlpha(theme.textMuted, 0.12);
    return picture.style.coloring->scale.rest({picture, theme, gap});
}

std::vector<LinkBand> linkBands(const DiagramPicture& picture, std::size_t gap)
{
    std::vector<LinkBand> bands;
    const DiagramLayout& layout = picture.layout;
    const GapLinks& links = picture.gaps[gap];
    const ColumnItem& left = layout.leftOf(gap);
    const ColumnItem& right = layout.rightOf(gap);
    if (links.rest() < 0.5 || left.units.empty() || right.units.empty())
        return bands;
    // One to one, what is not drawn and not folded either is a unit that is off.
    if (!links.full && left.hidden == 0 && right.hidden == 0)
        return bands;
    // As high as the share that is not drawn is large.
    const double share = links.weighted ? 0.25 + 0.75 * std::min(1.0, links.restShare / 0.5) : 0.7;
    const double half = std::max(2.0, 13 * share);
    const double tip = 1.6;
    const double leftTop = layout.across(left.units.front().center);
    const double leftBottom = layout.across(left.units.back().center);
    const double rightTop = layout.across(right.units.front().center);
    const double rightBottom = layout.across(right.units.back().center);
    if (!links.full || (left.hidden > 0 && right.hidden > 0))
        bands.push_back(
            {left.foldAcross - half, left.foldAcross + half, right.foldAcross - half, right.foldAcross + half});
    if (!links.full)
        return bands;
    // One bundle per shown unit: its links from (or to) all folded ones.
    if (left.hidden > 0 && right.units.size() > mostBundles)
        bands.push_back({left.foldAcross - half, left.foldAcross + half, rightTop, rightBottom});
    else if (left.hidden > 0)
        for (const UnitItem& unit : right.units)
            bands.push_back({left.foldAcross - half, left.foldAcross + half, layout.across(unit.center) - tip,
                             layout.across(unit.center) + tip});
    if (right.hidden > 0 && left.units.size() > mostBundles)
        bands.push_back({leftTop, leftBottom, right.foldAcross - half, right.foldAcross + half});
    else if (right.hidden > 0)
        for (const UnitItem& unit : left.units)
            bands.push_back({layout.across(unit.center) - tip, layout.across(unit.center) + tip,
                             right.foldAcross - half, right.foldAcross + half});
    if (links.dropped > 0)
        bands.push_back({leftTop, leftBottom, rightTop, rightBottom});
    return bands;
}

LinkLook emphasised(LinkLook look)
{
    look.color.setAlphaF(std::max(0.55f, static_cast<float>(look.color.alphaF())));
    look.width = std::max(look.width, 1.3);
    return look;
}

} // namespace netloom
