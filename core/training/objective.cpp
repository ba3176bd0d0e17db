// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/objective.h"

#include "core/base/error.h"
#include "core/losses/registry.h"

namespace netloom {

namespace {

std::string counted(Index n, const std::string& what)
{
    return std::to_string(n).append(" ").append(what).append(n == 1 ? "" : "s");
}

} // namespace

Objective::Objective(Network& network, const ComponentSpec& loss, Index targetRows)
    : m_network(network), m_passes(network.passes())
{
    const LossInfo* info = findLoss(loss.type);
    if (!info)
        throw Error("the loss " + quoted(loss.type) + " is not known");
    m_loss = info->make(loss.fields);
    if (targetRows != m_loss->targetRows(network.outputs()))
        throw Error("the network has " + counted(network.outputs(), "output") + ", the data " +
                        counted(targetRows, "target value") + " per row",
                    {}, "Change the units of the output layer.");
    m_fused = network.fuseWith(*m_loss);
    m_inPasses = m_passes.include(*m_loss, m_fused);
    m_perSample.resize(static_cast<std::size_t>(network.maxBatch()));
    m_rowScale.resize(static_cast<std::size_t>(network.maxBatch()));
}

ConstBlock Objective::forward(ConstBlock x, ConstBlock target, const Pass& pass)
{
    const ConstBlock prediction = m_passes.forward(x, pass);
    if (m_inPasses)
        return prediction;
    Scalar* perSample = m_perSample.data() + pass.first;
    if (m_fused)
        m_loss->fusedValues(m_passes.logits(pass.first, x.columns), prediction, target, perSample);
    else
        m_loss->values(prediction, target, perSample);
    return prediction;
}

void Objective::backward(ConstBlock x, ConstBlock target, const Scalar* weights, const Pass& pass)
{
    if (!m_inPasses) {
        const Index count = x.columns;
        const auto batch = static_cast<Scalar>(pass.batch > 0 ? pass.batch : count);
        Scalar* rowScale = m_rowScale.data() + pass.first;
        for (Index j = 0; j < count; ++j)
            rowScale[j] = (weights ? weights[j] : Scalar(1)) / batch;
        const ConstBlock prediction = m_passes.prediction(pass.first, count);
        const MutableBlock gradient = m_passes.outputGradient(pass.first, count);
        if (m_fused)
            m_loss->fusedGradient(m_passes.logits(pass.first, count), prediction, target, rowScale, gradient);
        else
            m_loss->gradient(prediction, target, rowScale, gradient);
    }
    m_passes.backward(x, pass);
}

double Objective::sum(const Scalar* weights, Index count, double before) const
{
    if (m_inPasses)
        return before + m_passes.lossSum();
    for (Index j = 0; j < count; ++j)
        before += static_cast<double>(m_perSample[static_cast<std::size_t>(j)]) *
                  (weights ? static_cast<double>(weights[j]) : 1.0);
    return before;
}

double Objective::mean(const Scalar* weights, Index count) const
{
    double loss = sum(weights, count) / static_cast<double>(count);
    if (m_passes.penalisesActivity())
        loss += m_passes.activityPenalty(count);
    return m_network.hasPenalties() ? loss + weightPenalty() : loss;
}

} // namespace netloom
