// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/unit_edit.h"

#include "core/base/error.h"
#include "core/network/layer_units.h"
#include "core/training/evaluate.h"

#include <functional>

namespace netloom {

namespace {

/// What the tensors of a parameter set are changed by, named as the parameters are ("kernel") or as the optimizer's
/// slots of them ("kernel/m").
using TensorEdit = std::function<void(NamedTensor& tensor, bool own, bool listens)>;

SharedParameters edited(const SharedParameters& parameters, const NetworkSpec& network, std::size_t layer,
                        const TensorEdit& edit)
{
    if (parameters.empty())
        return parameters;
    ParameterSet changed = parameters;
    const std::size_t listener = listeningLayer(network, layer);
    for (NamedTensor& tensor : changed)
        for (std::size_t i = layer; i <= listener && i < network.layers.size(); ++i)
            if (tensor.layer == network.layers[i].name)
                edit(tensor, i < listener, i == listener);
    return SharedParameters(std::move(changed));
}

bool isKernel(const NamedTensor& tensor)
{
    return tensor.shape.rank() == 2 && tensor.name.starts_with("kernel");
}

/// The last axis of a tensor are the units of its layer.
void removeColumn(NamedTensor& tensor, Index unit)
{
    const Index columns = tensor.shape[tensor.shape.rank() - 1];
    std::vector<Scalar> values;
    for (std::size_t i = 0; i < tensor.values.size(); ++i)
        if (static_cast<Index>(i) % columns != unit)
            values.push_back(tensor.values[i]);
    tensor.values = std::move(values);
    tensor.shape = tensor.shape.rank() == 2 ? Shape{tensor.shape[0], columns - 1} : Shape(columns - 1);
}

/// @param fresh  where the new column's values come from; null: 0
void addColumn(NamedTensor& tensor, const NamedTensor* fresh)
{
    const Index columns = tensor.shape[tensor.shape.rank() - 1];
    const Index rows = static_cast<Index>(tensor.values.size()) / columns;
    std::vector<Scalar> values;
    for (Index row = 0; row < rows; ++row) {
        const auto first = tensor.values.begin() + row * columns;
        values.insert(values.end(), first, first + columns);
        values.push_back(fresh ? fresh->values[static_cast<std::size_t>(row * (columns + 1) + columns)] : Scalar(0));
    }
    tensor.values = std::move(values);
    tensor.shape = tensor.shape.rank() == 2 ? Shape{tensor.shape[0], columns + 1} : Shape(columns + 1);
}

void removeRow(NamedTensor& tensor, Index unit)
{
    const Index columns = tensor.shape[1];
    tensor.values.erase(tensor.values.begin() + unit * columns, tensor.values.begin() + (unit + 1) * columns);
    tensor.shape = Shape{tensor.shape[0] - 1, columns};
}

void addRow(NamedTensor& tensor)
{
    tensor.values.resize(tensor.values.size() + static_cast<std::size_t>(tensor.shape[1]), Scalar(0));
    tensor.shape = Shape{tensor.shape[0] + 1, tensor.shape[1]};
}

/// Slots that hold a number for the whole tensor are left alone.
bool isPerUnit(const NamedTensor& tensor, Index units)
{
    return tensor.shape.rank() > 0 && tensor.shape[tensor.shape.rank() - 1] == units;
}

Index unitsOf(const NetworkSpec& network, Index inputs, std::size_t layer)
{
    if (layer >= network.layers.size() || !canEditUnits(network, layer))
        throw Error("the units of this layer cannot be changed");
    return layerShapes(network, inputs)[layer].outputs();
}

} // namespace

bool canEditUnits(const NetworkSpec& network, std::size_t layer)
{
    return layer < network.layers.size() && hasUnits(network.layers[layer]) &&
           static_cast<int>(layer) != outputLayer(network);
}

Checkpoint withUnitAdded(const Checkpoint& stored, const NetworkSpec& before, const NetworkSpec& after, Index inputs,
                         std::size_t layer, std::uint64_t seed)
{
    const Index units = unitsOf(before, inputs, layer);
    const ParameterSet fresh = initialWeights(after, inputs, seed);
    const auto edit = [&](const SharedParameters& parameters, bool weights) {
        return edited(parameters, before, layer, [&](NamedTensor& tensor, bool own, bool listens) {
            if (own && isPerUnit(tensor, units))
                addColumn(tensor, weights ? findTensor(fresh, tensor.layer, tensor.name) : nullptr);
            else if (listens && isKernel(tensor) && tensor.shape[0] == units)
                addRow(tensor);
        });
    };
    Checkpoint changed = stored;
    changed.timeline = {}; // its epochs are of the network before
    changed.weights = edit(stored.weights, true);
    changed.bestWeights = edit(stored.bestWeights, true);
    changed.optimizerState = edit(stored.optimizerState, false);
    return changed;
}

Checkpoint withUnitRemoved(const Checkpoint& stored, const NetworkSpec& before, Index inputs, std::size_t layer,
                           Index unit)
{
    const Index units = unitsOf(before, inputs, layer);
    if (unit < 0 || unit >= units || units < 2)
        throw Error("a layer has at least one unit");
    const auto edit = [&](const SharedParameters& parameters) {
        return edited(parameters, before, layer, [&](NamedTensor& tensor, bool own, bool listens) {
            if (own && isPerUnit(tensor, units))
                removeColumn(tensor, unit);
            else if (listens && isKernel(tensor) && tensor.shape[0] == units)
                removeRow(tensor, unit);
        });
    };
    Checkpoint changed = stored;
    changed.timeline = {};
    changed.weights = edit(stored.weights);
    changed.bestWeights = edit(stored.bestWeights);
    changed.optimizerState = edit(stored.optimizerState);
    return changed;
}

} // namespace netloom
