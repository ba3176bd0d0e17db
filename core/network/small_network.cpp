// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/small_network.h"

#include "core/kernels/dispatch.h"
#include "core/layers/dropout.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace netloom {

namespace {

/// Above these, products of matrices are faster.
constexpr Index kMostParameters = 1024;
constexpr Index kMostSamples = 512;

bool kernelActivation(ActivationKernel activation, KernelActivation& result)
{
    switch (activation) {
    case ActivationKernel::Linear:
    case ActivationKernel::Softmax: // made from the sums, sample by sample
        result = KernelLinear;
        return true;
    case ActivationKernel::Relu:
        result = KernelRelu;
        return true;
    case ActivationKernel::Tanh:
        result = KernelTanh;
        return true;
    case ActivationKernel::Sigmoid:
        result = KernelSigmoid;
        return true;
    case ActivationKernel::None:
        break;
    }
    return false;
}

/// 1 for the class that y names; NaN where there is no such class, so that the loss tells.
Scalar labelOf(Scalar y, Index c, Index classes)
{
    if (!(y > Scalar(-0.5) && y < static_cast<Scalar>(classes) - Scalar(0.5)))
        return std::numeric_limits<Scalar>::quiet_NaN();
    return std::abs(y - static_cast<Scalar>(c)) < Scalar(0.5) ? Scalar(1) : Scalar(0);
}

/// The best kernels, or lower ones whose vectors hold the batch too: narrow divisions and square roots are quicker.
const KernelTable& kernelsFor(Index batch)
{
    const KernelTable* best = &kernels();
    for (const KernelTable* table : availableKernels()) {
        if (table == best)
            break;
        if (table->multiplyAdd && table->lanes >= batch)
            return *table;
    }
    return *best;
}

} // namespace

std::unique_ptr<SmallNetwork> SmallNetwork::make(const std::vector<const Layer*>& layers, Index inputs, Index maxBatch)
{
    if (maxBatch > kMostSamples || inputs > kMostParameters)
        return nullptr;
    std::unique_ptr<SmallNetwork> network(new SmallNetwork);
    network->m_kernels = &kernelsFor(maxBatch);
    network->m_inputs = inputs;
    Index width = inputs;
    for (std::size_t l = 0; l < layers.size(); ++l) {
        if (network->m_softmax || !network->add(*layers[l], width) || network->m_parameters > kMostParameters)
            return nullptr;
        if (network->m_numbers.size() < network->m_layers.size())
            network->m_numbers.push_back(static_cast<int>(l));
        width = layers[l]->outputs();
    }
    if (network->m_streams.back())
        return nullptr;
    network->m_outputs = width;
    network->place(maxBatch);
    return network;
}

/// @returns false where the layer does not fit
bool SmallNetwork::add(const Layer& layer, Index inputs)
{
    const SmallPart part = layer.smallPart();
    if (layer.activityRegularizer().active())
        return false;
    if (part.kind == SmallPart::Kind::Dropout) {
        if (m_layers.empty() || m_streams.back())
            return false;
        m_streams.back() = part.stream;
        m_layers.back().threshold = part.rate > 0 ? Dropout::threshold(part.rate) : 0;
        m_layers.back().scale = Dropout::scale(part.rate);
        return true;
    }
    SmallLayer dense{};
    if (part.kind != SmallPart::Kind::Dense || !kernelActivation(part.activation, dense.activation))
        return false;
    m_softmax = part.activation == ActivationKernel::Softmax;
    dense.in = inputs;
    dense.out = layer.outputs();
    dense.weights = m_parameters;
    dense.hasBias = part.bias;
    dense.maskStride = paddedUnits(dense.out);
    m_parameters += dense.out * (dense.in + (part.bias ? 1 : 0));
    m_layers.push_back(dense);
    m_streams.push_back(nullptr);
    return true;
}

