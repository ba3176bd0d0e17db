// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/activations/silu.h"

#include "core/activations/elementwise.h"
#include "core/activations/sigmoid_function.h"

namespace netloom {

namespace {

struct SiluRule {
    static constexpr bool usesInput = true;
    Scalar value(Scalar z) const { return z * sigmoid(z); }
    Scalar slope(Scalar z, Scalar y) const
    {
        const Scalar s = sigmoid(z);
        return s + y * (1 - s);
    }
};

} // namespace

const ActivationInfo& siluActivation()
{
    static const ActivationInfo info{
        {"silu",
         "SiLU (swish)",
         "Smooth relative of ReLU with a small dip below 0; often a little better in deep networks.",
         {}},
        makeElementwise<SiluRule, siluActivation>};
    return info;
}

} // namespace netloom
