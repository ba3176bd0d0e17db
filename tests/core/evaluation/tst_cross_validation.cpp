// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/csv/csv_reader.h"
#include "core/evaluation/cross_validation.h"
#include "core/preparation/recipe_guess.h"
#include "core/project/new_project.h"
#include "core/project/prepared_data.h"
#include "tests/core/data/table_builder.h"
#include "tests/support/tutorial_project.h"

#include <QTest>

#include <cmath>
#include <set>

using namespace netloom;
using namespace netloom::testing;

namespace {

struct Trial {
    Table table;
    Recipe recipe;
    SplitConfig split;
    NetworkSpec network;
    TrainingConfig config;

    CrossValidation run(Index folds, std::stop_token stop = {},
                        const std::function<void(const CrossValidationProgress&)>& progress = {}) const
    {
        return crossValidate(table, recipe, split, network, config, folds, std::move(stop), progress);
    }
};

/// The network a user gets for a bundled sample, with few epochs.
Trial sampleTrial(const char* key, Index epochs)
{
    DataReference reference;
    reference.source = DataReference::Source::Sample;
    reference.sample = key;
    const Table table = loadSample(key, {});
    Project project = newProject(reference, table);
    const NetworkSpec network = project.run().network;
    netloom::testing::useTutorial(project, table); // its plain training, for a network that learns quickly
    project.run().network = network;
    Trial trial{table, project.recipe, project.run().split, project.run().network, project.run().training};
    trial.config.epochs = epochs;
    trial.config.optimizer = {"adam", {{"learning_rate", 0.02}}};
    return trial;
}

/// A network that says 0 to everything and does not learn, so that its metrics can be worked out by hand.
Trial deafTrial(Table table)
{
    Trial trial;
    trial.table = std::move(table);
    trial.recipe = guessRecipe(trial.table, "class");
    trial.split.order = "file";
    trial.network.layers = {{"dense",
                             "output",
                             {{"units", std::int64_t(1)},
                              {"activation", std::string("sigmoid")},
                              {"kernel_initializer", std::string("zeros")}}}};
    trial.config.optimizer = {"sgd", {{"learning_rate", 1e-30}}};
    trial.config.loss = {"binary_crossentropy", {}};
    trial.config.metrics = {{"accuracy", {}}};
    trial.config.epochs = 1;
    return trial;
}

std::vector<double> ramp(Index n)
{
    std::vector<double> values;
    for (Index i = 0; i < n; ++i)
        values.push_back(0.37 * static_cast<double>(i * i % 23));
    return values;
}

} // namespace

class TestCrossValidation : public QObject
{
    Q_OBJECT
private slots:
    void meanAndDeviationByHand();
    void everyRowIsTestedOnce();
    void preparationSeesTrainingRowsOnly();
    void watchedRowsAreNotTestRows();
    void sameSeedSameBits();
    void severalTargets();
    void tellsProgressAndCancels();
    void refusesNamingTheFold();
};

void TestCrossValidation::meanAndDeviationByHand()
{
    // In blocks of five rows 5, 4 and 0 are 0, and 0 is what the network says: accuracy 1, 0.8 and 0.
    const Trial trial =
        deafTrial(table({numbers("x", ramp(15)), numbers("class", {0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 1, 1, 1, 1})}));
    const CrossValidation result = trial.run(3);
    const MetricSpread* accuracy = result.find("accuracy");
    QVERIFY(accuracy);
    QCOMPARE(accuracy->values.size(), std::size_t(3));
    QCOMPARE(accuracy->values[0], 1.0);
    QVERIFY(std::abs(accuracy->values[1] - 0.8) < 1e-6);
    QCOMPARE(accuracy->values[2], 0.0);
    QVERIFY(std::abs(accuracy->mean - 0.6) < 1e-6);
    QVERIFY(std::abs(accuracy->deviation - std::sqrt((0.16 + 0.04 + 0.36) / 2)) < 1e-6);
    const MetricSpread* loss = result.find("loss"); // -ln 0.5 for every row
    QVERIFY(loss && std::abs(loss->mean - std::log(2.0)) < 1e-6 && loss->deviation < 1e-6);
    const std::vector<std::vector<Index>> counts = {{9, 0}, {6, 0}};
    QCOMPARE(result.confusion, counts);
    QCOMPARE(result.classes, std::vector<std::string>({"0", "1"}));
    QVERIFY(!result.find("no such metric"));
}

void TestCrossValidation::everyRowIsTestedOnce()
{
    const Trial trial = sampleTrial("iris", 30);
    const CrossValidation result = trial.run(5);
    QCOMPARE(result.folds.size(), std::size_t(5));
    std::multiset<Index> tested;
    for (const FoldResult& fold : result.folds) {
        QCOMPARE(fold.test.rows, Index(30));
        QCOMPARE(fold.train.rows, Index(120));
        QCOMPARE(fold.epochs, Index(30));
        QCOMPARE(fold.reason, StopReason::AllEpochsDone);
        tested.insert(fold.split.test.begin(), fold.split.test.end());
        for (const auto& counts : fold.test.confusion) // stratified: ten of each class
            QCOMPARE(counts[0] + counts[1] + counts[2], Index(10));
    }
    const std::vector<Index> rows = firstRows(150);
    QVERIFY(tested == std::multiset<Index>(rows.begin(), rows.end()));
    Index all = 0;
    for (const auto& counts : result.confusion)
        for (const Index count : counts)
            all += count;
    QCOMPARE(all, Index(150));
    QVERIFY(result.find("accuracy")->mean > 0.85); // guessing gives 0.33
}

