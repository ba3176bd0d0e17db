// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/explanation/column_dependence.h"
#include "core/explanation/column_importance.h"
#include "core/explanation/explained_rows.h"
#include "core/explanation/integrated_gradients.h"
#include "core/explanation/nearest_rows.h"
#include "core/explanation/row_explanation.h"
#include "core/explanation/unit_sensitivity.h"
#include "core/explanation/what_if.h"
#include "core/files/json.h"

#include <optional>
#include <string>
#include <vector>

namespace netloom {

/// What is told of one prediction.
struct RowReport {
    RowExplanation explanation;
    std::optional<WhatIf> whatIf;
    std::vector<NearRow> nearest;
    NearestRows::Usual usual;
    bool unlikeAnything = false; ///< seen in training
    std::optional<IntegratedGradients> gradients;
    std::vector<double> gradientsByColumn; ///< of the output, in the order of the columns
};
std::string rowText(const RowReport& report);
JsonValue rowJson(const RowReport& report);
std::string rowCsv(const RowReport& report);

/// What is told of the whole model.
struct GlobalReport {
    std::string part;
    std::vector<std::string> columns;
    std::string output; ///< that the Shapley values and the units are about
    std::string scaleName;
    std::string background;
    ColumnImportance importance;
    ExplainedRows shapley;
    Index outputPlace = 0;
    std::vector<std::pair<std::string, std::vector<UnitSensitivity>>> layers;
};
std::string globalText(const GlobalReport& report);
JsonValue globalJson(const GlobalReport& report);
std::string globalCsv(const GlobalReport& report);

/// What is told of the way a column is used. One of the three is there.
struct DependenceReport {
    std::string part;
    std::string column;
    std::string second; ///< of a map
    std::string output;
    Index outputPlace = 0;
    std::string scaleName;
    std::optional<ColumnDependence> dependence;
    std::optional<AccumulatedLocalEffects> effects;
    std::optional<PairDependence> pair;
};
std::string dependenceText(const DependenceReport& report);
JsonValue dependenceJson(const DependenceReport& report);
std::string dependenceCsv(const DependenceReport& report);

} // namespace netloom
