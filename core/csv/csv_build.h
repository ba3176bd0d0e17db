// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/csv/csv_parser.h"
#include "core/csv/csv_sniffer.h"
#include "core/data/table.h"

#include <stop_token>
#include <string>
#include <vector>

namespace netloom {

/// The sums of what the parts found about a column.
struct ColumnTotals {
    Index rows = 0;
    std::array<Tally, kCellIssues> issues;

    Index count(CellIssue issue) const { return issues[static_cast<std::size_t>(issue)].count; }
    std::size_t first(CellIssue issue) const { return issues[static_cast<std::size_t>(issue)].first; }
    /// Values of some kind: neither empty nor a missing word.
    Index present() const
    {
        return rows - count(CellIssue::Missing) + count(CellIssue::Unfit) + count(CellIssue::Infinite) +
               count(CellIssue::Overflow);
    }
};

ColumnTotals totalsOf(const std::vector<CsvPart>& parts, std::size_t column);

/// Whether the whole column does not bear out what the sniffer saw in its samples, so that it must be read again as
/// text.
bool isDoubtful(const ColumnPlan& plan, const ColumnTotals& totals);

/// Joins the column `index` of the parts, whose memory it gives back.
/// @throws Cancelled
Column joinColumn(std::vector<CsvPart>& parts, std::size_t index, const ColumnPlan& plan, const std::stop_token& stop);

/// What giving a column its kind found.
struct SettledValues {
    Index unfit = 0;           ///< values that do not fit the kind, or do not fit what most of them are
    std::size_t unfitCode = 0; ///< of the first one in the dictionary
    std::string unfitText;     ///< the first one
    Index marked = 0;          ///< numbers that were read without ColumnPlan::mark
    std::size_t markedCode = 0;
};

/// Gives a column that was read as text the kind that fits all its values, or all but a few, or makes it one of
/// numbers where that is known. Returns the plan it follows.
/// @param known  its plan so far: its mark stays where that was chosen  @throws Cancelled
ColumnPlan settleColumn(Column& column, NumberFormat format, SettledValues& found, const ColumnPlan& known,
                        const std::stop_token& stop);

} // namespace netloom
