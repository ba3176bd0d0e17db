// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/activations/registry.h"
#include "core/base/error.h"
#include "core/layers/registry.h"
#include "core/losses/registry.h"
#include "core/metrics/registry.h"
#include "core/optimizers/registry.h"
#include "core/project/project_file.h"
#include "core/regularizers/registry.h"
#include "core/schedules/registry.h"
#include "core/training/trainer.h"
#include "tests/support/edit_tensor.h"
#include "tests/support/training_setup.h"

#include <QTest>

using namespace netloom;

namespace {

struct Setup {
    NetworkSpec network = networkOf("dense 5 tanh, dropout 0.3, dense 1 sigmoid");
    TrainingConfig config = shortTraining();
    TrainingData data = patternData(4, 1, 22, 9); // three batches, the last one partial
};

Checkpoint wholeTraining(const Setup& setup)
{
    Trainer trainer(setup.network, setup.config, setup.data, std::nullopt);
    while (!trainer.done())
        trainer.step();
    return trainer.checkpoint();
}

/// What differs, or empty.
std::string difference(const Checkpoint& a, const Checkpoint& b)
{
    if (!(a.weights == b.weights))
        return "weights";
    if (!(a.bestWeights == b.bestWeights))
        return "best weights";
    if (!(a.optimizerState == b.optimizerState))
        return "state of the optimizer";
    if (!(a.history == b.history))
        return "history";
    return a.counters == b.counters ? "" : "counters";
}

/// What a project file with this in it holds when it is opened again.
Project reopened(const Setup& setup, const Checkpoint& checkpoint)
{
    Project project;
    project.run().network = setup.network;
    project.run().training = setup.config;
    project.run().checkpoint = checkpoint;
    return projectFromBytes(projectBytes(project), "test.netloom");
}

/// Stops after every batch in turn, saves a project, opens it, goes on in a new trainer, and compares the end.
void stopEverywhere(const Setup& setup)
{
    const Checkpoint whole = wholeTraining(setup);
    for (int batches = 0;; ++batches) {
        Trainer first(setup.network, setup.config, setup.data, std::nullopt);
        for (int i = 0; i < batches && !first.done(); ++i)
            first.step();
        const Checkpoint between = first.checkpoint();
        const Project read = reopened(setup, between);
        Trainer second(read.run().network, read.run().training, setup.data, read.run().checkpoint);
        if (first.done())
            break;
        const std::string changed = difference(second.checkpoint(), between);
        QVERIFY2(changed.empty(), ("by restoring after batch " + std::to_string(batches) + ": " + changed).c_str());
        while (!second.done())
            second.step();
        const std::string differs = difference(second.checkpoint(), whole);
        QVERIFY2(differs.empty(), ("after batch " + std::to_string(batches) + ": " + differs).c_str());
    }
}

} // namespace

