// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/session.h"
#include "core/training/steering.h"
#include "tests/support/training_setup.h"

#include <QTest>

#include <cmath>

using namespace netloom;

namespace {

constexpr Index kEpochs = 6;

/// 22 rows: three batches of 8 in an epoch.
TrainingData rows()
{
    return patternData(4, 1, 22, 9);
}

NetworkSpec network()
{
    return networkOf("dense 5 tanh, dropout 0.2, dense 1 sigmoid");
}

TrainingConfig begun()
{
    TrainingConfig config = shortTraining();
    config.epochs = kEpochs;
    config.batchSize = 8;
    return config;
}

/// Trained to the end, but with `wanted` from so many batches on, by stopping there.
Checkpoint stoppedAndTakenUp(const TrainingConfig& wanted, int batches)
{
    Trainer first(network(), begun(), rows(), std::nullopt);
    for (int i = 0; i < batches; ++i)
        first.step();
    Trainer second(network(), wanted, rows(), first.checkpoint());
    while (second.step() != Trainer::Event::Done) {
    }
    return second.checkpoint();
}

struct Change {
    const char* name;
    bool nextBatch; ///< else with the next epoch
    void (*make)(TrainingConfig& config);
};

const Change kChanges[] = {
    {"batch size", false, [](TrainingConfig& c) { c.batchSize = 5; }},
    {"schedule", true,
     [](TrainingConfig& c) {
         c.schedule = {"exponential_decay", {{"decay_steps", Index(4)}, {"decay_rate", 0.5}}};
     }},
    {"callbacks", true,
     [](TrainingConfig& c) {
         c.enableCallback("reduce_lr_on_plateau", {{"patience", Index(1)}, {"min_delta", 10.0}});
     }},
    {"class weights", true, [](TrainingConfig& c) { c.classWeights = "0=1, 1=3"; }},
    {"optimizer", false,
     [](TrainingConfig& c) {
         c.optimizer = {"sgd", {{"learning_rate", 0.05}}};
     }},
    {"loss", false,
     [](TrainingConfig& c) {
         c.loss = {"mean_squared_error", {}};
     }},
    {"shuffle", false, [](TrainingConfig& c) { c.shuffle = false; }},
};

} // namespace

/// Settings changed while a training runs.
class TestSteering : public QObject
{
    Q_OBJECT

private slots:
    void aChangeHasTheBitsOfATrainingTakenUpWithIt_data()
    {
        QTest::addColumn<int>("change");
        for (int i = 0; i < static_cast<int>(std::size(kChanges)); ++i)
            QTest::newRow(kChanges[i].name) << i;
    }

    void aChangeHasTheBitsOfATrainingTakenUpWithIt()
    {
        QFETCH(const int, change);
        const Change& made = kChanges[change];
        TrainingConfig wanted = begun();
        made.make(wanted);
        QCOMPARE(fitsBegunEpoch(begun(), wanted), made.nextBatch);

        Session session;
        session.start(network(), begun(), rows(), std::nullopt, true);
        session.step(StepGrain::Batch, 4); // one of the second epoch
        session.wait();
        QCOMPARE(session.progress().batch, Index(1));
        session.steer(wanted, made.name);
        session.resume();
        session.wait();
        QCOMPARE(session.progress().state, SessionState::Finished);
        const Checkpoint got = session.checkpoint();
        const Checkpoint expected = stoppedAndTakenUp(wanted, made.nextBatch ? 4 : 6);
        QVERIFY(got.weights == expected.weights);
        QVERIFY(got.optimizerState == expected.optimizerState);
        QVERIFY(got.history.columns == expected.history.columns);
        QCOMPARE(got.history.epochs(), std::size_t(kEpochs));
        QVERIFY(!got.history.events.empty());
        const HistoryEvent mark = got.history.events.front();
        QVERIFY(mark.kind == HistoryEvent::Kind::Edit);
        QCOMPARE(mark.epoch, made.nextBatch ? 1 : 2);
        QCOMPARE(mark.text, std::string(made.name));
        // And the change changed something.
        QVERIFY(!(got.weights == stoppedAndTakenUp(begun(), 4).weights));
    }

    void otherMetricsBeginACurve()
    {
        TrainingConfig wanted = begun();
        wanted.metrics = {{"mean_absolute_error", {}}};
        Session session;
        session.start(network(), begun(), rows(), std::nullopt, true);
        session.step(StepGrain::Epoch, 2);
        session.wait();
        History history;
        session.updateHistory(history);
        session.steer(wanted, {});
        session.resume();
        session.wait();
        session.updateHistory(history);
        const HistoryColumn* column = history.find("mean_absolute_error");
        QVERIFY(column);
        QCOMPARE(column->size(), std::size_t(kEpochs));
        QVERIFY(std::isnan((*column)[1]));
        QVERIFY(std::isfinite((*column)[2]));
        QVERIFY(history.events.empty());
        QVERIFY(history.columns.front() == session.checkpoint().history.columns.front());
    }

    void theNewestOfSeveralCounts()
    {
        TrainingConfig once = begun();
        once.batchSize = 4;
        TrainingConfig wanted = begun();
        wanted.batchSize = 5;
        Session session;
        session.start(network(), begun(), rows(), std::nullopt, true);
        session.step(StepGrain::Batch);
        session.wait();
        session.steer(once, "batch size 4");
        session.step(StepGrain::Batch); // it waits for the next epoch
        session.wait();
        QCOMPARE(session.progress().batches, Index(3));
        session.steer(wanted, "batch size 5");
        session.setLearningRate(0.125); // what is set while a change waits stays
        session.setEpochs(4);
        session.resume();
        session.wait();
        QCOMPARE(session.progress().batches, Index(5)); // 22 rows
        const Checkpoint last = session.checkpoint();
        QCOMPARE(last.history.epochs(), std::size_t(4));
        QCOMPARE(last.history.find("learning_rate")->back(), 0.125);
        QCOMPARE(last.history.events.size(), std::size_t(1));
        QCOMPARE(last.history.events[0].text, std::string("batch size 4; batch size 5"));
    }

    void settingsThatDoNotFitEndItInASentence()
    {
        TrainingConfig wanted = begun();
        wanted.classWeights = "a lot";
        Session session;
        session.start(network(), begun(), rows(), std::nullopt, true);
        session.step(StepGrain::Epoch, 2);
        session.wait();
        session.steer(wanted, "class weights");
        session.resume();
        session.wait();
        QCOMPARE(session.progress().state, SessionState::Failed);
        QVERIFY(!session.progress().message.empty());
        QCOMPARE(session.checkpoint().history.epochs(), std::size_t(2)); // what was learned is there
    }
};

QTEST_GUILESS_MAIN(TestSteering)
#include "tst_steering.moc"
