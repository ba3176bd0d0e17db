// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace netloom {

/// A formula over x and y, for data sets made by a teacher. It can compute and nothing else.
///
/// Numbers, x, y, pi, e; + - * / ^ (right-associative, before the sign: -x^2 is -(x^2)); sin cos tan exp log sqrt abs
/// min max; comparisons < <= > >= and "and", "or", "not", which give 1 or 0. At most 1000 characters.
class Expression
{
public:
    /// @throws Error naming the column (character, from 1) where the text is not understood
    static Expression parse(std::string_view text);

    double at(double x, double y) const;             ///< NaN or infinite where the formula has no value
    bool isCondition() const { return m_condition; } ///< the outermost operation is a comparison, and, or, not
    bool usesY() const { return m_usesY; }

private:
    friend class ExpressionParser;
    enum class Op : std::uint8_t {
        Number,
        X,
        Y,
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
        Max
    };
    struct Step {
        Op op;
        double number = 0;
    };
    std::vector<Step> m_steps; ///< reverse Polish
    bool m_condition = false;
    bool m_usesY = false;
};

} // namespace netloom
