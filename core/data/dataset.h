// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/matrix.h"
#include "core/base/types.h"

#include <vector>

namespace netloom {

/// Prepared numbers for the engine. One column is one sample.
struct Dataset {
    Matrix x;       ///< features x samples
    Matrix y;       ///< targets x samples: 0/1 for two classes, one-hot for more, standardised numbers for regression
    Vector weights; ///< one per sample, or empty
    std::vector<Index> rows; ///< row of the table each sample came from, or empty

    Index samples() const { return x.cols(); }
};

} // namespace netloom
