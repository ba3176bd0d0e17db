// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/weights_coloring.h"

#include "ui/diagram/diagram_colors.h"
#include "ui/diagram/diagram_picture.h"
#include "ui/toolkit/theme.h"

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

/// Share of the layer's largest weight, with the weight's sign.
void signedSizes(const ColoredGap&, std::span<const LinkItem> links, std::span<float> values)
{
    for (std::size_t i = 0; i < links.size(); ++i)
        values[i] = links[i].weight < 0 ? -links[i].size : links[i].size;
}

void lookOfLinks(const ColoredGap& gap, std::span<const float> values, std::span<LinkLook> looks)
{
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double size = std::abs(static_cast<double>(values[i]));
        const QColor hue = std::signbit(values[i]) ? gap.theme.negative : gap.theme.positive;
        looks[i] = {withAlpha(hue, 0.14 + 0.26 * size + 0.55 * size * std::sqrt(size)), 0.8 + 3.2 * size};
    }
}

QColor restColor(const ColoredGap& gap)
{
    const GapLinks& links = gap.picture.gaps[gap.gap];
    const double size = links.largest > 0 ? std::min(1.0, 2.5 * links.restMean / links.largest) : 0;
    return withAlpha(mixed(gap.theme.negative, gap.theme.positive, links.restPositive), 0.1 + 0.15 * size);
}

} // namespace

const Coloring& weightsColoring()
{
    static const Coloring coloring{
        .key = "weights",
        .title = QStringLiteral("Live weights"),
        .help = QStringLiteral("Colour links by the sign of their weight, wide by its size"),
        .needs = ColoringNeeds::Weights,
        .linkValues = signedSizes,
        .unitValues = nullptr,
        .scale = {lookOfLinks, restColor, nullptr},
        .legend = {{{LegendSample::Link, &Theme::positive, QStringLiteral("positive weight")},
                    {LegendSample::Link, &Theme::negative, QStringLiteral("negative weight")},
                    {LegendSample::None, nullptr, QStringLiteral("widest line: the layer’s largest weight")}},
                   QStringLiteral("No weights yet: they appear when training starts"),
                   &Theme::textMuted},
    };
    return coloring;
}

} // namespace netloom
