// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/regularizers/constraint.h"

#include <span>
#include <string_view>
#include <vector>

namespace netloom {

/// Every constraint, in menu order. Hand-written.
std::span<const ConstraintInfo* const> constraints();
/// Null for an unknown type.
const ConstraintInfo* findConstraint(std::string_view type);
/// The list as choices of a form field.
std::vector<FieldChoice> constraintChoices();

} // namespace netloom
