// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/diagram_picture.h"

namespace netloom {

/// "area error", "x5", "h1 unit 3".
QString unitName(const DiagramColumn& column, Index unit);

/// The network in a sentence or two, for those who cannot see it: "Network of 3 layers: 10 features; h1, Dense, 5
/// units, relu; …".
QString describeNetwork(const std::vector<DiagramColumn>& columns);

/// The picture in words, for files: the network, what is folded, the five strongest links.
QString describePicture(const DiagramPicture& picture);

/// Read-out of a unit: layer, number, name, bias, strongest incoming weight. Plain text, parts joined by " · ".
/// @param unit  position among the shown ones
QString describeUnit(const DiagramPicture& picture, int column, int unit);

/// Read-out of a link: from, to, weight.
QString describeLink(const DiagramPicture& picture, int gap, const LinkItem& link);

/// What a fold or band stands for: how many units or links, and how large they are.
QString describeFold(const DiagramPicture& picture, int column);
QString describeBand(const DiagramPicture& picture, int gap);

/// Read-out of a block: name, kind, setting, shapes, parameters.
QString describeBlock(const DiagramPicture& picture, int column);

} // namespace netloom
