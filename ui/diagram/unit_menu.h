// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

class QMenu;

namespace netloom {

class ProjectDocument;

/// Adds to a menu what can be done to a column of the diagram, or to one of its units, each as an undo step.
/// @param column  0: the inputs  @param unit  −1: none
void fillUnitMenu(QMenu& menu, ProjectDocument& document, int column, Index unit);

} // namespace netloom
