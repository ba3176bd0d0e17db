// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/structure_coloring.h"

#include "ui/diagram/diagram_colors.h"
#include "ui/diagram/diagram_picture.h"
#include "ui/toolkit/theme.h"

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

QColor layerColor(const ColoredGap& gap)
{
    // Shades of grey would look like sizes.
    if (gap.picture.style.medium == DiagramMedium::BlackWhite)
        return gap.theme.text;
    return roleColor(gap.picture.columns[gap.gap + 1].role, gap.theme);
}

void lookOfStructure(const ColoredGap& gap, std::span<const float>, std::span<LinkLook> looks)
{
    const double crowd = std::min(1.0, static_cast<double>(gap.picture.gaps[gap.gap].links.size()) / 250);
    std::fill(looks.begin(), looks.end(),
              LinkLook{withAlpha(layerColor(gap), 0.6 - 0.36 * std::sqrt(crowd)), 1.1, LinkLook::Line::Solid});
}

QColor restOfStructure(const ColoredGap& gap)
{
    return withAlpha(layerColor(gap), 0.13);
}

} // namespace

const Coloring& structureColoring()
{
    static const Coloring coloring{
        .key = "structure",
        .title = QStringLiteral("Structure"),
        .help = QStringLiteral("Colour links by layer"),
        .needs = ColoringNeeds::Nothing,
        .scale = {lookOfStructure, restOfStructure, nullptr},
        .legend = {{}, {}, &Theme::hidden},
    };
    return coloring;
}

} // namespace netloom