void SmallNetwork::place(Index maxBatch)
{
    const Index pitch = paddedUnits(maxBatch);
    Index end = 0;
    const auto rows = [&](Index units) {
        const Index begin = end;
        end += units * pitch;
        return begin;
    };
    for (Rows& batch : m_rows) {
        batch.inputs = rows(m_inputs);
        batch.targets = rows(m_outputs);
        batch.weights = rows(1);
    }
    Index input = m_rows[0].inputs;
    for (std::size_t l = 0; l < m_layers.size(); ++l) {
        SmallLayer& layer = m_layers[l];
        const bool drops = m_streams[l] != nullptr;
        layer.input = input;
        layer.active = rows(layer.out);
        layer.output = drops ? rows(layer.out) : layer.active;
        layer.mask = drops ? rows(layer.out) : layer.active;
        layer.gradient = rows(layer.out);
        layer.logits = -1;
        input = layer.output;
    }
    m_layers.back().logits = rows(m_outputs);
    const Index ones = rows(1);
    const Index zeros = rows(1);
    m_work.resize(end);
    std::fill_n(row(ones), pitch, Scalar(1));
    for (Rows& batch : m_rows)
        batch.factors = listFactors(batch.inputs, ones, zeros);
    use(m_rows[0]);

    m_job.layers = m_layers.data();
    m_job.count = static_cast<std::int64_t>(m_layers.size());
    m_job.work = m_work.data();
    m_job.pitch = pitch;
    m_job.softmax = m_softmax;
    m_gradient = row(last().gradient);
    if (m_outputs > 1) {
        m_stride = m_outputs;
        m_samplewise.resize(3 * maxBatch * m_stride);
        m_gradient = m_samplewise.data();
    }
}

bool SmallNetwork::include(const Loss& loss, bool fused)
{
    const Loss::InKernel kernel = loss.inKernel();
    if (kernel.kind == KernelNoLoss || (kernel.kind != KernelSquaredError && !fused))
        return false;
    m_job.loss = kernel.kind;
    m_job.smoothing = static_cast<Scalar>(kernel.smoothing);
    m_sparse = kernel.sparse;
    return true;
}

std::vector<SmallFactors> SmallNetwork::listFactors(Index inputs, Index ones, Index zeros) const
{
    std::vector<SmallFactors> factors;
    const auto whole = static_cast<std::size_t>(paddedUnits(m_parameters));
    factors.reserve(whole);
    const auto add = [&factors](Index input, Index gradient) {
        factors.push_back({static_cast<std::uint32_t>(input), static_cast<std::uint32_t>(gradient)});
    };
    const Index pitch = zeros - ones;
    for (std::size_t l = 0; l < m_layers.size(); ++l) {
        const SmallLayer& layer = m_layers[l];
        const Index input = l == 0 ? inputs : layer.input;
        for (Index k = 0; k < layer.in + layer.hasBias; ++k)
            for (Index c = 0; c < layer.out; ++c)
                add(k < layer.in ? input + k * pitch : ones, layer.gradient + c * pitch);
    }
    while (factors.size() < whole)
        add(zeros, zeros);
    return factors;
}

void SmallNetwork::use(const Rows& rows)
{
    m_layers.front().input = rows.inputs;
    m_job.targets = rows.targets;
    m_job.weights = rows.weights;
}

void SmallNetwork::load(Batch batch, const BatchRows& source, Index count)
{
    Rows& rows = m_rows[batch == Batch::Now ? m_now : 1 - m_now];
    const Index pitch = m_job.pitch;
    const Index inputs = m_inputs;
    Scalar* to = row(rows.inputs);
    for (Index j = 0; j < count; ++j) {
        const Scalar* x = source.x + (source.order ? source.order[j] : j) * source.xStride;
        for (Index i = 0; i < inputs; ++i)
            to[i * pitch + j] = x[i];
    }
    rows.loaded = std::max(rows.loaded, count);
    if (includesLoss() && source.y)
        loadTargets(rows, source, count);
}

