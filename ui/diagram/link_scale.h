// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace netloom {

/// How wide the lines of links are: by the largest value of their own layer, or of the whole network.
enum class LinkScale { PerLayer, Common };

} // namespace netloom
