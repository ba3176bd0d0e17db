// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/activations/hard_sigmoid.h"

#include "core/activations/elementwise.h"

#include <algorithm>

namespace netloom {

namespace {

struct HardSigmoidRule {
    static constexpr bool usesInput = false;
    Scalar value(Scalar z) const { return std::clamp(z / 6 + Scalar(0.5), Scalar(0), Scalar(1)); }
    Scalar slope(Scalar, Scalar y) const { return y > 0 && y < 1 ? Scalar(1) / 6 : Scalar(0); }
};

} // namespace

const ActivationInfo& hardSigmoidActivation()
{
    static const ActivationInfo info{
        {"hard_sigmoid", "Hard sigmoid", "Straight-line sigmoid between -3 and 3, as in Keras 3; cheap.", {}},
        makeElementwise<HardSigmoidRule, hardSigmoidActivation>};
    return info;
}

} // namespace netloom
