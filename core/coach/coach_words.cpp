// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coach/coach_words.h"

#include "core/base/count_text.h"
#include "core/layers/registry.h"
#include "core/optimizers/registry.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace netloom {

namespace {

/// "5.96×10⁻⁹" of "5.96e-09".
std::string withPower(const std::string& number)
{
    const std::size_t e = number.find('e');
    if (e == std::string::npos)
        return number;
    static constexpr const char* kDigits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    std::string power = number[e + 1] == '-' ? "⁻" : "";
    for (const char digit : std::to_string(std::abs(std::stoi(number.substr(e + 1)))))
        power += kDigits[digit - '0'];
    return number.substr(0, e) + "×10" + power;
}

} // namespace

std::string coachNumber(double value)
{
    if (!std::isfinite(value))
        return std::isnan(value) ? "not a number" : "infinite";
    if (value < 0)
        return "−" + coachNumber(-value);
    if (std::abs(value) >= 1000 && std::abs(value) < 1e9)
        return countText(std::llround(value));
    std::array<char, 32> text{};
    auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::general, 3);
    if (std::abs(value) >= 1e-6 && std::abs(value) < 1e-4) { // as a rate is typed: 0.00001
        double rounded = 0;
        std::from_chars(text.data(), end.ptr, rounded);
        end = std::to_chars(text.data(), text.data() + text.size(), rounded, std::chars_format::fixed);
    }
    return withPower({text.data(), end.ptr});
}

std::string coachScore(const std::string& key, double value)
{
    return key == "r2" ? coachNumber(value) : coachNumber(100 * value) + " %";
}

std::string coachScoreName(const std::string& key)
{
    return key == "r2" ? "R²" : "accuracy";
}

namespace {

constexpr double kFar = 3; // times the usual rate, or a third of it, after a step of ten

/// Of the optimizer, where nobody chose one; 0: not known.
double usualRate(const CoachCase& training)
{
    const OptimizerInfo* optimizer = findOptimizer(training->training.optimizer.type);
    return optimizer ? std::get<double>(fieldOf(*optimizer, {}, "learning_rate")) : 0;
}

/// Of a rate of which a tenth is still several times as large.
bool isFarAbove(const CoachCase& training, double usual)
{
    return usual > 0 && 0.1 * training.rate() > kFar * usual;
}

std::string rateTitle(double rate)
{
    return "Use a learning rate of " + coachNumber(rate);
}

} // namespace

double meanOf(std::span<const double> values)
{
    double sum = 0;
    for (const double value : values)
        sum += value;
    return values.empty() ? std::nan("") : sum / static_cast<double>(values.size());
}

double leapOf(std::span<const double> values)
{
    double sum = 0;
    for (std::size_t i = 1; i < values.size(); ++i)
        sum += std::abs(values[i] - values[i - 1]);
    return values.size() < 2 ? 0 : sum / static_cast<double>(values.size() - 1);
}

Index smallestOf(std::span<const double> values)
{
    Index best = -1;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (std::isfinite(values[i]) && (best < 0 || values[i] < values[static_cast<std::size_t>(best)]))
            best = static_cast<Index>(i);
    return best;
}

CoachRemedy rateTimes(const CoachCase& training, double factor, std::string title)
{
    CoachRemedy remedy;
    remedy.title = std::move(title);
    remedy.training = training->training;
    // 0.01 · 0.1 is 0.001 here, not 0.0010000000000000002.
    std::array<char, 32> text{};
    const auto end =
        std::to_chars(text.data(), text.data() + text.size(), training.rate() * factor, std::chars_format::general, 6);
    double rate = training.rate() * factor;
    std::from_chars(text.data(), end.ptr, rate);
    remedy.training->optimizer.fields.set("learning_rate", rate);
    return remedy;
}

CoachRemedy smallerRate(const CoachCase& training, double most)
{
    const double rate = most * usualRate(training);
    if (!isFarAbove(training, rate))
        return rateTimes(training, 0.1, "Divide the learning rate by 10");
    return rateTimes(training, rate / training.rate(), rateTitle(rate));
}

CoachRemedy largerRate(const CoachCase& training)
{
    const double rate = usualRate(training);
    if (training.rate() <= 0 || 10 * training.rate() >= rate / kFar)
        return rateTimes(training, 10, "Multiply the learning rate by 10");
    return rateTimes(training, rate / training.rate(), rateTitle(rate));
}

CoachRemedy withSmallerRate(const CoachCase& training, CoachRemedy remedy, const std::string& brief)
{
    const double rate = usualRate(training);
    if (!isFarAbove(training, rate))
        return remedy;
    remedy.title = brief + ", rate " + coachNumber(rate);
    remedy.training = smallerRate(training).training;
    return remedy;
}

CoachRemedy activationInstead(const CoachCase& training, const std::vector<std::string>& of, const std::string& by,
                              std::string title)
{
    CoachRemedy remedy;
    remedy.title = std::move(title);
    remedy.network = training->network;
    const int last = outputLayer(*remedy.network);
    for (int i = 0; i < last; ++i) {
        LayerSpec& layer = remedy.network->layers[static_cast<std::size_t>(i)];
        if (layer.type != "dense")
            continue;
        const FieldValue activation = fieldOf(*findLayerType("dense"), layer.fields, "activation");
        if (std::find(of.begin(), of.end(), std::get<std::string>(activation)) != of.end())
            layer.fields.set("activation", by);
    }
    return remedy;
}

std::string behindText(const CoachCase::Behind& behind)
{
    return behind.by + " " + coachScoreName(behind.key) + " " + coachScore(behind.key, behind.other) + " on the " +
           behind.rows + " rows, the network " + coachScore(behind.key, behind.own);
}

} // namespace netloom
