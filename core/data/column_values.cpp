// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/column_values.h"

#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <set>

namespace netloom {

std::string numberLabel(double value)
{
    if (value == 0)
        return "0"; // also for -0
    std::array<char, 32> text;
    // Shortest form would write 100000 as 1e+05, which nobody recognises as the file's label.
    const bool whole = std::abs(value) < 1e15 && value == std::floor(value);
    const auto end = whole ? std::to_chars(text.data(), text.data() + text.size(), static_cast<std::int64_t>(value))
                           : std::to_chars(text.data(), text.data() + text.size(), value);
    return {text.data(), end.ptr};
}

std::optional<double> labelNumber(std::string_view text)
{
    if (!text.empty() && text.front() == '+')
        text.remove_prefix(1);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

std::string shortCell(const std::string& cell)
{
    constexpr int kDigits = 6;
    constexpr std::ptrdiff_t kMostDigits = 8;
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    if (cell.find('.') == std::string::npos || std::count_if(cell.begin(), cell.end(), isDigit) <= kMostDigits)
        return cell;
    const std::optional<double> value = labelNumber(cell);
    if (!value)
        return cell;
    std::array<char, 32> text;
    const auto end = std::to_chars(text.data(), text.data() + text.size(), *value, std::chars_format::general, kDigits);
    return {text.data(), end.ptr};
}

std::string cellLabel(const Column& column, Index row)
{
    const auto i = static_cast<std::size_t>(row);
    switch (column.kind) {
    case ColumnKind::Text:
        return column.codes[i] < 0 ? std::string() : column.dictionary[static_cast<std::size_t>(column.codes[i])];
    case ColumnKind::Number:
        return std::isnan(column.numbers[i]) ? std::string() : numberLabel(column.numbers[i]);
    case ColumnKind::Boolean:
        if (std::isnan(column.numbers[i]))
            return {};
        if (column.numbers[i] != 0)
            return column.trueWord.empty() ? "1" : column.trueWord;
        return column.falseWord.empty() ? "0" : column.falseWord;
    case ColumnKind::DateTime:
        return column.text(row);
    case ColumnKind::Empty:
        break;
    }
    return {};
}

std::string cellPlace(std::string_view column, Index row)
{
    return "column " + quoted(column) + ", row " + numberLabel(static_cast<double>(row + 1));
}

std::string lowerCase(std::string_view text)
{
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

void sortLabels(std::vector<std::string>& labels)
{
    std::vector<std::pair<double, std::string>> numbers;
    for (const std::string& label : labels) {
        const auto number = labelNumber(label);
        if (!number)
            break;
        numbers.emplace_back(*number, label);
    }
    if (numbers.size() < labels.size()) {
        std::sort(labels.begin(), labels.end());
        return;
    }
    std::sort(numbers.begin(), numbers.end());
    for (std::size_t i = 0; i < labels.size(); ++i)
        labels[i] = std::move(numbers[i].second);
}

std::vector<std::pair<std::string, Index>> countLabels(const Column& column, const std::vector<Index>& rows)
{
    std::vector<std::pair<std::string, Index>> counts;
    if (column.kind == ColumnKind::Text) {
        std::vector<Index> perCode(column.dictionary.size(), 0);
        for (const Index row : rows) {
            const std::int32_t code = column.codes[static_cast<std::size_t>(row)];
            if (code >= 0)
                ++perCode[static_cast<std::size_t>(code)];
        }
        std::vector<std::string> labels;
        std::unordered_map<std::string, Index> byLabel;
        for (std::size_t code = 0; code < perCode.size(); ++code) {
            if (perCode[code] == 0)
                continue;
            labels.push_back(column.dictionary[code]);
            byLabel[column.dictionary[code]] = perCode[code];
        }
        sortLabels(labels);
        for (std::string& label : labels) {
            const Index count = byLabel[label];
            counts.emplace_back(std::move(label), count);
        }
        return counts;
    }
    if (column.kind == ColumnKind::Empty)
        return counts;
    std::map<double, Index> byValue;
    for (const Index row : rows) {
        const double value = column.numbers[static_cast<std::size_t>(row)];
        if (!std::isnan(value))
            ++byValue[value];
    }
    if (column.kind == ColumnKind::DateTime) {
        std::map<std::string, Index> byText;
        for (const Index row : rows)
            if (!std::isnan(column.numbers[static_cast<std::size_t>(row)]))
                ++byText[column.text(row)];
        counts.assign(byText.begin(), byText.end());
        return counts;
    }
    for (const auto& [value, count] : byValue) {
        if (column.kind == ColumnKind::Boolean)
            counts.emplace_back(value != 0 ? (column.trueWord.empty() ? "1" : column.trueWord)
                                           : (column.falseWord.empty() ? "0" : column.falseWord),
                                count);
        else
            counts.emplace_back(numberLabel(value), count);
    }
    return counts;
}

std::vector<std::string> orderedLabels(const std::vector<std::string>& wanted,
                                       const std::vector<std::pair<std::string, Index>>& counts, bool keepUnseen)
{
    std::vector<std::string> result;
    const auto seen = [&](const std::string& label) {
        return std::any_of(counts.begin(), counts.end(), [&](const auto& c) { return c.first == label; });
    };
    for (const std::string& label : wanted)
        if ((keepUnseen || seen(label)) && std::find(result.begin(), result.end(), label) == result.end())
            result.push_back(label);
    const std::set<std::string> taken(result.begin(), result.end());
    for (const auto& [label, count] : counts)
        if (!taken.contains(label))
            result.push_back(label);
    return result;
}

LabelFinder::LabelFinder(const Column& column, const std::vector<std::string>& labels, bool booleanLabels)
    : m_column(column)
{
    for (std::size_t i = 0; i < labels.size(); ++i)
        m_places.emplace(labels[i], static_cast<int>(i));
    if (booleanLabels && labels.size() == 2) {
        m_places.emplace("0", 0);
        m_places.emplace("1", 1);
    }
    if (column.kind == ColumnKind::Text) {
        for (const std::string& word : column.dictionary)
            m_byCode.push_back(find(word));
    } else if (column.kind == ColumnKind::Number) {
        for (const auto& [label, place] : m_places)
            if (const auto number = labelNumber(label))
                m_byNumber.emplace_back(*number, place);
        std::sort(m_byNumber.begin(), m_byNumber.end());
    } else if (column.kind == ColumnKind::Boolean) {
        m_byCode = {find(column.falseWord.empty() ? "0" : column.falseWord),
                    find(column.trueWord.empty() ? "1" : column.trueWord)};
        if (m_byCode[0] == kUnknown && m_byCode[1] == kUnknown)
            m_byCode = {find("0"), find("1")};
    }
}

int LabelFinder::find(const std::string& label) const
{
    if (const auto found = m_places.find(label); found != m_places.end())
        return found->second;
    // "1.0" in a text column is the class "1" of a column that was read as numbers when the recipe was fitted.
    if (const auto number = labelNumber(label))
        if (const auto found = m_places.find(numberLabel(*number)); found != m_places.end())
            return found->second;
    return kUnknown;
}

int LabelFinder::at(Index row) const
{
    const auto i = static_cast<std::size_t>(row);
    switch (m_column.kind) {
    case ColumnKind::Text:
        return m_column.codes[i] < 0 ? kMissing : m_byCode[static_cast<std::size_t>(m_column.codes[i])];
    case ColumnKind::Number: {
        const double value = m_column.numbers[i];
        if (std::isnan(value))
            return kMissing;
        const auto found = std::lower_bound(m_byNumber.begin(), m_byNumber.end(), value,
                                            [](const auto& entry, double v) { return entry.first < v; });
        return found != m_byNumber.end() && found->first == value ? found->second : kUnknown;
    }
    case ColumnKind::Boolean:
        return std::isnan(m_column.numbers[i]) ? kMissing : m_byCode[m_column.numbers[i] != 0 ? 1 : 0];
    case ColumnKind::DateTime:
        return std::isnan(m_column.numbers[i]) ? kMissing : find(m_column.text(row));
    case ColumnKind::Empty:
        break;
    }
    return kMissing;
}

NumberReader::NumberReader(const Column& column, std::string_view falseWord, std::string_view trueWord)
    : m_column(column)
{
    if (column.kind != ColumnKind::Text)
        return;
    for (const std::string& word : column.dictionary) {
        if (!trueWord.empty() && word == trueWord)
            m_byCode.push_back(1);
        else if (!falseWord.empty() && word == falseWord)
            m_byCode.push_back(0);
        else
            m_byCode.push_back(labelNumber(word).value_or(std::numeric_limits<double>::quiet_NaN()));
    }
}

double NumberReader::at(Index row) const
{
    const auto i = static_cast<std::size_t>(row);
    if (m_column.kind == ColumnKind::Empty)
        return std::numeric_limits<double>::quiet_NaN();
    if (m_column.kind != ColumnKind::Text)
        return m_column.numbers[i];
    const std::int32_t code = m_column.codes[i];
    if (code < 0)
        return std::numeric_limits<double>::quiet_NaN();
    const double value = m_byCode[static_cast<std::size_t>(code)];
    if (std::isnan(value))
        throw Error(quoted(m_column.dictionary[static_cast<std::size_t>(code)]) + " is not a number",
                    cellPlace(m_column.name, row), "Correct the cell, or encode the column as categories.");
    return value;
}

} // namespace netloom
