// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/files/json_mapping.h"

namespace netloom {

/// project.json of format 1, in which a project was one network, as today's format says it: a project with one run,
/// "inputs" as a shape, early stopping and the plateau rule as callbacks. Values are checked by who reads the result.
/// @throws Error where a member is not one of that format
JsonValue fromFormat1(const JsonValue& json, const JsonPlace& place);

} // namespace netloom
