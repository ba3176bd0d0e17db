// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/activations/softplus.h"

#include "core/activations/elementwise.h"
#include "core/activations/sigmoid_function.h"

namespace netloom {

namespace {

struct SoftplusRule {
    static constexpr bool usesInput = true;
    Scalar value(Scalar z) const { return netloom::softplus(z); }
    Scalar slope(Scalar z, Scalar) const { return netloom::sigmoid(z); }
};

} // namespace

const ActivationInfo& softplusActivation()
{
    static const ActivationInfo info{
        {"softplus", "Softplus", "Smooth ReLU, always positive; for outputs that cannot be negative.", {}},
        makeElementwise<SoftplusRule, softplusActivation>};
    return info;
}

} // namespace netloom
