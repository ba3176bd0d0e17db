// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sweep/sweep_results.h"

#include "core/base/error.h"
#include "core/files/json.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numeric>

namespace netloom {

namespace {

constexpr const char* kFormat = "netloom sweep";
constexpr std::int64_t kVersion = 1;

JsonValue numberJson(double value)
{
    return std::isfinite(value) ? JsonValue(value) : JsonValue();
}

JsonValue scoreJson(const TrialScore& score)
{
    return JsonValue::object({{"score", numberJson(score.score)},
                              {"standard_error", numberJson(score.error)},
                              {"loss", numberJson(score.loss)}});
}

/// Members of a document, with its name for messages.
class Reader
{
public:
    Reader(const JsonValue& json, std::string where) : m_json(json), m_where(std::move(where))
    {
        if (!json.members())
            throw Error("an object is expected", m_where);
    }

    const JsonValue& member(const char* name) const
    {
        const JsonValue* value = m_json.find(name);
        if (!value)
            throw Error(std::string("there is no \"") + name + "\"", m_where);
        return *value;
    }
    std::string text(const char* name) const
    {
        if (const std::string* value = member(name).text())
            return *value;
        throw Error("a text is expected", m_where + ", " + name);
    }
    Index whole(const char* name, Index most) const
    {
        const std::int64_t* value = member(name).integer();
        if (!value || *value < 0 || *value > most)
            throw Error("a whole number from 0 to " + std::to_string(most) + " is expected", m_where + ", " + name);
        return *value;
    }
    double number(const char* name) const
    {
        const JsonValue& value = member(name);
        if (value.isNull())
            return std::nan("");
        if (const double* real = value.real())
            return *real;
        if (const std::int64_t* integer = value.integer())
            return static_cast<double>(*integer);
        throw Error("a number is expected", m_where + ", " + name);
    }
    bool boolean(const char* name) const
    {
        if (const bool* value = member(name).boolean())
            return *value;
        throw Error("true or false is expected", m_where + ", " + name);
    }
    const JsonValue::List& items(const char* name) const
    {
        if (const JsonValue::List* list = member(name).items())
            return *list;
        throw Error("a list is expected", m_where + ", " + name);
    }
    const std::string& where() const { return m_where; }

private:
    const JsonValue& m_json;
    std::string m_where;
};

TrialScore scoreFrom(const JsonValue& json, const std::string& where)
{
    const Reader read(json, where);
    return {read.number("score"), read.number("standard_error"), read.number("loss")};
}

SweepTrial trialFrom(const JsonValue& json, const std::string& where)
{
    const Reader read(json, where);
    SweepTrial trial;
    trial.number = read.whole("trial", kMostTrials);
    const JsonValue::Members* settings = read.member("settings").members();
    if (!settings)
        throw Error("an object is expected", where + ", settings");
    for (const JsonMember& member : *settings) {
        const std::string* value = member.value.text();
        if (!value)
            throw Error("a text is expected", where + ", settings, " + netloom::quoted(member.name));
        trial.settings.emplace_back(member.name, *value);
    }
    const std::string state = read.text("state");
    constexpr std::array kStates = {TrialState::Waiting, TrialState::Done, TrialState::Dropped, TrialState::Failed};
    const auto found =
        std::find_if(kStates.begin(), kStates.end(), [&](TrialState s) { return trialStateName(s) == state; });
    if (found == kStates.end())
        throw Error(netloom::quoted(state) + " is no state of a trial", where);
    trial.state = *found;
    trial.result = scoreFrom(read.member("result"), where + ", result");
    for (const JsonValue& rung : read.items("rungs"))
        trial.rungs.push_back(scoreFrom(rung, where + ", rungs"));
    trial.epochs = read.whole("epochs", std::numeric_limits<Index>::max());
    trial.parameters = read.whole("parameters", std::numeric_limits<Index>::max());
    trial.remark = read.text("remark");
    return trial;
}

std::uint64_t seedFrom(const JsonValue& value, const std::string& where)
{
    if (const std::int64_t* seed = value.integer(); seed && *seed >= 0)
        return static_cast<std::uint64_t>(*seed);
    if (const std::uint64_t* seed = value.largeInteger())
        return *seed;
    throw Error("a whole number is expected", where + ", seed");
}

std::string cell(const std::string& text)
{
    if (text.find_first_of(",\"\n\r") == std::string::npos)
        return text;
    std::string quotedText = "\"";
    for (const char c : text)
        quotedText.append(c == '"' ? 2 : 1, c);
    return quotedText + '"';
}

std::string numberCell(double value)
{
    if (!std::isfinite(value))
        return {};
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value);
    return {text.data(), end.ptr};
}

} // namespace

std::string_view trialStateName(TrialState state)
{
    switch (state) {
    case TrialState::Waiting:
        return "waiting";
    case TrialState::Done:
        return "done";
    case TrialState::Dropped:
        return "dropped";
    case TrialState::Failed:
        return "failed";
    }
    return "waiting";
}

bool isBetter(const TrialScore& a, const TrialScore& b)
{
    const auto worth = [](double score) {
        return std::isnan(score) ? -std::numeric_limits<double>::infinity() : score;
    };
    const auto cost = [](double loss) { return std::isnan(loss) ? std::numeric_limits<double>::infinity() : loss; };
    if (worth(a.score) != worth(b.score))
        return worth(a.score) > worth(b.score);
    return cost(a.loss) < cost(b.loss);
}

