// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/project.h"

#include <string_view>

namespace netloom {

/// A new project for a table: guessed recipe, suggested network, output, loss and metrics fitting the target.
Project newProject(const DataReference& reference, const Table& table, std::string_view target = {});

/// Puts the network and the training that the rule suggests for the table, its recipe and its split into the project
/// (core/suggestion/first_network.h). @throws Error where the rows cannot be divided or prepared so
void suggestNetwork(Project& project, const Table& table);

} // namespace netloom
