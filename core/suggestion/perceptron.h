// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/suggestion/network_template.h"

namespace netloom {

/// No hidden layer: a weighted sum of the inputs, trained as suggested. The same as logistic or linear regression.
const NetworkTemplate& perceptron();

} // namespace netloom
