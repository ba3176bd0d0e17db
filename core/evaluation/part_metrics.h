// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/model.h"
#include "core/training/training_config.h"

#include <string>
#include <utility>
#include <vector>

namespace netloom {

/// How well a network does on the rows of one part, in inference mode.
struct PartMetrics {
    Index rows = 0;
    /// In order: "loss", as trained (sample weights and penalties included, as in Keras's evaluate()), then the metrics
    /// of the settings by Keras's names. Numbers to predict have "r2", "mean_absolute_error" and
    /// "root_mean_squared_error" in units of the target first (several targets: the mean over them); a metric of the
    /// same meaning in the settings gives way to them.
    std::vector<std::pair<std::string, double>> values;
    std::vector<std::string> classes;          ///< two or more classes in one target: their names
    std::vector<std::vector<Index>> confusion; ///< [actual][predicted], as many as classes; or empty

    /// Null for an unknown key.
    const double* find(std::string_view key) const;
};

/// @param model  with its preparation
/// @param data  prepared by it, with targets; without rows only `rows` and `classes` are set
/// @throws Error where network, weights and data do not fit each other
PartMetrics partMetrics(const Model& model, const TrainingConfig& config, const Dataset& data);

/// The same where the network's prediction for the rows is there already; without rows it may be empty.
PartMetrics partMetrics(const Model& model, const TrainingConfig& config, const Dataset& data,
                        const Matrix& prediction);

} // namespace netloom
