// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/run.h"

#include <string>
#include <vector>

namespace netloom {

/// A setting in which two runs differ.
struct RunDifference {
    std::string key;  ///< as for --set; "layers" for the network
    std::string name; ///< in words
    std::string a;    ///< its text; empty where that run has no such setting
    std::string b;
};

/// The network first, then the settings in their order; nothing where the runs were made alike.
std::vector<RunDifference> runDifferences(const Run& a, const Run& b);

} // namespace netloom
