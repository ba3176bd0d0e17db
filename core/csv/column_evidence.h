// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"
#include "core/csv/clock_text.h"
#include "core/csv/csv_dialect.h"
#include "core/csv/number_mark.h"
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
    std::string mark;                  ///< Number: the sign or unit around the numbers, see undressed()
    unsigned dress = 0;                ///< Number: what else may stand around them, of NumberDress
    ClockForm clock = ClockForm::None; ///< Number: durations or times of day, in seconds
    bool clockPairs = false;           ///< some of them are two numbers, as in "32:12"
    std::string otherMark;             ///< Text: a word behind most of the numbers, which is no unit that is known
    bool limits = false;               ///< limits of detection such as "<0.05" were seen
    bool signs = false;       ///< Text: values are signs such as + and -, which here stand for no missing value
    bool fixed = false;       ///< the user chose the kind: what does not fit is missing
    bool fixedMark = false;   ///< and what stands around its numbers
    bool codes = false;       ///< Text, because numbers have leading zeros
    std::size_t oddAt = 0;    ///< Text: offset of the first value that is no number, or the first code
    bool mostlyTyped = false; ///< Text, but most of the values are numbers or dates
    bool skip = false;        ///< not read at all

    /// What the user chose: numbers then may be limits, and stand before any one word.
    void fix(ColumnKind wanted);
};

/// Whether a cell of a column stands for a missing value: one of the words, unless the column makes values of them.
/// Flags may stand behind a sign in columns that are not text: ": c".
bool isMissingIn(const MissingWords& missing, std::string_view text, const ColumnPlan& plan);

/// Whether so few values of a column do not fit its kind that they are missing values rather than a reason to read the
/// column as text: one value among 20 or more, or up to 2 %.
bool fewEnough(Index unfit, Index present);

/// What the cells of a column look like.
class ColumnEvidence
{
public:
    /// Adds a cell that is not missing, seen `times` times, first at offset `at`.
    void add(std::string_view text, NumberFormat format, Index times = 1, std::size_t at = 0);
    /// Adds a cell that is a missing word, or is empty.
    void addMissing(std::string_view text, Index times = 1);

    Index present() const { return m_present; }
    /// Numbers, with what plan() lets stand around them or without.
    Index numbers() const { return numbers(numberPlan()); }
    Index codes() const { return m_codes; }
    Index dates() const;
    /// Dates in that order.
    Index datesIn(DateOrder order) const { return m_dates[static_cast<std::size_t>(order)]; }
    ClockForm clockForm() const; ///< of the durations and times among them; None: there are none
    DateOrder dateOrder() const; ///< the order that fits most of the dates
    /// The kind that fits, of all the values or all but a few.
    ColumnPlan plan() const;
    /// Whether some years of the dates have two digits.
    bool shortYears() const { return m_shortYears; }
    /// Whether day and month could be exchanged in every date.
    bool ambiguousDates() const;

    /// Whether a cell fits a plan.
    static bool fits(std::string_view text, const ColumnPlan& plan, NumberFormat format);
    /// The number in a cell of a column of numbers, with or without the mark of the plan. In a column of percents only
    /// numbers with the sign count: without it they would be of another size.
    static ParsedNumber number(std::string_view text, const ColumnPlan& plan, NumberFormat format, bool& marked);
    /// Whether a cell that does not fit a plan of numbers would fit another one.
    static bool isOtherNumber(std::string_view text, NumberFormat format);

private:
    /// Numbers with the same things around them.
    struct Dressed {
        std::string mark;
        bool known = false;
        unsigned dress = 0;
        int power = 0;
        Index times = 0;
    };
    ColumnPlan numberPlan() const; ///< mark, dress and limits
    Index numbers(const ColumnPlan& plan) const;
    void addDressed(const DressedNumber& number, Index times);

    Index m_present = 0;
    Index m_missingSigns = 0; ///< missing words without letters and digits
    Index m_signs = 0;        ///< present values without letters and digits
    Index m_pluses = 0;       ///< of these "+", "++" and so on, beside which "-" is a value
    Index m_numbers = 0;      ///< without anything around them
    std::vector<Dressed> m_dressed;
    Index m_clocks = 0;
    Index m_clockSingle = 0; ///< of these "45m" and the like
    bool m_clockPairs = false;
    bool m_clockOfThree = false;
    bool m_clockUnpadded = false;
    bool m_clockNoon = false;
    int m_clockMost = 0; ///< the greatest first number of two
    Index m_codes = 0;
    std::size_t m_firstOther = 0; ///< first value that is no number
    std::size_t m_firstCode = 0;
    std::array<Index, 3> m_dates{}; ///< by DateOrder
    Index m_namedDates = 0;         ///< of these with the name of the month
    bool m_shortYears = false;
    std::uint32_t m_pairs = ~0U; ///< pairs that fit all cells
    std::uint32_t m_trueSeen = 0;
    std::uint32_t m_falseSeen = 0;
    std::array<std::string, 2> m_spelling; ///< the first two different words
};

} // namespace netloom
