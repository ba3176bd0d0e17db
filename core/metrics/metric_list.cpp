// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/metric_list.h"

#include "core/base/error.h"
#include "core/base/nearest.h"
#include "core/metrics/registry.h"

#include <algorithm>

namespace netloom {

namespace {

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Parts between commas that are not inside brackets.
std::vector<std::string_view> parts(std::string_view text)
{
    std::vector<std::string_view> list;
    int depth = 0;
    std::size_t start = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
        if (text[i] == ',' && depth <= 0) {
            list.push_back(trimmed(text.substr(start, i - start)));
            start = i + 1;
        }
    }
    list.push_back(trimmed(text.substr(start)));
    return list;
}

FieldValues fieldsFromText(const MetricInfo& info, std::string_view text)
{
    FieldValues values;
    for (const std::string_view part : parts(text)) {
        const std::size_t equals = part.find('=');
        const std::string_view key = trimmed(part.substr(0, equals));
        const auto field = std::find_if(info.fields.begin(), info.fields.end(),
                                        [&](const FieldInfo& candidate) { return candidate.key == key; });
        if (equals == std::string_view::npos || field == info.fields.end()) {
            std::vector<std::string> keys;
            for (const FieldInfo& candidate : info.fields)
                keys.push_back(candidate.key);
            throw Error(info.type + " has no setting " + quoted(part), "metrics",
                        keys.empty() ? "Leave the brackets out." : didYouMean(key, keys));
        }
        values.set(key, parseField(*field, trimmed(part.substr(equals + 1))));
    }
    return values;
}

ComponentSpec metricFromText(std::string_view text)
{
    const std::size_t bracket = text.find('(');
    const std::string_view name = trimmed(text.substr(0, bracket));
    const MetricInfo* info = findMetric(name);
    if (!info) {
        std::vector<std::string> types;
        for (const MetricInfo* metric : metrics())
            types.push_back(metric->type);
        throw Error("there is no metric " + quoted(name), "metrics", didYouMean(name, types));
    }
    ComponentSpec spec{info->type, {}};
    if (bracket == std::string_view::npos)
        return spec;
    if (text.back() != ')')
        throw Error("a bracket is not closed in " + quoted(text), "metrics", "Write a metric as name(setting=value).");
    const std::string_view inside = trimmed(text.substr(bracket + 1, text.size() - bracket - 2));
    if (!inside.empty())
        spec.fields = fieldsFromText(*info, inside);
    return spec;
}

} // namespace

std::vector<ComponentSpec> metricsFromText(std::string_view text)
{
    text = trimmed(text);
    std::vector<ComponentSpec> list;
    if (text.empty() || text == "none")
        return list;
    for (const std::string_view part : parts(text)) {
        ComponentSpec spec = metricFromText(part);
        if (std::find(list.begin(), list.end(), spec) != list.end())
            throw Error(quoted(part) + " is in the list twice", "metrics", "Leave one of them out.");
        list.push_back(std::move(spec));
    }
    return list;
}

std::string metricsToText(const std::vector<ComponentSpec>& metrics)
{
    std::string text;
    for (const ComponentSpec& metric : metrics) {
        text += (text.empty() ? "" : ", ") + metric.type;
        std::string fields;
        for (const auto& [key, value] : metric.fields.entries())
            fields += (fields.empty() ? "" : ", ") + key + "=" + formatField(value);
        if (!fields.empty())
            text += "(" + fields + ")";
    }
    return text;
}

} // namespace netloom
