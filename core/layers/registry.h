// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/component.h"
#include "core/base/types.h"

#include <memory>
#include <span>
#include <string_view>

namespace netloom {

class Layer;

/// How the diagram draws a layer.
enum class LayerRole {
    Units,    ///< neurons of its own (Dense): fully linked to the column before
    OneToOne, ///< no neurons of its own (Dropout, normalisation, noise, activation): linked one to one
};

/// What a layer type publishes. `values` may lack fields; they then have their initial value.
struct LayerInfo : ComponentInfo {
    std::string namePrefix; ///< for automatic names: "h" gives h1, h2 …; "drop" gives drop1 …
    LayerRole role = LayerRole::Units;
    Index (*outputs)(const FieldValues& values, Index inputs) = nullptr;
    /// Trainable and not trainable weights together (as Keras's summary counts them).
    Index (*parameterCount)(const FieldValues& values, Index inputs) = nullptr;
    /// Multiply-add operations for one sample in inference.
    Index (*multiplyAdds)(const FieldValues& values, Index inputs) = nullptr;
    /// Makes the executable layer. Fields have been validated.
    std::unique_ptr<Layer> (*make)(const FieldValues& values, Index inputs) = nullptr;
};

/// Every layer type, in menu order. Hand-written.
std::span<const LayerInfo* const> layerTypes();
/// Null for an unknown type.
const LayerInfo* findLayerType(std::string_view type);

} // namespace netloom
