// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table.h"
#include "core/preparation/target.h"

#include <string>

namespace netloom {

/// What a row holds in the target's column: "versicolor"; of several targets "buys yes, returns no". Empty where the
/// table lacks them.
std::string targetCells(const Table& table, const TargetInfo& target, Index row);

} // namespace netloom
