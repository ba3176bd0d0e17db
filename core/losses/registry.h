// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/losses/loss.h"

#include <span>
#include <string_view>
#include <vector>

namespace netloom {

/// Every loss, in menu order. Hand-written.
std::span<const LossInfo* const> losses();
/// Null for an unknown type.
const LossInfo* findLoss(std::string_view type);
/// The list as choices of a form field.
std::vector<FieldChoice> lossChoices();

} // namespace netloom
