// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/header_guess.h"

#include "core/csv/number_mark.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace netloom {

namespace {

// 0, 1, 2 … or 1, 2, 3 …, as programs write names of unnamed columns.
bool countsUp(const CsvRow& row, NumberFormat format)
{
    if (row.cells.size() < 3)
        return false;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const ParsedNumber first = parseNumber(row.cells[0], format);
        const ParsedNumber cell = parseNumber(row.cells[i], format);
        if (cell.kind != NumberText::Number || !cell.whole || (first.value != 0 && first.value != 1) ||
            cell.value != first.value + static_cast<double>(i))
            return false;
    }
    return true;
}

// Whole numbers from 1800 to 2200 in equal steps over columns that hold other numbers.
bool areYears(const std::vector<CsvRow>& rows, const std::vector<std::size_t>& columns, NumberFormat format)
{
    if (columns.size() < 2)
        return false;
    const auto isYear = [&](const std::string& cell) {
        const ParsedNumber number = parseNumber(cell, format);
        return number.kind == NumberText::Number && number.whole && number.value >= 1800 && number.value <= 2200;
    };
    const auto year = [&](std::size_t i) { return parseNumber(rows[0].cells[columns[i]], format).value; };
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (!isYear(rows[0].cells[columns[i]]))
            return false;
        if (i > 0 && (year(i) <= year(i - 1) || year(i) - year(i - 1) != year(1) - year(0)))
            return false;
    }
    for (std::size_t r = 1; r < rows.size(); ++r) {
        for (const std::size_t c : columns) {
            if (c < rows[r].cells.size() && !rows[r].cells[c].empty() && !isYear(rows[r].cells[c]))
                return true;
        }
    }
    return false;
}

bool isTyped(const ColumnPlan& plan)
{
    return plan.kind == ColumnKind::Number || plan.kind == ColumnKind::Boolean || plan.kind == ColumnKind::DateTime;
}

// Different words, of which none stands anywhere below in its column.
bool areNewWords(const std::vector<CsvRow>& rows, NumberFormat format, const MissingWords& missing)
{
    std::unordered_set<std::string_view> seen;
    for (const std::string& cell : rows[0].cells) {
        if (cell.empty() || missing.contains(cell) || !seen.insert(cell).second ||
            parseNumber(cell, format).kind != NumberText::NotANumber || parseDate(cell, DateOrder::YearMonthDay).valid)
            return false;
    }
    for (std::size_t r = 1; r < rows.size(); ++r) {
        for (std::size_t c = 0; c < std::min(rows[r].cells.size(), rows[0].cells.size()); ++c) {
            if (rows[r].cells[c] == rows[0].cells[c])
                return false;
        }
    }
    return true;
}

/// "|---|:--|", which parts the names of a table in Markdown from its rows.
bool isRuleOfCells(const CsvRow& row)
{
    std::size_t rules = 0;
    for (const std::string& text : row.cells) {
        const std::string_view cell = trimmed(text);
        if (cell.empty())
            continue;
        if (cell.size() < 2 || cell.find_first_not_of("-:") != std::string_view::npos)
            return false;
        rules += cell.find("---") != std::string_view::npos;
    }
    return rules >= 2;
}

std::string cleanName(const std::string& cell)
{
    std::string name;
    for (const char c : trimmed(cell)) {
        const bool blank = c == '\n' || c == '\r' || c == '\t';
        if (!blank)
            name += c;
        else if (!name.empty() && name.back() != ' ')
            name += ' ';
    }
    return std::string(trimmed(name));
}

} // namespace

bool guessHeader(const std::vector<CsvRow>& rows, const std::vector<ColumnPlan>& plans, NumberFormat format,
                 const MissingWords& missing)
{
    const CsvRow& first = rows[0];
    if (rows.size() == 1)
        return first.cells.size() > 1 && areNewWords(rows, format, missing);
    std::size_t breaks = 0;
    std::vector<std::size_t> fitting;
    bool typed = false;
    for (std::size_t c = 0; c < std::min(plans.size(), first.cells.size()); ++c) {
        if (!isTyped(plans[c]))
            continue;
        typed = true;
        const std::string_view cell = trimmed(first.cells[c]);
        if (missing.contains(cell))
            continue;
        if (ColumnEvidence::fits(cell, plans[c], format))
            fitting.push_back(c);
        else
            ++breaks;
    }
    if (!typed)
        return areNewWords(rows, format, missing);
    if (fitting.empty())
        return breaks > 0;
    if (breaks > fitting.size())
        return true;
    return countsUp(first, format) || areYears(rows, fitting, format);
}

bool mayBeNames(const CsvRow& row, NumberFormat format, const MissingWords& missing)
{
    bool some = false;
    for (const std::string& text : row.cells) {
        const std::string_view cell = trimmed(text);
        some = some || !missing.contains(cell);
        if (parseNumber(cell, format).kind != NumberText::NotANumber || undressed(cell) ||
            parseDate(cell, DateOrder::YearMonthDay).valid)
            return false;
    }
    return some;
}

bool mayBeUnits(const CsvRow& row)
{
    return std::none_of(row.cells.begin(), row.cells.end(), [](const std::string& cell) {
        const std::size_t digit = cell.find_first_of("0123456789");
        return digit != std::string::npos && cell.find_first_not_of("+-.,<>$ ") == digit;
    });
}

bool guessUnits(const CsvRow& row, const std::vector<ColumnPlan>& plans, NumberFormat format,
                const MissingWords& missing)
{
    if (!mayBeUnits(row))
        return false;
    if (isRuleOfCells(row))
        return true;
    std::size_t unlike = 0;
    for (std::size_t c = 0; c < std::min(plans.size(), row.cells.size()); ++c) {
        const std::string& cell = row.cells[c];
        if ((plans[c].kind != ColumnKind::Number && plans[c].kind != ColumnKind::DateTime) || cell.empty())
            continue;
        if (missing.contains(cell) && cell != "-")
            return false;
        if (cell != "-" && ColumnEvidence::fits(cell, plans[c], format))
            return false;
        ++unlike;
    }
    return unlike >= 2;
}

ColumnNames makeColumnNames(const std::vector<std::string>& cells, std::size_t columns)
{
    ColumnNames made;
    std::unordered_set<std::string> taken;
    std::unordered_map<std::string, std::size_t> lastNumber;
    for (std::size_t c = 0; c < columns; ++c)
        taken.insert(c < cells.size() ? cleanName(cells[c]) : std::string());
    std::unordered_set<std::string> used;
    for (std::size_t c = 0; c < columns; ++c) {
        std::string name = c < cells.size() ? cleanName(cells[c]) : std::string();
        const bool unnamed = name.empty();
        if (unnamed) {
            name = "column " + std::to_string(c + 1);
            ++made.unnamed;
        }
        if (used.contains(name) || (unnamed && taken.contains(name))) {
            if (!unnamed && made.repeated++ == 0)
                made.firstRepeated = name;
            std::size_t& number = lastNumber.try_emplace(name, 1).first->second;
            std::string numbered;
            do {
                numbered = name + " (" + std::to_string(++number) + ')';
            } while (taken.contains(numbered) || used.contains(numbered));
            name = std::move(numbered);
        }
        used.insert(name);
        made.names.push_back(std::move(name));
    }
    return made;
}

} // namespace netloom
