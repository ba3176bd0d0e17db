// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/network.h"
#include "core/training/objective.h"
#include "core/training/training_config.h"
#include "core/training/training_data.h"

#include <memory>

namespace netloom {

/// A second network beside the one that is trained: looks at its gradients without touching the training. Used by the
/// training thread, and made only when somebody asks.
class Probe
{
public:
    static constexpr Index kRows = 256;

    /// @throws Error where network, settings and data do not fit
    Probe(const NetworkSpec& network, const TrainingConfig& config, std::shared_ptr<const Dataset> train);

    /// Gradients of the objective with these weights over the first rows of the training part, kRows at most, with what
    /// layers draw at random in that iteration. Names and shapes are those of the weights; without those that are not
    /// trained.
    ParameterSet gradients(const ParameterSet& weights, std::int64_t iteration);

private:
    std::shared_ptr<const Dataset> m_train;
    Index m_count;
    Network m_network;
    Objective m_objective;
    std::vector<Scalar> m_weights; ///< of the samples; empty: all 1
};

} // namespace netloom
