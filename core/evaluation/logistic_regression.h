// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/evaluation/linear_model.h"

#include <stop_token>

namespace netloom {

/// Logistic regression: the minimum of sum over samples of s × cross-entropy + ½ |W|² (scikit-learn's C = 1), the bias
/// free, s the sample's weight (1 without weights).
///
/// `link` Logistic: every row of the targets is a yes/no of its own; Softmax: they are one-hot, and the biases are
/// centred, as a common shift of them changes nothing. Newton's method with a line search until no gradient is above
/// 1e-9 (up to 800 parameters; more inputs than samples are rotated away first); beyond that L-BFGS until none is above
/// 1e-5 per sample.
/// @param data  prepared, at least one sample  @throws Cancelled after a stop
LinearModel fitLogisticRegression(const Dataset& data, LinearModel::Link link, const std::stop_token& stop = {});

} // namespace netloom
