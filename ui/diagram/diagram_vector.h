// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/diagram_picture.h"
#include "ui/diagram/vector_writer.h"

namespace netloom {

/// Writes a picture for other programs: a group for each layer with its links, units and labels, the same shapes and
/// places as in the window. @param factor  picture units of the writer per unit of the layout
void writeDiagram(VectorWriter& writer, const DiagramPicture& picture, const QSizeF& size, double factor, bool ground);

} // namespace netloom
