// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/activations/leaky_relu.h"

#include "core/activations/elementwise.h"
#include "core/base/field_builders.h"

namespace netloom {

namespace {

struct LeakyReluRule {
    static constexpr bool usesInput = true;
    Scalar negativeSlope;

    explicit LeakyReluRule(const FieldValues& values)
        : negativeSlope(static_cast<Scalar>(values.real("negative_slope")))
    {
    }
    Scalar value(Scalar z) const { return z > 0 ? z : negativeSlope * z; }
    Scalar slope(Scalar z, Scalar) const { return z > 0 ? Scalar(1) : negativeSlope; }
};

} // namespace

const ActivationInfo& leakyReluActivation()
{
    static const ActivationInfo info{
        {"leaky_relu",
         "Leaky ReLU",
         "Like ReLU, but lets a little of negative sums through, so that no unit dies.",
         {realField("negative_slope", "Negative slope", "Share of a negative sum that is passed on.", 0.2, 0, 10)}},
        makeElementwise<LeakyReluRule, leakyReluActivation>};
    return info;
}

} // namespace netloom
