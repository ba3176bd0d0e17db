// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/trained_setup.h"

#include "core/layers/registry.h"
#include "core/project/run_differences.h"
#include "core/project/settings.h"
#include "ui/toolkit/number_box.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/text.h"
#include "ui/toolkit/value_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <map>
#include <utility>

namespace netloom {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("TrainedSetup", text);
}

std::vector<LayerSpec> withoutNames(std::vector<LayerSpec> layers)
{
    for (LayerSpec& layer : layers)
        layer.name.clear();
    return layers;
}

/// Where the file lies is no matter.
bool sameRows(const DataReference& a, const DataReference& b)
{
    return a.source == b.source && a.sample == b.sample && a.generator == b.generator && a.csv == b.csv &&
           (a.sha256.empty() || b.sha256.empty() || a.sha256 == b.sha256);
}

/// What is measured, how fast, and what is kept beside the last weights does not change them.
TrainingConfig thatDecides(TrainingConfig config)
{
    const TrainingConfig none;
    config.metrics = none.metrics;
    config.metricsFollowTarget = none.metricsFollowTarget;
    config.lossFollowsTarget = none.lossFollowsTarget;
    config.threads = none.threads;
    config.keepBest = none.keepBest;
    config.measureLoss = none.measureLoss;
    config.measureNorms = none.measureNorms;
    return config;
}

/// "learning rate", but "L2 penalty".
QString inSentence(const std::string& title)
{
    QString text = fromUtf8(title);
    if (text.size() > 1 && text[1].isLower())
        text[0] = text[0].toLower();
    return text;
}

QString countedMore(qsizetype count)
{
    return translated("%1 more").arg(count);
}

/// "h1 units 16", "h1, h2 activation SiLU", "without drop1", "with h3", or the whole of a network that is another one.
QStringList networkWords(const NetworkSpec& before, const NetworkSpec& now)
{
    const std::vector<LayerSpec>& a = before.layers;
    const std::vector<LayerSpec>& b = now.layers;
    if (withoutNames(a) == withoutNames(b))
        return {};
    const auto same = [](const LayerSpec& x, const LayerSpec& y) { return x.type == y.type && x.fields == y.fields; };
    if (a.size() + 1 == b.size() || b.size() + 1 == a.size()) {
        const bool added = b.size() > a.size();
        const std::vector<LayerSpec>& longer = added ? b : a;
        const std::vector<LayerSpec>& shorter = added ? a : b;
        const auto odd = std::mismatch(shorter.begin(), shorter.end(), longer.begin(), same).second;
        if (std::equal(odd + 1, longer.end(), shorter.begin() + (odd - longer.begin()), same))
            return {(added ? translated("with %1") : translated("without %1")).arg(fromUtf8(odd->name))};
    }
    const QString whole = translated("network %1").arg(fromUtf8(formatLayers(b)));
    if (a.size() != b.size())
        return {whole};
    std::vector<std::pair<QString, QStringList>> changes; // what, of which layers
    for (std::size_t i = 0; i < b.size(); ++i) {
        const LayerInfo* info = findLayerType(b[i].type);
        if (!info || a[i].type != b[i].type)
            return {whole};
        for (const FieldInfo& field : info->fields) {
            const FieldValue value = fieldOf(*info, b[i].fields, field.key);
            if (fieldOf(*info, a[i].fields, field.key) == value)
                continue;
            const QString words = inSentence(field.title) + QLatin1Char(' ') + fieldText(field, formatField(value));
            const auto known =
                std::find_if(changes.begin(), changes.end(), [&](const auto& each) { return each.first == words; });
            if (known == changes.end())
                changes.push_back({words, {fromUtf8(b[i].name)}});
            else
                known->second << fromUtf8(b[i].name);
        }
    }
    QStringList words;
    for (const auto& [what, layers] : changes)
        words << layers.join(QStringLiteral(", ")) + QLatin1Char(' ') + what;
    return words;
}

/// "without mean radius", "with 3 columns more", or that columns are prepared in another way.
QStringList recipeWords(const Recipe& before, const Recipe& now)
{
    if (before == now)
        return {};
    std::map<std::string, bool> used;
    for (const ColumnRecipe& column : before.columns)
        used[column.column] = column.role == ColumnRole::Input;
    QStringList gone;
    QStringList come;
    for (const ColumnRecipe& column : now.columns)
        if (const bool is = column.role == ColumnRole::Input; is != used[column.column])
            (is ? come : gone) << fromUtf8(column.column);
    QStringList words;
    if (!gone.isEmpty())
        words << (gone.size() == 1 ? translated("without %1").arg(gone.first())
                                   : translated("without %1 columns").arg(gone.size()));
    if (!come.isEmpty())
        words << (come.size() == 1 ? translated("with %1").arg(come.first())
                                   : translated("with %1 more columns").arg(come.size()));
    return words.isEmpty() ? QStringList(translated("columns prepared differently")) : words;
}

} // namespace

