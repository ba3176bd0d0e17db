// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/initializers/initializer.h"

#include <span>
#include <string_view>
#include <vector>

namespace netloom {

/// Every initializer, in menu order. Hand-written.
std::span<const InitializerInfo* const> initializers();
/// Null for an unknown type.
const InitializerInfo* findInitializer(std::string_view type);
/// The list as choices of a form field.
std::vector<FieldChoice> initializerChoices();

} // namespace netloom
