// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/activations/linear.h"

#include "core/activations/elementwise.h"

namespace netloom {

namespace {

struct LinearRule {
    static constexpr bool usesInput = false;
    ActivationKernel kernel() const { return ActivationKernel::Linear; }
    Scalar value(Scalar z) const { return z; }
    Scalar slope(Scalar, Scalar) const { return Scalar(1); }
};

} // namespace

const ActivationInfo& linearActivation()
{
    static const ActivationInfo info{
        {"linear", "Linear", "Passes the sum on unchanged; for the output of a network that predicts numbers.", {}},
        makeElementwise<LinearRule, linearActivation>};
    return info;
}

} // namespace netloom
