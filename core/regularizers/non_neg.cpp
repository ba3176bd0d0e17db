// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/regularizers/non_neg.h"

#include "core/base/component_list.h"

#include <algorithm>

namespace netloom {

namespace {

class NonNeg final : public Constraint
{
public:
    explicit NonNeg(const FieldValues&) {}

    void apply(TensorView w) const override
    {
        for (Index row = 0; row < w.rows; ++row)
            for (Index column = 0; column < w.columns; ++column)
                w.at(row, column) = std::max(w.at(row, column), Scalar(0));
    }
};

} // namespace

const ConstraintInfo& nonNegConstraint()
{
    static const ConstraintInfo info{{"non_neg", "Not negative", "Weights below 0 are set to 0.", {}},
                                     makeComponent<Constraint, NonNeg, nonNegConstraint>};
    return info;
}

} // namespace netloom
