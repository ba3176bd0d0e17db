// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/csv/csv_reader.h"
#include "core/evaluation/logistic_regression.h"
#include "core/evaluation/ridge_regression.h"
#include "core/evaluation/yardsticks.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace netloom;

namespace {

/// Inputs of one feature and their targets.
Dataset pairs(std::initializer_list<std::pair<double, double>> values)
{
    Dataset data;
    data.x.resize(1, static_cast<Index>(values.size()));
    data.y.resize(1, static_cast<Index>(values.size()));
    Index i = 0;
    for (const auto& [x, y] : values) {
        data.x(0, i) = static_cast<Scalar>(x);
        data.y(0, i++) = static_cast<Scalar>(y);
    }
    return data;
}

/// Random features, targets from a weighted sum of them; `classes` > 1: one-hot by the largest of so many sums.
Dataset drawn(Index inputs, Index samples, Index classes, std::uint64_t seed)
{
    Rng rng(seed, "test");
    const auto normal = [&] { return static_cast<Scalar>(rng.normal()); };
    Dataset data;
    data.x.resize(inputs, samples);
    for (Index i = 0; i < data.x.size(); ++i)
        data.x.data()[i] = normal();
    Matrix w(std::max<Index>(classes, 1), inputs);
    for (Index i = 0; i < w.size(); ++i)
        w.data()[i] = normal();
    Matrix z = w * data.x;
    for (Index i = 0; i < z.size(); ++i)
        z.data()[i] += normal();
    if (classes <= 1) {
        data.y = z;
        return data;
    }
    data.y = Matrix::Zero(classes, samples);
    for (Index j = 0; j < samples; ++j) {
        Index best = 0;
        z.col(j).maxCoeff(&best);
        data.y(best, j) = 1;
    }
    return data;
}

/// d/dW and d/db of the penalised cross-entropy at the model, which are 0 at its minimum.
double largestGradient(const LinearModel& model, const Dataset& data)
{
    const Eigen::MatrixXd x = data.x.cast<double>();
    Eigen::MatrixXd z = model.weights * x;
    z.colwise() += model.bias;
    for (Index j = 0; j < z.cols(); ++j) {
        z.col(j) = (z.col(j).array() - z.col(j).maxCoeff()).exp();
        z.col(j) /= z.col(j).sum();
    }
    const Eigen::MatrixXd error = z - data.y.cast<double>();
    return std::max((error * x.transpose() + model.weights).cwiseAbs().maxCoeff(),
                    error.rowwise().sum().cwiseAbs().maxCoeff());
}

Standing standingOf(std::vector<double> network, std::vector<double> constant, std::vector<double> linear)
{
    const auto score = [](std::vector<double> rows) {
        TaskScore result;
        result.key = "accuracy";
        for (const double row : rows)
            result.value += row / static_cast<double>(rows.size());
        result.rows = std::move(rows);
        return result;
    };
    return {"validation", score(std::move(network)), score(std::move(constant)), score(std::move(linear))};
}

std::vector<double> rights(int right, int of)
{
    std::vector<double> rows(static_cast<std::size_t>(of), 0.0);
    std::fill_n(rows.begin(), right, 1.0);
    return rows;
}

} // namespace

class TestYardsticks : public QObject
{
    Q_OBJECT

private slots:
    void ridgeByHand()
    {
        // x = -1, 0, 1 and t = -1, 1, 3: centred, w = sum xt / (sum x² + 1) = 4 / 3, bias = mean t = 1.
        const LinearModel model = fitRidgeRegression(pairs({{-1, -1}, {0, 1}, {1, 3}}));
        QCOMPARE(model.weights(0, 0), 4.0 / 3.0);
        QCOMPARE(model.bias(0), 1.0);
    }

