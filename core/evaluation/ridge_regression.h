// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/evaluation/linear_model.h"

#include <stop_token>

namespace netloom {

/// Ridge regression: the minimum of sum over samples of s |t − (W x + b)|² + alpha |W|², the bias free, s the sample's
/// weight (1 without weights). Exact (Cholesky, in whichever of samples and inputs are fewer) up to 600 of these,
/// beyond by conjugate gradients to a relative residual of 1e-9. As scikit-learn's Ridge.
/// @param data  prepared: targets standardised. At least one sample.
/// @throws Cancelled after a stop
LinearModel fitRidgeRegression(const Dataset& data, double alpha = 1, const std::stop_token& stop = {});

} // namespace netloom
