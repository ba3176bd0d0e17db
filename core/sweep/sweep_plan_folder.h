// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/project.h"
#include "core/sweep/sweep_results.h"

#include <string>
#include <vector>

namespace netloom {

/// Writes a folder that carries a sweep to other machines: the project with its data file, the plan (sweep.json), one
/// plain command line for each trial (trials.txt, several trials a line beyond a thousand), a job script for Slurm
/// arrays (slurm.sh) and one for GNU parallel (parallel.sh, with the machines in hosts.txt). The commands write into
/// results/.
/// @param project  its current run is what is varied; data that are a file are copied into the folder
/// @throws Error where the folder holds a plan already, cannot be written, or the plan has halving
void writePlanFolder(const std::string& folder, Project project, const SweepResults& results);

/// What has come back.
struct Gathered {
    SweepResults results;              ///< of the whole plan
    std::vector<std::string> problems; ///< a sentence for each file that says nothing
};
/// Reads sweep.json and every results/*.json of such a folder. @throws Error where there is no plan
Gathered gatherPlanFolder(const std::string& folder);

/// "3, 7-9, 12": numbers of the trials that wait.
std::string waitingText(const SweepResults& results);

} // namespace netloom
