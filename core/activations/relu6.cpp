// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/activations/relu6.h"

#include "core/activations/elementwise.h"

#include <algorithm>

namespace netloom {

namespace {

struct Relu6Rule {
    static constexpr bool usesInput = false;
    Scalar value(Scalar z) const { return std::clamp(z, Scalar(0), Scalar(6)); }
    Scalar slope(Scalar, Scalar y) const { return y > 0 && y < 6 ? Scalar(1) : Scalar(0); }
};

} // namespace

const ActivationInfo& relu6Activation()
{
    static const ActivationInfo info{{"relu6", "ReLU6", "ReLU that stops at 6; keeps activations small.", {}},
                                     makeElementwise<Relu6Rule, relu6Activation>};
    return info;
}

} // namespace netloom
