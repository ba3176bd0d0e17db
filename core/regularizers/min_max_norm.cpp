// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/regularizers/min_max_norm.h"

#include "core/base/component_list.h"
#include "core/base/field_builders.h"
#include "core/regularizers/norm_constraint.h"

#include <algorithm>

namespace netloom {

namespace {

class MinMaxNorm final : public NormConstraint
{
public:
    explicit MinMaxNorm(const FieldValues& values)
        : NormConstraint(values),
          m_min(values.real("min_value")),
          m_max(values.real("max_value")),
          m_rate(values.real("rate"))
    {
    }

private:
    double wanted(double norm) const override
    {
        return m_rate * std::min(std::max(norm, m_min), m_max) + (1 - m_rate) * norm;
    }

    double m_min;
    double m_max;
    double m_rate;
};

} // namespace

const ConstraintInfo& minMaxNormConstraint()
{
    static const ConstraintInfo info{
        {"min_max_norm",
         "Norm within limits",
         "The weights into a unit are drawn to a length between two limits.",
         {realField("min_value", "Smallest norm", "Shortest that the weights into a unit may be together.", 0, 0, 1e6),
          realField("max_value", "Largest norm", "Longest that the weights into a unit may be together.", 1, 0, 1e6),
          realField("rate", "Rate", "How much of the way to the limit each step goes; 1 keeps the limits strictly.", 1,
                    0, 1),
          constraintAxisField()}},
        makeComponent<Constraint, MinMaxNorm, minMaxNormConstraint>};
    return info;
}

} // namespace netloom
