// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/matrix.h"
#include "core/data/dataset.h"
#include "core/network/network_spec.h"
#include "core/network/parameters.h"
#include "core/training/training_config.h"

#include <string>
#include <utility>
#include <vector>

namespace netloom {

/// Output of the network in inference mode, outputs x samples. A sample with a NaN among its inputs gives NaN in every
/// output, whatever the activations make of it. @throws Error where weights do not fit the network
Matrix predict(const NetworkSpec& network, const ParameterSet& weights, const Matrix& x);

/// Loss and metrics of the settings over a data set, in inference mode, by Keras's names ("loss", "accuracy" …).
std::vector<std::pair<std::string, double>> evaluate(const NetworkSpec& network, const ParameterSet& weights,
                                                     const TrainingConfig& config, const Dataset& data);

/// Freshly initialised weights, as a start of training with this seed would make them.
ParameterSet initialWeights(const NetworkSpec& network, Index inputs, std::uint64_t seed);

} // namespace netloom
