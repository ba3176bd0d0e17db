// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/csv_reader.h"
#include "core/evaluation/part_metrics.h"
#include "core/project/follow_target.h"
#include "core/project/new_project.h"
#include "core/project/prepared_data.h"
#include "core/project/validate.h"
#include "core/suggestion/first_network.h"
#include "core/suggestion/network_template.h"
#include "core/suggestion/tutorial_network.h"
#include "core/training/trainer.h"

#include <QTest>

#include <set>

using namespace netloom;

namespace {

TableFacts facts(Index rows, Index inputs, Task task = Task::Binary, Index outputs = 1)
{
    TableFacts result;
    result.rows = rows;
    result.inputs = inputs;
    result.task = task;
    result.outputs = outputs;
    return result;
}

double decayOf(const Suggestion& suggestion)
{
    return suggestion.training.optimizer.fields.real("weight_decay");
}

std::string layersOf(const Suggestion& suggestion)
{
    return formatLayers(suggestion.network.layers);
}

Suggestion tutorial(const TableFacts& f)
{
    return tutorialNetwork().make(f, 0, {});
}

} // namespace

class TestSuggestion : public QObject
{
    Q_OBJECT

private slots:
    void neverABottleneck()
    {
        for (const Index rows : {45, 105, 1000, 100'000})
            for (const Index inputs : {1, 2, 4, 15})
                QCOMPARE(layersOf(suggestFirstNetwork(facts(rows, inputs, Task::Multiclass, 3), rows / 5)),
                         std::string("dense 32 silu, dense 16 silu, dense 3 softmax"));
    }

    void wideTablesAreHeldAsRidgeRegressionHoldsThem()
    {
        const Suggestion wide = suggestFirstNetwork(facts(60, 3000), 10);
        QCOMPARE(layersOf(wide),
                 std::string("dense 16 silu kernel_l2=0.05, dense 1 sigmoid kernel_l2=0.05")); // 0.03 · 2
        QCOMPARE(wide.training.optimizer.type, std::string("adam"));
        // More inputs than a third of the rows.
        QCOMPARE(suggestFirstNetwork(facts(60, 21), 10).network.layers.size(), std::size_t(2));
        const Suggestion narrow = suggestFirstNetwork(facts(60, 20), 10);
        QCOMPARE(layersOf(narrow), std::string("dense 32 silu, dense 16 silu, dense 1 sigmoid"));
        QCOMPARE(narrow.training.optimizer.type, std::string("adamw"));
        const auto penalty = [](const Suggestion& suggestion) {
            return suggestion.network.layers.back().fields.real("kernel_l2");
        };
        QCOMPARE(penalty(suggestFirstNetwork(facts(60, 30, Task::Regression), 10)), 0.1); // 0.2 · 30 / 60
        // Other layers have the same brake.
        QCOMPARE(suggestLayers(facts(60, 21), 10, {}, {}, {}, 10).network.layers.back().fields.real("kernel_l2"), 0.1);
        QCOMPARE(decayOf(suggestLayers(facts(1000, 10), 200, {}, {8}, "tanh", 5)), 1.0); // 5 · 0.2
    }

    void theBrakeIsAsStrongAsRowsAreFew()
    {
        // 15 · inputs / rows on the series 1-2-5, between 0.01 and 3.
        QCOMPARE(decayOf(suggestFirstNetwork(facts(105, 4), 22)), 0.5);    // 0.571
        QCOMPARE(decayOf(suggestFirstNetwork(facts(1000, 10), 200)), 0.2); // 0.15 is nearer to 0.2 by ratio
        QCOMPARE(decayOf(suggestFirstNetwork(facts(50'000, 10), 5000)), 0.01);
        QCOMPARE(decayOf(suggestFirstNetwork(facts(50, 15), 10)), 3.0); // 4.5
        // Nobody watches: the brake is all there is.
        QCOMPARE(decayOf(suggestFirstNetwork(facts(105, 4), 0)), 2.0); // 2.29
        QVERIFY(suggestFirstNetwork(facts(105, 4), 22).training.enabledCallback("early_stopping"));
        QVERIFY(!suggestFirstNetwork(facts(105, 4), 0).training.enabledCallback("early_stopping"));
    }

    void enoughSteps()
    {
        for (const Index rows : {20, 105, 1000, 3000, 20'000}) {
            const TrainingConfig training = suggestFirstNetwork(facts(rows, 8), rows / 5).training;
            const Index batches = (rows + training.batchSize - 1) / training.batchSize;
            QVERIFY(training.epochs * batches >= 1500);
            QVERIFY(training.epochs >= 30);
        }
        const TrainingConfig plane = suggestFirstNetwork(facts(350, 2), 75).training;
        QVERIFY(plane.epochs * 11 >= 5000);
        // Fewer than 64 rows: more and less certain steps in an epoch.
        QCOMPARE(suggestFirstNetwork(facts(63, 8), 12).training.batchSize, Index(16));
        QCOMPARE(suggestFirstNetwork(facts(64, 8), 12).training.batchSize, Index(32));
        // Ten million rows are not gone through sixty times.
        QVERIFY(suggestFirstNetwork(facts(10'000'000, 8), 100).training.epochs <= 10);
    }

    void rareClassesAreHeard()
    {
        TableFacts rare = facts(1000, 5);
        rare.rarestShare = 0.04; // 1 : 50
        QCOMPARE(suggestFirstNetwork(rare, 100).training.classWeights, std::string("moderate"));
        rare.rarestShare = 0.5;
        QCOMPARE(suggestFirstNetwork(rare, 100).training.classWeights, std::string("none"));
    }

    void factsComeFromTheTrainingRows()
    {
        std::string text = "x,word,part,y\n";
        for (int i = 0; i < 100; ++i)
            text += std::to_string(i) + (i % 3 ? ",red," : ",blue,") + (i < 80 ? "train," : "test,") +
                    (i % 20 == 0 ? "yes\n" : "no\n");
        const auto table = std::make_shared<const Table>(readCsvText(text, "t.csv").table);
        const Project project = newProject({}, *table, "y");
        const PreparedData prepared = prepare(table, project.recipe, project.run().split);
        QCOMPARE(prepared.facts.rows, Index(80));
        QCOMPARE(prepared.facts.inputs, Index(3)); // x and two colours
        QCOMPARE(prepared.facts.outputs, Index(1));
        QCOMPARE(prepared.facts.rarestShare, 4.0 / 40.0); // 4 of 80, where 40 would be equal
    }

    void everyReasonIsASentence()
    {
        for (const TableFacts& f : {facts(105, 4), facts(60, 3000), facts(20'000, 12, Task::Regression)}) {
            const Suggestion suggestion = suggestFirstNetwork(f, 50);
            QVERIFY(suggestion.reasons.size() >= 4);
            QVERIFY(suggestion.summary.ends_with('.'));
            for (const Reason& reason : suggestion.reasons) {
                QVERIFY(!reason.choice.empty());
                QVERIFY(reason.why.ends_with('.'));
            }
        }
    }

    void settingsOfOnesOwnStay()
    {
        TrainingConfig own;
        own.seed = 7;
        own.threads = 1;
        own.loss = {"huber", {}};
        own.lossFollowsTarget = false;
        const TrainingConfig training = suggestFirstNetwork(facts(100, 4), 20, own).training;
        QCOMPARE(training.seed, std::uint64_t(7));
        QCOMPARE(training.threads, Index(1));
        QCOMPARE(training.loss.type, std::string("huber"));
    }

    void theTutorialsRule()
    {
        // The article: 10 inputs and one output give 5 and 3 units.
        const Suggestion article = tutorial(facts(700, 10));
        QCOMPARE(layersOf(article),
                 std::string("dense 5 relu, dropout 0.2, dense 3 relu, dropout 0.2, dense 1 sigmoid"));
        QCOMPARE(article.network.inputs(), Index(10));
        QCOMPARE(article.network.layers.back().name, std::string("output"));
        QCOMPARE(article.training.optimizer.type, std::string("adam"));
        QCOMPARE(article.training.epochs, Index(100));
        QCOMPARE(layersOf(tutorial(facts(9, 1, Task::Regression))),
                 std::string("dense 1 relu, dropout 0.2, dense 1 relu, dropout 0.2, dense 1 linear"));
        QCOMPARE(layersOf(tutorial(facts(9, 4, Task::Multiclass, 3))),
                 std::string("dense 3 relu, dropout 0.2, dense 2 relu, dropout 0.2, dense 3 softmax"));
    }

    void templatesAreSound_data()
    {
        QTest::addColumn<QString>("key");
        std::set<std::string> keys;
        for (const NetworkTemplate* kind : networkTemplates()) {
            QVERIFY(keys.insert(kind->key).second);
            QTest::newRow(kind->key.c_str()) << QString::fromStdString(kind->key);
        }
    }

    void templatesAreSound()
    {
        QFETCH(QString, key);
        const NetworkTemplate* kind = findNetworkTemplate(key.toStdString());
        QVERIFY(kind);
        QVERIFY(!kind->title.empty() && !kind->help.empty());
        for (const Task task : {Task::Binary, Task::Multiclass, Task::Regression, Task::MultiBinary}) {
            TargetInfo target;
            target.task = task;
            target.names = task == Task::Binary || task == Task::Regression ? std::vector<std::string>{"y"}
                                                                            : std::vector<std::string>{"a", "b", "c"};
            target.classes = task == Task::Binary ? std::vector<std::string>{"n", "y"} : target.names;
            Suggestion suggestion = kind->make(facts(100, 4, task, target.outputs()), 20, {});
            followTarget(suggestion.network, suggestion.training, target);
            QVERIFY(validate(suggestion.network, suggestion.training, 4, &target).empty());
        }
        QVERIFY(!findNetworkTemplate("nonsense"));
    }

    /// Every bundled table and generator is learned with every default: better than its most frequent class or mean.
    void samplesAreLearned_data()
    {
        QTest::addColumn<QString>("key");
        for (const SampleInfo& sample : samples())
            if (sample.key != "random")
                QTest::newRow(sample.key.c_str()) << QString::fromStdString(sample.key);
    }

    void samplesAreLearned()
    {
        QFETCH(QString, key);
        DataReference reference;
        reference.source = DataReference::Source::Sample;
        reference.sample = key.toStdString();
        const auto table = std::make_shared<const Table>(loadSample(reference.sample, {}));
        const Project project = newProject(reference, *table);
        const PreparedData prepared = prepare(table, project.recipe, project.run().split);
        Trainer trainer(project.run().network, project.run().training, prepared.data, std::nullopt);
        while (trainer.step() != Trainer::Event::Done) {
        }
        const PartMetrics test = partMetrics(modelWith(project.run().network, trainer.weights(), prepared.fitted),
                                             project.run().training, *prepared.test);
        const double* score = test.find(prepared.fitted.target().task == Task::Regression ? "r2" : "accuracy");
        QVERIFY(score);
        QVERIFY2(*score > 0.9 || (key == "bumps" && *score > 0.75), qPrintable(QString::number(*score)));
    }
};

QTEST_APPLESS_MAIN(TestSuggestion)
#include "tst_suggestion.moc"
