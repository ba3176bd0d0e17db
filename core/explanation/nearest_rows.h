// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table.h"

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

namespace netloom {

/// A row of the table and how far it is away.
struct NearRow {
    Index row = 0;
    double distance = 0;
};

/// Gower's distance (Biometrics 1971) to rows of a table: the mean over the columns of |a − b| / range of those rows
/// for numbers and times, 0 or 1 for words and booleans. A column that is missing on either side is left out, one that
/// does not vary counts 0; parts beyond the range are not cut. Refers to the table, which must outlive it.
class NearestRows
{
public:
    /// @param rows  of training  @param columns  those that the network looks at, by name
    NearestRows(const Table& table, std::vector<Index> rows, const std::vector<std::string>& columns);

    /// The nearest of the rows to a row of a table with the same columns (by name), ties by row number.
    /// @param without  a row that is left out (the queried one itself); -1: none
    std::vector<NearRow> nearest(const Table& query, Index row, std::size_t most, Index without = -1) const;

    /// How far the rows are from their own nearest neighbours: up to 500 of them, drawn by the seed rule.
    struct Usual {
        double median = 0;
        double quantile99 = 0; ///< a distance beyond is unlike anything seen in training
        Index rows = 0;        ///< looked at
    };
    /// @throws Cancelled
    Usual usual(std::uint64_t seed, const std::stop_token& stop = {}) const;

private:
    struct Feature {
        std::string name;
        std::vector<double> numbers; ///< of each row; NaN where missing
        std::vector<int> labels;     ///< words instead; -1 where missing
        std::vector<std::string> words;
        double range = 0;
    };
    /// The queried row in terms of the features.
    struct Query {
        std::vector<double> numbers;
        std::vector<int> labels;
    };
    std::vector<NearRow> nearest(const Query& query, std::size_t most, Index without) const;

    std::vector<Index> m_rows;
    std::vector<Feature> m_features;
};

} // namespace netloom
