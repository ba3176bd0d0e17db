// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/activations/mish.h"

#include "core/activations/elementwise.h"
#include "core/activations/sigmoid_function.h"

#include <cmath>

namespace netloom {

namespace {

struct MishRule {
    static constexpr bool usesInput = true;
    Scalar value(Scalar z) const { return z * std::tanh(softplus(z)); }
    Scalar slope(Scalar z, Scalar) const
    {
        const Scalar t = std::tanh(softplus(z));
        return t + z * (1 - t * t) * sigmoid(z);
    }
};

} // namespace

const ActivationInfo& mishActivation()
{
    static const ActivationInfo info{{"mish", "Mish", "Smooth relative of ReLU with a small dip below 0.", {}},
                                     makeElementwise<MishRule, mishActivation>};
    return info;
}

} // namespace netloom