void TestCrossValidation::preparationSeesTrainingRowsOnly()
{
    // Without the last row "x" is constant and "c" has two values; the fold that tests it must not know of it.
    std::vector<double> x(12, 3);
    x.back() = 1000;
    std::vector<std::string> c(12, "often");
    c[0] = c[4] = c[8] = "rare";
    c.back() = "once";
    const Trial trial = deafTrial(table({numbers("x", x), texts("c", c), numbers("z", ramp(12)),
                                         numbers("class", {0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1})}));
    Trial all = trial;
    for (ColumnRecipe& column : all.recipe.columns)
        if (column.role == ColumnRole::Ignore)
            column.role = ColumnRole::Input;
    const CrossValidation result = all.run(3);
    for (std::size_t i = 0; i < 3; ++i) {
        const FittedRecipe& fitted = result.folds[i].fitted;
        const bool knows = i < 2;
        const std::vector<std::string> steps = fitted.steps("x");
        QCOMPARE(std::find(steps.begin(), steps.end(), "constant, set to 0") == steps.end(), knows);
        const std::vector<std::string> names = fitted.featureNames();
        QCOMPARE(std::find(names.begin(), names.end(), "c = once") != names.end(), knows);
    }
}

void TestCrossValidation::watchedRowsAreNotTestRows()
{
    Trial trial = sampleTrial("iris", 40);
    trial.config.enableCallback("early_stopping", {{"patience", std::int64_t(1)}, {"min_delta", 0.05}});
    const CrossValidation result = trial.run(5);
    for (const FoldResult& fold : result.folds) {
        QCOMPARE(fold.split.test.size(), std::size_t(30));
        QVERIFY(fold.split.validation.size() >= 20);
        QCOMPARE(fold.split.train.size() + fold.split.validation.size(), std::size_t(120));
        std::set<Index> parts(fold.split.test.begin(), fold.split.test.end());
        parts.insert(fold.split.validation.begin(), fold.split.validation.end());
        parts.insert(fold.split.train.begin(), fold.split.train.end());
        QCOMPARE(parts.size(), std::size_t(150));
        QCOMPARE(fold.reason, StopReason::Callback);
        QCOMPARE(fold.stoppedBy, std::string("early_stopping"));
        QVERIFY(fold.epochs < 40);
    }
}

void TestCrossValidation::sameSeedSameBits()
{
    Trial trial = sampleTrial("wine", 5);
    trial.config.threads = 1;
    const CrossValidation one = trial.run(4);
    trial.config.threads = 2;
    const CrossValidation two = trial.run(4);
    trial.split.seed = 43;
    const CrossValidation other = trial.run(4);
    for (std::size_t i = 0; i < one.metrics.size(); ++i) {
        QCOMPARE(one.metrics[i].values, two.metrics[i].values);
        QVERIFY(one.folds[0].split == two.folds[0].split);
    }
    QVERIFY(other.folds[0].split != one.folds[0].split);
    QVERIFY(other.find("loss")->values != one.find("loss")->values);
}

void TestCrossValidation::severalTargets()
{
    const std::vector<double> x = ramp(40);
    std::vector<double> twice;
    std::vector<double> minus;
    for (const double value : x) {
        twice.push_back(2 * value + 1);
        minus.push_back(-value);
    }
    Trial trial;
    trial.table = table({numbers("x", x), numbers("twice", twice), numbers("minus", minus)});
    for (Column& column : trial.table.columns)
        column.integers = false;
    trial.recipe = guessRecipe(trial.table, "twice, minus");
    trial.network.layers = {{"dense", "output", {{"units", std::int64_t(2)}, {"activation", std::string("linear")}}}};
    trial.config.loss = {"mean_squared_error", {}};
    trial.config.optimizer = {"adam", {{"learning_rate", 0.1}}};
    trial.config.batchSize = 8;
    trial.config.epochs = 150;
    const CrossValidation result = trial.run(4);
    QVERIFY(result.confusion.empty());
    QVERIFY2(result.find("r2")->mean > 0.99, qPrintable(QString::number(result.find("r2")->mean)));
}

void TestCrossValidation::tellsProgressAndCancels()
{
    const Trial trial = sampleTrial("iris", 3);
    std::vector<double> shares;
    trial.run(2, {}, [&](const CrossValidationProgress& progress) {
        QCOMPARE(progress.folds, Index(2));
        QCOMPARE(progress.epochs, Index(3));
        shares.push_back(progress.share);
    });
    QVERIFY(shares.size() >= 6);
    QVERIFY(std::is_sorted(shares.begin(), shares.end()));
    QVERIFY(shares.front() > 0);
    QCOMPARE(shares.back(), 1.0);

    std::stop_source source;
    QVERIFY_EXCEPTION_THROWN(trial.run(2, source.get_token(),
                                       [&](const CrossValidationProgress& progress) {
                                           QCOMPARE(progress.fold, Index(0));
                                           source.request_stop();
                                       }),
                             Cancelled);
}

void TestCrossValidation::refusesNamingTheFold()
{
    // The second half is all of one class, which leaves the first fold nothing to learn from.
    const Trial trial = deafTrial(table({numbers("x", ramp(8)), numbers("class", {0, 1, 0, 1, 1, 1, 1, 1})}));
    try {
        trial.run(2);
        QFAIL("nothing was thrown");
    } catch (const Error& error) {
        QVERIFY2(error.message().find("fold 1") != std::string::npos, error.what());
        QVERIFY2(error.message().find("one class") != std::string::npos, error.what());
    }
}

QTEST_GUILESS_MAIN(TestCrossValidation)
#include "tst_cross_validation.moc"
