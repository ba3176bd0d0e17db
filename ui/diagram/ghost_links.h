// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/diagram_picture.h"

class QPainter;

namespace netloom {

struct Theme;

/// The weights of another run of the same shapes, for the picture as it is laid out: as many links as are drawn, by the
/// same scales. Empty where the colouring does not show weights, or where they do not fit the network.
std::vector<GapLinks> ghostLinks(const DiagramPicture& picture);

/// Faint grey lines behind the links, one by one; nothing where there is no ghost.
void paintGhost(QPainter& painter, const DiagramPicture& picture, const Theme& theme);

/// "grey behind: run 1; most changed: worst area → h1 unit 3, −0.31 → 0.44"; empty without a ghost.
QString ghostText(const DiagramPicture& picture);

} // namespace netloom
