// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/layer_passes.h"

#include "core/base/parallel.h"
#include "core/kernels/dispatch.h"

namespace netloom {

LayerPasses::LayerPasses(std::vector<Layer*> layers, Index inputs, Index maxBatch)
    : m_inputs(inputs), m_maxBatch(maxBatch), m_inputStride(paddedUnits(inputs))
{
    m_input.resize(maxBatch * m_inputStride);
    for (Layer* layer : layers) {
        Stage stage{layer, layer->outputs(), paddedUnits(layer->outputs()), {}, {}};
        layer->allocate(maxBatch, stage.stride, m_stages.empty());
        stage.output.resize(maxBatch * stage.stride);
        stage.gradient.resize(maxBatch * stage.stride);
        m_samplewise &= layer->samplewise();
        m_penalisesActivity |= layer->activityRegularizer().active();
        m_stages.push_back(std::move(stage));
    }
}

ConstBlock LayerPasses::output(std::size_t layer, Index first, Index count) const
{
    const Stage& s = m_stages[layer];
    return {s.output.data() + first * s.stride, s.units, count, s.stride};
}

ConstBlock LayerPasses::load(const BatchRows& rows, Index first, Index count)
{
    if (!rows.order)
        return {rows.x, m_inputs, count, rows.xStride};
    Scalar* to = m_input.data() + first * m_inputStride;
    for (Index j = 0; j < count; ++j)
        copyNumbers(rows.x + rows.order[j] * rows.xStride, m_inputs, to + j * m_inputStride);
    return {to, m_inputs, count, m_inputStride};
}

void LayerPasses::takeParameters()
{
    for (Stage& s : m_stages) {
        s.layer->parametersChanged();
        s.layer->prepareStep();
    }
}

ConstBlock LayerPasses::forwardTo(std::size_t layer, ConstBlock x, const Pass& pass)
{
    ConstBlock input = x;
    for (std::size_t l = 0; l <= layer; ++l) {
        Stage& s = m_stages[l];
        const MutableBlock output{s.output.data() + pass.first * s.stride, s.units, x.columns, s.stride};
        s.layer->forward(input, output, pass);
        input = {output.data, output.rows, output.columns, output.stride};
    }
    return input;
}

ConstBlock LayerPasses::preActivation(std::size_t layer, ConstBlock x)
{
    const ConstBlock input = layer > 0 ? forwardTo(layer - 1, x, {}) : x;
    const Stage& s = m_stages[layer];
    if (m_preActivation.size() < m_maxBatch * s.stride)
        m_preActivation.resize(m_maxBatch * s.stride);
    const MutableBlock z{m_preActivation.data(), s.units, x.columns, s.stride};
    if (!s.layer->preActivation(input, z))
        s.layer->forward(input, z, {});
    return {z.data, z.rows, z.columns, z.stride};
}

void LayerPasses::wantInputGradient()
{
    if (m_inputGradient.size() > 0)
        return;
    m_inputGradient.resize(m_maxBatch * m_inputStride);
    m_stages.front().layer->allocate(m_maxBatch, m_stages.front().stride, false);
    parametersChanged();
}

MutableBlock LayerPasses::outputGradient(Index first, Index count)
{
    Stage& s = m_stages.back();
    return {s.gradient.data() + first * s.stride, s.units, count, s.stride};
}

void LayerPasses::backward(ConstBlock x, const Pass& pass)
{
    const Index count = x.columns;
    for (std::size_t l = m_stages.size(); l-- > 0;) {
        Stage& s = m_stages[l];
        if (m_penalisesActivity && pass.training)
            addActivityGradient(s, pass, count);
        MutableBlock dx;
        if (l > 0) {
            Stage& before = m_stages[l - 1];
            dx = {before.gradient.data() + pass.first * before.stride, before.units, count, before.stride};
        } else if (m_inputGradient.size() > 0) {
            dx = {m_inputGradient.data() + pass.first * m_inputStride, m_inputs, count, m_inputStride};
        }
        s.layer->backward(l > 0 ? output(l - 1, pass.first, count) : x, output(l, pass.first, count),
                          {s.gradient.data() + pass.first * s.stride, s.units, count, s.stride}, dx, pass);
    }
}

void LayerPasses::weightGradient(ConstBlock x, const Pass& pass, WorkerPool* pool)
{
    int parts = 0;
    for (const Stage& s : m_stages)
        parts += s.layer->gradientParts(x.columns);
    const auto part = [&](int number) { weightGradientPart(number, x, pass); };
    if (pool)
        pool->run(parts, part);
    else
        for (int number = 0; number < parts; ++number)
            part(number);
}

void LayerPasses::weightGradientPart(int part, ConstBlock x, const Pass& pass)
{
    for (std::size_t l = 0; l < m_stages.size(); ++l) {
        Stage& s = m_stages[l];
        const int parts = s.layer->gradientParts(x.columns);
        if (part < parts) {
            s.layer->weightGradient(part, l > 0 ? output(l - 1, 0, x.columns) : x,
                                    {s.gradient.data(), s.units, x.columns, s.stride}, pass);
            return;
        }
        part -= parts;
    }
}

bool LayerPasses::stepsItself(int layer) const
{
    return m_stages[static_cast<std::size_t>(layer)].layer->gradientParts(1) > 0;
}

void LayerPasses::fuseWithLoss()
{
    Stage& last = m_stages.back();
    last.layer->fuseWithLoss();
    last.layer->allocate(m_maxBatch, last.stride, m_stages.size() == 1 && m_inputGradient.size() == 0);
}

double LayerPasses::activityPenalty(Index count) const
{
    double sum = 0;
    for (std::size_t l = 0; l < m_stages.size(); ++l)
        if (const Regularizer activity = m_stages[l].layer->activityRegularizer(); activity.active())
            for (Index j = 0; j < count; ++j)
                sum += activity.penalty(output(l, j, 1).data, m_stages[l].units);
    return sum / static_cast<double>(count);
}

void LayerPasses::addActivityGradient(Stage& stage, const Pass& pass, Index count)
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

int LayerPasses::notFiniteLayer(Index count) const
{
    for (std::size_t l = 0; l < m_stages.size(); ++l) {
        const ConstBlock out = output(l, 0, count);
        for (Index j = 0; j < count; ++j)
            if (!kernels().allFinite(out.column(j), out.rows))
                return static_cast<int>(l);
    }
    return -1;
}

} // namespace netloom
