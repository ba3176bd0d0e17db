// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands.h"

#include "app/bench_command.h"
#include "app/coach_command.h"
#include "app/curves_command.h"
#include "app/diagram_command.h"
#include "app/evaluate_command.h"
#include "app/explain_command.h"
#include "app/film_command.h"
#include "app/info_command.h"
#include "app/inspect_command.h"
#include "app/new_command.h"
#include "app/predict_command.h"
#include "app/rate_finder_command.h"
#include "app/report_command.h"
#include "app/suggest_command.h"
#include "app/sweep_command.h"
#include "app/train_command.h"

namespace netloom {

const std::vector<const CommandInfo*>& commands()
{
    static const std::vector<const CommandInfo*> list = {
        &inspectCommand(), &suggestCommand(), &newCommand(),     &rateFinderCommand(),
        &trainCommand(),   &coachCommand(),   &sweepCommand(),   &evaluateCommand(),
        &explainCommand(), &predictCommand(), &diagramCommand(), &curvesCommand(),
        &filmCommand(),    &reportCommand(),  &infoCommand(),    &benchCommand(),
    };
    return list;
}

const CommandInfo* findCommand(std::string_view name)
{
    for (const CommandInfo* command : commands())
        if (command->name == name)
            return command;
    return nullptr;
}

} // namespace netloom
