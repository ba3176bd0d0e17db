// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

namespace netloom {

/// l1 * sum |w| + l2 * sum w² (no 1/2), as Keras's L1L2. Added to the loss after its reduction.
struct Regularizer {
    Scalar l1 = 0;
    Scalar l2 = 0;

    bool active() const { return l1 != 0 || l2 != 0; }
    double penalty(const Scalar* w, Index n) const;
    /// g += l1 * sign(w) + 2 * l2 * w, sign(0) = 0.
    void addGradient(const Scalar* w, Scalar* g, Index n) const;
};

} // namespace netloom
