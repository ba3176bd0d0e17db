// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/network.h"

#include "core/base/error.h"
#include "core/initializers/registry.h"
#include "core/kernels/dispatch.h"
#include "core/layers/registry.h"

#include <algorithm>

namespace netloom {

namespace {

/// Row-major tensor to its place in the block, or back.
template<typename Move>
void eachElement(const TensorSpec& spec, const Move& move)
{
    if (spec.panel == 0) {
        for (Index i = 0; i < spec.count(); ++i)
            move(i, i);
        return;
    }
    const Index in = spec.shape[0];
    const Index out = spec.shape[1];
    for (Index k = 0; k < in; ++k)
        for (Index c = 0; c < out; ++c)
            move(k * out + c, c / spec.panel * in * spec.panel + k * spec.panel + c % spec.panel);
}

} // namespace

Network::Network(const NetworkSpec& spec, Index inputs, Index maxBatch, Storage storage)
    : m_inputs(inputs), m_maxBatch(maxBatch)
{
    Index width = inputs;
    for (const LayerSpec& layer : spec.layers) {
        const LayerInfo* info = findLayerType(layer.type);
        if (!info)
            throw Error("the layer type " + quoted(layer.type) + " is not known", "layer " + quoted(layer.name));
        Stage stage;
        stage.name = layer.name;
        stage.layer = info->make(layer.fields, width);
        width = stage.layer->outputs();
        stage.units = width;
        stage.stride = paddedUnits(width);
        m_layers.push_back(std::move(stage));
    }
    if (m_layers.empty())
        throw Error("the network has no layers", {}, "Add a Dense layer.");
    m_outputs = width;
    if (storage == Storage::CompactIfSmall) {
        std::vector<const Layer*> layers;
        for (const Stage& stage : m_layers)
            layers.push_back(stage.layer.get());
        m_small = SmallNetwork::make(layers, inputs, maxBatch);
    }
    placeTensors();
    for (std::size_t l = 0; l < m_layers.size(); ++l)
        prepareStage(l);
}

void Network::placeTensors()
{
    Index offset = 0;
    for (const bool trainable : {true, false}) {
        for (std::size_t l = 0; l < m_layers.size(); ++l)
            for (const TensorSpec& tensor : m_layers[l].layer->tensors())
                if (tensor.trainable == trainable) {
                    m_tensors.push_back({static_cast<int>(l), tensor, offset});
                    if (m_small)
                        m_tensors.back().spec.panel = 0;
                    offset += m_small ? tensor.count() : paddedUnits(tensor.storage());
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

void Network::prepareStage(std::size_t number)
{
    Stage& stage = m_layers[number];
    m_samplewise &= stage.layer->samplewise();
    m_penalisesActivity |= stage.layer->activityRegularizer().active();
    if (m_small)
        return;
    std::vector<Scalar*> values;
    std::vector<Scalar*> gradients;
    for (const Tensor& tensor : m_tensors)
        if (tensor.layer == static_cast<int>(number)) {
            values.push_back(m_values.data() + tensor.offset);
            gradients.push_back(tensor.spec.trainable ? m_gradients.data() + tensor.offset : nullptr);
        }
    stage.layer->bind(values, gradients);
    stage.layer->allocate(m_maxBatch, stage.stride, number == 0);
    stage.output.resize(m_maxBatch * stage.stride);
    stage.gradient.resize(m_maxBatch * stage.stride);
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
        initializer->fill(values, tensor.spec.shape, rng);
        pack(tensor, values.data(), m_values);
    }
    for (std::size_t l = 0; l < m_layers.size(); ++l)
        m_layers[l].layer->seed(Rng(seed, "layer/" + std::to_string(l)));
    parametersChanged();
}

void Network::unpack(const Tensor& tensor, const AlignedBlock& block, Scalar* numbers)
{
    const Scalar* from = block.data() + tensor.offset;
    eachElement(tensor.spec, [&](Index number, Index place) { numbers[number] = from[place]; });
}

void Network::pack(const Tensor& tensor, const Scalar* numbers, AlignedBlock& block)
{
    Scalar* to = block.data() + tensor.offset;
    eachElement(tensor.spec, [&](Index number, Index place) { to[place] = numbers[number]; });
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
    parametersChanged();
}

bool Network::fuseWith(const Loss& loss)
{
    Layer& last = *m_layers.back().layer;
    if (!loss.fusesWith(last.finalActivation()) || last.activityRegularizer().active())
        return false;
    if (m_small) {
        m_small->fuseWithLoss();
        return true;
    }
    last.fuseWithLoss();
    last.allocate(m_maxBatch, m_layers.back().stride, m_layers.size() == 1);
    return true;
}

ConstBlock Network::outputOf(std::size_t stage, Index first, Index count) const
{
    const Stage& s = m_layers[stage];
    return {s.output.data() + first * s.stride, s.units, count, s.stride};
}

void Network::prepareStep()
{
    if (m_small)
        return;
    for (Stage& s : m_layers)
        s.layer->prepareStep();
}

ConstBlock Network::forward(ConstBlock x, const Pass& pass)
{
    if (m_small) {
        if (x.data)
            m_small->load(SmallNetwork::Batch::Now, {.x = x.data, .xStride = x.stride}, x.columns);
        m_small->forward(m_values.data(), x.columns, pass);
        return m_small->includesLoss() ? ConstBlock{} : m_small->prediction(x.columns);
    }
    ConstBlock input = x;
    for (Stage& s : m_layers) {
        const MutableBlock output{s.output.data() + pass.first * s.stride, s.units, x.columns, s.stride};
        s.layer->forward(input, output, pass);
        input = {output.data, output.rows, output.columns, output.stride};
    }
    return input;
}

int Network::notFiniteLayer(Index batch) const
{
    if (m_small)
        return m_small->notFiniteLayer(batch);
    for (std::size_t l = 0; l < m_layers.size(); ++l) {
        const ConstBlock out = outputOf(l, 0, batch);
        for (Index j = 0; j < batch; ++j)
            if (!kernels().allFinite(out.column(j), out.rows))
                return static_cast<int>(l);
    }
    return -1;
}

MutableBlock Network::outputGradient(Index first, Index count)
{
    if (m_small)
        return m_small->outputGradient(count);
    Stage& s = m_layers.back();
    return {s.gradient.data() + first * s.stride, s.units, count, s.stride};
}

void Network::backward(ConstBlock x, const Pass& pass)
{
    const Index count = x.columns;
    if (m_small) {
        m_small->backward(m_values.data(), count);
        return;
    }
    for (std::size_t l = m_layers.size(); l-- > 0;) {
        Stage& s = m_layers[l];
        if (m_penalisesActivity)
            addActivityGradient(s, pass, count);
        MutableBlock dx;
        if (l > 0) {
            Stage& before = m_layers[l - 1];
            dx = {before.gradient.data() + pass.first * before.stride, before.units, count, before.stride};
        }
        s.layer->backward(l > 0 ? outputOf(l - 1, pass.first, count) : x, outputOf(l, pass.first, count),
                          {s.gradient.data() + pass.first * s.stride, s.units, count, s.stride}, dx, pass);
    }
}

int Network::gradientParts(Index batch) const
{
    if (m_small)
        return 1;
    int parts = 0;
    for (const Stage& s : m_layers)
        parts += s.layer->gradientParts(batch);
    return parts;
}

void Network::weightGradient(int part, ConstBlock x, const Pass& pass)
{
    if (m_small) {
        m_small->weightGradient(m_gradients.data(), pass);
        return;
    }
    for (std::size_t l = 0; l < m_layers.size(); ++l) {
        Stage& s = m_layers[l];
        const int parts = s.layer->gradientParts(x.columns);
        if (part < parts) {
            s.layer->weightGradient(part, l > 0 ? outputOf(l - 1, 0, x.columns) : x,
                                    {s.gradient.data(), s.units, x.columns, s.stride}, pass);
            return;
        }
        part -= parts;
    }
}

bool Network::stepsItself(const Tensor& tensor) const
{
    return m_small || m_layers[static_cast<std::size_t>(tensor.layer)].layer->gradientParts(1) > 0;
}

void Network::parametersChanged()
{
    if (m_small)
        return;
    for (Stage& s : m_layers)
        s.layer->parametersChanged();
}

double Network::penalty() const
{
    double sum = 0;
    for (const Tensor& tensor : m_tensors)
        if (tensor.spec.regularizer.active())
            sum += tensor.spec.regularizer.penalty(m_values.data() + tensor.offset, tensor.spec.storage());
    return sum;
}

double Network::activityPenalty(Index count) const
{
    double sum = 0;
    for (std::size_t l = 0; l < m_layers.size(); ++l)
        if (const Regularizer activity = m_layers[l].layer->activityRegularizer(); activity.active())
            for (Index j = 0; j < count; ++j)
                sum += activity.penalty(outputOf(l, j, 1).data, m_layers[l].units);
    return sum / static_cast<double>(count);
}

void Network::addActivityGradient(Stage& stage, const Pass& pass, Index count)
{
    Regularizer activity = stage.layer->activityRegularizer();
    if (!activity.active())
        return;
    const auto batch = static_cast<Scalar>(pass.batch > 0 ? pass.batch : count);
    activity.l1 /= batch;
    activity.l2 /= batch;
    for (Index j = pass.first; j < pass.first + count; ++j)
        activity.addGradient(stage.output.data() + j * stage.stride, stage.gradient.data() + j * stage.stride,
                             stage.units);
}

void Network::addPenaltyGradients()
{
    for (const Tensor& tensor : m_tensors)
        if (tensor.spec.regularizer.active())
            tensor.spec.regularizer.addGradient(m_values.data() + tensor.offset, m_gradients.data() + tensor.offset,
                                                tensor.spec.storage());
}

} // namespace netloom
