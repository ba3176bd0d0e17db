// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace netloom {

/// Where a diagram goes from its inputs to its outputs: columns side by side, or rows below each other.
enum class DiagramDirection { Right, Down };

} // namespace netloom
