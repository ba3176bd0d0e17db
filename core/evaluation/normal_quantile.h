// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace netloom {

/// The standard normal distribution's quantile of a share in (0, 1), to about 1e-15.
double normalQuantile(double share);

} // namespace netloom
