// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/prepared_data.h"

#include <optional>
#include <string>
#include <vector>

namespace netloom {

/// Whether the parts of a project that was read fit each other.
struct ProjectCheck {
    std::vector<std::string> problems; ///< what cannot work, in sentences
    std::vector<std::string> notes;    ///< what is worth knowing: data that are gone or changed, unknown members
    std::optional<Index> rows;         ///< of the data, where they could be read
    std::optional<Split> split;
    std::optional<FittedRecipe> fitted; ///< the stored one, or made anew of the data
};

/// Reads the data too. Fills in size and options of the reference.
ProjectCheck checkProject(Project& project, const std::string& path);

} // namespace netloom
