// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/activations/selu.h"

#include "core/activations/elementwise.h"

#include <cmath>

namespace netloom {

namespace {

struct SeluRule {
    static constexpr bool usesInput = true;
    static constexpr auto kAlpha = Scalar(1.6732632423543772);
    static constexpr auto kScale = Scalar(1.0507009873554805);
    Scalar value(Scalar z) const { return z > 0 ? kScale * z : kScale * kAlpha * std::expm1(z); }
    Scalar slope(Scalar z, Scalar y) const { return z >= 0 ? kScale : y + kScale * kAlpha; }
};

} // namespace

const ActivationInfo& seluActivation()
{
    static const ActivationInfo info{
        {"selu",
         "SELU",
         "ELU with constants that keep mean and variance of the signal steady; use with LeCun normal.",
         {}},
        makeElementwise<SeluRule, seluActivation>};
    return info;
}

} // namespace netloom
