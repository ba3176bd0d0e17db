// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/network_spec.h"
#include "core/training/checkpoint.h"

#include <string>
#include <utility>
#include <vector>

namespace netloom {

/// Whether weights made for one network fit the other: same layers with weights, in the same order, of the same size.
/// Names may differ when `renames` allows it; it then receives old and new name of each.
bool weightsFit(const NetworkSpec& from, Index fromInputs, const NetworkSpec& to, Index toInputs,
                std::vector<std::pair<std::string, std::string>>& renames);

/// Gives the tensors of renamed layers their new names.
void renameLayers(Checkpoint& checkpoint, const std::vector<std::pair<std::string, std::string>>& renames);

} // namespace netloom
