// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/project.h"

#include <string>
#include <string_view>
#include <vector>

namespace netloom {

/// Number of the format that this version writes, and the newest that it understands whole.
constexpr std::int64_t kProjectFormat = 2;

/// An array of the project that has a file of its own in the archive.
struct ArrayEntry {
    std::string layer;
    std::string name; ///< of the tensor; of the column in a history
    bool trainable = true;
    std::string file; ///< name in the archive
};

/// The arrays of one run.
struct RunArrays {
    std::vector<ArrayEntry> weights;
    std::vector<ArrayEntry> bestWeights;
    std::vector<ArrayEntry> optimizer;
    std::vector<ArrayEntry> history; ///< in the order of the keys
};

/// project.json: all of a project but its arrays, picture and unknown members, and where its arrays are.
struct ProjectHeader {
    Project project;
    std::vector<RunArrays> arrays; ///< of each run
};

std::string projectHeaderText(const ProjectHeader& header);
/// An older format is read as what it says in this one (format_1.h). A newer format is read as far as it is understood;
/// the project is then read-only.
/// @throws Error naming `where` and the path within the JSON
ProjectHeader projectHeaderFromText(std::string_view text, const std::string& where);

} // namespace netloom
