// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/activations/hard_sigmoid_keras2.h"

#include "core/activations/elementwise.h"

#include <algorithm>

namespace netloom {

namespace {

struct HardSigmoidKeras2Rule {
    static constexpr bool usesInput = false;
    Scalar value(Scalar z) const { return std::clamp(Scalar(0.2) * z + Scalar(0.5), Scalar(0), Scalar(1)); }
    Scalar slope(Scalar, Scalar y) const { return y > 0 && y < 1 ? Scalar(0.2) : Scalar(0); }
};

} // namespace

const ActivationInfo& hardSigmoidKeras2Activation()
{
    static const ActivationInfo info{
        {"hard_sigmoid_keras2",
         "Hard sigmoid (Keras 2)",
         "Straight-line sigmoid between -2.5 and 2.5, as in Keras 2; for networks that come from there.",
         {}},
        makeElementwise<HardSigmoidKeras2Rule, hardSigmoidKeras2Activation>};
    return info;
}

} // namespace netloom
