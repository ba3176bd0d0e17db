// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/math/golden_math.h"

#include "core/metrics/registry.h"
#include "core/schedules/registry.h"
#include "core/training/early_stopping.h"
#include "core/training/reduce_lr_on_plateau.h"
#include "tests/support/golden.h"

#include <QTest>

#include <algorithm>
#include <limits>

using namespace netloom;
using namespace netloom::golden;

namespace {

/// Value of a metric after the batches of an epoch.
double overBatches(Metric& metric, const Matrix& prediction, const Matrix& target, Index batchSize)
{
    metric.reset(prediction.rows());
    for (Index first = 0; first < prediction.cols(); first += batchSize) {
        const Index count = std::min<Index>(batchSize, prediction.cols() - first);
        metric.update({prediction.data() + first * prediction.rows(), prediction.rows(), count, prediction.rows()},
                      {target.data() + first * target.rows(), target.rows(), count, target.rows()});
    }
    return metric.value();
}

double overEpoch(const std::string& type, const Matrix& prediction, const Matrix& target, Index batchSize,
                 const FieldValues& values = {})
{
    const MetricInfo* info = findMetric(type);
    if (!info)
        return std::numeric_limits<double>::quiet_NaN();
    const auto metric = info->make(values, prediction.rows(), target.rows());
    return overBatches(*metric, prediction, target, batchSize);
}

/// A plain copy of the columns from `first` on.
Matrix part(const Matrix& all, Index first, Index count)
{
    return all.middleCols(first, std::min<Index>(count, all.cols() - first));
}

} // namespace

void GoldenMath::schedules()
{
    for (const Json& file : filesOfKind("schedules_callbacks")) {
        Comparison comparison(title(file, "schedules"), file.at("tolerance").at("float64").get<double>());
        for (const Json& test : file.at("schedules")) {
            const Json& spec = test.at("spec");
            const ScheduleInfo* info = findSchedule(snakeCase(spec.at("name").get<std::string>()));
            QVERIFY2(info, spec.dump().c_str());
            const auto schedule = info->make(fields(spec, {"name", "initial_learning_rate"}));
            for (std::size_t i = 0; i < test.at("steps").size(); ++i)
                comparison.compare(
                    spec.dump() + " step " + test.at("steps")[i].dump(),
                    schedule->rate(spec.value("initial_learning_rate", 0.0), test.at("steps")[i].get<std::int64_t>()),
                    test.at("lr")[i].get<double>());
        }
        finish(comparison);
    }
}

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

void GoldenMath::binaryMetrics()
{
    qInfo("not compared: \"sklearn\" of binary cases (curves and reports over whole sets; they are no metrics of a "
          "training)");
    for (const Json& file : filesOfKind("metrics")) {
        Comparison streaming(title(file, "binary metrics"), tolerance(file));
        Comparison article(title(file, "the article's metrics"), tolerance(file));
        Comparison areas(title(file, "areas under curves"), tolerance(file));
        for (const Json& test : file.at("binary")) {
            const std::string place = test.at("name");
            const Matrix target = samples(test.at("y_true"));
            const Matrix prediction = samples(test.at("y_pred"));
            const auto batch = test.at("batch_size").get<Index>();
            for (const auto& [name, wanted] : test.at("keras").items())
                streaming.compare(place + " " + name, overEpoch(name, prediction, target, batch), wanted.get<double>());
            for (const auto& [name, wanted] : test.at("article_epoch").items())
                article.compare(place + " " + name, overEpoch(name, prediction, target, batch), wanted.get<double>());
            for (std::size_t i = 0; i < test.at("article_per_batch").size(); ++i)
                for (const auto& [name, wanted] : test.at("article_per_batch")[i].items())
                    article.compare(place + " " + name + " of batch " + std::to_string(i),
                                    overEpoch(name, part(prediction, static_cast<Index>(i) * batch, batch),
                                              part(target, static_cast<Index>(i) * batch, batch), batch),
                                    wanted.get<double>());
            for (const auto& [name, wanted] : test.at("keras_auc").items()) {
                const auto first = name.find('_');
                const auto second = name.find('_', first + 1);
                const FieldValues values{{"curve", name.substr(0, first)},
                                         {"summation_method", name.substr(first + 1, second - first - 1)},
                                         {"num_thresholds", std::int64_t(std::stoi(name.substr(second + 1)))}};
                areas.compare(place + " " + name, overEpoch("auc", prediction, target, batch, values),
                              wanted.get<double>());
            }
        }
        finish(streaming);
        finish(article);
        finish(areas);
    }
}

