// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/class_weights.h"

#include "core/base/error.h"

#include <charconv>
#include <cmath>
#include <map>
#include <string_view>

namespace netloom {

namespace {

Index labelOf(const Dataset& data, Index sample)
{
    if (data.y.rows() == 1)
        return static_cast<Index>(std::nearbyint(data.y(0, sample)));
    Eigen::Index label = 0;
    data.y.col(sample).maxCoeff(&label);
    return label;
}

std::map<Index, double> balancedWeights(const Dataset& data)
{
    std::map<Index, double> counts;
    for (Index j = 0; j < data.samples(); ++j)
        counts[labelOf(data, j)] += 1;
    const auto samples = static_cast<double>(data.samples());
    const auto classes = static_cast<double>(counts.size());
    for (auto& [label, count] : counts)
        count = samples / (classes * count);
    return counts;
}

std::map<Index, double> moderateWeights(const Dataset& data)
{
    std::map<Index, double> weights = balancedWeights(data);
    for (auto& [label, weight] : weights)
        weight = std::sqrt(weight);
    return weights;
}

template<typename T>
T number(std::string_view text, std::string_view setting)
{
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    T value{};
    const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
    if (result.ec != std::errc() || result.ptr != text.data() + text.size())
        throw Error("the class weights " + quoted(setting) + " are not understood", "class_weights",
                    "Write none, moderate, balanced, or label=weight pairs such as 0=1, 1=2.5.");
    return value;
}

std::map<Index, double> listedWeights(std::string_view setting)
{
    std::map<Index, double> weights;
    std::string_view rest = setting;
    while (!rest.empty()) {
        const std::size_t comma = rest.find(',');
        const std::string_view entry = rest.substr(0, comma);
        const std::size_t equals = entry.find('=');
        const Index label = number<Index>(entry.substr(0, equals), setting);
        const double weight =
            number<double>(equals == std::string_view::npos ? std::string_view() : entry.substr(equals + 1), setting);
        if (!(weight >= 0) || !std::isfinite(weight))
            throw Error("a class weight is negative or not finite", "class_weights");
        weights[label] = weight;
        rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
    }
    return weights;
}

} // namespace

Vector trainingWeights(const Dataset& data, const std::string& setting)
{
    std::map<Index, double> weights;
    if (setting == "balanced")
        weights = balancedWeights(data);
    else if (setting == "moderate")
        weights = moderateWeights(data);
    else if (setting != "none" && !setting.empty())
        weights = listedWeights(setting);
    if (weights.empty())
        return data.weights;
    Vector result = data.weights.size() > 0 ? data.weights : Vector::Ones(data.samples());
    for (Index j = 0; j < data.samples(); ++j)
        if (const auto entry = weights.find(labelOf(data, j)); entry != weights.end())
            result(j) *= static_cast<Scalar>(entry->second);
    return result;
}

} // namespace netloom
