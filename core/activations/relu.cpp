// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/activations/relu.h"

#include "core/activations/elementwise.h"
#include "core/base/field_builders.h"

#include <algorithm>
#include <limits>

namespace netloom {

namespace {

struct ReluRule {
    /// Without a limit and a threshold the sign of the output is that of the input.
    bool usesInput;
    Scalar maxValue;
    Scalar negativeSlope;
    Scalar threshold;

    explicit ReluRule(const FieldValues& values)
        : maxValue(static_cast<Scalar>(values.real("max_value"))),
          negativeSlope(static_cast<Scalar>(values.real("negative_slope"))),
          threshold(static_cast<Scalar>(values.real("threshold")))
    {
        usesInput = maxValue > 0 || negativeSlope != 0 || threshold != 0;
        if (!(maxValue > 0))
            maxValue = std::numeric_limits<Scalar>::infinity();
    }
    Scalar value(Scalar z) const { return z > threshold ? std::min(z, maxValue) : negativeSlope * (z - threshold); }
    Scalar slope(Scalar z, Scalar) const
    {
        if (z >= maxValue)
            return 0;
        return z > threshold ? Scalar(1) : negativeSlope;
    }
    ActivationKernel kernel() const { return usesInput ? ActivationKernel::None : ActivationKernel::Relu; }
};

} // namespace

const ActivationInfo& reluActivation()
{
    static const ActivationInfo info{
        {"relu",
         "ReLU",
         "Passes positive sums on and blocks negative ones; the usual choice for hidden layers.",
         {advancedField(
              realField("max_value", "Largest output", "Outputs stop growing here; 0 means no limit.", 0, 0, 1e6)),
          advancedField(realField("negative_slope", "Negative slope",
                                  "Share of a sum below the threshold that is passed on.", 0, 0, 10)),
          advancedField(realField("threshold", "Threshold", "Sums up to here count as negative.", 0, 0, 1e6))}},
        makeElementwise<ReluRule, reluActivation>};
    return info;
}

} // namespace netloom
