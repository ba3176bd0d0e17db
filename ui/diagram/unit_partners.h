// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/diagram_picture.h"

#include <QRectF>
#include <QString>

#include <vector>

class QPainter;

namespace netloom {

struct Theme;

/// A unit that a unit listens to, or that listens to it.
struct UnitPartner {
    std::size_t gap = 0; ///< of the link between them
    Index unit = 0;      ///< of the layer on the other side of the gap
    float value = 0;     ///< of the link, as the colouring has it
    float size = 0;      ///< |value| by the gap's scale
    int place = -1;      ///< among the shown units; −1: it is folded away and slides out
    QRectF card;         ///< where it slides out to, with its name and value; null: it is shown, or there is no room
    QString text;        ///< on the card
};

/// On either side of a unit at most so many.
inline constexpr std::size_t mostPartners = 8;

/// The strongest partners of a unit on both sides, strongest first; none where values are not known or a gap is drawn
/// as a matrix. Cards lie beside the fold that they come out of, between the circles and the unit.
/// @param unit  of the layer, not its place
std::vector<UnitPartner> partnersOf(const DiagramPicture& picture, int column, Index unit, const TextMeasure& measure);

/// Cards of folded partners and the links of all of them.
/// @param place  of the unit among the shown ones of its column
void paintPartners(QPainter& painter, const DiagramPicture& picture, const Theme& theme, int column, int place,
                   const std::vector<UnitPartner>& partners);

} // namespace netloom
