// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/probe.h"

#include "core/training/class_weights.h"

#include <algorithm>

namespace netloom {

Probe::Probe(const NetworkSpec& network, const TrainingConfig& config, std::shared_ptr<const Dataset> train)
    : m_train(std::move(train)),
      m_count(std::min(kRows, m_train->samples())),
      m_network(network, m_train->x.rows(), m_count),
      m_objective(m_network, config.loss, m_train->y.rows())
{
    const Vector weights = trainingWeights(*m_train, config.classWeights);
    if (weights.size() > 0)
        m_weights.assign(weights.data(), weights.data() + m_count);
}

ParameterSet Probe::gradients(const ParameterSet& weights, std::int64_t iteration)
{
    m_network.setParameters(weights);
    Passes& passes = m_network.passes();
    passes.parametersChanged();
    passes.prepareStep();
    const ConstBlock x{m_train->x.data(), m_train->x.rows(), m_count, m_train->x.rows()};
    const ConstBlock y{m_train->y.data(), m_train->y.rows(), m_count, m_train->y.rows()};
    const Pass pass{.training = true, .iteration = iteration, .batch = m_count};
    m_objective.forward(x, y, pass);
    m_objective.backward(x, y, m_weights.empty() ? nullptr : m_weights.data(), pass);
    passes.weightGradient(x, pass);
    if (m_network.hasPenalties())
        m_network.addPenaltyGradients();
    ParameterSet gradients = m_network.read(m_network.gradients());
    std::erase_if(gradients, [](const NamedTensor& tensor) { return !tensor.trainable; });
    return gradients;
}

} // namespace netloom
