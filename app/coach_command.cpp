// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/coach_command.h"

#include "app/common_arguments.h"
#include "app/exit_status.h"
#include "app/output.h"
#include "app/project_access.h"
#include "app/stop_signal.h"
#include "core/base/cancelled.h"
#include "core/base/error.h"
#include "core/coach/coach.h"
#include "core/files/json.h"
#include "core/project/follow_target.h"
#include "core/project/run_differences.h"

namespace netloom {

namespace {

/// What a remedy changes, setting by setting.
std::vector<RunDifference> changesOf(const CoachRemedy& remedy, const Project& project)
{
    Run before = project.run();
    Run after = before;
    if (remedy.network)
        after.network = *remedy.network;
    if (remedy.training)
        after.training = *remedy.training;
    std::vector<RunDifference> changes = runDifferences(before, after);
    if (remedy.recipe)
        for (std::size_t i = 0; i < remedy.recipe->columns.size() && i < project.recipe.columns.size(); ++i) {
            const ColumnRecipe& now = project.recipe.columns[i];
            const ColumnRecipe& then = remedy.recipe->columns[i];
            if (now.role != then.role)
                changes.push_back({"role", "role of " + now.column, std::string(roleName(now.role)),
                                   std::string(roleName(then.role))});
            if (now.scale != then.scale)
                changes.push_back({"scale", "scaling of " + now.column, now.scale, then.scale});
        }
    return changes;
}

JsonValue remarkJson(const CoachRemark& remark, const Project& project)
{
    JsonValue json;
    json["remark"] = remark.key;
    json["grave"] = remark.grave;
    json["text"] = remark.text;
    json["why"] = remark.why;
    json["epoch"] = remark.epoch;
    json["epochs"] = remark.first > 0 ? JsonValue(std::vector<Index>{remark.first, remark.last}) : JsonValue();
    json["layer"] = remark.layer >= 0
                        ? JsonValue(project.run().network.layers[static_cast<std::size_t>(remark.layer)].name)
                        : JsonValue();
    json["units"] = remark.units.empty() ? JsonValue::list() : JsonValue(remark.units);
    if (!remark.remedy)
        return json;
    json["remedy"]["title"] = remark.remedy->title;
    for (const RunDifference& change : changesOf(*remark.remedy, project))
        json["remedy"]["changes"].append(
            JsonValue::object({{"key", change.key}, {"name", change.name}, {"from", change.a}, {"to", change.b}}));
    return json;
}

std::string remarkText(const CoachRemark& remark, const Project& project)
{
    std::string text = remark.text + "\n  Why? " + remark.why + '\n';
    if (!remark.remedy)
        return text;
    text += "  Remedy: " + remark.remedy->title;
    const char* between = " (";
    for (const RunDifference& change : changesOf(*remark.remedy, project)) {
        text += between + change.name + ": " + (change.a.empty() ? "-" : change.a) + " -> " + change.b;
        between = "; ";
    }
    return text + (between[0] == ';' ? ").\n" : ".\n");
}

class CoachCommand final : public Command
{
public:
    void declare(Arguments& arguments) override
    {
        addProject(arguments, m_path);
        addRun(arguments, m_run);
        arguments.text("--data", m_data, "CSV", "the table, where it has moved or lies outside the project's folder");
        arguments.flag("--all", m_all, "everything there is to say, not the two gravest remarks alone");
        addJson(arguments, m_json);
    }

    int run() override
    {
        Project project = openProject(m_path, m_run);
        if (project.run().checkpoint.empty())
            throw Error("the network has not been trained yet", m_path, "Train it with \"netloom train\".");
        auto prepared = std::make_shared<const PreparedData>(
            prepare(loadProjectTable(project, m_path, m_data), project.recipe, project.run().split));
        if (project.run().fitted && project.run().fitted->toJson() != prepared->fitted.toJson())
            throw Error("the data or their preparation changed since the stored training", m_path,
                        "Train again with \"netloom train --fresh\".");
        followTarget(project.run().network, project.run().training, prepared->fitted.target());
        const StopOnSignal stop;
        std::vector<CoachRemark> remarks;
        try {
            const CoachInput input = coachInput(project.run(), project.recipe, prepared, stop.token());
            remarks = m_all ? everyRemark(input, stop.token()) : coach(input, stop.token());
        } catch (const Cancelled&) {
            tell("Stopped by a signal.");
            return kStopped;
        }
        if (m_json) {
            JsonValue json;
            json["remarks"] = JsonValue::list();
            for (const CoachRemark& remark : remarks)
                json["remarks"].append(remarkJson(remark, project));
            answer(jsonLine(json));
            return kGood;
        }
        std::string text;
        for (const CoachRemark& remark : remarks)
            text += (text.empty() ? "" : "\n") + remarkText(remark, project);
        answer(text.empty() ? "Nothing to remark on this training.\n" : text);
        return kGood;
    }

private:
    std::string m_path;
    std::string m_run;
    std::string m_data;
    bool m_all = false;
    bool m_json = false;
};

} // namespace

const CommandInfo& coachCommand()
{
    static const CommandInfo info{"coach", "Say what is wrong with a training and what to do",
                                  makeCommand<CoachCommand>};
    return info;
}

} // namespace netloom