/// A training stopped at any batch and continued gives the bits of one that was never interrupted.
class TestContinue : public QObject
{
    Q_OBJECT

private slots:
    void optimizers_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("key");
        QTest::addColumn<double>("value");
        for (const OptimizerInfo* info : ::netloom::optimizers()) {
            const QString type = QString::fromStdString(info->type);
            QTest::newRow(qPrintable(type)) << type << QString() << 0.0;
            for (const FieldInfo& field : info->fields) {
                const QString key = QString::fromStdString(field.key);
                const QString name = type + ", " + key;
                if (field.type == FieldType::Boolean)
                    QTest::newRow(qPrintable(name)) << type << key << 1.0;
                else if (field.key == "momentum" || field.key.find("clip") != std::string::npos ||
                         field.key == "weight_decay")
                    QTest::newRow(qPrintable(name)) << type << key << 0.5;
            }
        }
    }
    void optimizers()
    {
        QFETCH(QString, type);
        QFETCH(QString, key);
        QFETCH(double, value);
        Setup setup;
        setup.config.optimizer = {type.toStdString(), {{"learning_rate", 0.01}}};
        const OptimizerInfo& info = *findOptimizer(type.toStdString());
        for (const FieldInfo& field : info.fields)
            if (field.key == key.toStdString())
                setup.config.optimizer.fields.set(field.key, field.type == FieldType::Boolean ? FieldValue(true)
                                                                                              : FieldValue(value));
        stopEverywhere(setup);
    }

    void schedules_data()
    {
        QTest::addColumn<QString>("type");
        for (const ScheduleInfo* info : ::netloom::schedules())
            QTest::newRow(info->type.c_str()) << QString::fromStdString(info->type);
    }
    void schedules()
    {
        QFETCH(QString, type);
        Setup setup;
        setup.config.schedule.type = type.toStdString();
        for (const FieldInfo& field : findSchedule(type.toStdString())->fields)
            if (field.key == "decay_steps" || field.key == "first_decay_steps")
                setup.config.schedule.fields.set(field.key, std::int64_t(4));
        stopEverywhere(setup);
    }

    void layers_data()
    {
        QTest::addColumn<QString>("type");
        for (const LayerInfo* info : layerTypes())
            QTest::newRow(info->type.c_str()) << QString::fromStdString(info->type);
    }
    void layers()
    {
        QFETCH(QString, type);
        Setup setup;
        setup.network = networkOf("dense 5 tanh, " + type.toStdString() + ", dense 1 sigmoid");
        stopEverywhere(setup);
    }

    void everyMetric()
    {
        Setup setup;
        setup.config.metrics.clear();
        for (const MetricInfo* info : metrics())
            if (info->type.find("sparse") == std::string::npos)
                setup.config.metrics.push_back({info->type, {}});
        stopEverywhere(setup);
        setup.network = networkOf("dense 5 tanh, dense 3 softmax");
        setup.config.loss.type = "sparse_categorical_crossentropy"; // labels 0 and 1 in one row
        setup.config.metrics.clear();
        for (const MetricInfo* info : metrics())
            if (info->type.find("sparse") != std::string::npos)
                setup.config.metrics.push_back({info->type, {}});
        QVERIFY(!setup.config.metrics.empty());
        stopEverywhere(setup);
    }

    void losses_data()
    {
        QTest::addColumn<QString>("type");
        for (const LossInfo* info : ::netloom::losses())
            QTest::newRow(info->type.c_str()) << QString::fromStdString(info->type);
    }
    void losses()
    {
        QFETCH(QString, type);
        Setup setup;
        setup.config.loss.type = type.toStdString();
        if (type.startsWith(QLatin1String("sparse")))
            setup.network = networkOf("dense 5 tanh, dense 2 softmax");
        stopEverywhere(setup);
    }

    void activations_data()
    {
        QTest::addColumn<QString>("type");
        for (const ActivationInfo* info : ::netloom::activations())
            QTest::newRow(info->type.c_str()) << QString::fromStdString(info->type);
    }
    void activations()
    {
        QFETCH(QString, type);
        Setup setup;
        setup.network = networkOf("dense 5 " + type.toStdString() + ", dropout 0.3, dense 1 sigmoid");
        stopEverywhere(setup);
    }

    void constraints_data()
    {
        QTest::addColumn<QString>("type");
        for (const ConstraintInfo* info : ::netloom::constraints())
            QTest::newRow(info->type.c_str()) << QString::fromStdString(info->type);
    }
    void constraints()
    {
        QFETCH(QString, type);
        Setup setup;
        setup.network = networkOf("dense 5 tanh kernel_l1=0.01 bias_l2=0.01 kernel_constraint=" + type.toStdString() +
                                  ", dense 1 sigmoid");
        stopEverywhere(setup);
    }

    void callbacks()
    {
        Setup setup;
        setup.config.epochs = 12;
        setup.config.optimizer.fields.set("learning_rate", 0.3); // unsteady, so that waiting begins anew now and then
        setup.config.enableCallback("reduce_lr_on_plateau",
                                    {{"patience", std::int64_t(1)}, {"cooldown", std::int64_t(1)}});
        setup.config.enableCallback("early_stopping", {{"patience", std::int64_t(3)}});
        stopEverywhere(setup);
    }

    void withoutShufflingAndValidation()
    {
        Setup setup;
        setup.config.shuffle = false;
        setup.data = patternData(4, 1, 22, 0);
        stopEverywhere(setup);
    }

    void weightsOfClassesAndSeveralOutputs()
    {
        Setup setup;
        setup.network = networkOf("dense 6 relu kernel_l2=0.01, batch_normalization, dense 3 softmax");
        setup.data = patternData(4, 3, 22, 9);
        setup.config.loss.type = "categorical_crossentropy";
        setup.config.classWeights = "balanced";
        stopEverywhere(setup);
    }

    void theFileHoldsAllOfIt()
    {
        Setup setup;
        setup.network = networkOf("dense 5 tanh, batch_normalization, dropout 0.3, dense 1 sigmoid");
        setup.config.metrics.push_back({"auc", {}});
        setup.config.enableCallback("early_stopping"); // its best is infinite at first
        setup.config.enableCallback("reduce_lr_on_plateau");
        Trainer trainer(setup.network, setup.config, setup.data, std::nullopt);
        do {
            const Project read = reopened(setup, trainer.checkpoint());
            QVERIFY(read.run().checkpoint == trainer.checkpoint());
            QVERIFY(read.run().network == setup.network);
            QVERIFY(read.run().training == setup.config);
            trainer.step();
        } while (!trainer.done());
        stopEverywhere(setup);
    }

    void otherMetricsKeepTheHistory()
    {
        Setup setup;
        Trainer first(setup.network, setup.config, setup.data, std::nullopt);
        while (first.epoch() < 2)
            first.step();
        setup.config.metrics = {{"precision", {}}};
        Trainer second(setup.network, setup.config, setup.data, first.checkpoint());
        while (!second.done())
            second.step();
        const History& history = second.history();
        QCOMPARE(history.epochs(), std::size_t(3));
        QCOMPARE((*history.find("loss"))[1], (*first.history().find("loss"))[1]);
        QVERIFY(std::isnan((*history.find("precision"))[1]));
        QVERIFY(!std::isnan((*history.find("precision"))[2]));
        QVERIFY(!history.find("accuracy"));
    }

    void validationRowsAddedLater()
    {
        Setup setup;
        setup.data.validation = nullptr;
        Trainer first(setup.network, setup.config, setup.data, std::nullopt);
        while (first.epoch() < 2)
            first.step();
        setup.data = patternData(4, 1, 22, 9);
        Trainer second(setup.network, setup.config, setup.data, first.checkpoint());
        while (!second.done())
            second.step();
        QCOMPARE(second.history().bestEpoch, 2); // the only epoch with a validation loss
    }

    void moreEpochs()
    {
        Setup setup;
        setup.config.epochs = 5;
        const Checkpoint whole = wholeTraining(setup);
        setup.config.epochs = 2;
        const Checkpoint begun = wholeTraining(setup);
        setup.config.epochs = 5;
        Trainer rest(setup.network, setup.config, setup.data, begun);
        while (!rest.done())
            rest.step();
        QCOMPARE(difference(rest.checkpoint(), whole), std::string());
    }

    void damagedStatesAreRefused()
    {
        Setup setup;
        const Checkpoint good = wholeTraining(setup);
        const auto refuses = [&](const auto& damage) {
            Checkpoint bad = good;
            damage(bad);
            QVERIFY_EXCEPTION_THROWN(Trainer(setup.network, setup.config, setup.data, bad), std::exception);
        };
        refuses([](Checkpoint& c) { c.weights = ParameterSet(c.weights.begin(), c.weights.end() - 1); });
        refuses([](Checkpoint& c) {
            ParameterSet twice = c.weights;
            twice.push_back(twice.back());
            c.weights = std::move(twice);
        });
        refuses([](Checkpoint& c) { editTensor(c.weights, 0, [&](NamedTensor& t) { t.shape = {2, 10}; }); });
        refuses([](Checkpoint& c) { editTensor(c.weights, 0, [&](NamedTensor& t) { t.values.pop_back(); }); });
        refuses([](Checkpoint& c) { editTensor(c.weights, 0, [&](NamedTensor& t) { t.name = "bias"; }); });
        refuses([](Checkpoint& c) {
            c.optimizerState = ParameterSet(c.optimizerState.begin(), c.optimizerState.end() - 1);
        });
        refuses([](Checkpoint& c) { c.counters.remove("iteration"); });
        refuses([](Checkpoint& c) { c.counters.set("epoch", std::int64_t(1000000000)); });
        refuses([](Checkpoint& c) { c.counters.set("epoch", std::int64_t(-1)); });
        refuses([](Checkpoint& c) { c.counters.set("learning_rate", std::string("fast")); });
    }

    void fewerMetricNumbersThanTheEpochNeeds()
    {
        Setup setup;
        setup.config.metrics.push_back({"auc", {}});
        Trainer first(setup.network, setup.config, setup.data, std::nullopt);
        first.step();
        Checkpoint bad = first.checkpoint();
        bad.counters.remove("metric.accuracy.0");
        QVERIFY_EXCEPTION_THROWN(Trainer(setup.network, setup.config, setup.data, bad), std::exception);
        bad = first.checkpoint();
        bad.counters.remove("metric.auc.7");
        QVERIFY_EXCEPTION_THROWN(Trainer(setup.network, setup.config, setup.data, bad), Error);
        bad = first.checkpoint();
        bad.counters.set("metric.auc.400", 1.0);
        QVERIFY_EXCEPTION_THROWN(Trainer(setup.network, setup.config, setup.data, bad), Error);
        bad = first.checkpoint();
        bad.counters.set("metric.accuracy.0", std::string("many"));
        QVERIFY_EXCEPTION_THROWN(Trainer(setup.network, setup.config, setup.data, bad), std::exception);
    }
};

QTEST_GUILESS_MAIN(TestContinue)
#include "tst_continue.moc"
