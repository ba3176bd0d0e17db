// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/diagram_picture.h"

#include <array>
#include <span>
#include <vector>

namespace netloom {

struct Theme;

/// Hollow lines: from this width on with a core in the ground's colour, dashed where they are thinner.
inline constexpr double hollowWidth = 2.2;
inline constexpr double hollowCore = 0.36;                 ///< of the width
inline constexpr std::array<double, 2> hollowDash{4, 2.5}; ///< picture units

/// The looks of links of a gap, as the picture's colouring has them; one-to-one links are dashed in any.
std::vector<LinkLook> linkLooks(const DiagramPicture& picture, const Theme& theme, std::size_t gap,
                                std::span<const LinkItem> links);

/// As it looks among others that are faded.
LinkLook emphasised(LinkLook look);

/// A soft shape between two spans across the direction of the diagram, before and behind a gap.
struct LinkBand {
    double top0, bottom0;
    double top1, bottom1;
};

/// Shapes that stand for the links of folded units and for weak links; drawn as one, without darker overlaps.
std::vector<LinkBand> linkBands(const DiagramPicture& picture, std::size_t gap);
/// Their colour, as the picture's colouring has it.
QColor bandColor(const DiagramPicture& picture, const Theme& theme, std::size_t gap);

} // namespace netloom
