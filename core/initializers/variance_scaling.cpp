// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/initializers/variance_scaling.h"

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

// Standard deviation of a unit normal cut at ±2.
constexpr double kCutDeviation = 0.87962566103423978;

} // namespace

Fans fansOf(std::span<const Index> shape)
{
    if (shape.empty())
        return {};
    const auto last = static_cast<double>(shape.back());
    if (shape.size() == 1)
        return {last, last};
    double receptive = 1;
    for (const Index size : shape.first(shape.size() - 2))
        receptive *= static_cast<double>(size);
    return {receptive * static_cast<double>(shape[shape.size() - 2]), receptive * last};
}

void fillUniform(std::span<Scalar> values, Rng& rng, double limit)
{
    for (Scalar& value : values)
        value = static_cast<Scalar>(rng.uniform(-limit, limit));
}

void fillTruncatedNormal(std::span<Scalar> values, Rng& rng, double deviation)
{
    for (Scalar& value : values) {
        double draw = rng.normal();
        while (std::abs(draw) > 2)
            draw = rng.normal();
        value = static_cast<Scalar>(deviation * draw);
    }
}

void fillVarianceScaling(std::span<Scalar> values, std::span<const Index> shape, Rng& rng, double scale, FanMode mode,
                         VarianceShape distribution)
{
    const Fans fans = fansOf(shape);
    const double fan = mode == FanMode::In ? fans.in : (fans.in + fans.out) / 2;
    const double variance = scale / std::max(1.0, fan);
    if (distribution == VarianceShape::Uniform)
        fillUniform(values, rng, std::sqrt(3 * variance));
    else
        fillTruncatedNormal(values, rng, std::sqrt(variance) / kCutDeviation);
}

} // namespace netloom
