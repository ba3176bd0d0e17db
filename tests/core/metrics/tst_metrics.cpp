// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/monitor.h"
#include "core/metrics/registry.h"
#include "tests/support/golden.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

using namespace netloom;
using golden::block;

namespace {

Matrix columns(std::initializer_list<std::initializer_list<double>> samples)
{
    Matrix out(static_cast<Index>(samples.begin()->size()), static_cast<Index>(samples.size()));
    Index j = 0;
    for (const auto& sample : samples) {
        Index i = 0;
        for (const double value : sample)
            out(i++, j) = static_cast<Scalar>(value);
        ++j;
    }
    return out;
}

/// Value of a metric after one batch.
double metricOf(const std::string& type, const Matrix& prediction, const Matrix& target, const FieldValues& values = {})
{
    const auto metric = findMetric(type)->make(values, prediction.rows(), target.rows());
    metric->reset(prediction.rows());
    metric->update(block(prediction), block(target));
    return metric->value();
}

} // namespace

/// Metrics by hand-calculated numbers that the reference files do not hold, and which of two values is the better.
class TestMetrics : public QObject
{
    Q_OBJECT

private slots:
    void accuracyGoesByTheShapes();
    void decisionsByHand();
    void areasByHand();
    void lossesAsMetrics();
    void stateOfEveryMetric();
    void whichValuesAreBetter()
    {
        QCOMPARE(monitorMode("auto", "val_loss"), MonitorMode::Min);
        QCOMPARE(monitorMode("auto", "loss"), MonitorMode::Min);
        QCOMPARE(monitorMode("auto", "val_accuracy"), MonitorMode::Max);
        QCOMPARE(monitorMode("auto", "f1_score"), MonitorMode::Max);
        QCOMPARE(monitorMode("auto", "f1_score_2"), MonitorMode::Max); // the second of its type
        QCOMPARE(monitorMode("auto", "val_mean_absolute_error"), MonitorMode::Min);
        QCOMPARE(monitorMode("auto", "unheard_of"), MonitorMode::Min);
        QCOMPARE(monitorMode("max", "loss"), MonitorMode::Max);
        QCOMPARE(monitorMode("min", "accuracy"), MonitorMode::Min);
        QCOMPARE(monitorName("val_loss"), std::string("validation loss"));
        QCOMPARE(monitorName("accuracy"), std::string("training accuracy"));
        QVERIFY(improves(MonitorMode::Min, 0.8, 0.9, 0.05));
        QVERIFY(!improves(MonitorMode::Min, 0.875, 1, 0.125)); // strictly more than the margin
        QVERIFY(improves(MonitorMode::Max, 0.8, worstValue(MonitorMode::Max), 0));
        QVERIFY(!improves(MonitorMode::Min, std::nan(""), 1, 0));
        QVERIFY(!improves(MonitorMode::Max, std::nan(""), 1, 0));
    }
};

void TestMetrics::accuracyGoesByTheShapes()
{
    // One output: above 0.5 is yes. Several: the largest, against one-hot or the number of the class.
    QCOMPARE(metricOf("accuracy", columns({{0.5}, {0.6}, {0.4}, {0.9}}), columns({{0}, {1}, {1}, {1}})), 0.75);
    const Matrix three = columns({{0.2, 0.5, 0.3}, {0.4, 0.4, 0.2}});
    QCOMPARE(metricOf("accuracy", three, columns({{0, 1, 0}, {0, 1, 0}})), 0.5); // of equals the first counts
    QCOMPARE(metricOf("accuracy", three, columns({{1}, {0}})), 1.0);
    QCOMPARE(metricOf("binary_accuracy", columns({{0.3}}), columns({{1}}), {{"threshold", 0.25}}), 1.0);
    QCOMPARE(metricOf("top_k_categorical_accuracy", three, columns({{0, 0, 1}, {0, 0, 1}}), {{"k", std::int64_t(2)}}),
             0.5);
    QCOMPARE(metricOf("sparse_top_k_categorical_accuracy", three, columns({{9}, {-1}}), {{"k", std::int64_t(2)}}), 0.0);
}

void TestMetrics::decisionsByHand()
{
    // True positives 2, false positives 1, false negatives 1, true negatives 1.
    const Matrix p = columns({{0.9}, {0.8}, {0.7}, {0.2}, {0.1}});
    const Matrix y = columns({{1}, {1}, {0}, {1}, {0}});
    QCOMPARE(metricOf("precision", p, y), 2.0 / 3);
    QCOMPARE(metricOf("recall", p, y), 2.0 / 3);
    // F1 of yes: 4/6; of no: 2/4
    QCOMPARE(metricOf("f1_macro", p, y), (4.0 / 6 + 2.0 / 4) / 2);
    // Three classes, decisions 0 0 1 of 0 1 1: F1 2/3, 2/3; class 2 occurs nowhere and does not count.
    const Matrix classes = columns({{0.8, 0.1, 0.1}, {0.6, 0.3, 0.1}, {0.1, 0.8, 0.1}});
    QCOMPARE(metricOf("f1_macro", classes, columns({{0}, {1}, {1}})), 2.0 / 3);
    QVERIFY(std::abs(metricOf("f1_score", p, y) - 2.0 / 3) < 1e-6);
    QVERIFY(std::abs(metricOf("f1_score", p, y, {{"threshold", 0.15}}) - 6.0 / 7) < 1e-6);
    QCOMPARE(metricOf("precision", columns({{0.1}}), columns({{1}})), 0.0);
    QCOMPARE(metricOf("recall", columns({{0.9}}), columns({{0}})), 0.0);
}