    void ridgeWithWeights()
    {
        // A row that counts twice is a row that is there twice.
        Dataset once = pairs({{-1, 0}, {0.5, 1}, {2, 5}});
        once.weights = Vector::Ones(3);
        once.weights(2) = 2;
        const LinearModel a = fitRidgeRegression(once);
        const LinearModel b = fitRidgeRegression(pairs({{-1, 0}, {0.5, 1}, {2, 5}, {2, 5}}));
        QVERIFY(std::abs(a.weights(0, 0) - b.weights(0, 0)) < 1e-12);
        QVERIFY(std::abs(a.bias(0) - b.bias(0)) < 1e-12);
    }

    void ridgeIsTheSameEitherWay()
    {
        // More inputs than samples, fewer, and so many that it is solved step by step: each time the gradient is 0.
        for (const auto& [inputs, samples] : {std::pair<Index, Index>{40, 12}, {12, 40}, {610, 640}}) {
            const Dataset data = drawn(inputs, samples, 1, 3);
            const LinearModel model = fitRidgeRegression(data);
            const Eigen::MatrixXd x = data.x.cast<double>();
            Eigen::MatrixXd error = model.weights * x - data.y.cast<double>();
            error.colwise() += model.bias;
            QVERIFY((error * x.transpose() + model.weights).cwiseAbs().maxCoeff() < 1e-5);
            QVERIFY(std::abs(error.sum()) < 1e-6);
        }
    }

    void logisticByHand()
    {
        // Two rows at ±1: by symmetry the bias is 0, and w = 2 (1 - sigmoid(w)).
        const LinearModel model = fitLogisticRegression(pairs({{-1, 0}, {1, 1}}), LinearModel::Link::Logistic);
        const double w = model.weights(0, 0);
        QVERIFY(std::abs(model.bias(0)) < 1e-9);
        QVERIFY(std::abs(w - 2 * (1 - 1 / (1 + std::exp(-w)))) < 1e-9);
    }

    void logisticFindsTheMinimum_data()
    {
        QTest::addColumn<int>("inputs");
        QTest::addColumn<int>("samples");
        QTest::addColumn<int>("classes");
        QTest::addColumn<double>("tolerance");
        QTest::newRow("few inputs") << 5 << 60 << 3 << 1e-8;
        QTest::newRow("more inputs than rows") << 70 << 25 << 4 << 1e-8;
        QTest::newRow("too many parameters for Newton") << 120 << 400 << 8 << 0.005;
    }

    void logisticFindsTheMinimum()
    {
        QFETCH(int, inputs);
        QFETCH(int, samples);
        QFETCH(int, classes);
        QFETCH(double, tolerance);
        const Dataset data = drawn(inputs, samples, classes, 7);
        const LinearModel model = fitLogisticRegression(data, LinearModel::Link::Softmax);
        QVERIFY(largestGradient(model, data) < tolerance);
        QVERIFY(std::abs(model.bias.sum()) < 1e-9);
    }

    void oneClassOnly()
    {
        // Nothing to separate: no weights, and no endless search for the bias.
        const LinearModel model = fitLogisticRegression(pairs({{-1, 1}, {0, 1}, {1, 1}}), LinearModel::Link::Logistic);
        QVERIFY(std::isfinite(model.bias(0)) && model.bias(0) > 5);
        QVERIFY(std::abs(model.weights(0, 0)) < 1e-3);
    }

    void aStopEndsIt()
    {
        std::stop_source source;
        source.request_stop();
        const Dataset data = drawn(700, 800, 1, 1);
        QVERIFY_THROWS_EXCEPTION(Cancelled, fitRidgeRegression(data, 1, source.get_token()));
        QVERIFY_THROWS_EXCEPTION(Cancelled, fitYardsticks(Task::Multiclass, drawn(5, 60, 3, 1), source.get_token()));
    }

