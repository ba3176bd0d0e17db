// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/csv_parser.h"
#include "core/data/csv_sniffer.h"
#include "core/data/table.h"

#include <string>
#include <vector>

namespace netloom
{

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
Column joinColumn(std::vector<CsvPart>& parts, std::size_t index, const ColumnPlan& plan);

/// Gives a column that was read as text the kind that fits all its values. Returns the plan it follows and adds to
/// `notes` what did not fit; `text` shows the first such value.
ColumnPlan settleColumn(Column& column, NumberFormat format, Index& unfit, std::string& firstUnfit);

} // namespace netloom