void TestMetrics::areasByHand()
{
    const Matrix p = columns({{0.9}, {0.6}, {0.4}, {0.1}});
    QVERIFY(std::abs(metricOf("auc", p, columns({{1}, {1}, {0}, {0}})) - 1) < 1e-12);
    QVERIFY(std::abs(metricOf("auc", p, columns({{0}, {0}, {1}, {1}}))) < 1e-12);
    QVERIFY(std::abs(metricOf("auc", p, columns({{1}, {0}, {1}, {0}})) - 0.75) < 1e-12);
    QCOMPARE(metricOf("auc", p, columns({{1}, {1}, {1}, {1}})), 0.0); // one class only: nothing to compare
    // Precision and recall: before the first yes case precision is 0/0, which counts as 0; the lower bound loses that
    // half.
    const std::vector<std::pair<const char*, double>> bounds{{"interpolation", 1}, {"minoring", 0.5}, {"majoring", 1}};
    for (const auto& [method, wanted] : bounds)
        QCOMPARE(metricOf("auc", p, columns({{1}, {1}, {0}, {0}}),
                          {{"curve", std::string("PR")}, {"summation_method", std::string(method)}}),
                 wanted);
}

void TestMetrics::lossesAsMetrics()
{
    const Matrix p = columns({{1}, {3}});
    const Matrix y = columns({{2}, {5}});
    QCOMPARE(metricOf("mean_absolute_error", p, y), 1.5);
    QCOMPARE(metricOf("mean_squared_error", p, y), 2.5);
    QCOMPARE(metricOf("root_mean_squared_error", p, y), std::sqrt(2.5));
    QCOMPARE(metricOf("mean_absolute_percentage_error", p, y), (50.0 + 40.0) / 2);
    // 1 - (1 + 4) / (1.5² + 1.5²)
    QCOMPARE(metricOf("r2_score", p, y), 1 - 5 / 4.5);
    // As a metric cosine similarity is 1 for the same direction, as a loss -1.
    const Matrix a = columns({{3, 4}});
    QVERIFY(std::abs(metricOf("cosine_similarity", a, columns({{6, 8}})) - 1) < 1e-6);
    QVERIFY(std::abs(metricOf("cosine_similarity", a, columns({{-4, 3}}))) < 1e-6);
    QVERIFY(std::abs(metricOf("binary_crossentropy", columns({{0.5}}), columns({{1}})) - std::log(2.0)) < 1e-6);
    QVERIFY(std::abs(metricOf("categorical_crossentropy", columns({{0.25, 0.75}}), columns({{1, 0}})) - std::log(4.0)) <
            1e-6);
    QVERIFY(!findMetric("mean_absolute_error")->higherIsBetter);
    QVERIFY(findMetric("cosine_similarity")->higherIsBetter);
}

void TestMetrics::stateOfEveryMetric()
{
    // Two batches give the same as one, also where the state is carried over between them.
    const Matrix p = columns({{0.9}, {0.8}, {0.7}, {0.2}, {0.1}, {0.45}});
    const Matrix y = columns({{1}, {1}, {0}, {1}, {0}, {1}});
    for (const MetricInfo* info : metrics()) {
        if (info->type.ends_with("_article")) // means over batches
            continue;
        const bool sparse = info->type.starts_with("sparse");
        const Matrix prediction = sparse ? Matrix(Matrix::Random(3, 6)) : p;
        const auto first = info->make({}, prediction.rows(), 1);
        const auto second = info->make({}, prediction.rows(), 1);
        first->reset(prediction.rows());
        second->reset(prediction.rows());
        const Index rows = prediction.rows();
        first->update({prediction.data(), rows, 2, rows}, {y.data(), 1, 2, 1});
        second->setState(first->state());
        second->update({prediction.data() + 2 * rows, rows, 4, rows}, {y.data() + 2, 1, 4, 1});
        const double whole = metricOf(info->type, prediction, y);
        QVERIFY2(std::abs(second->value() - whole) <= 1e-9 * std::max(1.0, std::abs(whole)), info->type.c_str());
    }
}

QTEST_GUILESS_MAIN(TestMetrics)

#include "tst_metrics.moc"
