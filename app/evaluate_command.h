// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command.h"

namespace netloom {

/// Loss and metrics of a trained network on a part of its data or another table, or a cross-validation.
const CommandInfo& evaluateCommand();

} // namespace netloom
