// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/csv/csv_reader.h"
#include "core/evaluation/candidates.h"
#include "core/evaluation/measured_choice.h"
#include "core/preparation/recipe_guess.h"
#include "core/project/new_project.h"
#include "core/project/prepared_data.h"
#include "tests/core/data/table_builder.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace netloom;

namespace {

struct Setting {
    Table table;
    Project project;
    Split split;

    MeasuredChoice measure(const ChoiceOptions& options = {}, const std::stop_token& stop = {},
                           const std::function<void(double)>& progress = {}) const
    {
        return measureNetworks(table, project.recipe, project.run().split, split, project.run().training, options, stop,
                               progress);
    }
};

Setting settingOf(Table table, const char* target)
{
    Setting result;
    result.table = std::move(table);
    result.project = newProject({}, result.table, target);
    result.split =
        makeSplit(result.project.run().split, result.table, rowsWithTarget(result.project.recipe, result.table),
                  stratifyBy(result.table, result.project.recipe));
    return result;
}

/// y = 2 a - b + noise, or a · b.
Table madeTable(Index rows, bool product)
{
    Rng rng(5, "test");
    std::vector<double> a, b, y;
    for (Index i = 0; i < rows; ++i) {
        a.push_back(rng.uniform(-1, 1));
        b.push_back(rng.uniform(-1, 1));
        y.push_back(product ? a.back() * b.back() : 2 * a.back() - b.back() + 0.5 * rng.normal());
    }
    return netloom::testing::table(
        {netloom::testing::numbers("a", a), netloom::testing::numbers("b", b), netloom::testing::numbers("y", y)});
}

ChoiceOptions withBudget(double budget, int threads = 0)
{
    ChoiceOptions options;
    options.budget = budget;
    options.threads = threads;
    return options;
}

} // namespace

class TestMeasuredChoice : public QObject
{
    Q_OBJECT

private slots:
    void aLineIsEnoughForALine()
    {
        const MeasuredChoice choice = settingOf(madeTable(300, false), "y").measure(withBudget(3000));
        QVERIFY(choice.choice().isLinear);
        QCOMPARE(choice.scoreKey, std::string("r2"));
        const Trial& line = choice.choice();
        QVERIFY(line.score > 0.7);
        // R² is 1 − loss / variance, so the errors of both are the same share of what is not explained.
        const double share = line.error / (1 - line.score);
        QVERIFY2(std::abs(line.lossError / line.loss - share) < 0.1 * share,
                 qPrintable(QString("%1, %2").arg(line.lossError / line.loss).arg(share)));
        QVERIFY(!choice.summary.empty());
    }

    void aProductNeedsHiddenUnits()
    {
        const MeasuredChoice choice = settingOf(madeTable(300, true), "y").measure(withBudget(3000));
        QVERIFY(!choice.choice().isLinear);
        QVERIFY(choice.choice().score > 0.9);
        const auto linear =
            std::find_if(choice.trials.begin(), choice.trials.end(), [](const Trial& trial) { return trial.isLinear; });
        QVERIFY(linear != choice.trials.end());
        QVERIFY(linear->score < 0.2);
    }

    void theChosenIsTheSmallestWithinOneError()
    {
        const MeasuredChoice choice = settingOf(madeTable(300, false), "y").measure(withBudget(3000));
        QVERIFY(choice.choice().parameters <= choice.trials.front().parameters);
        // Best first, among those that were tried on all folds.
        for (std::size_t i = 1; i < choice.trials.size(); ++i)
            if (choice.trials[i].folds == choice.folds)
                QVERIFY(choice.trials[i - 1].loss <= choice.trials[i].loss);
        QCOMPARE(std::count_if(choice.trials.begin(), choice.trials.end(), [](const Trial& t) { return t.isRule; }), 1);
    }

    void theSameForAnyNumberOfThreads()
    {
        const Setting setting = settingOf(loadSample("iris"), "species");
        const MeasuredChoice one = setting.measure(withBudget(1500, 1));
        const MeasuredChoice two = setting.measure(withBudget(1500, 2));
        const MeasuredChoice three = setting.measure(withBudget(1500, 3));
        for (const MeasuredChoice* other : {&two, &three}) {
            QCOMPARE(other->chosen, one.chosen);
            QCOMPARE(other->summary, one.summary);
            QCOMPARE(other->trials.size(), one.trials.size());
            for (std::size_t i = 0; i < one.trials.size(); ++i) {
                QCOMPARE(other->trials[i].title, one.trials[i].title);
                QCOMPARE(other->trials[i].loss, one.trials[i].loss); // to the last bit
                QCOMPARE(other->trials[i].score, one.trials[i].score);
            }
        }
    }

    void theTestRowsAreNotLookedAt()
    {
        // Other values in the test rows change nothing.
        Setting setting = settingOf(madeTable(120, false), "y");
        const MeasuredChoice before = setting.measure(withBudget(500));
        QVERIFY(!setting.split.test.empty());
        for (const Index row : setting.split.test)
            for (Column& column : setting.table.columns)
                column.numbers[static_cast<std::size_t>(row)] = 1000 + static_cast<double>(row);
        const MeasuredChoice after = setting.measure(withBudget(500));
        QCOMPARE(after.choice().title, before.choice().title);
        QCOMPARE(after.choice().loss, before.choice().loss);
    }

