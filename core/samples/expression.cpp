// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/samples/expression.h"

#include "core/base/error.h"
#include "core/data/column_values.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numbers>
#include <string>
#include <utility>

namespace netloom {

/// Recursive descent, one function per level of precedence.
class ExpressionParser
{
public:
    explicit ExpressionParser(std::string_view text) : m_text(text) {}

    Expression parse()
    {
        constexpr std::size_t kLongest = 1000;
        if (m_text.size() > kLongest)
            fail("the formula is longer than 1000 characters", kLongest);
        skipSpace();
        if (m_place == m_text.size())
            fail("the formula is empty", 0);
        disjunction();
        if (m_place < m_text.size())
            fail("an operator is expected, not " + netloom::quoted(m_text.substr(m_place, 1)), m_place);
        const Op last = m_result.m_steps.back().op;
        m_result.m_condition = last >= Op::Less && last <= Op::Not;
        return std::move(m_result);
    }

private:
    using Op = Expression::Op;
    static constexpr int kDeepest = 100;

    [[noreturn]] void fail(const std::string& problem, std::size_t place) const
    {
        const auto characters = std::count_if(m_text.begin(), m_text.begin() + static_cast<std::ptrdiff_t>(place),
                                              [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; });
        throw Error(problem, "formula, column " + numberLabel(static_cast<double>(characters + 1)),
                    "A formula looks like y > sin(x) + 2*x^2.");
    }

    void skipSpace()
    {
        while (m_place < m_text.size() && (m_text[m_place] == ' ' || m_text[m_place] == '\t'))
            ++m_place;
    }

    bool take(std::string_view sign)
    {
        if (m_text.substr(m_place, sign.size()) != sign)
            return false;
        m_place += sign.size();
        skipSpace();
        return true;
    }

    std::string_view peekWord() const
    {
        std::size_t end = m_place;
        const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
        while (end < m_text.size() && letter(m_text[end]))
            ++end;
        return m_text.substr(m_place, end - m_place);
    }

    bool takeWord(std::string_view word)
    {
        if (peekWord() != word)
            return false;
        m_place += word.size();
        skipSpace();
        return true;
    }

    void emit(Op op, double number = 0) { m_result.m_steps.push_back({op, number}); }

    void disjunction()
    {
        conjunction();
        while (takeWord("or")) {
            conjunction();
            emit(Op::Or);
        }
    }

    void conjunction()
    {
        negation();
        while (takeWord("and")) {
            negation();
            emit(Op::And);
        }
    }

    void negation()
    {
        bool inverted = false;
        while (takeWord("not"))
            inverted = !inverted;
        comparison();
        if (inverted)
            emit(Op::Not);
    }

    void comparison()
    {
        sum();
        const std::size_t place = m_place;
        if (!compare())
            return;
        if (m_place < m_text.size() && (m_text[m_place] == '<' || m_text[m_place] == '>'))
            fail("comparisons cannot be chained; use \"and\"", std::max(place, m_place));
    }

    bool compare()
    {
        constexpr std::array<std::pair<std::string_view, Op>, 6> kSigns{{{"<=", Op::LessEqual},
                                                                         {"≤", Op::LessEqual},
                                                                         {">=", Op::GreaterEqual},
                                                                         {"≥", Op::GreaterEqual},
                                                                         {"<", Op::Less},
                                                                         {">", Op::Greater}}};
        for (const auto& [sign, op] : kSigns) {
            if (take(sign)) {
                sum();
                emit(op);
                return true;
            }
        }
        return false;
    }

    void sum()
    {
        product();
        for (;;) {
            if (take("+")) {
                product();
                emit(Op::Add);
            } else if (take("-") || take("−")) {
                product();
                emit(Op::Subtract);
            } else {
                return;
            }
        }
    }

    void product()
    {
        sign();
        for (;;) {
            if (take("*") || take("·")) {
                sign();
                emit(Op::Multiply);
            } else if (take("/")) {
                sign();
                emit(Op::Divide);
            } else {
                return;
            }
        }
    }

    void sign()
    {
        bool negative = false;
        for (;;) {
            if (take("-") || take("−"))
                negative = !negative;
            else if (!take("+"))
                break;
        }
        power();
        if (negative)
            emit(Op::Negate);
    }

    void power()
    {
        if (++m_depth > kDeepest)
            fail("the formula is nested too deeply", m_place);
        atom();
        if (take("^")) {
            sign();
            emit(Op::Power);
        } else if (take("²")) {
            emit(Op::Number, 2);
            emit(Op::Power);
        }
        --m_depth;
    }

    void atom()
    {
        if (m_place == m_text.size())
            fail("a number, x, y or a function is missing at the end", m_place);
        const char c = m_text[m_place];
        if (take("(")) {
            disjunction();
            close();
        } else if ((c >= '0' && c <= '9') || c == '.') {
            number();
        } else {
            name();
        }
    }

