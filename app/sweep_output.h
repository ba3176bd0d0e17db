// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sweep/sweep_results.h"

#include <string>

namespace netloom {

/// Plan, counts and every trial, best first, as one JSON object in a line.
std::string sweepJson(const SweepResults& results);

/// The best trials as a table, how many there are of each kind, and how they were judged.
std::string sweepTable(const SweepResults& results);

/// Help on what may stand in --over.
std::string sweepHelp();

} // namespace netloom
