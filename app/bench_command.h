// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command.h"

namespace netloom {

/// Speed of the engine: the trainings T1 … T6 and, as "kernels", the products that explain them. Best of three runs
/// each.
const CommandInfo& benchCommand();

} // namespace netloom
