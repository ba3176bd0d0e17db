// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/other_table.h"
#include "core/project/model.h"
#include "core/project/prepared_data.h"

#include <string>
#include <utility>
#include <vector>

namespace netloom {

/// What --set KEY=VALUE said, in order.
using SettingTexts = std::vector<std::pair<std::string, std::string>>;

/// The folder a project is in, for data beside it.
std::string folderOf(const std::string& projectPath);

/// The project in a file, with the run of that id or name as its current one; an empty `run`: as it is.
/// @throws Error naming what the file is where it is no project, UsageError where there is no such run, or more than
/// one of that name
Project openProject(const std::string& path, const std::string& run);

/// Loads the table of a project and tells what was found. @throws Error, CsvError
/// @param data  the file that the user names for it; empty: the one that the project names, where it may be trusted
std::shared_ptr<const Table> loadProjectTable(Project& project, const std::string& projectPath,
                                              const std::string& data = {});

/// readOtherTable(), which tells what was found unless `quiet`.
OtherTable loadOtherTable(const Project& project, const std::string& path, const CsvOptions& wishes, bool quiet);

/// Makes the reference's relative path fit a project file of that name.
void referFrom(DataReference& reference, const std::string& projectPath);

/// The model of the current run, with the weights of the last epoch trained (or those that early stopping restored), or
/// of the best epoch, and its preparation. @throws Error where the project has none
Model trainedModel(const Project& project, WhichWeights which);

/// Tells which columns are left out and why, where that was guessed.
void tellLeftOut(const Recipe& recipe);

/// Applies --set in order. @throws UsageError
void applySettings(Project& project, const SettingTexts& settings);

/// Tells what is unlikely to be meant. @throws Error where network and settings cannot work
void refuseFaults(const Project& project, const TargetInfo& target);

/// All rows of a table.
std::vector<Index> allRows(const Table& table);

} // namespace netloom
