// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/diagram_hit.h"
#include "ui/diagram/edge_labels.h"

#include <QPoint>
#include <QSize>

namespace netloom {

/// Left upper corner of a card that tells what `hit` is, in the window: beside it, where it covers least of the unit's
/// own links (of the link), and never the unit. @param pointer  where the card stands for anything else
QPoint hoverCardPlace(const DiagramPicture& picture, const DiagramHit& hit, const SeenPart& seen, QSize card,
                      QPoint pointer);

} // namespace netloom