TrainedSetup TrainedSetup::of(const Project& project)
{
    const Run& run = project.run();
    return {run.network, run.training, project.recipe, run.split, project.data};
}

bool onSameRows(const TrainedSetup& a, const TrainedSetup& b)
{
    return a.recipe == b.recipe && a.split == b.split && sameRows(a.data, b.data);
}

bool ofOneTask(const TrainedSetup& a, const TrainedSetup& b)
{
    const auto targets = [](const Recipe& recipe) {
        std::vector<ColumnRecipe> columns;
        for (const ColumnRecipe& column : recipe.columns)
            if (column.role == ColumnRole::Target)
                columns.push_back(column);
        return columns;
    };
    return sameRows(a.data, b.data) && targets(a.recipe) == targets(b.recipe);
}

QString changeWords(const TrainedSetup& before, const TrainedSetup& now)
{
    constexpr qsizetype kMost = 2;
    QStringList words = networkWords(before.network, now.network) + recipeWords(before.recipe, now.recipe);
    const TrainingConfig config = thatDecides(now.training);
    Run a;
    Run b;
    a.training = thatDecides(before.training);
    a.split = before.split;
    b.training = config;
    b.split = now.split;
    const std::vector<FieldInfo> fields = settingFields(config, now.split);
    const auto isOf = [](const std::string& key, const char* group, bool changed) {
        return changed && key.rfind(std::string(group) + '.', 0) == 0;
    };
    for (const RunDifference& each : runDifferences(a, b)) {
        // The settings of an optimizer come and go with it.
        if (each.b.empty() || isOf(each.key, "optimizer", a.training.optimizer.type != b.training.optimizer.type) ||
            isOf(each.key, "schedule", a.training.schedule.type != b.training.schedule.type))
            continue;
        for (const FieldInfo& field : fields)
            if (field.key == each.key)
                words << inSentence(each.name) + QLatin1Char(' ') + fieldText(field, each.b);
    }
    if (words.size() > kMost + 1)
        words = words.first(kMost) << countedMore(words.size() - kMost);
    return words.join(QStringLiteral(", "));
}

bool sameButRateAndEpochs(TrainingConfig a, TrainingConfig b)
{
    for (TrainingConfig* config : {&a, &b}) {
        config->optimizer.fields.remove("learning_rate");
        config->epochs = 1;
    }
    return a == b;
}

QString settingsWords(const TrainingConfig& before, const TrainingConfig& now)
{
    if (sameButRateAndEpochs(before, now))
        return {};
    if (!(before.loss == now.loss))
        return translated("loss %1; the best starts anew").arg(metricName(now.loss.type));
    TrainedSetup a;
    TrainedSetup b;
    a.training = before;
    b.training = now;
    for (TrainingConfig* config : {&a.training, &b.training}) { // which have marks of their own, or none
        config->optimizer.fields.set("learning_rate", 1.0);
        config->epochs = 1;
    }
    const QString words = changeWords(a, b);
    return words.isEmpty() ? translated("settings changed") : words;
}

QString rateWords(double rate)
{
    return translated("learning rate %1").arg(NumberBox::display(rate, QLocale()));
}

std::vector<HistoryEvent> editsBetween(const TrainedSetup& before, const TrainedSetup& now, Index epoch)
{
    std::vector<HistoryEvent> events;
    const auto mark = [&](HistoryEvent::Kind kind, const QString& words) {
        if (!words.isEmpty())
            events.push_back({kind, static_cast<int>(epoch), words.toStdString()});
    };
    if (withoutNames(before.network.layers) != withoutNames(now.network.layers))
        mark(HistoryEvent::Kind::Edit, translated("network changed"));
    if (!onSameRows(before, now))
        mark(HistoryEvent::Kind::Edit, translated("data changed"));
    mark(HistoryEvent::Kind::Edit, settingsWords(thatDecides(before.training), thatDecides(now.training)));
    if (const double rate = now.training.learningRate(); rate > 0 && rate != before.training.learningRate())
        mark(HistoryEvent::Kind::Rate, rateWords(rate));
    return events;
}

} // namespace netloom
