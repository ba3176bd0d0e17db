// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/preparation/recipe.h"

#include <string_view>

namespace netloom {

/// Roles and preparation guessed from the data: last column (or the one called target, class, label, y …) is the
/// target, ids and constants are ignored with the reason. `target`: the target column by name, or several
/// (columnsNamed()), empty: guess. @throws Error where `target` does not exist
Recipe guessRecipe(const Table& table, std::string_view target = {});

/// Whether "auto" reads a column as class labels: texts and booleans always; numbers where there are two different
/// values, or at most ten (30 where the name says class, label, digit …) whole ones without a gap from 0 or 1 on.
bool readsAsClasses(const Column& column);

/// The column whose classes a stratified split keeps in proportion: the only target where it is read as classes, or
/// null.
const Column* stratifyBy(const Table& table, const Recipe& recipe);

} // namespace netloom
