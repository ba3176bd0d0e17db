// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/suggestion/network_template.h"

namespace netloom {

/// The rule of thumb of the Keras tutorial that Netloom grew out of (M. Di Pietro, Deep Learning with Python: Neural
/// Networks, 2021): (inputs + outputs) / 2 ReLU units, then half of that, dropout 0.2 behind each, Adam at 0.001 for
/// 100 epochs in batches of 32. Too narrow to learn from tables of a few columns.
const NetworkTemplate& tutorialNetwork();

} // namespace netloom
