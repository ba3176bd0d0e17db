// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/component.h"

#include <string>
#include <vector>

namespace netloom {

/// Fields by which a layer offers a constraint for one of its tensors: "<tensor>_constraint" with the choice, and the
/// fields of all constraints as "<tensor>_constraint_<key>".
std::vector<FieldInfo> constraintFields(const std::string& tensor, const std::string& title);

/// The constraint chosen in complete values; type empty: none.
ComponentSpec chosenConstraint(const FieldValues& values, const std::string& tensor);

} // namespace netloom
