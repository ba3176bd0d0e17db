// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/csv_reader.h"
#include "core/evaluation/logistic_regression.h"
#include "core/evaluation/ridge_regression.h"
#include "core/evaluation/yardsticks.h"
#include "core/preparation/recipe_guess.h"
#include "core/project/prepared_data.h"
#include "tests/support/golden.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <fstream>

using namespace netloom;
using golden::Json;

namespace {

struct Case {
    std::shared_ptr<const Table> table;
    FittedRecipe fitted;
    Dataset train;
    Dataset test;
};

std::string pathOf(const std::string& file)
{
    const std::string root = NETLOOM_SOURCE_DIR;
    const std::string bundled = root + "/resources/samples/" + file;
    return std::ifstream(bundled) ? bundled : root + "/tests/data/" + file;
}

/// The split of the reference: wine's rows are listed, the others end with the test rows.
Split splitOf(const std::string& name, Index rows)
{
    Split split;
    std::vector<Index> test;
    if (std::ifstream list(std::string(NETLOOM_SOURCE_DIR) + "/tests/data/" + name + ".test.txt"); list)
        for (Index row = 0; list >> row;)
            test.push_back(row);
    else
        for (Index row = rows * 7 / 10; row < rows; ++row)
            test.push_back(row);
    for (Index row = 0; row < rows; ++row)
        (std::binary_search(test.begin(), test.end(), row) ? split.test : split.train).push_back(row);
    return split;
}

Case caseOf(const Json& set)
{
    Case result;
    result.table = std::make_shared<const Table>(readCsv(pathOf(set.at("file").get<std::string>())).table);
    const Split split = splitOf(set.at("name").get<std::string>(), result.table->rows);
    const Recipe recipe = guessRecipe(*result.table, set.at("target").get<std::string>());
    result.fitted = FittedRecipe::fit(recipe, *result.table, split.train);
    result.train = result.fitted.transform(*result.table, split.train);
    result.test = result.fitted.transform(*result.table, split.test);
    return result;
}

/// The data are prepared in single precision; what is computed from them is not.
constexpr double kTolerance = 1e-4;

double largest(const Matrix& got, const std::vector<double>& want)
{
    double difference = 0;
    for (Index i = 0; i < got.size(); ++i)
        difference =
            std::max(difference, std::abs(static_cast<double>(got.data()[i]) - want.at(static_cast<std::size_t>(i))));
    return difference;
}

double largest(const Eigen::MatrixXd& got, const Json& rows)
{
    double difference = 0;
    for (Index i = 0; i < got.rows(); ++i)
        for (Index j = 0; j < got.cols(); ++j) {
            const Json& row = rows.at(static_cast<std::size_t>(i));
            const double want = row.is_array() ? row.at(static_cast<std::size_t>(j)).get<double>() : row.get<double>();
            difference = std::max(difference, std::abs(got(i, j) - want));
        }
    return difference;
}

} // namespace

class TestGoldenYardsticks : public QObject
{
    Q_OBJECT

private slots:
    void yardsticks_data();
    void yardsticks();

private:
    void classes(const Json& set, const Case& data);
    void numbers(const Json& set, const Case& data);
};

void TestGoldenYardsticks::yardsticks_data()
{
    QTest::addColumn<int>("place");
    const auto files = golden::filesOfKind("yardsticks");
    QVERIFY(!files.empty());
    for (std::size_t i = 0; i < files.front().at("sets").size(); ++i)
        QTest::newRow(files.front().at("sets")[i].at("name").get<std::string>().c_str()) << static_cast<int>(i);
}

void TestGoldenYardsticks::yardsticks()
{
    QFETCH(int, place);
    const Json set = golden::filesOfKind("yardsticks").front().at("sets").at(static_cast<std::size_t>(place));
    const Case data = caseOf(set);
    QCOMPARE(data.train.samples(), set.at("n_train").get<Index>());
    QCOMPARE(data.test.samples(), set.at("n_test").get<Index>());
    const auto first = set.at("standardised_first_test_row").get<std::vector<double>>();
    QVERIFY(largest(Matrix(data.test.x.col(0)), first) < kTolerance);
    if (set.at("task") == "regression")
        numbers(set, data);
    else
        classes(set, data);
}

void TestGoldenYardsticks::classes(const Json& set, const Case& data)
{
    const Json& expected = set.at("expected");
    const Task task = data.fitted.target().task;
    QVERIFY((set.at("task") == "binary") == (task == Task::Binary));
    const Yardsticks yardsticks = fitYardsticks(task, data.train);
    const Standing result = standing(yardsticks, "test", yardsticks.linear.predict(data.test.x), data.test);
    QCOMPARE(result.constant.value, expected.at("majority").at("accuracy").get<double>());
    QCOMPARE(result.linear.value, expected.at("logistic").at("test").at("accuracy").get<double>());

    const Json& logistic = expected.at("logistic");
    const double weights = largest(yardsticks.linear.weights, logistic.at("coefficients"));
    const double bias = largest(yardsticks.linear.bias, logistic.at("intercept"));
    double probability = 0;
    const Matrix predicted = yardsticks.linear.predict(data.test.x.leftCols(5));
    for (int row = 0; row < 5; ++row) {
        const auto want =
            logistic.at("test_probabilities_first5").at(static_cast<std::size_t>(row)).get<std::vector<double>>();
        for (std::size_t k = 0; k < want.size(); ++k) {
            const double p = task == Task::Binary ? (k == 1 ? static_cast<double>(predicted(0, row))
                                                            : 1 - static_cast<double>(predicted(0, row)))
                                                  : static_cast<double>(predicted(static_cast<Index>(k), row));
            probability = std::max(probability, std::abs(p - want[k]));
        }
    }
    qInfo("largest difference: coefficients %.2g, intercepts %.2g, probabilities %.2g", weights, bias, probability);
    QVERIFY(weights < kTolerance);
    QVERIFY(bias < kTolerance);
    QVERIFY(probability < kTolerance);
}

void TestGoldenYardsticks::numbers(const Json& set, const Case& data)
{
    const Json& expected = set.at("expected");
    const Yardsticks yardsticks = fitYardsticks(Task::Regression, data.train);
    const Standing result = standing(yardsticks, "test", yardsticks.linear.predict(data.test.x), data.test);
    const double mean = std::abs(result.constant.value - expected.at("mean").at("r2").get<double>());
    const double ridge = std::abs(result.linear.value - expected.at("ridge").at("test").at("r2").get<double>());
    Json rows = Json::array();
    rows.push_back(expected.at("ridge").at("coefficients_standardised"));
    const double weights = largest(yardsticks.linear.weights, rows);
    const Matrix predicted = data.fitted.undoTarget(yardsticks.linear.predict(data.test.x.leftCols(5)));
    double prediction = 0;
    for (int row = 0; row < 5; ++row) {
        const double want =
            expected.at("ridge").at("test_predictions_first5").at(static_cast<std::size_t>(row)).get<double>();
        prediction = std::max(prediction, std::abs(static_cast<double>(predicted(0, row)) - want) / std::abs(want));
    }
    qInfo("largest difference: R2 of the mean %.2g, of ridge %.2g, coefficients %.2g, predictions (relative) %.2g",
          mean, ridge, weights, prediction);
    QVERIFY(mean < kTolerance);
    QVERIFY(ridge < kTolerance);
    QVERIFY(weights < kTolerance);
    QVERIFY(prediction < kTolerance);
}

QTEST_APPLESS_MAIN(TestGoldenYardsticks)
#include "tst_golden_yardsticks.moc"