    void close()
    {
        if (!take(")"))
            fail("a closing bracket is missing", m_place);
    }

    void number()
    {
        double value = 0;
        const auto [end, error] = std::from_chars(m_text.data() + m_place, m_text.data() + m_text.size(), value);
        if (error != std::errc())
            fail("this is not a number", m_place);
        m_place = static_cast<std::size_t>(end - m_text.data());
        skipSpace();
        emit(Op::Number, value);
    }

    void name()
    {
        constexpr std::array<std::pair<std::string_view, Op>, 9> kFunctions{{{"sin", Op::Sin},
                                                                             {"cos", Op::Cos},
                                                                             {"tan", Op::Tan},
                                                                             {"exp", Op::Exp},
                                                                             {"log", Op::Log},
                                                                             {"sqrt", Op::Sqrt},
                                                                             {"abs", Op::Abs},
                                                                             {"min", Op::Min},
                                                                             {"max", Op::Max}}};
        const std::size_t start = m_place;
        if (takeWord("x")) {
            emit(Op::X);
        } else if (takeWord("y")) {
            emit(Op::Y);
            m_result.m_usesY = true;
        } else if (takeWord("pi")) {
            emit(Op::Number, std::numbers::pi);
        } else if (takeWord("e")) {
            emit(Op::Number, std::numbers::e);
        } else {
            for (const auto& [word, op] : kFunctions) {
                if (!takeWord(word))
                    continue;
                if (!take("("))
                    fail("a bracket is expected behind " + std::string(word), m_place);
                disjunction();
                if (op == Op::Min || op == Op::Max) {
                    if (!take(","))
                        fail(std::string(word) + " needs two values with a comma between them", m_place);
                    disjunction();
                }
                close();
                emit(op);
                return;
            }
            const std::string_view word = peekWord();
            fail(word.empty() ? "a number, x, y or a function is expected" : netloom::quoted(word) + " is not known",
                 start);
        }
    }

    std::string_view m_text;
    std::size_t m_place = 0;
    int m_depth = 0;
    Expression m_result;
};

Expression Expression::parse(std::string_view text)
{
    return ExpressionParser(text).parse();
}

double Expression::at(double x, double y) const
{
    // Each step leaves at most one value more, and a formula has at most 1000 characters.
    std::array<double, 1024> stack;
    std::size_t size = 0;
    for (const Step& step : m_steps) {
        const auto unary = [&](auto f) { stack[size - 1] = f(stack[size - 1]); };
        const auto binary = [&](auto f) {
            --size;
            stack[size - 1] = f(stack[size - 1], stack[size]);
        };
        switch (step.op) {
        case Op::Number:
            stack[size++] = step.number;
            break;
        case Op::X:
            stack[size++] = x;
            break;
        case Op::Y:
            stack[size++] = y;
            break;
        case Op::Add:
            binary([](double a, double b) { return a + b; });
            break;
        case Op::Subtract:
            binary([](double a, double b) { return a - b; });
            break;
        case Op::Multiply:
            binary([](double a, double b) { return a * b; });
            break;
        case Op::Divide:
            binary([](double a, double b) { return a / b; });
            break;
        case Op::Power:
            binary([](double a, double b) { return std::pow(a, b); });
            break;
        case Op::Negate:
            unary([](double a) { return -a; });
            break;
        case Op::Less:
            binary([](double a, double b) { return a < b ? 1.0 : 0.0; });
            break;
        case Op::LessEqual:
            binary([](double a, double b) { return a <= b ? 1.0 : 0.0; });
            break;
        case Op::Greater:
            binary([](double a, double b) { return a > b ? 1.0 : 0.0; });
            break;
        case Op::GreaterEqual:
            binary([](double a, double b) { return a >= b ? 1.0 : 0.0; });
            break;
        case Op::And:
            binary([](double a, double b) { return a != 0 && b != 0 ? 1.0 : 0.0; });
            break;
        case Op::Or:
            binary([](double a, double b) { return a != 0 || b != 0 ? 1.0 : 0.0; });
            break;
        case Op::Not:
            unary([](double a) { return a == 0 ? 1.0 : 0.0; });
            break;
        case Op::Sin:
            unary([](double a) { return std::sin(a); });
            break;
        case Op::Cos:
            unary([](double a) { return std::cos(a); });
            break;
        case Op::Tan:
            unary([](double a) { return std::tan(a); });
            break;
        case Op::Exp:
            unary([](double a) { return std::exp(a); });
            break;
        case Op::Log:
            unary([](double a) { return std::log(a); });
            break;
        case Op::Sqrt:
            unary([](double a) { return std::sqrt(a); });
            break;
        case Op::Abs:
            unary([](double a) { return std::abs(a); });
            break;
        case Op::Min:
            binary([](double a, double b) { return std::min(a, b); });
            break;
        case Op::Max:
            binary([](double a, double b) { return std::max(a, b); });
            break;
        }
    }
    return stack[0];
}

} // namespace netloom
