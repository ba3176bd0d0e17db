// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/preparation/recipe.h"

#include <string>
#include <string_view>

namespace netloom {

/// A recipe as a JSON array, one object per column; every member is written. Numbers come back to the bit.
std::string recipeToJson(const Recipe& recipe);
/// Strict: types and choices are checked; members that are absent have their initial value. @throws Error naming the
/// path
Recipe recipeFromJson(std::string_view json);

} // namespace netloom
