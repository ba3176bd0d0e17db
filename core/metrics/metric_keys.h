// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/component.h"

#include <string>
#include <vector>

namespace netloom {

/// The key of each metric in the history: its type; a second one of the same type gets "_2", and so on.
/// @throws Error for an unknown metric
std::vector<std::string> metricKeys(const std::vector<ComponentSpec>& metrics);

} // namespace netloom