void SmallNetwork::loadTargets(Rows& rows, const BatchRows& source, Index count)
{
    const Index pitch = m_job.pitch;
    const Index outputs = m_outputs;
    Scalar* to = row(rows.targets);
    for (Index j = 0; j < count; ++j) {
        const Scalar* y = source.y + (source.order ? source.order[j] : j) * source.yRows;
        for (Index c = 0; c < outputs; ++c)
            to[c * pitch + j] = m_sparse ? labelOf(*y, c, outputs) : y[c];
    }
    Scalar* weights = row(rows.weights);
    if (source.weights) {
        for (Index j = 0; j < count; ++j)
            weights[j] = source.weights[source.order ? source.order[j] : j];
        rows.ones = 0;
        return;
    }
    for (; rows.ones < count; ++rows.ones)
        weights[rows.ones] = 1;
}

void SmallNetwork::next()
{
    m_now = 1 - m_now;
    use(m_rows[m_now]);
}

/// Numbers of an earlier, larger batch could be anything; 0 is harmless in all rows.
void SmallNetwork::clearAfter(Index count)
{
    Rows& rows = m_rows[m_now];
    for (Index place = rows.inputs; place <= rows.weights; place += m_job.pitch)
        std::fill(row(place) + count, row(place) + rows.loaded, Scalar(0));
    rows.loaded = count;
    rows.ones = std::min(rows.ones, count);
}

void SmallNetwork::forward(const Scalar* values, Index count, const Pass& pass)
{
    if (m_rows[m_now].loaded > count)
        clearAfter(count);
    m_job.training = pass.training;
    m_job.samples = (count + m_kernels->lanes - 1) / m_kernels->lanes * m_kernels->lanes;
    m_job.share = 1 / static_cast<Scalar>(count);
    m_job.w = values;
    if (pass.training)
        for (std::size_t l = 0; l < m_layers.size(); ++l)
            if (m_streams[l]) {
                const std::uint64_t key = m_streams[l]->at(static_cast<std::uint64_t>(pass.iteration));
                m_layers[l].key1 = static_cast<std::uint32_t>(key);
                m_layers[l].key2 = static_cast<std::uint32_t>(key >> 32);
            }
    m_kernels->smallForward(&m_job);
}

ConstBlock SmallNetwork::collected(Index place, Scalar* to, Index count)
{
    if (m_outputs == 1)
        return {row(place), 1, count, 1};
    for (Index j = 0; j < count; ++j)
        for (Index c = 0; c < m_outputs; ++c)
            to[j * m_stride + c] = row(place)[c * m_job.pitch + j];
    return {to, m_outputs, count, m_stride};
}

ConstBlock SmallNetwork::prediction(Index count)
{
    return collected(last().active, m_samplewise.data() + m_samplewise.size() / 3, count);
}

ConstBlock SmallNetwork::logits(Index count)
{
    return collected(last().logits, m_samplewise.data() + m_samplewise.size() / 3 * 2, count);
}

void SmallNetwork::backward(const Scalar* values, Index count)
{
    m_job.w = values;
    if (!includesLoss())
        for (Index c = 0; c < m_outputs; ++c) {
            Scalar* to = row(last().gradient) + c * m_job.pitch;
            if (m_outputs > 1)
                for (Index j = 0; j < count; ++j)
                    to[j] = m_gradient[j * m_stride + c];
            std::fill(to + count, to + m_job.samples, Scalar(0));
        }
    m_kernels->smallBackward(&m_job);
}

void SmallNetwork::weightGradient(Scalar* gradients, const Pass& pass)
{
    SmallStep step{};
    step.factors = m_rows[m_now].factors.data();
    step.work = m_work.data();
    step.samples = m_job.samples;
    step.parameters = m_parameters;
    step.gradients = gradients;
    if (pass.step) {
        step.update = &pass.step->rule;
        step.w = pass.step->values;
        step.m = pass.step->m;
        step.v = pass.step->v;
    }
    if (!m_kernels->smallStep(&step) && pass.step)
        *pass.step->notFinite = 1;
}

int SmallNetwork::notFiniteLayer(Index count) const
{
    for (std::size_t l = 0; l < m_layers.size(); ++l)
        for (Index c = 0; c < m_layers[l].out; ++c)
            if (!m_kernels->allFinite(m_work.data() + m_layers[l].output + c * m_job.pitch, count))
                return m_numbers[l];
    return -1;
}

} // namespace netloom
