// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/activations/binary_step.h"

#include "core/activations/elementwise.h"

namespace netloom {

namespace {

struct BinaryStepRule {
    static constexpr bool usesInput = false;
    Scalar value(Scalar z) const { return z > 0 ? Scalar(1) : Scalar(0); }
    Scalar slope(Scalar, Scalar) const { return 0; }
};

} // namespace

const ActivationInfo& binaryStepActivation()
{
    static const ActivationInfo info{{"binary_step",
                                      "Binary step",
                                      "1 for a positive sum, otherwise 0; shows how the first perceptrons worked, but "
                                      "gives no gradient to learn from.",
                                      {}},
                                     makeElementwise<BinaryStepRule, binaryStepActivation>};
    return info;
}

} // namespace netloom
