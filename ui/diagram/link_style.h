// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/diagram_picture.h"

#include <QColor>

#include <vector>

namespace netloom {

struct Theme;

/// Colour and width of a link.
struct LinkLook {
    QColor color;
    double width = 1; ///< picture units
    bool dashed = false;
};

/// Hue by sign, width and opacity by size; in Structure by layer; one-to-one links dashed.
LinkLook linkLook(const DiagramPicture& picture, const Theme& theme, std::size_t gap, const LinkItem& link);

/// A soft shape between two vertical spans, left and right of a gap.
struct LinkBand {
    double top0, bottom0;
    double top1, bottom1;
};

/// Shapes that stand for the links of folded units and for weak links; drawn as one, without darker overlaps.
std::vector<LinkBand> linkBands(const DiagramPicture& picture, std::size_t gap);
QColor bandColor(const DiagramPicture& picture, const Theme& theme, std::size_t gap);

} // namespace netloom
