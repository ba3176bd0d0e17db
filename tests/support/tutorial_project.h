// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/follow_target.h"
#include "core/project/prepared_data.h"
#include "core/suggestion/tutorial_network.h"

namespace netloom::testing {

/// Gives a project the tutorial's network and training: dropout layers, a constant rate, no early stop.
inline void useTutorial(Project& project, const Table& table)
{
    const auto shared = std::shared_ptr<const Table>(std::shared_ptr<const Table>(), &table);
    const PreparedData data = prepare(shared, project.recipe, project.run().split);
    const Suggestion tutorial = tutorialNetwork().make(data.facts, 0, project.run().training);
    project.run().network = tutorial.network;
    project.run().training = tutorial.training;
    followTarget(project.run().network, project.run().training, data.fitted.target());
}

} // namespace netloom::testing
