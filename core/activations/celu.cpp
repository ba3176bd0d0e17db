// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/activations/celu.h"

#include "core/activations/elementwise.h"
#include "core/base/field_builders.h"

#include <cmath>

namespace netloom {

namespace {

struct CeluRule {
    static constexpr bool usesInput = true;
    Scalar alpha;

    explicit CeluRule(const FieldValues& values) : alpha(static_cast<Scalar>(values.real("alpha"))) {}
    Scalar value(Scalar z) const { return z > 0 ? z : alpha * std::expm1(z / alpha); }
    Scalar slope(Scalar z, Scalar) const { return z > 0 ? Scalar(1) : std::exp(z / alpha); }
};

} // namespace

const ActivationInfo& celuActivation()
{
    static const ActivationInfo info{
        {"celu",
         "CELU",
         "Like ELU, with a slope that changes smoothly at 0 for every alpha.",
         {aboveField(
             realField("alpha", "Alpha", "The value that very negative sums approach is minus this.", 1, 0, 100))}},
        makeElementwise<CeluRule, celuActivation>};
    return info;
}

} // namespace netloom
