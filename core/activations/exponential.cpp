// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/activations/exponential.h"

#include "core/activations/elementwise.h"

#include <cmath>

namespace netloom {

namespace {

struct ExponentialRule {
    static constexpr bool usesInput = false;
    Scalar value(Scalar z) const { return std::exp(z); }
    Scalar slope(Scalar, Scalar y) const { return y; }
};

} // namespace

const ActivationInfo& exponentialActivation()
{
    static const ActivationInfo info{
        {"exponential", "Exponential", "The exponential function; for positive outputs such as rates or counts.", {}},
        makeElementwise<ExponentialRule, exponentialActivation>};
    return info;
}

} // namespace netloom