void GoldenMath::multiclassMetrics()
{
    qInfo("not compared: \"sklearn\" but the F1 values (reports over whole sets; they are no metrics of a training)");
    for (const Json& file : filesOfKind("metrics")) {
        Comparison comparison(title(file, "metrics of several classes"), tolerance(file));
        for (const Json& test : file.at("multiclass")) {
            const std::string place = test.at("name");
            const Matrix labels = samples(test.at("labels"));
            const Matrix prediction = samples(test.at("y_pred"));
            Matrix oneHot = Matrix::Zero(prediction.rows(), prediction.cols());
            for (Index j = 0; j < labels.cols(); ++j)
                oneHot(static_cast<Index>(labels(0, j)), j) = 1;
            const double accuracy = test.at("categorical_accuracy").get<double>();
            for (const char* type : {"accuracy", "categorical_accuracy"})
                comparison.compare(place + " " + type, overEpoch(type, prediction, oneHot, 16), accuracy);
            for (const char* type : {"accuracy", "sparse_categorical_accuracy"})
                comparison.compare(place + " sparse " + type, overEpoch(type, prediction, labels, 16), accuracy);
            for (const auto& [k, wanted] : test.at("top_k_categorical_accuracy").items()) {
                const FieldValues values{{"k", std::int64_t(std::stoi(k))}};
                comparison.compare(place + " top " + k,
                                   overEpoch("top_k_categorical_accuracy", prediction, oneHot, 16, values),
                                   wanted.get<double>());
                comparison.compare(place + " sparse top " + k,
                                   overEpoch("sparse_top_k_categorical_accuracy", prediction, labels, 16, values),
                                   wanted.get<double>());
            }
            const Json& exact = test.at("sklearn");
            comparison.compare(place + " macro F1", overEpoch("f1_macro", prediction, oneHot, 16),
                               exact.at("macro")[2].get<double>());
            comparison.compare(place + " macro F1 sparse", overEpoch("f1_macro", prediction, labels, 16),
                               exact.at("macro")[2].get<double>());
            Comparison withEpsilon("", 1e-6); // Keras's 1e-7 in the denominators
            for (const char* average : {"macro", "micro", "weighted"})
                withEpsilon.compare(place + " " + average,
                                    overEpoch("f1_score", prediction, oneHot, 16, {{"average", std::string(average)}}),
                                    exact.at(average)[2].get<double>());
            QVERIFY2(withEpsilon.good(), withEpsilon.report().c_str());
        }
        finish(comparison);
    }
}

void GoldenMath::regressionMetrics()
{
    qInfo("not compared: \"sklearn\" (reports over whole sets; they are no metrics of a training)");
    for (const Json& file : filesOfKind("metrics")) {
        Comparison comparison(title(file, "metrics of numbers"), tolerance(file));
        for (const Json& test : file.at("regression")) {
            const std::string place = test.at("name");
            const Matrix target = samples(test.at("y_true"));
            const Matrix prediction = samples(test.at("y_pred"));
            const auto batch = test.at("batch_size").get<Index>();
            for (const auto& [name, wanted] : test.at("keras").items())
                comparison.compare(place + " " + name, overEpoch(name, prediction, target, batch),
                                   wanted.get<double>());
            comparison.compare(place + " article", overEpoch("r2_article", prediction, target, batch),
                               test.at("article_R2_epoch").get<double>());
            comparison.compare(place + " article, one batch",
                               overEpoch("r2_article", prediction, target, target.cols()),
                               test.at("article_R2_whole_set").get<double>());
            for (std::size_t i = 0; i < test.at("article_R2_per_batch").size(); ++i)
                comparison.compare(place + " article, batch " + std::to_string(i),
                                   overEpoch("r2_article", part(prediction, static_cast<Index>(i) * batch, batch),
                                             part(target, static_cast<Index>(i) * batch, batch), batch),
                                   test.at("article_R2_per_batch")[i].get<double>());
        }
        finish(comparison);
    }
}
