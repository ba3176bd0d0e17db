// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rate_finder_command.h"

#include "app/common_arguments.h"
#include "app/exit_status.h"
#include "app/output.h"
#include "app/project_access.h"
#include "app/stop_signal.h"
#include "app/usage_error.h"
#include "core/base/cancelled.h"
#include "core/coach/rate_range_test.h"
#include "core/files/json.h"
#include "core/project/follow_target.h"

namespace netloom {

namespace {

class RateFinderCommand final : public Command
{
public:
    void declare(Arguments& arguments) override
    {
        addProject(arguments, m_path);
        addRun(arguments, m_run);
        arguments.text("--data", m_data, "CSV", "the table, where it has moved or lies outside the project's folder");
        addSettings(arguments, m_settings);
        arguments.number<double>("--from", m_options.lowest, 1e-12, 1e6, "smallest rate (default 1e-6)");
        arguments.number<double>("--to", m_options.highest, 1e-12, 1e6, "largest rate (default 10)");
        arguments.number<Index>("--steps", m_options.steps, 50, 1'000'000, "batches on the way (default 200)");
        arguments.flag("--csv", m_csv, "answer with the curve: rate,loss,smoothed");
        addJson(arguments, m_json);
    }

    int run() override
    {
        if (m_json && m_csv)
            throw UsageError("--json and --csv exclude each other");
        if (!(m_options.lowest < m_options.highest))
            throw UsageError("--to must be larger than --from");
        Project project = openProject(m_path, m_run);
        applySettings(project, m_settings);
        const PreparedData prepared =
            prepare(loadProjectTable(project, m_path, m_data), project.recipe, project.run().split);
        tellWarnings(prepared.warnings);
        Run& run = project.run();
        followTarget(run.network, run.training, prepared.fitted.target());
        run.network.setInputs(static_cast<Index>(prepared.fitted.features().size()));
        refuseFaults(project, prepared.fitted.target());
        const StopOnSignal stop;
        RateRange range;
        try {
            range = testRateRange(run.network, run.training, prepared.data, m_options, stop.token());
        } catch (const Cancelled&) {
            tell("Stopped by a signal; no file was changed.");
            return kStopped;
        }
        if (m_json)
            answer(jsonLine(
                JsonValue::object({{"suggested", range.suggested > 0 ? JsonValue(range.suggested) : JsonValue()},
                                   {"current", range.current},
                                   {"diverged", range.diverged},
                                   {"words", range.words},
                                   {"learning_rate", range.rates},
                                   {"loss", range.losses},
                                   {"smoothed_loss", range.smoothed}})));
        else if (m_csv)
            answer(csv(range));
        else
            answer(range.words + '\n' +
                   (range.suggested > 0 ? "Take it with: netloom train " + m_path +
                                              " --fresh --set learning_rate=" + numberText(range.suggested) + '\n'
                                        : std::string()));
        return range.suggested > 0 ? kGood : kFailed;
    }

private:
    static std::string csv(const RateRange& range)
    {
        std::string text = "learning_rate,loss,smoothed_loss\n";
        for (std::size_t i = 0; i < range.rates.size(); ++i)
            text += numberText(range.rates[i]) + ',' + numberText(range.losses[i]) + ',' +
                    numberText(range.smoothed[i]) + '\n';
        return text;
    }

    std::string m_path;
    std::string m_run;
    std::string m_data;
    SettingTexts m_settings;
    RateRangeOptions m_options;
    bool m_csv = false;
    bool m_json = false;
};

} // namespace

const CommandInfo& rateFinderCommand()
{
    static const CommandInfo info{"rate-finder", "Train over rising learning rates and suggest one",
                                  makeCommand<RateFinderCommand>};
    return info;
}

} // namespace netloom
