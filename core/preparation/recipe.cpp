// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preparation/recipe.h"

#include "core/base/error.h"

#include <algorithm>

namespace netloom {

std::string_view roleName(ColumnRole role)
{
    switch (role) {
    case ColumnRole::Input:
        return "input";
    case ColumnRole::Target:
        return "target";
    case ColumnRole::Weight:
        return "weight";
    case ColumnRole::Ignore:
        return "ignore";
    case ColumnRole::Split:
        return "split";
    }
    return {};
}

const ColumnRecipe* Recipe::find(std::string_view column) const
{
    const auto found =
        std::find_if(columns.begin(), columns.end(), [&](const ColumnRecipe& c) { return c.column == column; });
    return found == columns.end() ? nullptr : &*found;
}

std::vector<Index> rowsWithTarget(const Recipe& recipe, const Table& table)
{
    std::vector<const Column*> targets;
    for (const ColumnRecipe& column : recipe.columns) {
        if (column.role != ColumnRole::Target)
            continue;
        const Index place = table.find(column.column);
        if (place < 0)
            throw Error("The data has no column " + quoted(column.column) + ", which is the target", {},
                        "Choose another target column, or load data that has it.");
        targets.push_back(&table.columns[static_cast<std::size_t>(place)]);
    }
    std::vector<Index> rows;
    rows.reserve(static_cast<std::size_t>(table.rows));
    for (Index row = 0; row < table.rows; ++row)
        if (std::none_of(targets.begin(), targets.end(), [&](const Column* c) { return c->isMissing(row); }))
            rows.push_back(row);
    return rows;
}

std::vector<std::string> splitList(std::string_view text)
{
    std::vector<std::string> words;
    const auto skipBlanks = [&] { text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size())); };
    for (skipBlanks(); !text.empty(); skipBlanks()) {
        std::string word;
        if (text.front() == '"') {
            text.remove_prefix(1);
            for (; !text.empty(); text.remove_prefix(1)) {
                if (text.front() == '"') {
                    text.remove_prefix(1);
                    if (!text.starts_with('"'))
                        break;
                }
                word += text.front();
            }
        }
        const std::size_t end = std::min(text.find(','), text.size());
        word += text.substr(0, end);
        word.erase(word.find_last_not_of(" \t") + 1);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (!word.empty())
            words.push_back(std::move(word));
    }
    return words;
}

std::vector<std::size_t> columnsNamed(const Table& table, std::string_view names)
{
    const auto require = [&](std::string_view name) {
        const Index place = table.find(name);
        if (place < 0)
            throw Error("The data has no column " + quoted(name), {},
                        table.columns.empty() ? std::string()
                                              : "The last column is " + quoted(table.columns.back().name) + ".");
        return static_cast<std::size_t>(place);
    };
    if (table.find(names) >= 0)
        return {require(names)};
    std::vector<std::size_t> places;
    for (const std::string& name : splitList(names))
        if (const std::size_t place = require(name); std::find(places.begin(), places.end(), place) == places.end())
            places.push_back(place);
    if (places.empty())
        require(names);
    return places;
}

} // namespace netloom
