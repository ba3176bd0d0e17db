// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/expression.h"

#include "core/base/error.h"
#include "core/data/column_values.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <numbers>
#include <optional>
#include <string>
#include <utility>

namespace netloom {

/// Recursive descent, one function per level of precedence.
class ExpressionParser
{
public:
    ExpressionParser(std::string_view text, const ExpressionNames& names) : m_text(text), m_names(names)
    {
        m_result.m_cells = names.cells;
    }

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
        const Expression::Step& last = m_result.m_steps.back();
        const bool asked = last.op == Op::Operand && (m_result.m_operands[last.operand].kind == Operand::Kind::Equals ||
                                                      m_result.m_operands[last.operand].kind == Operand::Kind::Missing);
        m_result.m_condition = asked || (last.op >= Op::Less && last.op <= Op::Not);
        return std::move(m_result);
    }

private:
    using Op = Expression::Op;
    using Operand = Expression::Operand;
    static constexpr int kDeepest = 100;
    struct Function {
        std::string_view name;
        Op op;
        int values;
    };
    static constexpr std::array<Function, 10> kFunctions{{{"sin", Op::Sin, 1},
                                                          {"cos", Op::Cos, 1},
                                                          {"tan", Op::Tan, 1},
                                                          {"exp", Op::Exp, 1},
                                                          {"log", Op::Log, 1},
                                                          {"sqrt", Op::Sqrt, 1},
                                                          {"abs", Op::Abs, 1},
                                                          {"min", Op::Min, 2},
                                                          {"max", Op::Max, 2},
                                                          {"if", Op::If, 3}}};
    struct CellFunction {
        std::string_view name;
        Operand::Kind kind;
    };
    static constexpr std::array<CellFunction, 6> kCellFunctions{{{"missing", Operand::Kind::Missing},
                                                                 {"year", Operand::Kind::Year},
                                                                 {"month", Operand::Kind::Month},
                                                                 {"day", Operand::Kind::Day},
                                                                 {"weekday", Operand::Kind::Weekday},
                                                                 {"hour", Operand::Kind::Hour}}};
    static constexpr std::array<std::string_view, 5> kSigns{"²", "·", "−", "≤", "≥"};

