// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/initializers/initializer.h"

namespace netloom {

/// Number of inputs and outputs of a tensor as Keras counts them: (n) gives (n, n), (in, out) gives (in, out).
struct Fans {
    double in = 1;
    double out = 1;
};
Fans fansOf(std::span<const Index> shape);

enum class FanMode { In, Average };
enum class VarianceShape { Uniform, TruncatedNormal };

/// Keras's VarianceScaling: variance scale / max(1, fan), uniform in ±sqrt(3 · variance), or normal, cut at twice its
/// standard deviation, which is widened by 1 / 0.8796 so that the cut one has that variance.
void fillVarianceScaling(std::span<Scalar> values, std::span<const Index> shape, Rng& rng, double scale, FanMode mode,
                         VarianceShape distribution);

/// Normal of mean 0, drawn again outside ±2 standard deviations.
void fillTruncatedNormal(std::span<Scalar> values, Rng& rng, double deviation);
/// Uniform in [-limit, limit).
void fillUniform(std::span<Scalar> values, Rng& rng, double limit);

} // namespace netloom
