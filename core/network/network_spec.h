// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/component.h"
#include "core/base/shape.h"
#include "core/base/types.h"

#include <string>
#include <vector>

namespace netloom {

/// One layer as the user wrote it. `name` is unique within the network.
struct LayerSpec {
    std::string type; ///< LayerInfo::type
    std::string name;
    FieldValues fields;

    bool operator==(const LayerSpec&) const = default;
};

/// The network as the editor edits it, files store it and undo swaps it. The input layer is not in the list. A plain
/// value.
struct NetworkSpec {
    std::vector<LayerSpec> layers;
    /// The last Dense layer's units and activation follow the target column until the user takes them over.
    bool outputFollowsTarget = true;
    /// Of a sample. Its size follows the data, where there are such.
    Shape inputShape = 10;

    Index inputs() const { return inputShape.size(); }
    /// Shape of samples of `inputs` numbers: the input shape where it has as many, else one axis.
    Shape inputFor(Index inputs) const { return inputShape.size() == inputs ? inputShape : Shape(inputs); }
    void setInputs(Index inputs) { inputShape = inputFor(inputs); }

    bool operator==(const NetworkSpec&) const = default;
};

/// What one layer looks like from outside.
struct LayerShape {
    Shape input = 0;
    Shape output = 0;
    Index parameters = 0;
    Index multiplyAdds = 0; ///< per sample, in inference

    Index inputs() const { return input.size(); }
    Index outputs() const { return output.size(); }
};

/// Shapes of all layers for samples of `inputs` numbers. Unknown types and impossible fields count as one-to-one, so
/// that a faulty network can be drawn.
std::vector<LayerShape> layerShapes(const NetworkSpec& spec, Index inputs);

/// Index of the output layer (the last Dense layer), or -1.
int outputLayer(const NetworkSpec& spec);

/// A name for a new layer that no layer of `spec` has: h1, h2 …, drop1 …; a copy of "h1" gets the next free number.
std::string freeLayerName(const NetworkSpec& spec, std::string_view prefix);

/// "dense 5 relu, dropout 0.2, dense 3 relu" to layers: type, then positional values (the type's own order of fields),
/// or key=value. Names are given automatically.
/// @throws Error naming the part that is not understood
std::vector<LayerSpec> parseLayers(std::string_view text);

/// Inverse of parseLayers(), names left out.
std::string formatLayers(const std::vector<LayerSpec>& layers);

} // namespace netloom
