// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sweep/search_space.h"

#include "core/base/count_text.h"
#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/data/number_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <set>

namespace netloom {

namespace {

constexpr std::string_view kLogarithmic = " log";

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t");
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string numberText(double value)
{
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value);
    return {text.data(), end.ptr};
}

/// What is drawn from a range: four digits are as many as matter, and can be typed again.
std::string drawnText(double value)
{
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::general, 4);
    double rounded = value;
    std::from_chars(text.data(), end.ptr, rounded);
    return numberText(rounded);
}

/// "0.1..0.5 log", or nothing where it is no range.
std::optional<SweepAxis> parseRange(const std::string& key, std::string_view text)
{
    SweepAxis axis;
    axis.key = key;
    axis.logarithmic = text.ends_with(kLogarithmic);
    if (axis.logarithmic)
        text = trimmed(text.substr(0, text.size() - kLogarithmic.size()));
    const std::size_t dots = text.find("..");
    if (dots == std::string_view::npos)
        return std::nullopt;
    const ParsedNumber low = parseNumber(trimmed(text.substr(0, dots)), {});
    const ParsedNumber high = parseNumber(trimmed(text.substr(dots + 2)), {});
    if (low.kind != NumberText::Number || high.kind != NumberText::Number)
        return std::nullopt;
    axis.low = low.value;
    axis.high = high.value;
    axis.whole = low.whole && high.whole;
    if (!(axis.low < axis.high))
        throw Error("the range " + netloom::quoted(text) + " must rise", key, "Write the smaller number first.");
    if (axis.logarithmic && axis.low <= 0)
        throw Error("a logarithmic range must begin above 0", key);
    return axis;
}

void requireAxes(const std::vector<SweepAxis>& axes)
{
    if (axes.empty())
        throw Error("there is nothing to try", {}, "Choose at least one setting and its values.");
    std::set<std::string> keys;
    for (const SweepAxis& axis : axes)
        if (!keys.insert(axis.key).second)
            throw Error("the setting " + netloom::quoted(axis.key) + " is given twice", {},
                        "Write its values into one list.");
}

/// The combination at a place of the grid.
TrialSettings combination(const std::vector<SweepAxis>& axes, Index place)
{
    TrialSettings settings(axes.size());
    for (std::size_t i = axes.size(); i-- > 0;) {
        const auto count = static_cast<Index>(axes[i].values.size());
        settings[i] = {axes[i].key, axes[i].values[static_cast<std::size_t>(place % count)]};
        place /= count;
    }
    return settings;
}

std::string draw(const SweepAxis& axis, Rng& rng)
{
    if (!axis.isRange())
        return axis.values[static_cast<std::size_t>(rng.below(axis.values.size()))];
    // A whole number stands for the half below and above it, so that both ends are as likely as the others.
    const double low = axis.whole ? axis.low - 0.5 : axis.low;
    const double high = axis.whole ? axis.high + 0.5 : axis.high;
    const double value =
        axis.logarithmic ? std::exp(rng.uniform(std::log(low), std::log(high))) : rng.uniform(low, high);
    if (axis.whole)
        return numberText(std::clamp(std::round(value), axis.low, axis.high));
    return drawnText(std::clamp(value, axis.low, axis.high));
}

} // namespace

SweepAxis parseAxis(std::string_view text)
{
    const std::size_t equals = text.find('=');
    const std::string key(trimmed(text.substr(0, equals)));
    if (equals == std::string_view::npos || key.empty())
        throw Error("a setting and its values are needed, such as learning_rate=0.001,0.01, not " +
                    netloom::quoted(text));
    const std::string_view list = trimmed(text.substr(equals + 1));
    if (std::optional<SweepAxis> range = parseRange(key, list))
        return *range;
    SweepAxis axis;
    axis.key = key;
    const char separator = list.find('|') == std::string_view::npos && key != "layers" ? ',' : '|';
    for (std::size_t at = 0; at <= list.size();) {
        const std::size_t end = std::min(list.find(separator, at), list.size());
        const std::string value(trimmed(list.substr(at, end - at)));
        if (value.empty() && key != "layers") // no hidden layer is a network as well
            throw Error("a value is missing in " + netloom::quoted(list), key);
        if (std::find(axis.values.begin(), axis.values.end(), value) == axis.values.end())
            axis.values.push_back(value);
        at = end + 1;
    }
    return axis;
}

std::string axisText(const SweepAxis& axis)
{
    if (axis.isRange()) {
        std::string low = numberText(axis.low);
        if (!axis.whole && low.find_first_of(".e") == std::string::npos)
            low += ".0"; // else two whole ends would make it a range of whole numbers
        return axis.key + "=" + low + ".." + numberText(axis.high) + std::string(axis.logarithmic ? kLogarithmic : "");
    }
    const bool bars =
        axis.key == "layers" || std::any_of(axis.values.begin(), axis.values.end(),
                                            [](const auto& value) { return value.find(',') != std::string::npos; });
    std::string text;
    for (const std::string& value : axis.values)
        text += (&value == &axis.values.front() ? "" : bars ? "|" : ",") + value;
    if (bars && axis.values.size() == 1 && axis.key != "layers")
        text += "|" + axis.values.front();
    return axis.key + "=" + text;
}

Index combinations(const std::vector<SweepAxis>& axes)
{
    Index count = 1;
    for (const SweepAxis& axis : axes) {
        if (axis.isRange())
            return kMostTrials + 1;
        count *= static_cast<Index>(axis.values.size());
        if (count > kMostTrials)
            return kMostTrials + 1;
    }
    return count;
}

std::vector<TrialSettings> gridTrials(const std::vector<SweepAxis>& axes)
{
    requireAxes(axes);
    for (const SweepAxis& axis : axes)
        if (axis.isRange())
            throw Error("a range cannot be gone through value by value", axis.key,
                        "List its values, or draw a number of trials at random.");
    const Index count = combinations(axes);
    if (count > kMostTrials)
        throw Error("these are more than " + countText(kMostTrials) + " combinations", {},
                    "List fewer values, or draw some of them at random.");
    std::vector<TrialSettings> trials;
    for (Index place = 0; place < count; ++place)
        trials.push_back(combination(axes, place));
    return trials;
}

std::vector<TrialSettings> randomTrials(const std::vector<SweepAxis>& axes, Index count, std::uint64_t seed)
{
    requireAxes(axes);
    if (count < 1 || count > kMostTrials)
        throw Error("the number of trials must be from 1 to " + countText(kMostTrials));
    const Index all = combinations(axes);
    if (all <= count)
        return gridTrials(axes);
    Rng rng(seed, "sweep");
    std::set<TrialSettings> seen;
    std::vector<TrialSettings> trials;
    // A range of few whole numbers may have fewer combinations than were asked for.
    for (Index misses = 0; static_cast<Index>(trials.size()) < count && misses < 1000 + count;) {
        TrialSettings settings;
        for (const SweepAxis& axis : axes)
            settings.emplace_back(axis.key, draw(axis, rng));
        if (seen.insert(settings).second)
            trials.push_back(std::move(settings));
        else
            ++misses;
    }
    return trials;
}

std::string settingsText(const TrialSettings& settings)
{
    std::string text;
    for (const auto& [key, value] : settings)
        text += (text.empty() ? "" : ", ") + key + "=" + value;
    return text;
}

} // namespace netloom
