// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/activations/elu.h"

#include "core/activations/elementwise.h"
#include "core/base/field_builders.h"

#include <cmath>

namespace netloom {

namespace {

struct EluRule {
    static constexpr bool usesInput = true;
    Scalar alpha;

    explicit EluRule(const FieldValues& values) : alpha(static_cast<Scalar>(values.real("alpha"))) {}
    Scalar value(Scalar z) const { return z > 0 ? z : alpha * std::expm1(z); }
    Scalar slope(Scalar z, Scalar y) const { return z > 0 ? Scalar(1) : y + alpha; }
};

} // namespace

const ActivationInfo& eluActivation()
{
    static const ActivationInfo info{
        {"elu",
         "ELU",
         "Like ReLU, with a smooth curve down to -alpha for negative sums.",
         {realField("alpha", "Alpha", "The value that very negative sums approach is minus this.", 1, 0, 100)}},
        makeElementwise<EluRule, eluActivation>};
    return info;
}

} // namespace netloom
