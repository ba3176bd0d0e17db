// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/unit_edit.h"

#include "core/base/error.h"
#include "core/network/layer_units.h"
#include "core/training/evaluate.h"
#include "core/training/resume.h"

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

Shape withColumns(const NamedTensor& tensor, Index columns)
{
    return tensor.shape.rank() == 2 ? Shape{tensor.shape[0], columns} : Shape(columns);
}

/// The last axis of a tensor are the units of its layer.
void removeColumns(NamedTensor& tensor, Index first, Index count)
{
    const Index columns = tensor.shape[tensor.shape.rank() - 1];
    std::vector<Scalar> values;
    values.reserve(tensor.values.size());
    for (auto row = tensor.values.begin(); row != tensor.values.end(); row += columns) {
        values.insert(values.end(), row, row + first);
        values.insert(values.end(), row + first + count, row + columns);
    }
    tensor.values = std::move(values);
    tensor.shape = withColumns(tensor, columns - count);
}

/// @param fresh  where the new columns' values come from, of the new width; null: 0
void addColumns(NamedTensor& tensor, Index count, const NamedTensor* fresh)
{
    const Index columns = tensor.shape[tensor.shape.rank() - 1];
    const Index rows = static_cast<Index>(tensor.values.size()) / columns;
    std::vector<Scalar> values;
    values.reserve(static_cast<std::size_t>(rows * (columns + count)));
    for (Index row = 0; row < rows; ++row) {
        const auto first = tensor.values.begin() + row * columns;
        values.insert(values.end(), first, first + columns);
        if (fresh) {
            const auto added = fresh->values.begin() + row * (columns + count) + columns;
            values.insert(values.end(), added, added + count);
        } else {
            values.insert(values.end(), static_cast<std::size_t>(count), Scalar(0));
        }
    }
    tensor.values = std::move(values);
    tensor.shape = withColumns(tensor, columns + count);
}

void removeRows(NamedTensor& tensor, Index first, Index count)
{
    const Index columns = tensor.shape[1];
    tensor.values.erase(tensor.values.begin() + first * columns, tensor.values.begin() + (first + count) * columns);
    tensor.shape = Shape{tensor.shape[0] - count, columns};
}

void addRows(NamedTensor& tensor, Index count)
{
    tensor.values.resize(tensor.values.size() + static_cast<std::size_t>(count * tensor.shape[1]), Scalar(0));
    tensor.shape = Shape{tensor.shape[0] + count, tensor.shape[1]};
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

Checkpoint withUnitsAdded(const Checkpoint& stored, const NetworkSpec& before, const NetworkSpec& after, Index inputs,
                          std::size_t layer, std::uint64_t seed)
{
    const Index units = unitsOf(before, inputs, layer);
    const Index count = unitsOf(after, inputs, layer) - units;
    if (count < 1)
        throw Error("there are no units to be added");
    const ParameterSet fresh = initialWeights(after, inputs, seed);
    const auto edit = [&](const SharedParameters& parameters, bool weights) {
        return edited(parameters, before, layer, [&](NamedTensor& tensor, bool own, bool listens) {
            if (own && isPerUnit(tensor, units))
                addColumns(tensor, count, weights ? findTensor(fresh, tensor.layer, tensor.name) : nullptr);
            else if (listens && isKernel(tensor) && tensor.shape[0] == units)
                addRows(tensor, count);
        });
    };
    Checkpoint changed = stored;
    changed.timeline = {}; // its epochs are of the network before
    changed.weights = edit(stored.weights, true);
    changed.bestWeights = edit(stored.bestWeights, true);
    changed.optimizerState = edit(stored.optimizerState, false);
    return changed;
}

Checkpoint withUnitsRemoved(const Checkpoint& stored, const NetworkSpec& before, Index inputs, std::size_t layer,
                            Index first, Index count)
{
    const Index units = unitsOf(before, inputs, layer);
    if (first < 0 || count < 1 || first > units - count || count >= units)
        throw Error("a layer has at least one unit");
    const auto edit = [&](const SharedParameters& parameters) {
        return edited(parameters, before, layer, [&](NamedTensor& tensor, bool own, bool listens) {
            if (own && isPerUnit(tensor, units))
                removeColumns(tensor, first, count);
            else if (listens && isKernel(tensor) && tensor.shape[0] == units)
                removeRows(tensor, first, count);
        });
    };
    Checkpoint changed = stored;
    changed.timeline = {};
    changed.weights = edit(stored.weights);
    changed.optimizerState = edit(stored.optimizerState);
    forgetBest(changed);
    return changed;
}

Checkpoint withUnits(const Checkpoint& stored, const NetworkSpec& before, const NetworkSpec& after, Index inputs,
                     std::size_t layer, std::uint64_t seed)
{
    const Index had = unitsOf(before, inputs, layer);
    const Index has = unitsOf(after, inputs, layer);
    if (has < had)
        return withUnitsRemoved(stored, before, inputs, layer, has, had - has);
    return has > had ? withUnitsAdded(stored, before, after, inputs, layer, seed) : stored;
}

} // namespace netloom
