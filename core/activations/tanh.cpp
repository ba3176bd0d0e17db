// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/activations/tanh.h"

#include "core/activations/elementwise.h"

#include <cmath>

namespace netloom {

namespace {

struct TanhRule {
    static constexpr bool usesInput = false;
    ActivationKernel kernel() const { return ActivationKernel::Tanh; }
    Scalar value(Scalar z) const { return std::tanh(z); }
    Scalar slope(Scalar, Scalar y) const { return 1 - y * y; }
};

} // namespace

const ActivationInfo& tanhActivation()
{
    static const ActivationInfo info{
        {"tanh", "Tanh", "Squeezes the sum into -1 to 1; good in small networks with scaled inputs.", {}},
        makeElementwise<TanhRule, tanhActivation>};
    return info;
}

} // namespace netloom
