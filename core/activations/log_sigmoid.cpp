// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/activations/log_sigmoid.h"

#include "core/activations/elementwise.h"
#include "core/activations/sigmoid_function.h"

namespace netloom {

namespace {

struct LogSigmoidRule {
    static constexpr bool usesInput = true;
    Scalar value(Scalar z) const { return -softplus(-z); }
    Scalar slope(Scalar z, Scalar) const { return sigmoid(-z); }
};

} // namespace

const ActivationInfo& logSigmoidActivation()
{
    static const ActivationInfo info{{"log_sigmoid", "Log sigmoid", "Logarithm of the sigmoid; always negative.", {}},
                                     makeElementwise<LogSigmoidRule, logSigmoidActivation>};
    return info;
}

} // namespace netloom
