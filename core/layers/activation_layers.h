// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/layers/layer.h"

namespace netloom {

/// Activation functions with parameters, as layers of their own; Keras's classes ReLU, LeakyReLU, ELU and Softmax.
/// Defaults as there: the slope of a LeakyReLU layer is 0.3 (the function's is 0.2).
/// Source: keras/src/layers/activations/.
const LayerInfo& reluLayer();
const LayerInfo& leakyReluLayer();
const LayerInfo& eluLayer();
const LayerInfo& softmaxLayer();

} // namespace netloom
