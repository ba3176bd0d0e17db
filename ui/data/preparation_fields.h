// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/field.h"
#include "core/preparation/recipe.h"

#include <vector>

namespace netloom {

/// What can be chosen about the preparation of a column, by its kind and role: impute, constant, encode, scale, log,
/// clip, clip_limit. Empty for columns that are not prepared.
std::vector<FieldInfo> preparationFields(const Column& column, const ColumnRecipe& recipe);
FieldValues preparationValues(const ColumnRecipe& recipe);
/// Sets what a field of preparationFields() says.
void setPreparation(ColumnRecipe& recipe, std::string_view key, const FieldValue& value);

/// Whether a target column is learned as classes rather than as a number.
bool isClassTarget(const Column& column, const ColumnRecipe& recipe);

} // namespace netloom
