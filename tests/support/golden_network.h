// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/network_spec.h"
#include "core/network/parameters.h"
#include "core/training/session.h"
#include "core/training/training_config.h"
#include "tests/support/golden.h"

#include <stdexcept>

namespace netloom::golden {

/// Something of a reference file that this build does not have; the test names it and goes on.
class Missing : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// "model" of a file. @throws Missing for a layer or an argument we do not have
NetworkSpec network(const Json& model);

/// Fills `like` (in our order) with the file's weights "layer/tensor". @throws std::runtime_error where they do not fit
ParameterSet weights(const Json& list, const ParameterSet& like);

/// Optimizer, schedule, loss, metrics, batch size, epochs and class weights of a file. @throws Missing
TrainingConfig config(const Json& file);

/// Keras's validation_split: the last rows are held back.
TrainingData data(const Json& file);

/// {"0": 0.5, "2": 3} as "0=0.5, 2=3".
std::string classWeightSetting(const Json& weights);

} // namespace netloom::golden
