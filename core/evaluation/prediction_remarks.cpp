// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/prediction_remarks.h"

#include "core/base/error.h"
#include "core/data/column_values.h"

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

constexpr double kHuge = 1e30; // past that squares are no floats any more

std::string cells(Index count)
{
    return std::to_string(count) + (count == 1 ? " cell" : " cells");
}

} // namespace

void PredictionRemarks::add(const FittedRecipe& fitted, const Table& table, Index firstRow)
{
    m_rows += table.rows;
    const std::vector<ColumnRecipe>& recipes = fitted.recipe().columns;
    std::vector<std::vector<std::string>> categories(recipes.size());
    for (const Feature& feature : fitted.features())
        if (!feature.category.empty())
            categories[static_cast<std::size_t>(feature.column)].push_back(feature.category);
    for (std::size_t i = 0; i < recipes.size(); ++i) {
        // What is computed lacks what its sources lack.
        const bool own = recipes[i].role == ColumnRole::Input && recipes[i].formula.empty();
        const Index place = own ? table.find(recipes[i].column) : -1;
        if (place < 0)
            continue;
        const Column& column = table.columns[static_cast<std::size_t>(place)];
        const auto [found, fresh] = m_counts.try_emplace(recipes[i].column);
        if (fresh)
            m_columns.push_back(recipes[i].column);
        Counts& counts = found->second;
        counts.missing += column.missing;
        if (column.kind == ColumnKind::Number)
            counts.huge += std::count_if(column.numbers.begin(), column.numbers.end(),
                                         [](double value) { return std::abs(value) > kHuge; });
        if (categories[i].empty())
            continue;
        const LabelFinder finder(column, categories[i], column.kind == ColumnKind::Boolean);
        for (Index row = 0; row < table.rows; ++row)
            if (finder.at(row) == LabelFinder::kUnknown && ++counts.unknown == 1)
                counts.example = quoted(cellLabel(column, row)) + ", row " + std::to_string(firstRow + row + 1);
    }
}

std::vector<std::string> PredictionRemarks::remarks() const
{
    std::vector<std::string> lines;
    const auto tell = [&](auto count, auto words) {
        for (const std::string& name : m_columns)
            if (const Counts& counts = m_counts.at(name); count(counts) > 0)
                lines.push_back("column " + quoted(name) + ": " + cells(count(counts)) + words(counts));
    };
    tell([](const Counts& c) { return c.unknown; },
         [](const Counts& c) {
             return " with a value that did not occur in training (first: " + c.example +
                    "); the network sees none of its categories there.";
         });
    tell([this](const Counts& c) { return c.missing == m_rows ? 0 : c.missing; },
         [](const Counts&) { return std::string(" missing; treated as in training."); });
    tell([](const Counts& c) { return c.huge; },
         [](const Counts&) { return std::string(" past 1e30 in size, which the network sees as very large only."); });
    return lines;
}

std::vector<std::string> PredictionRemarks::warnings() const
{
    std::vector<std::string> lines;
    for (const std::string& name : m_columns)
        if (m_rows > 0 && m_counts.at(name).missing == m_rows)
            lines.push_back("column " + quoted(name) +
                            ": no cell can be read as in training, so the predictions know nothing of it.");
    return lines;
}

} // namespace netloom
