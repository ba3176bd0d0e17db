// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/csv_reader.h"
#include "core/io/project.h"
#include "core/suggestion/table_facts.h"
#include "core/training/session.h"

#include <memory>
#include <string>

namespace netloom {

/// A project's data, loaded and prepared: what window and command line both work with.
struct Workspace {
    std::shared_ptr<const Table> table;
    std::vector<CsvWarning> warnings;
    Split split;
    std::vector<RowPart> parts; ///< of every row of the table
    FittedRecipe fitted;
    TableFacts facts;  ///< what a first network is chosen by
    TrainingData data; ///< train and validation
    std::shared_ptr<const Dataset> test;
};

/// Loads the table of a project's data reference (sample or file; a relative path is tried from `projectFolder` first).
/// Fills size, hash and complete CSV options into `reference`. @throws Error, CsvError, Cancelled
std::shared_ptr<const Table> loadTable(DataReference& reference, const std::string& projectFolder,
                                       std::vector<CsvWarning>* warnings = nullptr, const std::stop_token& stop = {},
                                       const CsvProgress& progress = {});

/// Splits, fits the recipe on the training rows and makes the data sets. @throws Error
Workspace prepare(std::shared_ptr<const Table> table, const Recipe& recipe, const SplitConfig& split);

/// A new project for a table: guessed recipe, suggested network, output, loss and metrics fitting the target.
Project newProject(const DataReference& reference, const Table& table, std::string_view target = {});

/// Puts the network and the training that the rule suggests for the table, its recipe and its split into the project
/// (core/suggestion/first_network.h). @throws Error where the rows cannot be divided or prepared so
void suggestNetwork(Project& project, const Table& table);

/// Puts output units and activation, loss and metrics in line with the target where they follow it.
void followTarget(NetworkSpec& network, TrainingConfig& config, const TargetInfo& target);

} // namespace netloom
