// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/regularizers/norm_constraint.h"

#include "core/base/field_builders.h"

#include <cmath>
#include <utility>

namespace netloom {

FieldInfo constraintAxisField()
{
    return advancedField(integerField(
        "axis", "Axis", "0 measures the weights into each unit, 1 the weights out of each input.", 0, 0, 1));
}

NormConstraint::NormConstraint(const FieldValues& values) : m_alongColumns(values.integer("axis") == 1) {}

void NormConstraint::apply(TensorView w) const
{
    if (m_alongColumns) {
        std::swap(w.rows, w.columns);
        std::swap(w.rowStride, w.columnStride);
    }
    for (Index column = 0; column < w.columns; ++column) {
        double squares = 0;
        for (Index row = 0; row < w.rows; ++row) {
            const auto value = static_cast<double>(w.at(row, column));
            squares += value * value;
        }
        const double norm = std::sqrt(squares);
        const auto factor = static_cast<Scalar>(wanted(norm) / (1e-7 + norm));
        for (Index row = 0; row < w.rows; ++row)
            w.at(row, column) *= factor;
    }
}

} // namespace netloom
