// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activations/activation.h"

#include <span>
#include <string_view>
#include <vector>

namespace netloom {

/// Every activation, in menu order. Hand-written.
std::span<const ActivationInfo* const> activations();
/// Null for an unknown type.
const ActivationInfo* findActivation(std::string_view type);
/// The list as choices of a form field.
std::vector<FieldChoice> activationChoices();

} // namespace netloom
