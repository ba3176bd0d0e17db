// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/preparation/recipe.h"

#include <QStringList>

namespace netloom {

/// Which columns the program has left out by itself and why, ever shorter: "Left out: id (looks like an id: every value
/// is different); day, due (a date).", the same without what explains the reasons, how many they are. Empty where there
/// are none.
QStringList leftOutTexts(const Recipe& recipe);

} // namespace netloom