    [[noreturn]] void fail(const std::string& problem, std::size_t place) const
    {
        const auto characters = std::count_if(m_text.begin(), m_text.begin() + static_cast<std::ptrdiff_t>(place),
                                              [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; });
        throw Error(problem, "formula, column " + numberLabel(static_cast<double>(characters + 1)),
                    "A formula looks like " + m_names.example + ".");
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

    static bool isLetter(char c)
    {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
               (static_cast<unsigned char>(c) & 0x80) != 0;
    }

    bool atSign(std::size_t place) const
    {
        const std::string_view rest = m_text.substr(place);
        return std::any_of(kSigns.begin(), kSigns.end(), [&](std::string_view sign) { return rest.starts_with(sign); });
    }

    std::string_view peekWord() const
    {
        std::size_t end = m_place;
        while (end < m_text.size() && !atSign(end) &&
               (isLetter(m_text[end]) || (end > m_place && m_text[end] >= '0' && m_text[end] <= '9')))
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

    void emit(Operand operand)
    {
        auto& all = m_result.m_operands;
        const auto found = std::find(all.begin(), all.end(), operand);
        const auto place = static_cast<std::size_t>(found - all.begin());
        if (found == all.end())
            all.push_back(std::move(operand));
        m_result.m_steps.push_back({Op::Operand, 0, place});
    }

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
        const std::size_t start = m_result.m_steps.size();
        sum();
        const std::size_t place = m_place;
        if (!compare(start))
            return;
        if (m_place < m_text.size() && std::string_view("<>=!").find(m_text[m_place]) != std::string_view::npos)
            fail("comparisons cannot be chained; use \"and\"", std::max(place, m_place));
    }

    bool compare(std::size_t start)
    {
        constexpr std::array<std::pair<std::string_view, Op>, 10> kComparisons{{{"<=", Op::LessEqual},
                                                                                {"≤", Op::LessEqual},
                                                                                {">=", Op::GreaterEqual},
                                                                                {"≥", Op::GreaterEqual},
                                                                                {"<", Op::Less},
                                                                                {">", Op::Greater},
                                                                                {"==", Op::Equal},
                                                                                {"=", Op::Equal},
                                                                                {"!=", Op::NotEqual},
                                                                                {"≠", Op::NotEqual}}};
        for (const auto& [sign, op] : kComparisons) {
            if (!take(sign))
                continue;
            if (m_names.cells && (op == Op::Equal || op == Op::NotEqual) && m_place < m_text.size() &&
                (m_text[m_place] == '"' || m_text[m_place] == '\'')) {
                word(start, op == Op::NotEqual);
                return true;
            }
            sum();
            emit(op);
            return true;
        }
        return false;
    }

    /// name = "word": the name alone stands before it.
    void word(std::size_t start, bool inverted)
    {
        const std::size_t place = m_place;
        auto& steps = m_result.m_steps;
        const bool name = steps.size() == start + 1 && steps.back().op == Op::Operand &&
                          m_result.m_operands[steps.back().operand].kind == Operand::Kind::Value;
        if (!name)
            fail("only a column can be compared with a word", place);
        const std::size_t column = m_result.m_operands[steps.back().operand].name;
        const std::size_t asked = steps.back().operand;
        steps.pop_back();
        // A column that is only compared with words need not be a number.
        const bool used = std::any_of(steps.begin(), steps.end(), [&](const Expression::Step& step) {
            return step.op == Op::Operand && step.operand == asked;
        });
        if (!used && asked + 1 == m_result.m_operands.size())
            m_result.m_operands.pop_back();
        emit(Operand{Operand::Kind::Equals, column, quotedText(m_text[m_place])});
        if (inverted)
            emit(Op::Not);
    }

    std::string quotedText(char quote)
    {
        const std::size_t end = m_text.find(quote, m_place + 1);
        if (end == std::string_view::npos)
            fail("a closing " + std::string(1, quote) + " is missing", m_place);
        std::string text(m_text.substr(m_place + 1, end - m_place - 1));
        m_place = end + 1;
        skipSpace();
        return text;
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
            fail(missingWhat() + " is missing at the end", m_place);
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

    std::string missingWhat() const
    {
        return m_names.cells ? "a number, a column or a function" : "a number, x, y or a function";
    }

    /// A name in brackets or backticks, or a word that is one.
    std::optional<std::size_t> takeName()
    {
        const std::size_t start = m_place;
        std::string wanted;
        const char first = m_place < m_text.size() ? m_text[m_place] : ' ';
        if (m_names.cells && (first == '[' || first == '`'))
            wanted = quotedText(first == '[' ? ']' : '`');
        else
            wanted = std::string(peekWord());
        const auto found = std::find(m_names.names.begin(), m_names.names.end(), wanted);
        if (wanted.empty() || found == m_names.names.end()) {
            if (first == '[' || first == '`')
                fail("there is no column " + netloom::quoted(wanted), start);
            return {};
        }
        if (m_place == start)
            takeWord(wanted);
        return static_cast<std::size_t>(found - m_names.names.begin());
    }

    bool takeCall(std::string_view function)
    {
        const std::size_t start = m_place;
        if (!takeWord(function))
            return false;
        if (take("("))
            return true;
        m_place = start;
        return false;
    }

    /// Functions of a cell, not of its value.
    bool takeCellFunction()
    {
        for (const auto& [function, kind] : kCellFunctions) {
            if (!m_names.cells || !takeCall(function))
                continue;
            const std::size_t place = m_place;
            const std::optional<std::size_t> column = takeName();
            if (!column)
                fail(std::string(function) + " needs the name of a column", place);
            close();
            emit(Operand{kind, *column, {}});
            return true;
        }
        return false;
    }

    bool takeFunction()
    {
        for (const Function& function : kFunctions) {
            if (!takeCall(function.name))
                continue;
            disjunction();
            for (int value = 1; value < function.values; ++value) {
                if (!take(","))
                    fail(std::string(function.name) + " needs " + (function.values == 2 ? "two" : "three") +
                             " values with a comma between them",
                         m_place);
                disjunction();
            }
            close();
            emit(function.op);
            return true;
        }
        return false;
    }

    void name()
    {
        const std::size_t start = m_place;
        if (takeFunction() || takeCellFunction())
            return;
        if (const std::optional<std::size_t> found = takeName()) {
            emit(Operand{Operand::Kind::Value, *found, {}});
            return;
        }
        if (takeWord("pi")) {
            emit(Op::Number, std::numbers::pi);
        } else if (takeWord("e")) {
            emit(Op::Number, std::numbers::e);
        } else {
            const std::string word(peekWord());
            if (word.empty())
                fail(missingWhat() + " is expected", start);
            const auto isThis = [&](const auto& function) { return function.name == word; };
            const bool function = std::any_of(kFunctions.begin(), kFunctions.end(), isThis) ||
                                  (m_names.cells && std::any_of(kCellFunctions.begin(), kCellFunctions.end(), isThis));
            if (function) {
                takeWord(word);
                fail("a bracket is expected behind " + word, m_place);
            }
            fail(m_names.cells ? "there is no column or function " + netloom::quoted(word)
                               : netloom::quoted(word) + " is not known",
                 start);
        }
    }

    std::string_view m_text;
    const ExpressionNames& m_names;
    std::size_t m_place = 0;
    int m_depth = 0;
    Expression m_result;
};

Expression Expression::parse(std::string_view text, const ExpressionNames& names)
{
    return ExpressionParser(text, names).parse();
}

/// A comparison with something missing says nothing of a row.
double Expression::condition(bool holds, double a, double b) const
{
    if (m_cells && (std::isnan(a) || std::isnan(b)))
        return std::numeric_limits<double>::quiet_NaN();
    return holds ? 1.0 : 0.0;
}

double Expression::at(std::span<const double> values) const
{
    // Each step leaves at most one value more, and a formula has at most 1000 characters.
    std::array<double, 1024> stack;
    std::size_t size = 0;
    for (const Step& step : m_steps) {
        const auto unary = [&](auto f) { stack[size - 1] = f(stack[size - 1]); };
        const auto compare = [&](auto holds) {
            --size;
            stack[size - 1] = condition(holds(stack[size - 1], stack[size]), stack[size - 1], stack[size]);
        };
        const auto binary = [&](auto f) {
            --size;
            stack[size - 1] = f(stack[size - 1], stack[size]);
        };
        switch (step.op) {
        case Op::Number:
            stack[size++] = step.number;
            break;
        case Op::Operand:
            stack[size++] = values[step.operand];
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
            compare([](double a, double b) { return a < b; });
            break;
        case Op::LessEqual:
            compare([](double a, double b) { return a <= b; });
            break;
        case Op::Greater:
            compare([](double a, double b) { return a > b; });
            break;
        case Op::GreaterEqual:
            compare([](double a, double b) { return a >= b; });
            break;
        case Op::Equal:
            compare([](double a, double b) { return a == b; });
            break;
        case Op::NotEqual:
            compare([](double a, double b) { return a != b; });
            break;
        case Op::And:
            compare([](double a, double b) { return a != 0 && b != 0; });
            break;
        case Op::Or:
            compare([](double a, double b) { return a != 0 || b != 0; });
            break;
        case Op::Not:
            stack[size - 1] = condition(stack[size - 1] == 0, stack[size - 1]);
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
        case Op::If:
            size -= 2;
            stack[size - 1] = std::isnan(stack[size - 1]) ? stack[size - 1]
                              : stack[size - 1] != 0      ? stack[size]
                                                          : stack[size + 1];
            break;
        }
    }
    return stack[0];
}

} // namespace netloom
