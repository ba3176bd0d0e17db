// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/kernels.h"

#include <string_view>
#include <vector>

namespace netloom {

/// The kernels of the best level this CPU has. NETLOOM_CPU (baseline, v3, v4) in the environment chooses a lower one.
/// Chosen once; results differ between levels in the last bits.
const KernelTable& kernels();

/// All levels that this machine can run, lowest first.
std::vector<const KernelTable*> availableKernels();

/// For tests: makes networks built from now on use this table; null goes back to the choice above.
void useKernels(const KernelTable* table);

} // namespace netloom
