// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sweep_command.h"

#include "app/common_arguments.h"
#include "app/exit_status.h"
#include "app/output.h"
#include "app/output_file.h"
#include "app/project_access.h"
#include "app/stop_signal.h"
#include "app/sweep_output.h"
#include "app/usage_error.h"
#include "core/base/cancelled.h"
#include "core/base/error.h"
#include "core/files/checked_file.h"
#include "core/project/project_file.h"
#include "core/sweep/sweep.h"
#include "core/sweep/sweep_plan_folder.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <optional>
#include <thread>

namespace netloom {

namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

/// What a power cut may cost.
constexpr auto kSweepSaveInterval = 5s;

class SweepCommand final : public Command
{
public:
    void declare(Arguments& arguments) override;
    int run() override;

private:
    void checkUsage() const;
    void checkOutputs() const;
    void open();
    int gather();
    int sweep();
    SweepResults begun() const;
    void runTrials();
    void save() const;
    void saveMeanwhile();
    void writeBest();
    void tellWork() const;
    void answerResults() const;

    std::string m_path;
    std::string m_run;
    std::string m_data;
    SettingTexts m_settings;
    SweepPlan m_plan;
    std::optional<std::uint64_t> m_seed;
    Index m_threads = 0;
    std::string m_output;
    std::string m_best;
    std::string m_planFolder;
    std::string m_gatherFolder;
    std::string m_from;
    std::optional<std::pair<Index, Index>> m_only;
    bool m_resume = false;
    bool m_json = false;
    bool m_csv = false;
    bool m_quiet = false;

