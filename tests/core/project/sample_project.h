// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/project.h"

namespace netloom::testing {

/// A project in which every value differs from its initial one, with awkward names and numbers, and three runs.
Project fullProject();
/// What tests/data/format_1/full.netloom holds.
Project fullProjectOfFormat1();
/// A small real one: iris, trained for a few epochs, stopped in the middle of one.
Project trainedProject();

/// The first difference in words, or an empty string. NaN equals NaN.
std::string difference(const Project& a, const Project& b);

} // namespace netloom::testing
