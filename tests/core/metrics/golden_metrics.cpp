// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/registry.h"
#include "tests/core/golden_math.h"
#include "tests/support/golden.h"

#include <QTest>

#include <algorithm>
#include <limits>
#include <string>

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

void GoldenMath::binaryMetrics()
{
    qInfo("not compared: \"sklearn\" of binary cases (curves and reports over whole sets; they are no metrics of a "
          "training)");
    for (const Json& file : filesOfKind("metrics")) {
        Comparison streaming(title(file, "binary metrics"), tolerance(file));
        Comparison article(title(file, "the article's metrics"), tolerance(file));
        Comparison areas(title(file, "areas under curves"), tolerance(file));
        for (const Json& test : file.at("binary")) {
            const auto place = test.at("name").get<std::string>();
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
            const auto place = test.at("name").get<std::string>();
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
            const auto place = test.at("name").get<std::string>();
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
