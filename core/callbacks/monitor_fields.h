// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/field.h"

namespace netloom {

/// Fields of callbacks that watch a quantity: "monitor", a column of the history, and "mode", which values are better.
FieldInfo monitorField();
FieldInfo modeField();

} // namespace netloom
