// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/suggestion/suggestion.h"
#include "core/suggestion/table_facts.h"

#include <string>
#include <vector>

namespace netloom {

/// A network worth trying on a table, and the words for it.
struct Candidate {
    std::string title;
    Suggestion suggestion;
    Index parameters = 0;
    bool isRule = false;
    bool isLinear = false;
};

/// Networks worth trying on a table: linear ones, one and two hidden layers of several widths, each with weaker and
/// stronger brakes than the rule's. The most promising come first, the rule's very first, then a linear
/// one. For other facts about the same target the list has the same networks in the same order, as long as the rule
/// suggests the same one.
std::vector<Candidate> candidateNetworks(const TableFacts& facts, Index watched, const TrainingConfig& current);

/// Trainable numbers of a network.
Index parameterCount(const NetworkSpec& network, Index inputs);

/// "32-16 SiLU, decay 0.2", "Linear, decay 2": what tells candidates apart.
std::string networkTitle(const NetworkSpec& network, const TrainingConfig& training);

} // namespace netloom
