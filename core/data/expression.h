// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace netloom {

/// What the names in a formula may be.
struct ExpressionNames {
    std::vector<std::string> names;
    bool cells = true; ///< of a table: texts, dates, missing cells
    std::string example = "x*x";
};

/// A formula over named values. It can compute and nothing else.
///
/// Numbers, names, pi, e; + - * / ^ (right-associative, before the sign: -x^2 is -(x^2)); sin cos tan exp log sqrt abs
/// min max, if(condition, a, b); comparisons < <= > >= = != and "and", "or", "not", which give 1 or 0. A name with
/// blanks or signs stands in [brackets] or `backticks`. Of cells also: name = "word", missing(name), and of dates
/// year(name), month(name), day(name), weekday(name) (1: Monday), hour(name). At most 1000 characters.
class Expression
{
public:
    /// A value that the formula asks for.
    struct Operand {
        enum class Kind : std::uint8_t { Value, Equals, Missing, Year, Month, Day, Weekday, Hour };
        Kind kind = Kind::Value;
        std::size_t name = 0; ///< in ExpressionNames::names
        std::string word;     ///< Equals
        bool operator==(const Operand&) const = default;
    };

    /// @throws Error naming the column (character, from 1) where the text is not understood
    static Expression parse(std::string_view text, const ExpressionNames& names);

    const std::vector<Operand>& operands() const { return m_operands; }
    /// @param values  one per operand; NaN: missing. @returns NaN or infinite where the formula has no value; of cells
    /// also NaN where a comparison lacks one of its values
    double at(std::span<const double> values) const;
    bool isCondition() const { return m_condition; } ///< the outermost operation is a comparison, and, or, not, missing

private:
    friend class ExpressionParser;
    enum class Op : std::uint8_t {
        Number,
        Operand,
        Add,
        Subtract,
        Multiply,
        Divide,
        Power,
        Negate,
        Less,
        LessEqual,
        Greater,
        GreaterEqual,
        Equal,
        NotEqual,
        And,
        Or,
        Not,
        Sin,
        Cos,
        Tan,
        Exp,
        Log,
        Sqrt,
        Abs,
        Min,
        Max,
        If
    };
    struct Step {
        Op op;
        double number = 0;
        std::size_t operand = 0;
    };
    double condition(bool holds, double a, double b = 0) const;

    std::vector<Step> m_steps; ///< reverse Polish
    std::vector<Operand> m_operands;
    bool m_condition = false;
    bool m_cells = true;
};

} // namespace netloom
