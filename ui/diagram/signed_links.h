// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/coloring.h"

#include <vector>

namespace netloom {

/// How colourings of numbers with a sign show links: blue and solid above 0, orange and hollow (thin: dashed) below,
/// 0.7 to 5 wide and 20 to 100 % opaque by |value| over the gap's scale. Never by hue alone.
ColorScale signedScale();

/// The values of links with their sign, by the gap's scale.
void signedSizes(const ColoredGap& gap, std::span<const LinkItem> links, std::span<float> values);

/// Legend of such links. @param positive, negative  "positive weight"
std::vector<LegendLine> signedLegend(const QString& positive, const QString& negative);

} // namespace netloom
