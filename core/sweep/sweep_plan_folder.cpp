// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sweep/sweep_plan_folder.h"

#include "core/base/error.h"
#include "core/base/shell_quoted.h"
#include "core/files/checked_file.h"
#include "core/project/project_file.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

namespace netloom {

namespace fs = std::filesystem;

namespace {

/// As many array tasks as any Slurm allows by default.
constexpr std::size_t kMostJobs = 1000;
constexpr std::size_t kLargestResult = std::size_t(256) << 20;

struct Job {
    Index first;
    Index last;
    std::string range() const { return std::to_string(first) + (first == last ? "" : "-" + std::to_string(last)); }
};

std::vector<Job> jobsOf(const SweepResults& results)
{
    const std::size_t each = (results.trials.size() + kMostJobs - 1) / kMostJobs;
    std::vector<Job> jobs;
    for (std::size_t i = 0; i < results.trials.size(); i += each)
        jobs.push_back(
            {results.trials[i].number, results.trials[std::min(i + each, results.trials.size()) - 1].number});
    return jobs;
}

std::string slurmScript(std::size_t jobs)
{
    return "#!/bin/bash\n"
           "# Runs the trials as an array of jobs; start it in this folder with \"sbatch slurm.sh\".\n"
           "# Afterwards: netloom sweep --gather .\n"
           "#SBATCH --job-name=netloom-sweep\n"
           "#SBATCH --array=1-" +
           std::to_string(jobs) +
           "\n"
           "#SBATCH --cpus-per-task=1\n"
           "#SBATCH --output=results/job-%a.log\n"
           "cd \"${SLURM_SUBMIT_DIR:-$(dirname \"$0\")}\" || exit 1\n"
           "exec sh -c \"$(sed -n \"${SLURM_ARRAY_TASK_ID}p\" trials.txt)\"\n";
}

std::string parallelScript(const std::string& dataName)
{
    return "#!/bin/bash\n"
           "# Runs the trials with GNU parallel on the machines of a file (hosts.txt, or the one that is named), which "
           "need\n"
           "# nothing but netloom; they keep the files in a folder of the same name. What has failed or was not "
           "reached "
           "is run\n"
           "# when it is started again.\n"
           "# Afterwards: netloom sweep --gather .\n"
           "cd \"$(dirname \"$0\")\" || exit 1\n"
           "exec parallel --sshloginfile \"${1:-hosts.txt}\" --joblog parallel.log --resume-failed \\\n"
           "    --basefile project.netloom --basefile sweep.json" +
           (dataName.empty() ? std::string() : " --basefile " + shellQuoted(dataName)) +
           " \\\n"
           "    --workdir . --return 'results/job-{#}.json' 'mkdir -p results && eval {}' < trials.txt\n";
}

void writeScript(const fs::path& path, const std::string& text)
{
    writeCheckedFile(path.string(), text);
    std::error_code problem;
    fs::permissions(path, fs::perms::owner_exec | fs::perms::group_exec | fs::perms::others_exec, fs::perm_options::add,
                    problem);
    if (problem)
        throw Error("the script cannot be made executable: " + problem.message(), path.string());
}

void makeFolder(const fs::path& path)
{
    std::error_code problem;
    fs::create_directories(path, problem);
    if (problem)
        throw Error("the folder cannot be made: " + problem.message(), path.string());
}

/// Takes over what another file says of the trials of the plan. @throws Error where it is of another sweep
void takeOver(SweepResults& results, const SweepResults& from, const std::string& where)
{
    if (from.base != results.base || !(from.plan == results.plan))
        throw Error("it belongs to another sweep", where);
    for (const SweepTrial& trial : from.trials) {
        const auto place = std::lower_bound(results.trials.begin(), results.trials.end(), trial.number,
                                            [](const SweepTrial& t, Index number) { return t.number < number; });
        if (place == results.trials.end() || place->number != trial.number || place->settings != trial.settings)
            throw Error("it has a trial that the plan does not have", where);
        if (trial.state != TrialState::Waiting)
            *place = trial;
    }
    if (results.scoreKey.empty())
        results.scoreKey = from.scoreKey;
}

} // namespace

void writePlanFolder(const std::string& folder, Project project, const SweepResults& results)
{
    if (results.plan.halving)
        throw Error("with halving the trials are compared while they are trained, which needs one machine", folder,
                    "Leave out halving for trials that run on several.");
    const fs::path base(folder);
    std::error_code ignored;
    if (fs::exists(base / "sweep.json", ignored))
        throw Error("the folder holds a plan already", folder, "Choose another folder.");
    makeFolder(base / "results");

    Run run = std::move(project.run());
    run.checkpoint = {};
    run.fitted.reset();
    project.runs = {std::move(run)};
    project.current = 0;
    project.thumbnailPng.clear();
    std::string dataName;
    if (project.data.source == DataReference::Source::File) {
        const fs::path source(project.data.path);
        dataName = source.filename().string();
        if (dataName == "project.netloom" || dataName == "sweep.json" || dataName == "trials.txt")
            dataName = "data-" + dataName;
        writeCheckedFile((base / dataName).string(), readWholeFile(source.string()));
        project.data.path = fs::absolute(base / dataName, ignored).lexically_normal().string();
        project.data.relativePath = dataName;
    }
    writeProject(project, (base / "project.netloom").string());

    const std::vector<Job> jobs = jobsOf(results);
    std::string lines;
    for (std::size_t i = 0; i < jobs.size(); ++i)
        lines += "netloom sweep project.netloom --from sweep.json --trial " + jobs[i].range() + " -o results/job-" +
                 std::to_string(i + 1) + ".json\n";
    writeCheckedFile((base / "trials.txt").string(), lines);
    writeCheckedFile((base / "hosts.txt").string(),
                     "# One machine a line: how many trials at a time, then its name for ssh; \":\" is this machine.\n"
                     "# 8/user@host.example.org\n"
                     "2/:\n");
    writeScript(base / "slurm.sh", slurmScript(jobs.size()));
    writeScript(base / "parallel.sh", parallelScript(dataName));
    writeCheckedFile((base / "sweep.json").string(), sweepText(results)); // last: what has it is whole
}

Gathered gatherPlanFolder(const std::string& folder)
{
    const fs::path base(folder);
    Gathered gathered;
    const std::string plan = (base / "sweep.json").string();
    gathered.results = sweepFromText(readWholeFile(plan, kLargestResult), plan);
    std::vector<fs::path> files;
    std::error_code problem;
    for (fs::directory_iterator it(base / "results", problem), end; !problem && it != end; it.increment(problem))
        if (it->path().extension() == ".json")
            files.push_back(it->path());
    if (problem)
        throw Error("the results cannot be listed: " + problem.message(), (base / "results").string());
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files) {
        try {
            takeOver(gathered.results, sweepFromText(readWholeFile(file.string(), kLargestResult), file.string()),
                     file.string());
        } catch (const Error& error) {
            gathered.problems.push_back(error.message());
        }
    }
    return gathered;
}

std::string waitingText(const SweepResults& results)
{
    std::string text;
    for (std::size_t i = 0; i < results.trials.size(); ++i) {
        if (results.trials[i].state != TrialState::Waiting)
            continue;
        std::size_t last = i;
        while (last + 1 < results.trials.size() && results.trials[last + 1].state == TrialState::Waiting &&
               results.trials[last + 1].number == results.trials[last].number + 1)
            ++last;
        text += (text.empty() ? "" : ", ") + std::to_string(results.trials[i].number) +
                (last == i ? "" : "-" + std::to_string(results.trials[last].number));
        i = last;
    }
    return text;
}

} // namespace netloom
