// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/callbacks/callback.h"

#include <span>
#include <string_view>

namespace netloom {

/// Every callback, in the order of forms. Hand-written.
std::span<const CallbackInfo* const> callbacks();
/// By type or by key; null for an unknown one.
const CallbackInfo* findCallback(std::string_view type);

} // namespace netloom
