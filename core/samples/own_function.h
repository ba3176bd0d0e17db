// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table.h"
#include "core/samples/generator_options.h"

#include <string_view>

namespace netloom {

/// What is used where options.formula is empty.
inline constexpr std::string_view kExampleFormula = "y > 3*sin(x)";

/// Points of U(-6, 6)² and what a formula over x and y (expression.h) says of them.
///
/// A condition ("x^2 + y^2 < 9"): class A where it holds, else B. A formula in x alone ("3*sin(x)"): A above the curve,
/// B below. A formula with y ("x*y/10"): its value, a number to predict. Noise moves a copy (± noise·U(-6, 6)) and the
/// copy decides. Points where the formula has no finite value are drawn again.
/// @throws Error naming the column of the formula that is not understood, or that nearly no point has a value or all
///         points are of one class
Table ownFunction(const GeneratorOptions& options);

} // namespace netloom
