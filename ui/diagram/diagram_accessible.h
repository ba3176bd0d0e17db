// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace netloom {

class DiagramView;

/// Makes diagrams known to screen readers: the network in words, below it a list for each layer, in it each shown unit
/// with its read-out. Once is enough.
void installDiagramAccessibility();

/// Tells screen readers that the picture is another one, or that another unit has been chosen.
void announcePicture(DiagramView& view);
void announceUnit(DiagramView& view);

} // namespace netloom
