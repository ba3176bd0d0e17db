// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table.h"
#include "core/evaluation/association.h"
#include "core/preparation/recipe.h"

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace netloom {

/// A remark about the data with its evidence, in one sentence that also says what to do.
struct DataRemark {
    /// constant, mostly_missing, id, many_categories, outlying, predicts_target, unscaled_target, duplicate_rows,
    /// rare_class, unbalanced
    std::string code;
    std::string text;

    bool operator==(const DataRemark&) const = default;
};

/// One bar of a small histogram.
struct HistogramBar {
    std::string label; ///< category; numbers: empty, except where each whole number has a bar
    double low = 0;    ///< numbers: the bar holds low ≤ x < high, the last one x = high too
    double high = 0;
    Index count = 0;
};

/// What the data panel shows of a column.
struct ColumnStats {
    std::string column;
    ColumnKind kind = ColumnKind::Empty;
    Index rows = 0;
    Index missing = 0;
    Index distinct = 0; ///< different values
    double min = 0;     ///< numbers, booleans (0/1) and times (seconds); 0 without values
    double mean = 0;
    double max = 0;
    double sd = 0;                       ///< population standard deviation
    std::vector<HistogramBar> histogram; ///< numbers: up to 20 bars; categories: the 12 most frequent, then the others
    Index otherCategories = 0;           ///< categories gathered in the last bar; 0: none
    std::optional<Association> association; ///< absent for the target itself and where it cannot be computed
    std::vector<DataRemark> remarks;        ///< none for an ignored column
};

/// What the data panel shows of the whole table.
struct TableStats {
    std::vector<ColumnStats> columns;
    std::vector<std::pair<std::string, Index>>
        classBalance;        ///< classes of the target with their rows; empty for numbers
    Index duplicateRows = 0; ///< rows equal to an earlier one in every column
    std::vector<DataRemark> remarks;
};

/// Statistics of one column. `recipe` tells the target; a column it does not know is taken as an input.
ColumnStats columnStats(const Table& table, const Recipe& recipe, Index column);

/// Statistics of all columns. Work for a worker thread: some 0.1 µs per cell. @throws Cancelled
TableStats tableStats(const Table& table, const Recipe& recipe, std::stop_token stop = {});

/// Rows equal to an earlier one in every column.
Index countDuplicateRows(const Table& table);

} // namespace netloom
