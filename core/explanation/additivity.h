// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace netloom {

/// How parts add up to a number of some size: "add up to the last digit shown", or "add up but for 0.01".
std::string additivityText(double gap, double size);

} // namespace netloom
