// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/regularizers/max_norm.h"

#include "core/base/component_list.h"
#include "core/base/field_builders.h"
#include "core/regularizers/norm_constraint.h"

#include <algorithm>

namespace netloom {

namespace {

class MaxNorm final : public NormConstraint
{
public:
    explicit MaxNorm(const FieldValues& values) : NormConstraint(values), m_max(values.real("max_value")) {}

private:
    double wanted(double norm) const override { return std::min(norm, m_max); }

    double m_max;
};

} // namespace

const ConstraintInfo& maxNormConstraint()
{
    static const ConstraintInfo info{
        {"max_norm",
         "Largest norm",
         "The weights into a unit are shortened where together they are longer than a limit.",
         {realField("max_value", "Largest norm", "Longest that the weights into a unit may be together.", 2, 0, 1e6),
          constraintAxisField()}},
        makeComponent<Constraint, MaxNorm, maxNormConstraint>};
    return info;
}

} // namespace netloom
