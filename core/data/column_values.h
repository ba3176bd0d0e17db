// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table.h"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace netloom {

/// A number as a label: whole numbers without a point ("3"), others in their shortest exact form. Locale-free.
std::string numberLabel(double value);
/// The whole text as a finite number with '.' as decimal mark; nothing where it is anything else. Locale-free.
std::optional<double> labelNumber(std::string_view text);

/// A cell's text for a sentence or a narrow place: a number with more than eight digits has six significant ones.
std::string shortCell(const std::string& cell);

/// A cell as a label: the text, the number's label, the boolean's word. Empty where missing.
std::string cellLabel(const Column& column, Index row);

/// "column "x", row 7" (rows counted from 1), the place in messages.
std::string cellPlace(std::string_view column, Index row);

/// Lower-case for ASCII; other characters are kept.
std::string lowerCase(std::string_view text);

/// Distinct labels of the rows with how often each occurs, sorted: by value where all are numbers, by bytes otherwise
/// (false before true). Missing cells are left out.
std::vector<std::pair<std::string, Index>> countLabels(const Column& column, const std::vector<Index>& rows);

/// Sorts labels as countLabels() does.
void sortLabels(std::vector<std::string>& labels);

/// The labels of `counts`, those of `wanted` first and in that order. @param keepUnseen  also those that do not occur
std::vector<std::string> orderedLabels(const std::vector<std::string>& wanted,
                                       const std::vector<std::pair<std::string, Index>>& counts, bool keepUnseen);

/// Finds the place of cells in a list of labels; fast, because the texts are compared once per column, not once per
/// row. Refers to the column, which must outlive it.
class LabelFinder
{
public:
    static constexpr int kMissing = -1;
    static constexpr int kUnknown = -2;

    /// @param booleanLabels  the labels are those of a boolean, false first: 0 and 1 are understood as well
    LabelFinder(const Column& column, const std::vector<std::string>& labels, bool booleanLabels);

    /// Index of the cell's label, kMissing or kUnknown.
    int at(Index row) const;

private:
    int find(const std::string& label) const;

    const Column& m_column;
    std::unordered_map<std::string, int> m_places;
    std::vector<int> m_byCode;                      ///< Text: per dictionary entry
    std::vector<std::pair<double, int>> m_byNumber; ///< numbers, sorted
};

/// Reads cells as numbers: numbers, booleans (0/1), times (seconds), and texts where the whole text is a number.
/// Refers to the column, which must outlive it.
class NumberReader
{
public:
    /// @param falseWord,trueWord  texts that stand for 0 and 1; may be empty
    explicit NumberReader(const Column& column, std::string_view falseWord = {}, std::string_view trueWord = {});

    /// NaN where missing. @throws Error naming column and row where a text is no number
    double at(Index row) const;

private:
    const Column& m_column;
    std::vector<double> m_byCode;
};

} // namespace netloom
