// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/signed_links.h"

#include "ui/diagram/diagram_colors.h"
#include "ui/diagram/diagram_picture.h"
#include "ui/toolkit/theme.h"

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

constexpr double thinnest = 0.7;
constexpr double widest = 5;

void lookOfLinks(const ColoredGap& gap, std::span<const float> values, std::span<LinkLook> looks)
{
    // In rows of small circles wide lines would be all there is to see.
    const double radius = gap.picture.layout.leftOf(gap.gap).radius;
    const double most = std::min(widest, 0.5 * radius);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double size = std::abs(static_cast<double>(values[i]));
        const bool negative = std::signbit(values[i]) && size > 0;
        looks[i].color = withAlpha(negative ? gap.theme.negative : gap.theme.positive, 0.2 + 0.8 * size);
        looks[i].width = thinnest + (most - thinnest) * size;
        looks[i].line = negative ? LinkLook::Line::Hollow : LinkLook::Line::Solid;
    }
}

QColor restColor(const ColoredGap& gap)
{
    return withAlpha(gap.theme.textMuted, 0.07 + 0.13 * gap.picture.gaps[gap.gap].restShare);
}

} // namespace

ColorScale signedScale()
{
    return {lookOfLinks, restColor, nullptr};
}

void signedSizes(const ColoredGap&, std::span<const LinkItem> links, std::span<float> values)
{
    for (std::size_t i = 0; i < links.size(); ++i)
        values[i] = std::copysign(links[i].size, links[i].value);
}

std::vector<LegendLine> signedLegend(const QString& positive, const QString& negative)
{
    return {{LegendSample::Link, &Theme::positive, positive}, {LegendSample::Hollow, &Theme::negative, negative}};
}

} // namespace netloom
