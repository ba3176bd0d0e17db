// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/preparation/recipe.h"

#include <string>
#include <string_view>

namespace netloom {

/// How a column is prepared, in one word: "impute:median,encode:one_hot,scale:none,log,clip:3", as far as the data do
/// not decide; "auto" where they decide all. "impute:2.5" fills with that number.
std::string preparationText(const ColumnRecipe& column);

/// Inverse; what is not named is left to the data. @throws Error naming what is not understood
void setPreparation(ColumnRecipe& column, std::string_view text);

} // namespace netloom
