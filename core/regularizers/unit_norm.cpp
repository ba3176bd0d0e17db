// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/regularizers/unit_norm.h"

#include "core/base/component_list.h"
#include "core/base/field_builders.h"
#include "core/regularizers/norm_constraint.h"

namespace netloom {

namespace {

class UnitNorm final : public NormConstraint
{
public:
    explicit UnitNorm(const FieldValues& values) : NormConstraint(values) {}

private:
    double wanted(double) const override { return 1; }
};

} // namespace

const ConstraintInfo& unitNormConstraint()
{
    static const ConstraintInfo info{
        {"unit_norm", "Unit norm", "The weights into a unit always have length 1 together.", {constraintAxisField()}},
        makeComponent<Constraint, UnitNorm, unitNormConstraint>};
    return info;
}

} // namespace netloom
