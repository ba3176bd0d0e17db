// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/callbacks/registry.h"
#include "tests/core/golden_math.h"
#include "tests/support/golden.h"

#include <QTest>

#include <span>
#include <string>
#include <vector>

using namespace netloom;
using namespace netloom::golden;

namespace {

/// The values of one watched quantity, told to a callback that goes on from a saved state every time.
class Told
{
public:
    Told(const char* type, FieldValues fields) : m_info(*findCallback(type)), m_fields(std::move(fields))
    {
        m_fields.set("monitor", std::string("loss"));
        m_state = m_info.make(m_fields)->state();
    }

    Decision epochEnded(std::size_t epoch, double value, double rate = 0)
    {
        const std::vector<std::string> keys{"loss"};
        const auto callback = m_info.make(m_fields);
        callback->restore(m_state);
        const Decision decision =
            callback->epochEnded({static_cast<Index>(epoch), rate, keys, std::span<const double>(&value, 1)});
        m_state = callback->state();
        return decision;
    }
    const FieldValues& state() const { return m_state; }

private:
    const CallbackInfo& m_info;
    FieldValues m_fields;
    FieldValues m_state;
};

} // namespace

void GoldenMath::earlyStopping()
{
    qInfo("not compared: restored_weights_epoch_keras2_15; Keras 3 is the norm");
    for (const Json& file : filesOfKind("schedules_callbacks")) {
        Comparison comparison(title(file, "early stopping"), file.at("tolerance").at("float64").get<double>());
        for (const Json& test : file.at("early_stopping")) {
            const Json& params = test.at("params");
            FieldValues fields{{"mode", test.at("params").value("monitor_mode", std::string("min"))},
                               {"patience", params.value("patience", std::int64_t(0))},
                               {"min_delta", params.value("min_delta", 0.0)},
                               {"start_from_epoch", params.value("start_from_epoch", std::int64_t(0))}};
            if (params.contains("baseline") && !params.at("baseline").is_null()) {
                fields.set("has_baseline", true);
                fields.set("baseline", params.at("baseline").get<double>());
            }
            const std::string place = test.at("sequence").get<std::string>() + " " + params.dump();
            Told stopping("early_stopping", fields);
            std::size_t epoch = 0;
            bool stopped = false;
            while (epoch < test.at("values").size() && !stopped) {
                const Decision verdict = stopping.epochEnded(epoch, test.at("values")[epoch].get<double>());
                const Index bestEpoch = stopping.state().integer("best_epoch");
                stopped = verdict.stop;
                const Json& wanted = test.at("trace").at(epoch);
                if (wanted.at("best").is_number())
                    comparison.compare(place + " best", stopping.state().real("best"), wanted.at("best").get<double>());
                if (wanted.at("best_epoch").is_number() && bestEpoch >= 0) {
                    comparison.compare(place + " best epoch", static_cast<double>(bestEpoch),
                                       wanted.at("best_epoch").get<double>());
                    comparison.compare(place + " new best", *verdict.newBest, bestEpoch == static_cast<Index>(epoch));
                }
                comparison.compare(place + " wait", static_cast<double>(stopping.state().integer("wait")),
                                   wanted.at("wait").get<double>());
                comparison.compare(place + " stop", stopped, wanted.at("stop").get<bool>());
                ++epoch;
            }
            comparison.compare(place + " epochs", static_cast<double>(epoch), test.at("epochs_run").get<double>());
            comparison.compare(place + " stopped epoch", static_cast<double>(stopping.state().integer("stopped_epoch")),
                               test.at("stopped_epoch").get<double>());
            if (params.value("restore_best_weights", true))
                comparison.compare(place + " restored epoch",
                                   static_cast<double>(stopping.state().integer("best_epoch")),
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
            const FieldValues fields{{"mode", test.at("params").value("monitor_mode", std::string("min"))},
                                     {"factor", params.value("factor", 0.1)},
                                     {"patience", params.value("patience", std::int64_t(10))},
                                     {"min_delta", params.value("min_delta", 1e-4)},
                                     {"cooldown", params.value("cooldown", std::int64_t(0))},
                                     {"min_learning_rate", params.value("min_lr", 0.0)}};
            const std::string place = test.at("sequence").get<std::string>() + " " + params.dump();
            Told plateau("reduce_lr_on_plateau", fields);
            double rate = test.at("initial_lr").get<double>();
            for (std::size_t epoch = 0; epoch < test.at("trace").size(); ++epoch) {
                const Json& wanted = test.at("trace")[epoch];
                comparison.compare(place + " before", rate, wanted.at("lr_during_epoch").get<double>());
                rate = plateau.epochEnded(epoch, test.at("values").at(epoch).get<double>(), rate).rate.value_or(rate);
                comparison.compare(place + " after", rate, wanted.at("lr_after_epoch").get<double>());
                comparison.compare(place + " wait", static_cast<double>(plateau.state().integer("wait")),
                                   wanted.at("wait").get<double>());
                comparison.compare(place + " cooldown", static_cast<double>(plateau.state().integer("cooldown_left")),
                                   wanted.at("cooldown_counter").get<double>());
                comparison.compare(place + " best", plateau.state().real("best"), wanted.at("best").get<double>());
            }
        }
        finish(comparison);
    }
}
