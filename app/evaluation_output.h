// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/model_comparison.h"
#include "core/evaluation/part_evaluation.h"
#include "core/evaluation/subgroups.h"
#include "core/files/json.h"

#include <string>
#include <vector>

namespace netloom {

/// Figures with their intervals beside those of the yardsticks, as a table.
std::string figuresTable(const PartEvaluation& evaluation);
/// Precision, recall and F1 of each class, or of each yes/no target; figures of each number where there are several.
/// Empty where there is nothing to add.
std::string detailsTable(const PartEvaluation& evaluation);
/// The most frequent confusions, the calibration, the worst rows: lines to read.
std::string evaluationNotes(const PartEvaluation& evaluation);
/// One line for each subgroup.
std::string subgroupsTable(const std::vector<Subgroup>& groups);

/// Two models on the same rows. @param a, b  what they are called
std::string comparisonTable(const ModelComparison& comparison, const std::string& a, const std::string& b);
JsonValue comparisonJson(const ModelComparison& comparison, const std::string& against);

/// Adds every figure, curve and count of an evaluation to an object. What is undefined is null.
void addEvaluation(JsonValue& json, const PartEvaluation& evaluation);
JsonValue subgroupsJson(const std::string& column, const std::vector<Subgroup>& groups);

} // namespace netloom
