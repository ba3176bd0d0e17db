// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/suggestion/suggestion.h"
#include "core/suggestion/table_facts.h"

#include <span>
#include <string>
#include <string_view>

namespace netloom {

/// A network to begin with. One static object each; the hand-written list in network_template.cpp names it, and menus,
/// command line and help walk the list.
struct NetworkTemplate {
    std::string key;   ///< as typed, "tutorial"
    std::string title; ///< as shown, "The tutorial's rule"
    std::string help;  ///< one sentence
    /// @param watched  how many validation rows there are  @param current  training settings that it may keep
    Suggestion (*make)(const TableFacts& facts, Index watched, const TrainingConfig& current) = nullptr;
};

/// In menu order; the first is the rule of first_network.h.
std::span<const NetworkTemplate* const> networkTemplates();
const NetworkTemplate* findNetworkTemplate(std::string_view key); ///< null where unknown

} // namespace netloom
