// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table.h"
#include "core/samples/generator_options.h"

#include <span>
#include <string_view>

namespace netloom {

/// A generated data set. Same options, same points. The rows are shuffled.
///
/// With v the noise, U(a, b) uniform and N(m, s²) normal. In circle, xor, plane and bumps noise moves a copy of the
/// point, and the copy decides the label: the cloud keeps its shape while the classes mix near the border.
///
/// circle    half at radius U(0, 2.5), half at U(3.5, 5); A where the copy (± v·U(-5, 5)) is nearer than 2.5 to the
/// origin xor       x, y from U(-5, 5), pushed 0.3 away from their axis; A where x·y ≥ 0 for the copy (± v·U(-5, 5))
/// gaussian  half around (2, 2): A, half around (-2, -2): B; variance 0.5 + 7v
/// spiral    two arms of m points: radius 5i/m, angle 3.5π·i/m (+ π for B), x = r sin, y = r cos, each + v·U(-1, 1)
/// moons     A (cos t, sin t), B (1 - cos t, ½ - sin t), t from U(0, π), each + N(0, v²); then centred and times 3
/// plane     x, y from U(-6, 6); value (x + y)/10 at the copy (± v·U(-6, 6))
/// bumps     as plane; six centres at x -4, 0, 4, y ±2.5, signs + - + above and - + - below, each offers
///           sign · max(0, 1 - distance/2), the largest in size is the value
/// function  a formula of one's own, see own_function.h
/// random    ten inputs from U(0, 1), target 0 or 1 at random: nothing to learn
struct Generator {
    std::string_view key;
    Table (*make)(const GeneratorOptions& options);
};

/// Hand-written list.
std::span<const Generator> generators();

} // namespace netloom