Index SweepResults::count(TrialState state) const
{
    return std::count_if(trials.begin(), trials.end(), [&](const SweepTrial& trial) { return trial.state == state; });
}

std::vector<std::size_t> SweepResults::ranking() const
{
    const auto group = [](const SweepTrial& trial) {
        switch (trial.state) {
        case TrialState::Done:
            return 0;
        case TrialState::Dropped:
            return 1;
        case TrialState::Waiting:
            return trial.rungs.empty() ? 4 : 2;
        case TrialState::Failed:
            return 3;
        }
        return 4;
    };
    std::vector<std::size_t> order(trials.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) {
        const SweepTrial& a = trials[i];
        const SweepTrial& b = trials[j];
        if (group(a) != group(b))
            return group(a) < group(b);
        if (group(a) > 2)
            return false;
        if (group(a) > 0 && a.rungs.size() != b.rungs.size())
            return a.rungs.size() > b.rungs.size();
        return isBetter(a.result, b.result);
    });
    return order;
}

int SweepResults::best() const
{
    const std::vector<std::size_t> order = ranking();
    return order.empty() || trials[order.front()].state != TrialState::Done ? -1 : static_cast<int>(order.front());
}

std::string sweepText(const SweepResults& results)
{
    JsonValue json;
    json["format"] = kFormat;
    json["version"] = kVersion;
    json["base"] = results.base;
    json["score"] = results.scoreKey;
    JsonValue& plan = json["plan"];
    plan["over"] = JsonValue::list();
    for (const SweepAxis& axis : results.plan.axes)
        plan["over"].append(axisText(axis));
    plan["random"] = results.plan.random;
    plan["seed"] = results.plan.seed;
    plan["folds"] = results.plan.folds;
    plan["halving"] = results.plan.halving;
    json["trials"] = JsonValue::list();
    for (const SweepTrial& trial : results.trials) {
        JsonValue one;
        one["trial"] = trial.number;
        one["settings"] = JsonValue::object();
        for (const auto& [key, value] : trial.settings)
            one["settings"][key] = value;
        one["state"] = trialStateName(trial.state);
        one["result"] = scoreJson(trial.result);
        one["rungs"] = JsonValue::list();
        for (const TrialScore& rung : trial.rungs)
            one["rungs"].append(scoreJson(rung));
        one["epochs"] = trial.epochs;
        one["parameters"] = trial.parameters;
        one["remark"] = trial.remark;
        json["trials"].append(std::move(one));
    }
    return jsonText(json) + '\n';
}

SweepResults sweepFromText(std::string_view text, const std::string& where)
{
    const JsonValue json = parseJson(text, where);
    const JsonValue* format = json.find("format");
    if (!format || !format->text() || *format->text() != kFormat)
        throw Error("this is no file of a sweep", where, "\"netloom sweep -o FILE\" writes such files.");
    const Reader read(json, where);
    if (read.whole("version", std::numeric_limits<Index>::max()) > kVersion)
        throw Error("the file is of a newer version of the program", where, "Read it with that version.");
    SweepResults results;
    results.base = read.text("base");
    results.scoreKey = read.text("score");
    const Reader plan(read.member("plan"), where + ", plan");
    for (const JsonValue& axis : plan.items("over")) {
        if (!axis.text())
            throw Error("a text is expected", where + ", plan, over");
        results.plan.axes.push_back(parseAxis(*axis.text()));
    }
    results.plan.random = plan.whole("random", kMostTrials);
    results.plan.seed = seedFrom(plan.member("seed"), plan.where());
    results.plan.folds = plan.whole("folds", kMostTrials);
    results.plan.halving = plan.boolean("halving");
    for (const JsonValue& trial : read.items("trials")) {
        results.trials.push_back(trialFrom(trial, where + ", entry " + std::to_string(results.trials.size() + 1)));
        if (results.trials.size() > 1 &&
            results.trials.back().number <= results.trials[results.trials.size() - 2].number)
            throw Error("the trials are not in the order of their numbers", where);
    }
    return results;
}

std::string sweepCsv(const SweepResults& results)
{
    std::string text = "rank,trial,state," + (results.scoreKey.empty() ? std::string("score") : results.scoreKey) +
                       ",standard_error,loss,epochs,parameters";
    for (const SweepAxis& axis : results.plan.axes)
        text += ',' + cell(axis.key);
    text += ",remark\n";
    Index rank = 0;
    for (const std::size_t place : results.ranking()) {
        const SweepTrial& trial = results.trials[place];
        text += (trial.state == TrialState::Done ? std::to_string(++rank) : std::string()) + ',' +
                std::to_string(trial.number) + ',' + std::string(trialStateName(trial.state)) + ',' +
                numberCell(trial.result.score) + ',' + numberCell(trial.result.error) + ',' +
                numberCell(trial.result.loss) + ',' + std::to_string(trial.epochs) + ',' +
                std::to_string(trial.parameters);
        for (const SweepAxis& axis : results.plan.axes) {
            const auto found = std::find_if(trial.settings.begin(), trial.settings.end(),
                                            [&](const auto& setting) { return setting.first == axis.key; });
            text += ',' + (found == trial.settings.end() ? std::string() : cell(found->second));
        }
        text += ',' + cell(trial.remark) + '\n';
    }
    return text;
}

} // namespace netloom