    void theBudgetIsKept_data()
    {
        QTest::addColumn<double>("budget");
        QTest::newRow("small") << 4000.0;
        QTest::newRow("larger") << 9000.0;
    }

    void theBudgetIsKept()
    {
        QFETCH(double, budget);
        const MeasuredChoice choice = settingOf(madeTable(1500, true), "y").measure(withBudget(budget));
        // What survives the first folds is not known beforehand.
        QVERIFY2(choice.work < 1.5 * budget, qPrintable(QString::number(choice.work)));
        QVERIFY(choice.trials.size() >= 6);
        QVERIFY(choice.rows <= choice.allRows);
    }

    void whatIsLeftOfTheBudgetMakesItSteadier()
    {
        Rng rng(6, "test");
        std::vector<std::vector<double>> columns(5);
        for (int row = 0; row < 36; ++row) {
            double sum = rng.normal();
            for (std::size_t i = 0; i < 4; ++i) {
                columns[i].push_back(rng.normal());
                sum += columns[i].back();
            }
            columns[4].push_back(sum);
        }
        std::vector<Column> named;
        for (std::size_t i = 0; i < columns.size(); ++i)
            named.push_back(netloom::testing::numbers(std::string(1, "abcdy"[i]), columns[i]));
        const Setting setting = settingOf(netloom::testing::table(std::move(named)), "y");
        const MeasuredChoice once = setting.measure(withBudget(100));
        const MeasuredChoice often = setting.measure(withBudget(6000));
        QCOMPARE(once.folds, Index(5));
        QVERIFY(often.folds > once.folds);
        QCOMPARE(often.folds % 5, Index(0));
        QVERIFY(often.work <= 6000);
        // Asking the same rows again does not make more rows of them: with four times the answers an error that took
        // them for rows would be half of this.
        const auto rule = [](const MeasuredChoice& choice) {
            return *std::find_if(choice.trials.begin(), choice.trials.end(), [](const Trial& t) { return t.isRule; });
        };
        QVERIFY(often.folds >= 20);
        QCOMPARE(rule(often).folds, often.folds);
        QVERIFY2(rule(often).error > 0.7 * rule(once).error,
                 qPrintable(QString("%1, %2").arg(rule(often).error).arg(rule(once).error)));
    }

    void onesOwnNetworkIsTriedToo()
    {
        const Setting setting = settingOf(madeTable(120, true), "y");
        ChoiceOptions options = withBudget(500);
        options.own.emplace();
        options.own->network.layers = parseLayers("dense 3 tanh, dense 1 linear");
        options.own->training.epochs = 5;
        const MeasuredChoice choice = setting.measure(options);
        QCOMPARE(std::count_if(choice.trials.begin(), choice.trials.end(), [](const Trial& t) { return t.isOwn; }), 1);
    }

    void oneOfTheCandidatesIsNotTriedTwice()
    {
        const Setting setting = settingOf(madeTable(120, true), "y");
        ChoiceOptions options = withBudget(500);
        const MeasuredChoice without = setting.measure(options);
        options.own = without.trials[without.trials.size() / 2].suggestion;
        options.own->training.seed = 99; // is no part of a choice
        const MeasuredChoice choice = setting.measure(options);
        QCOMPARE(choice.trials.size(), without.trials.size());
        const auto own =
            std::find_if(choice.trials.begin(), choice.trials.end(), [](const Trial& t) { return t.isOwn; });
        QVERIFY(own != choice.trials.end());
        QVERIFY(isSameChoice(own->suggestion, options.own->network, options.own->training));
    }

    void progressRunsToTheEnd()
    {
        double last = 0;
        bool back = false;
        settingOf(madeTable(100, false), "y").measure(withBudget(300), {}, [&](double share) {
            back = back || share < last;
            last = share;
        });
        QVERIFY(!back);
        QCOMPARE(last, 1.0);
    }

    void aStopEndsIt()
    {
        std::stop_source source;
        const Setting setting = settingOf(madeTable(2000, true), "y");
        QVERIFY_THROWS_EXCEPTION(Cancelled,
                                 setting.measure({}, source.get_token(), [&](double) { source.request_stop(); }));
    }

    void tooFewRowsAreRefusedInASentence()
    {
        try {
            settingOf(madeTable(10, false), "y").measure();
            QFAIL("measured");
        } catch (const Error& error) {
            QVERIFY(QString::fromUtf8(error.what()).contains("too few training rows"));
        }
    }

    void raggedFoldsOfCategories()
    {
        // A category that only one fold has: the network of the others has fewer inputs.
        std::vector<std::string> words;
        std::vector<double> y;
        for (int i = 0; i < 60; ++i) {
            words.push_back(i == 7 ? "seldom" : i % 2 ? "odd" : "even");
            y.push_back(i % 2 ? 1.5 + 0.01 * i : -1.5);
        }
        const MeasuredChoice choice = settingOf(netloom::testing::table({netloom::testing::texts("word", words),
                                                                         netloom::testing::numbers("y", y)}),
                                                "y")
                                          .measure(withBudget(300));
        QVERIFY(choice.choice().score > 0.9);
    }
};

QTEST_APPLESS_MAIN(TestMeasuredChoice)
#include "tst_measured_choice.moc"