    void scoresByHand()
    {
        Matrix prediction(3, 2);
        prediction << 0.2f, 0.5f, 0.7f, 0.3f, 0.1f, 0.2f;
        Matrix target(3, 2);
        target << 0, 0, 1, 1, 0, 0;
        const TaskScore classes = taskScore(Task::Multiclass, prediction, target);
        QCOMPARE(classes.key, std::string("accuracy"));
        QCOMPARE(classes.value, 0.5);
        QCOMPARE(classes.rows, (std::vector<double>{1, 0}));
        QCOMPARE(taskScore(Task::MultiBinary, prediction, target).value, 5.0 / 6.0);

        Matrix numbers(1, 4);
        numbers << 1, 2, 3, 4;
        Matrix guess(1, 4);
        guess << 1, 2, 3, 2;
        // SSE 4, SST 5
        const TaskScore r2 = taskScore(Task::Regression, guess, numbers);
        QVERIFY(std::abs(r2.value - 0.2) < 1e-12);
        // The mean explains nothing: 0, and not what rounding leaves of it.
        Matrix prices(1, 7);
        prices << Scalar(0.1), Scalar(0.2), Scalar(0.4), Scalar(0.7), Scalar(1.1), Scalar(1.3), Scalar(2.9);
        QCOMPARE(taskScore(Task::Regression, Matrix::Constant(1, 7, prices.mean()), prices).value, 0.0);
        QVERIFY(std::isnan(taskScore(Task::Regression, guess.leftCols(1), numbers.leftCols(1)).value));
    }

    void theRemarkIsMadeWhenItIsTrue()
    {
        const Yardsticks yardsticks{Task::Binary, {}, {}};
        const auto remark = [&](const Standing& standing, bool hidden = true) {
            NetworkSpec network;
            network.layers = parseLayers(hidden ? "dense 4 relu, dense 1 sigmoid" : "dense 1 sigmoid");
            return QString::fromStdString(remarkOn(standing, yardsticks, network));
        };
        const auto all = rights(90, 100);
        QVERIFY(remark(standingOf(rights(60, 100), rights(60, 100), all)).contains("has not learned"));
        QVERIFY(
            remark(standingOf(rights(75, 100), rights(60, 100), all))
                .contains("does better than the network: the network has accuracy 75.0 % against 90.0 % on the 100 "));
        QVERIFY(remark(standingOf(all, rights(60, 100), all)).contains("A perceptron may do as well"));
        QVERIFY(remark(standingOf(all, rights(60, 100), all), false).isEmpty()); // it is one
        QVERIFY(remark(standingOf(rights(98, 100), rights(60, 100), all)).isEmpty());
        QVERIFY(remark(standingOf({1}, {0}, {1})).isEmpty());           // one row says nothing
        const QString few = remark(standingOf({1, 1}, {1, 0}, {1, 1})); // ahead by half a row, ± half a row
        QVERIFY2(few.contains("too few") && !few.contains("has not learned"), qPrintable(few));
    }

    void aBrokenNetworkIsNotOneThatHasNotLearned()
    {
        constexpr Scalar kNaN = std::numeric_limits<Scalar>::quiet_NaN();
        Matrix truth(1, 4);
        truth << 0, 0, 0, 1;
        Matrix broken(1, 4);
        broken << Scalar(0.1), kNaN, kNaN, Scalar(0.9);
        const TaskScore score = taskScore(Task::Binary, broken, truth);
        QVERIFY(score.broken);
        QCOMPARE(score.value, 0.5); // what is no number is not taken for a "no"
        Standing standing = standingOf({1, 0, 0, 1}, {1, 1, 1, 0}, {1, 1, 1, 1});
        standing.network = score;
        const QString said = QString::fromStdString(remarkOn(standing, {Task::Binary, {}, {}}, {}));
        QVERIFY2(said.contains("broken") && !said.contains("not learned"), qPrintable(said));
        Matrix classes = Matrix::Identity(3, 3);
        Matrix answers = classes;
        answers(0, 1) = kNaN;
        QVERIFY(std::abs(taskScore(Task::Multiclass, answers, classes).value - 2.0 / 3) < 1e-12);
        QVERIFY(!taskScore(Task::Multiclass, classes, classes).broken);
    }
};

QTEST_APPLESS_MAIN(TestYardsticks)
#include "tst_yardsticks.moc"
