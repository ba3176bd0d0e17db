// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/network_spec.h"
#include "core/training/training_config.h"

#include <string>
#include <vector>

namespace netloom {

/// One choice of a suggested network, and why it was made.
struct Reason {
    std::string choice; ///< "32 and 16 units"
    std::string why;    ///< one sentence
    bool operator==(const Reason&) const = default;
};

/// A network and how to train it, for a table. A plain value.
struct Suggestion {
    NetworkSpec network;
    TrainingConfig training;
    std::string summary; ///< two sentences at most: what it is, and why
    std::vector<Reason> reasons;
};

} // namespace netloom
