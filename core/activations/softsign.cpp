// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/activations/softsign.h"

#include "core/activations/elementwise.h"

#include <cmath>

namespace netloom {

namespace {

struct SoftsignRule {
    static constexpr bool usesInput = false;
    Scalar value(Scalar z) const { return z / (1 + std::abs(z)); }
    Scalar slope(Scalar, Scalar y) const
    {
        const Scalar rest = 1 - std::abs(y);
        return rest * rest;
    }
};

} // namespace

const ActivationInfo& softsignActivation()
{
    static const ActivationInfo info{
        {"softsign", "Softsign", "Squeezes the sum into -1 to 1, more gently than tanh.", {}},
        makeElementwise<SoftsignRule, softsignActivation>};
    return info;
}

} // namespace netloom
