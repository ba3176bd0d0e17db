// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/csv/csv_options.h"
#include "core/network/network_spec.h"
#include "core/preparation/fitted_recipe.h"
#include "core/preparation/recipe.h"
#include "core/preparation/split.h"
#include "core/samples/samples.h"
#include "core/training/checkpoint.h"
#include "core/training/training_config.h"

#include <optional>
#include <string>
#include <vector>

namespace netloom {

/// Where the data of a project is.
struct DataReference {
    enum class Source { None, File, Sample };
    Source source = Source::None;
    std::string path;         ///< File: as last opened (absolute)
    std::string relativePath; ///< File: from the project's folder, tried first
    std::string sample;       ///< Sample: key
    GeneratorOptions generator;
    CsvOptions csv;
    std::int64_t bytes = 0; ///< File: size and hash when it was read
    std::string sha256;

    bool operator==(const DataReference&) const = default;
};

/// A member of the project file that this version does not know; kept as it is.
struct UnknownMember {
    std::string name;
    std::string bytes;
    bool operator==(const UnknownMember&) const = default;
};

/// A project: data reference, recipe, network, training settings, weights, history. A plain value.
struct Project {
    DataReference data;
    Recipe recipe;
    SplitConfig split;
    NetworkSpec network;
    TrainingConfig training;
    std::optional<FittedRecipe> fitted; ///< the preparation the weights were trained with
    Checkpoint checkpoint;              ///< weights and history; empty: not trained
    std::string thumbnailPng;           ///< picture of the diagram, may be empty
    std::vector<UnknownMember> unknown;
    bool readOnly = false; ///< written by a newer version; a copy that is saved has this version's format
};

} // namespace netloom
