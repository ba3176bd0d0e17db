// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table.h"
#include "core/evaluation/part_evaluation.h"

#include <string>
#include <vector>

namespace netloom {

/// Rows that have something in common, and the figures of these alone.
struct Subgroup {
    std::string name;            ///< a word of the column, "1.5 … 2.25" of numbers, or "(missing)"
    std::vector<Index> rows;     ///< of the table
    std::vector<Figure> figures; ///< without values below kLeastSubgroupRows
};

constexpr Index kLeastSubgroupRows = 20;

/// By the levels of a column: its words (the most frequent ones, the rest together), or quarters of its numbers where
/// there are more than a few different ones. The figures are those of figuresWithIntervals().
/// @param column  of the table the rows are of  @throws Cancelled
std::vector<Subgroup> subgroupFigures(const PredictedRows& rows, const Table& table, Index column,
                                      const EvaluationOptions& options, const std::stop_token& stop = {});

} // namespace netloom
