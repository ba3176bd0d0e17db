// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/component.h"
#include "core/base/types.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace netloom {

/// One setting: what it is, its text, and how a text takes effect. Refers to the value it was made for.
struct Setting {
    FieldInfo field;
    std::function<std::string()> text;
    std::function<void(std::string_view)> set; ///< @throws Error
};

using Settings = std::vector<Setting>;

/// Appends a setting that is a value of a configuration. A text may not be empty.
void add(Settings& settings, FieldInfo field, bool& value);
void add(Settings& settings, FieldInfo field, Index& value);
void add(Settings& settings, FieldInfo field, double& value);
void add(Settings& settings, FieldInfo field, std::string& value);
/// A seed is any whole number of 64 bits; forms offer those that a double holds as well.
void addSeed(Settings& settings, FieldInfo field, std::uint64_t& value);
/// A field of a chosen component, under `key`.
void addComponentField(Settings& settings, FieldInfo field, std::string key, ComponentSpec& spec);

} // namespace netloom
