// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/metrics_output.h"

#include "app/output.h"
#include "core/base/error.h"

#include <algorithm>

namespace netloom {

namespace {

/// Characters, not bytes, as names of classes may be in any script.
std::size_t widthOf(const std::string& text)
{
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }));
}

} // namespace

std::string alignedTable(const std::vector<std::vector<std::string>>& rows, std::size_t left)
{
    std::vector<std::size_t> widths;
    for (const auto& row : rows)
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i == widths.size())
                widths.push_back(0);
            widths[i] = std::max(widths[i], widthOf(row[i]));
        }
    std::string text;
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string pad(widths[i] - widthOf(row[i]), ' ');
            line += i == 0 ? "" : "  ";
            line += i < left ? row[i] + pad : pad + row[i];
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + '\n';
    }
    return text;
}

JsonValue metricsJson(const PartMetrics& metrics)
{
    if (metrics.rows == 0)
        return {};
    JsonValue json;
    json["rows"] = metrics.rows;
    for (const auto& [key, value] : metrics.values)
        json[key] = value;
    return json;
}

std::string metricsTable(const std::vector<std::pair<std::string, PartMetrics>>& parts)
{
    std::vector<std::vector<std::string>> rows = {{""}, {"rows"}};
    bool first = true;
    for (const auto& [name, metrics] : parts) {
        if (metrics.rows == 0)
            continue;
        rows[0].push_back(name);
        rows[1].push_back(countText(metrics.rows));
        for (std::size_t i = 0; i < metrics.values.size(); ++i) {
            if (first)
                rows.push_back({metrics.values[i].first});
            rows[i + 2].push_back(shortNumberText(metrics.values[i].second));
        }
        first = false;
    }
    return alignedTable(rows);
}

std::string confusionTable(const PartMetrics& metrics)
{
    if (metrics.confusion.empty())
        return {};
    std::vector<std::vector<std::string>> rows = {{"actual \\ predicted"}};
    for (const std::string& name : metrics.classes)
        rows[0].push_back(netloom::quoted(name, 24));
    for (std::size_t i = 0; i < metrics.confusion.size(); ++i) {
        rows.push_back({netloom::quoted(metrics.classes[i], 24)});
        for (const Index count : metrics.confusion[i])
            rows.back().push_back(countText(count));
    }
    return alignedTable(rows);
}

JsonValue epochJson(const History& history, std::size_t epoch, std::size_t before)
{
    JsonValue json;
    json["epoch"] = before + epoch + 1;
    for (std::size_t i = 0; i < history.keys.size(); ++i)
        json[history.keys[i]] = history.columns[i][epoch];
    return json;
}

std::string epochText(const History& history, std::size_t epoch)
{
    std::string text;
    for (std::size_t i = 0; i < history.keys.size(); ++i)
        if (history.keys[i] != "learning_rate")
            text += (text.empty() ? "" : ", ") + history.keys[i] + ' ' + shortNumberText(history.columns[i][epoch]);
    return text;
}

} // namespace netloom
