// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/regularizers/constraint.h"

namespace netloom {

/// Field `axis`: 0 measures the weights into each unit, 1 those out of each input.
FieldInfo constraintAxisField();

/// Brings every length n along an axis to wanted(n): w · wanted(n) / (1e-7 + n), as Keras does.
class NormConstraint : public Constraint
{
public:
    void apply(TensorView w) const final;

protected:
    explicit NormConstraint(const FieldValues& values);
    virtual double wanted(double norm) const = 0;

private:
    bool m_alongColumns;
};

} // namespace netloom