    Project m_project;
    SweepBase m_base;
    SweepResults m_results;
    bool m_stopped = false;
};

void SweepCommand::declare(Arguments& arguments)
{
    arguments.text("PROJECT", m_path, "", "project file (*.netloom)");
    addRun(arguments, m_run);
    arguments.text("--data", m_data, "CSV", "the table, where it has moved or lies outside the project's folder");
    const auto takeAxis = [this](const std::string& text) {
        try {
            m_plan.axes.push_back(parseAxis(text));
        } catch (const Error& error) {
            throw UsageError("--over: " + error.message());
        }
    };
    arguments.add({"--over",
                   "a setting and the values to try, see below; may be repeated",
                   "KEY=VALUES",
                   {},
                   Argument::Values::Repeated,
                   false,
                   takeAxis});
    arguments.number<Index>("--random", m_plan.random, 1, kMostTrials,
                            "draw so many combinations instead of trying every one");
    arguments.number<std::uint64_t>("--seed", m_seed, 0, UINT64_MAX, "which combinations are drawn (default 1)");
    arguments.number<Index>("--folds", m_plan.folds, 2, kMostTrials,
                            "judge by cross-validation within the training rows instead of by the validation part");
    arguments.flag("--halving", m_plan.halving,
                   "end early what is behind: all trials get a ninth of their epochs, the better third of them a "
                   "third, the better third of those all");
    arguments.number<Index>("--threads", m_threads, 1, kMostThreads,
                            "trials at a time (default: as many as there are cores); the result is the same");
    addSettings(arguments, m_settings);
    arguments.text("-o,--output", m_output, "RESULTS",
                   "write what comes of each trial, now and then and at the end (JSON)");
    arguments.flag("--resume", m_resume, "go on with the trials that RESULTS does not have yet");
    arguments.text("--best", m_best, "PROJECT", "write the best trial, trained, as a project");
    addJson(arguments, m_json);
    arguments.flag("--csv", m_csv, "answer with a line of CSV for each trial");
    arguments.flag("--quiet", m_quiet, "no progress");
    const std::string group = "On several machines";
    arguments
        .text("--plan", m_planFolder, "FOLDER",
              "run nothing; write a folder with project, data, a command line for each trial, and job scripts for "
              "Slurm and GNU parallel")
        .group = group;
    arguments
        .text("--gather", m_gatherFolder, "FOLDER",
              "read what has come back into such a folder, say what is missing, and rank")
        .group = group;
    arguments.text("--from", m_from, "PLAN", "take plan and trials from a file (sweep.json of such a folder)").group =
        group;
    const auto takeTrials = [this](const std::string& text) {
        const std::size_t dash = text.find('-');
        Arguments number;
        Index first = 0;
        Index last = 0;
        number.number<Index>("--trial", first, 1, kMostTrials, {}).take(text.substr(0, dash));
        number.number<Index>("--trial", last, 1, kMostTrials, {})
            .take(dash == std::string::npos ? text : text.substr(dash + 1));
        if (last < first)
            throw UsageError("--trial: the first number must not be greater than the last");
        m_only = {first, last};
    };
    arguments.add({"--trial", "run the trial of that number alone, or those from one to another", "N[-M]", group,
                   Argument::Values::One, false, takeTrials});
}

void SweepCommand::checkUsage() const
{
    const auto exclude = [](bool a, const char* nameOfA, bool b, const char* nameOfB) {
        if (a && b)
            throw UsageError(std::string(nameOfA) + " and " + nameOfB + " exclude each other");
    };
    const bool gathers = !m_gatherFolder.empty();
    exclude(m_json, "--json", m_csv, "--csv");
    exclude(gathers, "--gather", !m_planFolder.empty(), "--plan");
    exclude(gathers, "--gather", !m_plan.axes.empty(), "--over");
    exclude(gathers, "--gather", !m_from.empty(), "--from");
    exclude(!m_from.empty(), "--from", !m_plan.axes.empty(), "--over");
    exclude(m_plan.halving, "--halving", m_only.has_value(), "--trial");
    exclude(m_plan.halving, "--halving", !m_planFolder.empty(), "--plan");
    if (m_resume && m_output.empty())
        throw UsageError("--resume: -o RESULTS is needed to say what to go on with");
    if (!gathers && m_path.empty())
        throw UsageError("PROJECT is needed");
    if (!gathers && m_plan.axes.empty() && m_from.empty())
        throw UsageError("--over KEY=VALUES is needed, such as --over learning_rate=0.001,0.01");
    if (m_seed && m_plan.random == 0)
        throw UsageError(
            "--seed is of use with --random only; the trials' own seed is --set seed=N or --over seed=1,2,3");
}

void SweepCommand::checkOutputs() const
{
    std::vector<InputFile> inputs = dataFilesOf(m_project, m_path);
    inputs.push_back({m_path, "project"});
    inputs.push_back({m_from, "plan"});
    if (!m_output.empty())
        requireOutput(m_output, OutputKind::Sweep, inputs);
    if (!m_best.empty())
        requireOutput(m_best, OutputKind::Project, inputs);
    std::error_code ignored;
    if (!m_output.empty() && !m_resume && std::filesystem::exists(m_output, ignored))
        throw UsageError("-o: " + netloom::quoted(m_output, 255) +
                         " holds results already; --resume goes on with them. Or give another name.");
}

void SweepCommand::open()
{
    m_project = openProject(m_path, m_run);
    checkOutputs();
    applySettings(m_project, m_settings);
    auto prepared = std::make_shared<PreparedData>(
        prepare(loadProjectTable(m_project, m_path, m_data), m_project.recipe, m_project.run().split));
    tellWarnings(prepared->warnings);
    m_base = sweepBase(m_project, std::move(prepared));
}

SweepResults SweepCommand::begun() const
{
    std::error_code ignored;
    const bool goesOn = m_resume && std::filesystem::exists(m_output, ignored);
    SweepResults results;
    if (!m_from.empty()) {
        results = sweepFromText(readWholeFile(m_from), m_from);
        requireSameBase(results, m_base, m_from);
    } else {
        SweepPlan plan = m_plan;
        plan.seed = m_seed.value_or(plan.seed);
        results = beginSweep(m_base, plan);
    }
    if (m_only) {
        std::erase_if(results.trials, [&](const SweepTrial& trial) {
            return trial.number < m_only->first || trial.number > m_only->second;
        });
        if (results.trials.empty())
            throw UsageError("--trial: the sweep has no such trial");
    }
    if (!goesOn)
        return results;
    SweepResults stored = sweepFromText(readWholeFile(m_output), m_output);
    requireSameBase(stored, m_base, m_output);
    if (!(stored.plan == results.plan) || stored.trials.size() != results.trials.size())
        throw Error("these are results of another sweep", m_output,
                    "Give the same --over, --random, --seed, --folds and --halving, or another file.");
    return stored;
}

void SweepCommand::save() const
{
    if (!m_output.empty())
        writeCheckedFile(m_output, sweepText(m_results));
}

/// A disk that is full for a while is no reason to give up what has been tried.
void SweepCommand::saveMeanwhile()
{
    try {
        save();
    } catch (const Error& error) {
        tell("warning: what has been tried so far could not be saved; the sweep goes on. " + error.message());
    }
}

void SweepCommand::tellWork() const
{
    const auto cores =
        static_cast<double>(m_threads > 0 ? m_threads : std::max(1u, std::thread::hardware_concurrency()));
    tell(countText(m_results.count(TrialState::Waiting), "trial") + ", about " +
         shortNumberText(std::max(0.1, std::round(10 * sweepSeconds(m_base, m_results) / cores) / 10)) + " s on " +
         shortNumberText(cores) + (cores == 1 ? " core" : " cores"));
}

void SweepCommand::runTrials()
{
    const StopOnSignal stop;
    save(); // a place that cannot be written is told before the work
    const auto start = Clock::now();
    Clock::time_point nextSave = start + kSweepSaveInterval;
    Clock::time_point nextTold = start + 1s;
    const auto all = static_cast<Index>(m_results.trials.size());
    const Index before = all - m_results.count(TrialState::Waiting);
    Index ended = before;
    SweepOptions options;
    options.threads = static_cast<int>(m_threads);
    m_results = runSweep(m_base, m_results, options, stop.token(), [&](const SweepTrial& trial) {
        const auto place = std::lower_bound(m_results.trials.begin(), m_results.trials.end(), trial.number,
                                            [](const SweepTrial& t, Index number) { return t.number < number; });
        *place = trial;
        ended += trial.state != TrialState::Waiting ? 1 : 0;
        const auto now = Clock::now();
        if (!m_quiet && now >= nextTold) {
            tell(countText(ended) + " of " + countText(all, "trial"));
            nextTold = now + 1s;
        }
        if (!m_output.empty() && now >= nextSave) {
            saveMeanwhile();
            nextSave = Clock::now() + kSweepSaveInterval;
        }
    });
    m_stopped = stop.token().stop_requested();
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    const Index run = all - m_results.count(TrialState::Waiting) - before;
    if (!m_quiet && run > 0)
        tell(countText(run, "trial") + " in " + shortNumberText(seconds) + " s (" +
             shortNumberText(static_cast<double>(run) * 60 / seconds) + " a minute).");
}

void SweepCommand::writeBest()
{
    if (m_best.empty())
        return;
    const int best = m_results.best();
    if (best < 0)
        throw Error("no trial has come to its end, so there is no best one to write", m_best);
    const StopOnSignal stop;
    Project project = m_project;
    Run run = trainTrial(m_base, m_results.trials[static_cast<std::size_t>(best)], stop.token());
    run.training.threads = m_project.run().training.threads;
    project.runs = {std::move(run)};
    project.current = 0;
    referFrom(project.data, m_best);
    writeProject(project, m_best);
}

void SweepCommand::answerResults() const
{
    answer(m_json ? sweepJson(m_results) : m_csv ? sweepCsv(m_results) : sweepTable(m_results));
}

int SweepCommand::gather()
{
    Gathered gathered = gatherPlanFolder(m_gatherFolder);
    m_results = std::move(gathered.results);
    for (const std::string& problem : gathered.problems)
        tell("warning: " + problem);
    if (const std::string missing = waitingText(m_results); !missing.empty())
        tell("Nothing has come back of " + countText(m_results.count(TrialState::Waiting)) + " of " +
             countText(static_cast<std::int64_t>(m_results.trials.size()), "trial") + ": " + missing + ".");
    if (!m_output.empty() || !m_best.empty()) {
        m_path = (std::filesystem::path(m_gatherFolder) / "project.netloom").string();
        m_project = openProject(m_path, m_run);
        checkOutputs();
        save();
    }
    if (!m_best.empty()) {
        open();
        requireSameBase(m_results, m_base, m_gatherFolder);
        writeBest();
    }
    answerResults();
    return m_results.best() < 0 ? kFailed : kGood;
}

int SweepCommand::sweep()
{
    open();
    m_results = begun();
    if (!m_planFolder.empty()) {
        writePlanFolder(m_planFolder, m_project, m_results);
        answer("The plan of " + countText(static_cast<std::int64_t>(m_results.trials.size()), "trial") + " is in " +
               m_planFolder + ". Run slurm.sh or parallel.sh there, then \"netloom sweep --gather " + m_planFolder +
               "\".\n");
        return kGood;
    }
    if (!m_quiet && !m_results.isComplete())
        tellWork();
    runTrials();
    save();
    if (!m_stopped && (m_best.empty() || m_results.best() >= 0)) {
        try {
            writeBest();
        } catch (const Cancelled&) {
            m_stopped = true;
        }
    }
    answerResults();
    if (m_stopped) {
        tell(m_output.empty() ? "Stopped by a signal. With -o RESULTS what is done would be kept, and --resume goes on."
                              : "Stopped by a signal; what is done is saved in " + m_output +
                                    ". The same command with --resume goes on.");
        return kStopped;
    }
    if (m_results.best() < 0) {
        tell("No trial came to its end.");
        return kFailed;
    }
    return kGood;
}

int SweepCommand::run()
{
    checkUsage();
    return m_gatherFolder.empty() ? sweep() : gather();
}

} // namespace

const CommandInfo& sweepCommand()
{
    static const CommandInfo info{"sweep", "Train with many settings and rank them", makeCommand<SweepCommand>,
                                  sweepHelp};
    return info;
}

} // namespace netloom
