// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"
#include "core/csv/csv_dialect.h"
#include "core/data/date_text.h"
#include "core/data/table.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace netloom {

/// How a column is read: its kind and what that needs.
struct ColumnPlan {
    ColumnKind kind = ColumnKind::Empty;
    DateOrder order = DateOrder::YearMonthDay;
    std::string trueWord;
    std::string falseWord;
    std::string mark;         ///< Number: the sign around the numbers, see numberMarkIn()
    bool fixed = false;       ///< the user chose the kind: what does not fit is missing
    bool codes = false;       ///< Text, because numbers have leading zeros
    std::size_t oddAt = 0;    ///< Text: offset of the first value that is no number, or the first code
    bool mostlyTyped = false; ///< Text, but most of the values are numbers or dates
    bool skip = false;        ///< not read at all
};

/// Whether so few values of a column do not fit its kind that they are missing values rather than a reason to read the
/// column as text: one value among 20 or more, or up to 2 %.
bool fewEnough(Index unfit, Index present);

/// What the cells of a column look like.
class ColumnEvidence
{
public:
    /// Adds a cell that is not missing, seen `times` times, first at offset `at`.
    void add(std::string_view text, NumberFormat format, Index times = 1, std::size_t at = 0);
    void addMissing(Index times = 1) { m_missing += times; }

    Index present() const { return m_present; }
    /// Numbers, with the mark that plan() has or without.
    Index numbers() const;
    Index codes() const { return m_codes; }
    Index dates() const;
    DateOrder dateOrder() const; ///< the order that fits most of the dates
    /// The kind that fits, of all the values or all but a few.
    ColumnPlan plan() const;
    /// Whether day and month could be exchanged in every date.
    bool ambiguousDates() const;

    /// Whether a cell fits a plan.
    static bool fits(std::string_view text, const ColumnPlan& plan, NumberFormat format);
    /// The number in a cell of a column of numbers, with or without the mark of the plan. In a column of percents only
    /// numbers with the sign count: without it they would be of another size.
    static ParsedNumber number(std::string_view text, const ColumnPlan& plan, NumberFormat format, bool& marked);

private:
    /// The mark that most marked numbers carry, and how many do; empty where it does not belong to the column.
    std::pair<std::string_view, Index> mark() const;

    Index m_present = 0;
    Index m_missing = 0;
    Index m_numbers = 0;         ///< without a mark
    std::vector<Index> m_marked; ///< by numberMarks(), empty where there are none
    Index m_codes = 0;
    std::size_t m_firstOther = 0; ///< first value that is no number
    std::size_t m_firstCode = 0;
    std::array<Index, 3> m_dates{}; ///< by DateOrder
    std::uint32_t m_pairs = ~0U;    ///< pairs that fit all cells
    std::uint32_t m_trueSeen = 0;
    std::uint32_t m_falseSeen = 0;
    std::array<std::string, 2> m_spelling; ///< the first two different words
};

} // namespace netloom
