// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/coach/coach_case.h"
#include "core/project/follow_target.h"
#include "core/project/prepared_data.h"
#include "core/project/project.h"
#include "core/sweep/trial_settings.h"
#include "core/training/trainer.h"

#include <memory>
#include <utility>

namespace netloom::testing {

struct Unscaled {
    bool target = false;
    bool inputs = false;
};

/// From fresh weights to the end.
inline CoachInput trainedAnew(CoachInput input)
{
    Trainer trainer(input.network, input.training, input.data->data, std::nullopt);
    while (!trainer.done())
        trainer.step();
    input.history = trainer.history();
    input.weights = SharedParameters(trainer.weights());
    input.reason = trainer.reason();
    input.message = trainer.message();
    return input;
}

/// A project with other settings, trained.
inline CoachInput trainedWith(Project project, std::shared_ptr<const Table> table, const TrialSettings& settings,
                              Unscaled unscaled = {})
{
    for (ColumnRecipe& column : project.recipe.columns)
        if ((column.role == ColumnRole::Target && unscaled.target) ||
            (column.role == ColumnRole::Input && unscaled.inputs))
            column.scale = "none";
    CoachInput input;
    input.data = std::make_shared<const PreparedData>(prepare(table, project.recipe, project.run().split));
    input.network = project.run().network;
    input.training = project.run().training;
    input.network.setInputs(static_cast<Index>(input.data->fitted.features().size()));
    applyTrial(settings, input.network, input.training);
    followTarget(input.network, input.training, input.data->fitted.target());
    input.recipe = project.recipe;
    return trainedAnew(std::move(input));
}

} // namespace netloom::testing
