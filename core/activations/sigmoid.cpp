// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/activations/sigmoid.h"

#include "core/activations/elementwise.h"
#include "core/activations/sigmoid_function.h"

namespace netloom {

namespace {

struct SigmoidRule {
    static constexpr bool usesInput = false;
    ActivationKernel kernel() const { return ActivationKernel::Sigmoid; }
    Scalar value(Scalar z) const { return netloom::sigmoid(z); }
    Scalar slope(Scalar, Scalar y) const { return y * (1 - y); }
};

} // namespace

const ActivationInfo& sigmoidActivation()
{
    static const ActivationInfo info{
        {"sigmoid", "Sigmoid", "Squeezes the sum into 0 to 1; for the output of a yes-or-no network.", {}},
        makeElementwise<SigmoidRule, sigmoidActivation>};
    return info;
}

} // namespace netloom
