// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/trained_setup.h"

#include "ui/toolkit/number_box.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/text.h"

#include <QCoreApplication>
#include <QLocale>

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
        return translated("loss %1; the best starts anew").arg(fromUtf8(now.loss.type));
    if (before.batchSize != now.batchSize)
        return translated("batch size %1").arg(wholeNumber(now.batchSize));
    if (before.optimizer.type != now.optimizer.type)
        return translated("optimizer %1").arg(fromUtf8(now.optimizer.type));
    if (!(before.schedule == now.schedule))
        return translated("schedule %1").arg(fromUtf8(now.schedule.type));
    if (before.classWeights != now.classWeights)
        return translated("class weights %1").arg(fromUtf8(now.classWeights));
    if (before.callbacks != now.callbacks)
        return translated("callbacks changed");
    return translated("settings changed");
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
