// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/early_stopping.h"
#include "core/training/reduce_lr_on_plateau.h"
#include "tests/core/golden_math.h"
#include "tests/support/golden.h"

#include <QTest>

#include <string>

using namespace netloom;
using namespace netloom::golden;

void GoldenMath::earlyStopping()
{
    qInfo("not compared: restored_weights_epoch_keras2_15; Keras 3 is the norm");
    for (const Json& file : filesOfKind("schedules_callbacks")) {
        Comparison comparison(title(file, "early stopping"), file.at("tolerance").at("float64").get<double>());
        for (const Json& test : file.at("early_stopping")) {
            const Json& params = test.at("params");
            EarlyStoppingConfig config;
            config.mode = params.value("monitor_mode", "min");
            config.patience = params.value("patience", Index(0));
            config.minDelta = params.value("min_delta", 0.0);
            config.startFromEpoch = params.value("start_from_epoch", Index(0));
            config.hasBaseline = params.contains("baseline") && !params.at("baseline").is_null();
            config.baseline = config.hasBaseline ? params.at("baseline").get<double>() : 0;
            const std::string place = test.at("sequence").get<std::string>() + " " + params.dump();
            EarlyStopping stopping(config);
            std::size_t epoch = 0;
            bool stopped = false;
            while (epoch < test.at("values").size() && !stopped) {
                EarlyStopping restored(config); // every epoch goes on from a saved state
                FieldValues state;
                stopping.save(state);
                restored.restore(state);
                const auto verdict =
                    restored.epochEnded(static_cast<Index>(epoch), test.at("values")[epoch].get<double>());
                stopping = restored;
                stopped = verdict.stop;
                const Json& wanted = test.at("trace").at(epoch);
                if (wanted.at("best").is_number())
                    comparison.compare(place + " best", stopping.best(), wanted.at("best").get<double>());
                if (wanted.at("best_epoch").is_number() && stopping.bestEpoch() >= 0) {
                    comparison.compare(place + " best epoch", static_cast<double>(stopping.bestEpoch()),
                                       wanted.at("best_epoch").get<double>());
                    comparison.compare(place + " new best", verdict.newBest,
                                       stopping.bestEpoch() == static_cast<Index>(epoch));
                }
                comparison.compare(place + " wait", static_cast<double>(stopping.wait()),
                                   wanted.at("wait").get<double>());
                comparison.compare(place + " stop", stopped, wanted.at("stop").get<bool>());
                ++epoch;
            }
            comparison.compare(place + " epochs", static_cast<double>(epoch), test.at("epochs_run").get<double>());
            comparison.compare(place + " stopped epoch", static_cast<double>(stopping.stoppedEpoch()),
                               test.at("stopped_epoch").get<double>());
            if (params.value("restore_best_weights", true))
                comparison.compare(place + " restored epoch", static_cast<double>(stopping.bestEpoch()),
                                   test.at("restored_weights_epoch_keras3").get<double>());
        }
        finish(comparison);
    }
}

void GoldenMath::reduceLearningRate()
{
    for (const Json& file : filesOfKind("schedules_callbacks")) {
        Comparison comparison(title(file, "learning rate on a plateau"),
                              file.at("tolerance").at("float64").get<double>());
        for (const Json& test : file.at("reduce_lr_on_plateau")) {
            const Json& params = test.at("params");
            PlateauConfig config;
            config.mode = params.value("monitor_mode", "min");
            config.factor = params.value("factor", 0.1);
            config.patience = params.value("patience", Index(10));
            config.minDelta = params.value("min_delta", 1e-4);
            config.cooldown = params.value("cooldown", Index(0));
            config.minLearningRate = params.value("min_lr", 0.0);
            const std::string place = test.at("sequence").get<std::string>() + " " + params.dump();
            ReduceLrOnPlateau plateau(config);
            double rate = test.at("initial_lr").get<double>();
            for (std::size_t epoch = 0; epoch < test.at("trace").size(); ++epoch) {
                ReduceLrOnPlateau restored(config);
                FieldValues state;
                plateau.save(state);
                restored.restore(state);
                const Json& wanted = test.at("trace")[epoch];
                comparison.compare(place + " before", rate, wanted.at("lr_during_epoch").get<double>());
                rate = restored.epochEnded(test.at("values").at(epoch).get<double>(), rate);
                plateau = restored;
                comparison.compare(place + " after", rate, wanted.at("lr_after_epoch").get<double>());
                comparison.compare(place + " wait", static_cast<double>(plateau.wait()),
                                   wanted.at("wait").get<double>());
                comparison.compare(place + " cooldown", static_cast<double>(plateau.cooldownLeft()),
                                   wanted.at("cooldown_counter").get<double>());
                comparison.compare(place + " best", plateau.best(), wanted.at("best").get<double>());
            }
        }
        finish(comparison);
    }
}
