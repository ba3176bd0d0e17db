// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/network.h"

#include "core/base/error.h"
#include "core/initializers/registry.h"
#include "core/layers/registry.h"
#include "core/network/layer_passes.h"
#include "core/network/small_passes.h"

#include <algorithm>

namespace netloom {

namespace {

/// Row-major tensor to its place in the block, or back: move(number, place, count) for each piece that is one in both.
template<typename Move>
void eachPiece(const TensorSpec& spec, const Move& move)
{
    if (spec.panel == 0) {
        move(0, 0, spec.count());
        return;
    }
    const Index in = spec.shape[0];
    const Index out = spec.shape[1];
    for (Index k = 0; k < in; ++k)
        for (Index c = 0; c < out; c += spec.panel)
            move(k * out + c, c * in + k * spec.panel, std::min(spec.panel, out - c));
}

} // namespace

Network::Network(const NetworkSpec& spec, Index inputs, Index maxBatch, Storage storage)
    : m_inputs(inputs), m_maxBatch(maxBatch)
{
    Shape sample = spec.inputFor(inputs);
    for (const LayerSpec& layer : spec.layers) {
        const LayerInfo* info = findLayerType(layer.type);
        if (!info)
            throw Error("the layer type " + quoted(layer.type) + " is not known", "layer " + quoted(layer.name));
        m_layers.push_back({layer.name, info->make(layer.fields, sample)});
        sample = info->output(layer.fields, sample);
    }
    if (m_layers.empty())
        throw Error("the network has no layers", {}, "Add a Dense layer.");
    m_outputs = sample.size();
    std::vector<Layer*> layers;
    for (const NamedLayer& named : m_layers)
        layers.push_back(named.layer.get());
    std::unique_ptr<SmallNetwork> small;
    if (storage == Storage::CompactIfSmall)
        small = SmallNetwork::make({layers.begin(), layers.end()}, inputs, maxBatch);
    placeTensors(small != nullptr);
    if (small) {
        m_passes = std::make_unique<SmallPasses>(std::move(small), inputs, m_values.data(), m_gradients.data());
        return;
    }
    for (std::size_t l = 0; l < m_layers.size(); ++l)
        bind(l);
    m_passes = std::make_unique<LayerPasses>(std::move(layers), inputs, maxBatch);
}

void Network::placeTensors(bool compact)
{
    Index offset = 0;
    for (const bool trainable : {true, false}) {
        for (std::size_t l = 0; l < m_layers.size(); ++l)
            for (const TensorSpec& tensor : m_layers[l].layer->tensors())
                if (tensor.trainable == trainable) {
                    m_tensors.push_back({static_cast<int>(l), tensor, offset});
                    if (compact)
                        m_tensors.back().spec.panel = 0;
                    offset += compact ? tensor.count() : paddedUnits(tensor.storage());
                    m_hasPenalties |= tensor.regularizer.active();
                }
        offset = paddedUnits(offset);
        if (trainable)
            m_trainableSize = offset;
    }
    m_values.resize(offset);
    m_gradients.resize(m_trainableSize);
    // Model order: by layer, as the layer names them.
    std::stable_sort(m_tensors.begin(), m_tensors.end(),
                     [](const Tensor& a, const Tensor& b) { return a.layer < b.layer; });
}

void Network::bind(std::size_t layer)
{
    std::vector<Scalar*> values;
    std::vector<Scalar*> gradients;
    for (const Tensor& tensor : m_tensors)
        if (tensor.layer == static_cast<int>(layer)) {
            values.push_back(m_values.data() + tensor.offset);
            gradients.push_back(tensor.spec.trainable ? m_gradients.data() + tensor.offset : nullptr);
        }
    m_layers[layer].layer->bind(values, gradients);
}

void Network::initialise(std::uint64_t seed)
{
    for (const Tensor& tensor : m_tensors) {
        const InitializerInfo* initializer = findInitializer(tensor.spec.initializer);
        if (!initializer)
            throw Error("the initializer " + quoted(tensor.spec.initializer) + " is not known",
                        "layer " + quoted(layerName(tensor.layer)));
        Rng rng(seed, "init/" + std::to_string(tensor.layer) + "/" + tensor.spec.name);
        std::vector<Scalar> values(static_cast<std::size_t>(tensor.spec.count()));
        initializer->fill(values, tensor.spec.shape.axes(), rng);
        pack(tensor, values.data(), m_values);
    }
    for (std::size_t l = 0; l < m_layers.size(); ++l)
        m_layers[l].layer->seed(Rng(seed, "layer/" + std::to_string(l)));
    m_passes->parametersChanged();
}

void Network::unpack(const Tensor& tensor, const AlignedBlock& block, Scalar* numbers)
{
    const Scalar* from = block.data() + tensor.offset;
    eachPiece(tensor.spec,
              [&](Index number, Index place, Index count) { std::copy_n(from + place, count, numbers + number); });
}

void Network::pack(const Tensor& tensor, const Scalar* numbers, AlignedBlock& block)
{
    Scalar* to = block.data() + tensor.offset;
    eachPiece(tensor.spec,
              [&](Index number, Index place, Index count) { std::copy_n(numbers + number, count, to + place); });
}

ParameterSet Network::read(const AlignedBlock& block) const
{
    ParameterSet set;
    for (const Tensor& tensor : m_tensors) {
        if (tensor.offset + tensor.spec.storage() > block.size())
            continue; // a block of the trainable part only
        NamedTensor named;
        named.layer = layerName(tensor.layer);
        named.name = tensor.spec.name;
        named.shape = tensor.spec.shape;
        named.trainable = tensor.spec.trainable;
        named.values.resize(static_cast<std::size_t>(tensor.spec.count()));
        unpack(tensor, block, named.values.data());
        set.push_back(std::move(named));
    }
    return set;
}

void Network::write(const ParameterSet& from, AlignedBlock& block) const
{
    std::size_t next = 0;
    for (const Tensor& tensor : m_tensors) {
        if (tensor.offset + tensor.spec.storage() > block.size())
            continue;
        const std::string place = "layer " + quoted(layerName(tensor.layer)) + ", " + tensor.spec.name;
        if (next == from.size())
            throw Error("the weights are missing", place, "The weights belong to another network.");
        const NamedTensor& named = from[next++];
        if (named.layer != layerName(tensor.layer) || named.name != tensor.spec.name ||
            named.shape != tensor.spec.shape || static_cast<Index>(named.values.size()) != tensor.spec.count())
            throw Error("the weights found here are " + quoted(named.layer + " " + named.name) + " and do not fit",
                        place, "The weights belong to another network.");
        pack(tensor, named.values.data(), block);
    }
    if (next != from.size())
        throw Error("there are more weights than the network has", {}, "The weights belong to another network.");
}

void Network::setParameters(const ParameterSet& parameters)
{
    write(parameters, m_values);
    m_passes->parametersChanged();
}

bool Network::fuseWith(const Loss& loss)
{
    const Layer& last = *m_layers.back().layer;
    if (!loss.fusesWith(last.finalActivation()) || last.activityRegularizer().active())
        return false;
    m_passes->fuseWithLoss();
    return true;
}

double Network::penalty() const
{
    double sum = 0;
    for (const Tensor& tensor : m_tensors)
        if (tensor.spec.regularizer.active())
            sum += tensor.spec.regularizer.penalty(m_values.data() + tensor.offset, tensor.spec.storage());
    return sum;
}

void Network::addPenaltyGradients()
{
    for (const Tensor& tensor : m_tensors)
        if (tensor.spec.regularizer.active())
            tensor.spec.regularizer.addGradient(m_values.data() + tensor.offset, m_gradients.data() + tensor.offset,
                                                tensor.spec.storage());
}

} // namespace netloom
