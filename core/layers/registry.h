// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/layers/layer.h"

#include <span>
#include <string_view>

namespace netloom {

/// Every layer type, in menu order. Hand-written.
std::span<const LayerInfo* const> layerTypes();
/// Null for an unknown type.
const LayerInfo* findLayerType(std::string_view type);

} // namespace netloom
