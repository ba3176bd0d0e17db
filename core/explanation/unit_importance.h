// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/explanation/unit_activity.h"

#include <vector>

namespace netloom {

/// How much of what the network says depends on each unit: I_i = s_i √(Σ_j (w_ij I_j)²), from the outputs (1 each)
/// backwards, s the spread of the unit's output over the rows and w its weights into the next layer. A unit before a
/// layer without weights of its own counts as the one behind it. Every layer is scaled so that its largest is 1;
/// weights that are not finite count as none.
///
/// First the inputs, then every layer in order.
/// @param activity  empty: there are no rows, every spread counts as 1
std::vector<std::vector<double>> unitImportance(const NetworkSpec& network, const ParameterSet& weights, Index inputs,
                                                const NetworkActivity& activity);

} // namespace netloom
