// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/field.h"

#include <string>

namespace netloom {

/// Short ways to write the field lists of components. Ranges are inclusive; change the result for open ends.
FieldInfo realField(std::string key, std::string title, std::string help, double initial, double min, double max);
FieldInfo integerField(std::string key, std::string title, std::string help, std::int64_t initial, std::int64_t min,
                       std::int64_t max);
FieldInfo booleanField(std::string key, std::string title, std::string help, bool initial);
FieldInfo choiceField(std::string key, std::string title, std::string help, std::string initial,
                      std::vector<FieldChoice> (*choices)());
FieldInfo textField(std::string key, std::string title, std::string help, std::string initial);

/// The same field without its ends: both min and max are not allowed.
FieldInfo openField(FieldInfo field);
/// The same field without its lower end.
FieldInfo aboveField(FieldInfo field);
/// The same field without its upper end.
FieldInfo belowField(FieldInfo field);
/// The same field under "More".
FieldInfo advancedField(FieldInfo field);

} // namespace netloom
