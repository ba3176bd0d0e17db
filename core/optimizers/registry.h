// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/optimizers/optimizer.h"

#include <span>
#include <string_view>
#include <vector>

namespace netloom {

/// Every optimizer, in menu order. Hand-written.
std::span<const OptimizerInfo* const> optimizers();
/// Null for an unknown type.
const OptimizerInfo* findOptimizer(std::string_view type);
/// The list as choices of a form field.
std::vector<FieldChoice> optimizerChoices();

} // namespace netloom
