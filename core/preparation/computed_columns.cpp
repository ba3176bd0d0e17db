// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preparation/computed_columns.h"

#include "core/base/error.h"
#include "core/data/column_values.h"
#include "core/data/expression.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <set>

namespace netloom {

namespace {

using Kind = Expression::Operand::Kind;

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr double kSecondsOfDay = 86400;

double partOfDate(Kind kind, double seconds)
{
    if (!std::isfinite(seconds))
        return kMissing;
    const std::chrono::sys_days day{std::chrono::days{static_cast<int>(std::floor(seconds / kSecondsOfDay))}};
    const std::chrono::year_month_day date{day};
    switch (kind) {
    case Kind::Year:
        return static_cast<int>(date.year());
    case Kind::Month:
        return static_cast<unsigned>(date.month());
    case Kind::Day:
        return static_cast<unsigned>(date.day());
    case Kind::Weekday:
        return std::chrono::weekday{day}.iso_encoding();
    default:
        return std::floor((seconds - std::floor(seconds / kSecondsOfDay) * kSecondsOfDay) / 3600);
    }
}

std::vector<double> valuesOf(const Expression::Operand& operand, const Column& column, Index rows)
{
    std::vector<double> values(static_cast<std::size_t>(rows), kMissing);
    const auto fill = [&](auto valueAt) {
        for (Index row = 0; row < rows; ++row)
            values[static_cast<std::size_t>(row)] = valueAt(row);
    };
    switch (operand.kind) {
    case Kind::Value:
        if (column.kind == ColumnKind::Empty)
            break;
        if (column.kind == ColumnKind::Text)
            throw Error("The column " + quoted(column.name) + " holds texts, which cannot be computed with", {},
                        "Compare it with a word: [" + column.name + "] = \"" +
                            (column.dictionary.empty() ? "word" : column.dictionary.front()) + "\".");
        fill([&, days = column.kind == ColumnKind::DateTime ? kSecondsOfDay : 1.0](Index row) {
            return column.numbers[static_cast<std::size_t>(row)] / days;
        });
        break;
    case Kind::Equals: {
        const LabelFinder finder(column, {operand.word}, false);
        fill([&](Index row) { return column.isMissing(row) ? kMissing : finder.at(row) == 0 ? 1.0 : 0.0; });
        break;
    }
    case Kind::Missing:
        fill([&](Index row) { return column.isMissing(row) ? 1.0 : 0.0; });
        break;
    case Kind::Year:
    case Kind::Month:
    case Kind::Day:
    case Kind::Weekday:
    case Kind::Hour:
        if (column.kind != ColumnKind::DateTime && column.kind != ColumnKind::Empty)
            throw Error("The column " + quoted(column.name) + " holds no dates", {},
                        "Choose the column's type when importing the file.");
        fill([&](Index row) {
            return column.kind == ColumnKind::Empty
                       ? kMissing
                       : partOfDate(operand.kind, column.numbers[static_cast<std::size_t>(row)]);
        });
        break;
    }
    return values;
}

Column compute(const std::string& name, std::string_view formula, const std::vector<const Column*>& columns, Index rows)
{
    ExpressionNames names;
    for (const Column* column : columns)
        names.names.push_back(column->name);
    Column result;
    result.name = name;
    result.formula = std::string(formula);
    result.integers = true;
    try {
        const Expression expression = Expression::parse(formula, names);
        std::vector<std::vector<double>> operands;
        for (const Expression::Operand& operand : expression.operands())
            operands.push_back(valuesOf(operand, *columns[operand.name], rows));
        result.kind = expression.isCondition() ? ColumnKind::Boolean : ColumnKind::Number;
        result.numbers.resize(static_cast<std::size_t>(rows));
        std::vector<double> values(operands.size());
        for (std::size_t row = 0; row < result.numbers.size(); ++row) {
            for (std::size_t i = 0; i < operands.size(); ++i)
                values[i] = operands[i][row];
            const double value = expression.at(values);
            const bool usable = std::isfinite(value);
            result.numbers[row] = usable ? value : kMissing;
            result.missing += usable ? 0 : 1;
            result.integers = result.integers && (!usable || value == std::floor(value));
        }
    } catch (const Error& error) {
        throw Error(error.problem(),
                    "computed column " + quoted(name) + (error.where().empty() ? "" : ", " + error.where()),
                    error.remedy());
    }
    if (result.kind == ColumnKind::Boolean) {
        result.trueWord = "yes";
        result.falseWord = "no";
    }
    if (rows > 0 && result.missing == rows)
        result.kind = ColumnKind::Empty;
    return result;
}

std::vector<const Column*> columnsOfFile(const Table& table)
{
    std::vector<const Column*> columns;
    for (const Column& column : table.columns)
        if (column.formula.empty())
            columns.push_back(&column);
    return columns;
}

} // namespace

ComputedColumns::ComputedColumns(const Recipe& recipe, const Table& table) : m_table(table)
{
    std::vector<const Column*> before;
    for (const ColumnRecipe& each : recipe.columns) {
        if (each.formula.empty())
            continue;
        if (before.empty())
            before = columnsOfFile(table);
        const Index place = table.find(each.column);
        const Column* own = place < 0 ? nullptr : &table.columns[static_cast<std::size_t>(place)];
        // Behind one that is computed anew, others may be made of it.
        if (own && own->formula == each.formula && m_computed.empty()) {
            before.push_back(own);
            continue;
        }
        try {
            m_computed.push_back(compute(each.column, each.formula, before, table.rows));
        } catch (const Error&) {
            if (each.role != ColumnRole::Ignore)
                throw;
            continue; // nobody asks for it; who does after all misses it by name
        }
        before.push_back(&m_computed.back());
    }
}

const Column* ComputedColumns::find(std::string_view name) const
{
    for (const Column& column : m_computed)
        if (column.name == name)
            return &column;
    const Index place = m_table.find(name);
    return place < 0 ? nullptr : &m_table.columns[static_cast<std::size_t>(place)];
}

Column computedColumn(const std::string& name, std::string_view formula, const Table& table)
{
    std::vector<const Column*> columns;
    for (const Column& column : table.columns)
        if (column.name != name)
            columns.push_back(&column);
    return compute(name, formula, columns, table.rows);
}

std::vector<std::string> columnsOfFormula(std::string_view formula, const std::vector<std::string>& columns)
{
    const Expression expression = Expression::parse(formula, {columns, true, "x*x"});
    std::vector<std::string> found;
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (std::any_of(expression.operands().begin(), expression.operands().end(),
                        [i](const Expression::Operand& operand) { return operand.name == i; }))
            found.push_back(columns[i]);
    return found;
}

std::shared_ptr<const Table> withComputedColumns(std::shared_ptr<const Table> table, const Recipe& recipe)
{
    if (!table)
        return table;
    std::vector<std::string> wanted;
    for (const ColumnRecipe& each : recipe.columns)
        if (!each.formula.empty())
            wanted.push_back(each.column);
    ComputedColumns computed(recipe, *table);
    std::deque<Column> fresh = computed.take();
    const auto isStale = [&](const Column& column) {
        const bool replaced =
            std::any_of(fresh.begin(), fresh.end(), [&](const Column& other) { return other.name == column.name; });
        return !column.formula.empty() &&
               (replaced || std::find(wanted.begin(), wanted.end(), column.name) == wanted.end());
    };
    if (fresh.empty() && std::none_of(table->columns.begin(), table->columns.end(), isStale))
        return table;
    auto complete = std::make_shared<Table>();
    complete->rows = table->rows;
    for (const Column& column : table->columns)
        if (column.formula.empty())
            complete->columns.push_back(column);
    for (const std::string& name : wanted) {
        const auto found =
            std::find_if(fresh.begin(), fresh.end(), [&](const Column& column) { return column.name == name; });
        if (found == fresh.end()) {
            const Index place = table->find(name);
            if (place >= 0 && !table->columns[static_cast<std::size_t>(place)].formula.empty())
                complete->columns.push_back(table->columns[static_cast<std::size_t>(place)]);
            continue;
        }
        if (complete->find(name) >= 0)
            throw Error("The data have a column " + quoted(name) + " of their own", "computed column " + quoted(name),
                        "Give the computed column another name.");
        complete->columns.push_back(std::move(*found));
    }
    return complete;
}

std::vector<std::string> columnsBehindInputs(const Recipe& recipe)
{
    std::vector<std::string> names;
    std::set<std::string> wanted;
    for (const ColumnRecipe& column : recipe.columns) {
        names.push_back(column.column);
        if (column.role == ColumnRole::Input)
            wanted.insert(column.column);
    }
    // Computed columns ask for those that stand before them.
    for (auto column = recipe.columns.rbegin(); column != recipe.columns.rend(); ++column)
        if (!column->formula.empty() && wanted.count(column->column) > 0)
            for (std::string& source : columnsOfFormula(column->formula, names))
                wanted.insert(std::move(source));
    std::vector<std::string> found;
    for (const ColumnRecipe& column : recipe.columns)
        if (column.formula.empty() && wanted.count(column.column) > 0)
            found.push_back(column.column);
    return found;
}

std::string onlySourceOf(const ColumnRecipe& computed, const Recipe& recipe)
{
    if (computed.formula.empty())
        return {};
    std::vector<std::string> names;
    for (const ColumnRecipe& each : recipe.columns) {
        if (&each == &computed || each.column == computed.column)
            break;
        names.push_back(each.column);
    }
    const std::vector<std::string> sources = columnsOfFormula(computed.formula, names);
    if (sources.size() != 1)
        return {};
    const ColumnRecipe* source = recipe.find(sources.front());
    if (!source || source->role != ColumnRole::Input)
        return {};
    const std::string further = onlySourceOf(*source, recipe);
    return further.empty() && source->formula.empty() ? source->column : further;
}

void takeOverComputed(const Recipe& from, Recipe& recipe, const Table& table)
{
    std::vector<std::string> names;
    for (const Column& column : table.columns)
        if (column.formula.empty())
            names.push_back(column.name);
    for (const ColumnRecipe& each : from.columns) {
        if (each.formula.empty() || std::find(names.begin(), names.end(), each.column) != names.end() ||
            recipe.find(each.column))
            continue;
        try {
            columnsOfFormula(each.formula, names);
        } catch (const Error&) {
            continue; // other data: the columns it was made of are not there
        }
        names.push_back(each.column);
        recipe.columns.push_back(each);
    }
}

ColumnRecipe parseComputed(std::string_view text)
{
    const auto trimmed = [](std::string_view part) {
        const std::size_t first = part.find_first_not_of(" \t");
        if (first == std::string_view::npos)
            return std::string();
        return std::string(part.substr(first, part.find_last_not_of(" \t") - first + 1));
    };
    const std::size_t equals = text.find('=');
    ColumnRecipe column;
    if (equals != std::string_view::npos) {
        column.column = trimmed(text.substr(0, equals));
        column.formula = trimmed(text.substr(equals + 1));
    }
    if (column.column.empty() || column.formula.empty())
        throw Error("A computed column is written NAME = FORMULA, not " + quoted(text), {}, "Such as \"xx = x*x\".");
    return column;
}

} // namespace netloom
