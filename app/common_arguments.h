// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/arguments.h"
#include "app/project_access.h"

#include <string>

namespace netloom {

// What several commands understand, with the same words.

constexpr Index kMostThreads = 64;
constexpr Index kMostRows = 1'000'000'000;

/// The project file, needed.
void addProject(Arguments& arguments, std::string& project);

/// --run RUN, for openProject().
void addRun(Arguments& arguments, std::string& run);

/// --weights last|best
void addWeights(Arguments& arguments, WhichWeights& weights);

/// --set KEY=VALUE, which may be repeated.
void addSettings(Arguments& arguments, SettingTexts& settings);

/// --json
void addJson(Arguments& arguments, bool& json, const std::string& help = "answer with one JSON object");

/// How a CSV is read: an option for each of core/csv/csv_options.h.
void addCsvOptions(Arguments& arguments, CsvOptions& csv);

} // namespace netloom
