// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/preparation/recipe.h"

#include <QString>

namespace netloom {

/// Which columns the program has left out by itself and why, as a sentence: "Left out: id (looks like an id); day, due
/// (a date)." Empty where there are none.
QString leftOutText(const Recipe& recipe);

/// How many these are: "3 columns are left out."
QString leftOutCount(const Recipe& recipe);

} // namespace netloom
