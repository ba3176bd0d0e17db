// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

namespace netloom {

/// Told now and then which share is done, 0…1; called on the thread that does the work.
using ProgressFunction = std::function<void(double)>;

} // namespace netloom
