// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/optimizers/rule_optimizer.h"

#include <cmath>

namespace netloom {

/// The two decay rates and the epsilon of Adam and its relatives. Powers of the rates are computed in double: in single
/// precision 1 - 0.999 is wrong in the fifth digit.
struct Moments {
    explicit Moments(const FieldValues& values)
        : beta1(values.real("beta_1")), beta2(values.real("beta_2")), epsilon(values.real("epsilon"))
    {
    }

    double beta1;
    double beta2;
    double epsilon;
};

/// The fields of Moments.
std::vector<FieldInfo> momentFields();
/// The fields of Adam and AdamW: those of Moments, and amsgrad.
std::vector<FieldInfo> adamFields();
/// The rule of both.
std::unique_ptr<Optimizer> makeAdam(const FieldValues& completeValues);

} // namespace netloom
