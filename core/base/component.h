// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/field.h"

#include <string>
#include <vector>

namespace netloom {

/// What every layer, activation, loss, optimizer, schedule, initializer, regularizer and metric publishes about itself.
///
/// One static object each; the hand-written list of the room (`layers/registry.h`, `losses/registry.h` …) names it.
/// Forms, file format, command line, validation, help and tests walk the lists, so an entry there is all a new
/// component needs.
struct ComponentInfo {
    std::string type;  ///< Keras's snake_case name, as stored in files, e.g. "binary_crossentropy"
    std::string title; ///< as shown, e.g. "Binary crossentropy"
    std::string help;  ///< one plain sentence: what it does, when to use it
    std::vector<FieldInfo> fields;
};

/// A chosen component with its values. Fields that are absent have their initial value.
struct ComponentSpec {
    std::string type;
    FieldValues fields;

    bool operator==(const ComponentSpec&) const = default;
};

/// The spec's value of a field, or the field's initial value where the spec has none.
/// @throws Error where the component has no such field
FieldValue fieldOf(const ComponentInfo& info, const FieldValues& values, std::string_view key);

} // namespace netloom
