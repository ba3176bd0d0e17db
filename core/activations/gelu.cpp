// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/activations/gelu.h"

#include "core/activations/elementwise.h"
#include "core/base/field_builders.h"

#include <cmath>

namespace netloom {

namespace {

struct GeluRule {
    static constexpr bool usesInput = true;
    bool approximate;

    explicit GeluRule(const FieldValues& values) : approximate(values.boolean("approximate")) {}
    Scalar value(Scalar z) const
    {
        if (approximate)
            return Scalar(0.5) * z * (1 + std::tanh(kRoot * (z + kCubic * z * z * z)));
        return z * distribution(z);
    }
    Scalar slope(Scalar z, Scalar) const
    {
        if (!approximate)
            return distribution(z) + z * kDensity * std::exp(Scalar(-0.5) * z * z);
        const Scalar t = std::tanh(kRoot * (z + kCubic * z * z * z));
        return Scalar(0.5) * (1 + t) + Scalar(0.5) * z * (1 - t * t) * kRoot * (1 + 3 * kCubic * z * z);
    }

private:
    static constexpr auto kRoot = Scalar(0.79788456080286536); // sqrt(2 / pi)
    static constexpr auto kCubic = Scalar(0.044715);
    static constexpr auto kDensity = Scalar(0.39894228040143268); // 1 / sqrt(2 pi)
    static Scalar distribution(Scalar z) { return Scalar(0.5) * std::erfc(-z * Scalar(0.70710678118654752)); }
};

} // namespace

const ActivationInfo& geluActivation()
{
    static const ActivationInfo info{
        {"gelu",
         "GELU",
         "Smooth relative of ReLU, weighted by the normal distribution; usual in language models.",
         {booleanField("approximate", "Approximate",
                       "Use the tanh approximation instead of the exact normal distribution.", false)}},
        makeElementwise<GeluRule, geluActivation>};
    return info;
}

} // namespace netloom
