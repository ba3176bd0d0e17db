// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/diagram_facts.h"

#include "core/base/cancelled.h"
#include "core/base/error.h"
#include "core/explanation/unit_importance.h"
#include "core/network/parameter_count.h"
#include "core/training/evaluate.h"
#include "core/training/probe.h"

#include <algorithm>

namespace netloom {

namespace {

/// Gradients of a network this large are left out: they cost as much as a batch of its training.
constexpr Index mostGradients = 4'000'000;

} // namespace

DiagramFacts diagramFacts(const NetworkSpec& network, const TrainingConfig& config, Index inputs,
                          const std::shared_ptr<const ParameterSet>& weights,
                          const std::shared_ptr<const Dataset>& train, const std::stop_token& stop)
{
    DiagramFacts facts;
    facts.start = std::make_shared<ParameterSet>(initialWeights(network, inputs, config.seed));
    const std::shared_ptr<const ParameterSet>& shown = weights ? weights : facts.start;
    const bool fits = train && train->x.rows() == inputs && train->samples() > 0;
    NetworkActivity activity;
    if (fits)
        activity = networkActivity(network, *shown, train->x.leftCols(std::min(train->samples(), factRows)), stop);
    if (stop.stop_requested())
        throw Cancelled();
    facts.importance =
        std::make_shared<std::vector<std::vector<double>>>(unitImportance(network, *shown, inputs, activity));
    if (!activity.isEmpty())
        facts.activity = std::make_shared<NetworkActivity>(std::move(activity));
    if (fits && parameterCount(*shown) <= mostGradients) {
        try {
            facts.gradients = std::make_shared<ParameterSet>(Probe(network, config, train).gradients(*shown, 0));
        } catch (const Error&) {
            facts.gradients = nullptr; // settings that cannot train have no gradients; the training panel says why
        }
    }
    return facts;
}

void setFacts(DiagramScene& scene, const DiagramFacts& facts)
{
    scene.start = facts.start;
    scene.gradients = facts.gradients;
    scene.activity = facts.activity;
    scene.importance = facts.importance;
    if (!scene.weights || scene.fresh) {
        scene.weights = facts.start;
        scene.fresh = scene.weights != nullptr;
    }
}

} // namespace netloom
