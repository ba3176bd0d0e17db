// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/training/epoch_log.h"
#include "core/training/session.h"
#include "core/training/trainer.h"
#include "tests/support/training_setup.h"

#include <QTest>

#include <cmath>
#include <memory>
#include <thread>

using namespace netloom;

namespace {

const NetworkSpec kNetwork = networkOf("dense 5 tanh, dropout 0.3, dense 1 sigmoid");

TrainingData smallData()
{
    return patternData(4, 1, 22, 9); // three batches of 8
}

TrainingConfig endless()
{
    TrainingConfig config = shortTraining();
    config.epochs = 1000000000;
    return config;
}

void waitIn(Session& session, SessionState state)
{
    session.wait();
    QCOMPARE(session.progress().state, state);
}

} // namespace

/// The controls of a training on its own thread.
class TestSession : public QObject
{
    Q_OBJECT

private slots:
    void aSnapshotCarriesWhatWasWishedFor()
    {
        // One plain step of gradient descent over all rows: the weights move by the rate times the gradient.
        const NetworkSpec network = networkOf("dense 3 tanh, dense 1 sigmoid kernel_l2=0.1");
        TrainingConfig config = shortTraining();
        config.optimizer = {"sgd", {{"learning_rate", 0.5}}};
        config.batchSize = 64;
        config.shuffle = false;
        config.epochs = 5;
        const TrainingData data = patternData(4, 1, 22, 0);
        Session session;
        session.start(network, config, data, std::nullopt, true);
        session.wait();
        const auto next = [&](SnapshotWish wish) {
            const std::uint64_t before = session.snapshot()->number;
            session.requestSnapshot(std::move(wish));
            while (session.snapshot()->number == before)
                std::this_thread::yield();
            return session.snapshot();
        };
        SnapshotWish wish;
        wish.gradients = true;
        wish.layers = {0, 7};
        wish.samples = std::make_shared<const Matrix>(data.train->x.leftCols(2));
        const auto snapshot = next(wish);
        QCOMPARE(snapshot->gradients.size(), snapshot->weights.size());
        QCOMPARE(snapshot->outputs.size(), std::size_t(1)); // there is no eighth layer
        const NamedTensor& kernel = snapshot->weights[0];
        const NamedTensor& bias = snapshot->weights[1];
        for (Index unit = 0; unit < 3; ++unit) {
            double z = double(bias.values[static_cast<std::size_t>(unit)]);
            for (Index input = 0; input < 4; ++input)
                z +=
                    double(kernel.values[static_cast<std::size_t>(input * 3 + unit)]) * double(data.train->x(input, 1));
            QVERIFY(std::abs(double(snapshot->outputs[0](unit, 1)) - std::tanh(z)) < 1e-6);
        }
        const auto plain = next({});
        QVERIFY(plain->gradients.empty());
        QVERIFY(plain->outputs.empty());
        QVERIFY(plain->weights == snapshot->weights);

        session.step(StepGrain::Batch);
        session.wait();
        const auto stepped = session.snapshot();
        for (std::size_t t = 0; t < stepped->weights.size(); ++t)
            for (std::size_t i = 0; i < stepped->weights[t].values.size(); ++i) {
                const double wanted =
                    double(snapshot->weights[t].values[i]) - 0.5 * double(snapshot->gradients[t].values[i]);
                QVERIFY(std::abs(double(stepped->weights[t].values[i]) - wanted) < 1e-6);
            }
    }

    void aStateIsAskedForWithoutWaiting()
    {
        Session session;
        QVERIFY(!session.takeCheckpoint());
        session.start(kNetwork, endless(), smallData());
        QVERIFY(!session.takeCheckpoint()); // nobody asked
        session.requestCheckpoint();
        std::optional<Checkpoint> taken;
        while (!(taken = session.takeCheckpoint()))
            std::this_thread::yield();
        QVERIFY(!taken->empty());
        QVERIFY(!session.takeCheckpoint()); // once
        session.pause();
        waitIn(session, SessionState::Paused);
        session.requestCheckpoint();
        taken = session.takeCheckpoint();
        QVERIFY(taken); // a pause has its state at hand
        QVERIFY(*taken == session.checkpoint());
        QVERIFY(taken->weights.shares(session.snapshot()->weights));
        session.setLearningRate(0.25);
        QCOMPARE(session.checkpoint().counters.real("learning_rate"), 0.25);
        session.stop();
        session.wait();
        session.requestCheckpoint();
        QVERIFY(session.takeCheckpoint());
    }

    void theLogIsReadWhileItGrows()
    {
        constexpr int kEpochs = 3000;
        EpochLog log;
        History all{{"loss", "val_loss"}, {{}, {}}, -1, {}};
        log.start(all);
        std::thread writer([&log, all]() mutable {
            for (int epoch = 0; epoch < kEpochs; ++epoch) {
                all.append({1.0 * epoch, -1.0 * epoch});
                all.bestEpoch = epoch;
                log.append(all);
            }
        });
        History read;
        QVERIFY(log.update(read));
        bool whole = true;
        while (read.epochs() < kEpochs) {
            const std::size_t before = read.epochs();
            const bool news = log.update(read);
            whole &= news || read.epochs() == before;
            whole &= read.bestEpoch < static_cast<int>(read.epochs());
            for (std::size_t epoch = before; epoch < read.epochs(); ++epoch)
                whole &= read.columns[0][epoch] == static_cast<double>(epoch) &&
                         read.columns[1][epoch] == -read.columns[0][epoch];
        }
        writer.join();
        QVERIFY(whole);
        log.update(read);
        QCOMPARE(read.bestEpoch, kEpochs - 1);
        QVERIFY(!log.update(read));
        // Somebody else's history is replaced.
        History other{{"mae"}, {{1, 2, 3}}, 2, {}};
        QVERIFY(log.update(other));
        QVERIFY(other == read);
    }

    void idle()
    {
        Session session;
        session.pause();
        session.resume();
        session.step(StepGrain::Batch);
        session.setLearningRate(1);
        session.setEpochs(1);
        session.requestSnapshot();
        session.stop();
        session.wait();
        QCOMPARE(session.progress().state, SessionState::Idle);
        QCOMPARE(session.progress().reason, StopReason::None);
        QVERIFY(!session.snapshot());
        QVERIFY(session.checkpoint().empty());
        History history;
        QVERIFY(!session.updateHistory(history));
    }

    void runsToTheEnd()
    {
        const TrainingConfig config = shortTraining();
        Session session;
        session.start(kNetwork, config, smallData());
        waitIn(session, SessionState::Finished);
        const Progress p = session.progress();
        QCOMPARE(p.reason, StopReason::AllEpochsDone);
        QCOMPARE(p.epoch, Index(3));
        QCOMPARE(p.epochs, Index(3));
        QCOMPARE(p.batches, Index(3));
        QVERIFY(p.seconds > 0);
        QVERIFY(p.samplesPerSecond > 0);
        Trainer trainer(kNetwork, config, smallData(), std::nullopt);
        trainer.recordTimeline({});
        while (!trainer.done())
            trainer.step();
        QVERIFY(session.checkpoint() == trainer.checkpoint());
        QVERIFY(session.snapshot()->weights == trainer.weights());
        History history;
        QVERIFY(session.updateHistory(history));
        QVERIFY(history == trainer.history());
        QVERIFY(!session.updateHistory(history));
    }

    void startedInPauseItStepsByBatchAndEpoch()
    {
        Session session;
        session.start(kNetwork, shortTraining(), smallData(), std::nullopt, true);
        waitIn(session, SessionState::Paused);
        QCOMPARE(session.progress().batch, Index(0));
        session.step(StepGrain::Batch);
        waitIn(session, SessionState::Paused);
        QCOMPARE(session.progress().batch, Index(1));
        QVERIFY(session.progress().batchLoss > 0);
        session.step(StepGrain::Epoch); // to the end of this one
        waitIn(session, SessionState::Paused);
        QCOMPARE(session.progress().epoch, Index(1));
        QCOMPARE(session.progress().batch, Index(0));
        session.step(StepGrain::Epoch);
        waitIn(session, SessionState::Paused);
        QCOMPARE(session.progress().epoch, Index(2));
        session.step(StepGrain::Epoch);
        waitIn(session, SessionState::Finished);
        session.step(StepGrain::Batch);
        session.resume();
        waitIn(session, SessionState::Finished);
        QCOMPARE(session.progress().epoch, Index(3));
    }

    void stepDoesNothingWhileRunning()
    {
        Session session;
        session.start(kNetwork, endless(), smallData());
        session.step(StepGrain::Batch);
        QTRY_VERIFY(session.progress().epoch > 2);
        QCOMPARE(session.progress().state, SessionState::Running);
    }

    void pauseHoldsEverythingStill()
    {
        Session session;
        session.start(kNetwork, endless(), smallData());
        QTRY_VERIFY(session.progress().epoch > 0);
        session.pause();
        waitIn(session, SessionState::Paused);
        const Progress first = session.progress();
        const Checkpoint state = session.checkpoint();
        const Progress second = session.progress();
        QCOMPARE(second.epoch, first.epoch);
        QCOMPARE(second.batch, first.batch);
        QCOMPARE(second.seconds, first.seconds); // pauses are left out
        QVERIFY(session.checkpoint() == state);
        QVERIFY(session.snapshot()->weights == state.weights);
        session.resume();
        QTRY_VERIFY(session.progress().epoch > first.epoch);
    }

    void stopsFromEveryState()
    {
        for (const bool paused : {false, true}) {
            Session session;
            session.start(kNetwork, endless(), smallData(), std::nullopt, paused);
            if (paused)
                waitIn(session, SessionState::Paused);
            session.stop();
            waitIn(session, SessionState::Stopped);
            QCOMPARE(session.progress().reason, StopReason::StopRequested);
            session.resume();
            session.stop();
            waitIn(session, SessionState::Stopped);
        }
    }

    void destroyedWhileItTrains()
    {
        auto session = std::make_unique<Session>();
        session->start(kNetwork, endless(), smallData());
        QTRY_VERIFY(session->progress().epoch > 0);
        session.reset();
    }

    void aSecondStartEndsTheFirst()
    {
        Session session;
        session.start(kNetwork, endless(), smallData());
        QTRY_VERIFY(session.progress().epoch > 0);
        session.start(kNetwork, shortTraining(), smallData());
        waitIn(session, SessionState::Finished);
        QCOMPARE(session.progress().epoch, Index(3));
        QVERIFY_EXCEPTION_THROWN(session.start({}, shortTraining(), smallData()), Error);
        QCOMPARE(session.progress().state, SessionState::Finished);
    }

    void newLearningRateWithTheNextBatch()
    {
        Session session;
        session.start(kNetwork, shortTraining(), smallData(), std::nullopt, true);
        session.setLearningRate(0.125);
        session.step(StepGrain::Batch);
        waitIn(session, SessionState::Paused);
        QCOMPARE(session.progress().learningRate, 0.125);
        session.step(StepGrain::Epoch);
        waitIn(session, SessionState::Paused);
        session.setLearningRate(0.25);
        session.resume();
        waitIn(session, SessionState::Finished);
        History history;
        session.updateHistory(history);
        const std::vector<double> rates{0.125, 0.25, 0.25};
        QVERIFY(*history.find("learning_rate") == rates);
    }

    void moreAndFewerEpochs()
    {
        Session session;
        session.start(kNetwork, shortTraining(), smallData(), std::nullopt, true);
        session.setEpochs(5);
        session.resume();
        waitIn(session, SessionState::Finished);
        QCOMPARE(session.progress().epoch, Index(5));
        QCOMPARE(session.progress().epochs, Index(5));
        session.start(kNetwork, endless(), smallData());
        QTRY_VERIFY(session.progress().epoch > 0);
        session.setEpochs(1); // already past it
        waitIn(session, SessionState::Finished);
        QCOMPARE(session.progress().reason, StopReason::AllEpochsDone);
    }

    void failureHasAMessageAndKeepsWeights()
    {
        TrainingConfig config = shortTraining();
        config.optimizer = {"sgd", {{"learning_rate", 1e30}}};
        config.loss.type = "mean_squared_error";
        config.epochs = 100;
        Session session;
        session.start(networkOf("dense 4 linear, dense 1 linear"), config, smallData());
        waitIn(session, SessionState::Failed);
        const Progress p = session.progress();
        QCOMPARE(p.reason, StopReason::NotFinite);
        const QString message = QString::fromStdString(p.message);
        for (const char* part : {"epoch ", "batch ", "layer \"", "learning rate"})
            QVERIFY2(message.contains(QLatin1String(part)), qPrintable(message));
        for (const NamedTensor& tensor : session.checkpoint().weights)
            for (const Scalar value : tensor.values)
                QVERIFY(std::isfinite(value));
    }

    void stoppedAnywhereItContinuesWithTheSameBits()
    {
        TrainingConfig config = shortTraining();
        config.epochs = 40;
        config.threads = 2;
        Session whole;
        whole.start(kNetwork, config, smallData());
        waitIn(whole, SessionState::Finished);
        Rng rng(5, "stops");
        for (int round = 0; round < 20; ++round) {
            Checkpoint state;
            for (int stops = 0; stops < 4; ++stops) {
                Session session;
                session.start(kNetwork, config, smallData(),
                              state.empty() ? std::nullopt : std::optional<Checkpoint>(state), true);
                for (std::uint64_t steps = rng.below(9); steps > 0; --steps) {
                    session.step(StepGrain::Batch);
                    session.wait(); // paused again, or at the end
                }
                session.resume();
                session.stop(); // wherever it has come to by now
                session.wait();
                state = session.checkpoint();
            }
            Session rest;
            rest.start(kNetwork, config, smallData(), state);
            waitIn(rest, SessionState::Finished);
            QVERIFY(rest.checkpoint() == whole.checkpoint());
        }
    }

    void sameBitsWhoeverWatches()
    {
        // Batches that are work enough for two threads to share; someone looks at everything in every second run.
        const NetworkSpec network = networkOf("dense 96 tanh, dropout 0.2, dense 80 relu, dense 1 sigmoid");
        const TrainingData data = patternData(64, 1, 700, 300);
        TrainingConfig config = shortTraining();
        config.batchSize = 256;
        config.threads = 1;
        Trainer alone(network, config, data, std::nullopt);
        alone.recordTimeline({});
        while (!alone.done())
            alone.step();
        const Checkpoint wanted = alone.checkpoint();
        for (const Index threads : {1, 2, 4}) {
            config.threads = threads;
            for (int run = 0; run < 20; ++run) {
                Session session;
                History history;
                session.start(network, config, data);
                std::uint64_t looks = 0;
                while (run % 2 == 1 && session.progress().state == SessionState::Running) {
                    session.requestSnapshot();
                    session.updateHistory(history);
                    if (const auto snapshot = session.snapshot())
                        looks += snapshot->weights.size();
                    if (run % 4 == 1)
                        looks += session.checkpoint().weights.size();
                }
                waitIn(session, SessionState::Finished);
                QVERIFY2(session.checkpoint() == wanted,
                         qPrintable(QStringLiteral("%1 threads, run %2, %3 looks").arg(threads).arg(run).arg(looks)));
            }
        }
    }

    void checkpointsWhileRunningAreWhole()
    {
        Session session;
        TrainingConfig config = shortTraining();
        config.epochs = 2000;
        session.start(kNetwork, config, smallData());
        const Checkpoint state = session.checkpoint();
        session.wait();
        Session rest;
        rest.start(kNetwork, config, smallData(), state);
        waitIn(rest, SessionState::Finished);
        QVERIFY(rest.checkpoint() == session.checkpoint());
    }

    void snapshotsComeWhenAskedFor()
    {
        Session session;
        session.start(kNetwork, endless(), smallData());
        QTRY_VERIFY(session.progress().epoch > 0);
        QVERIFY(!session.snapshot()); // nobody looked
        session.requestSnapshot();
        QTRY_VERIFY(session.snapshot());
        const auto first = session.snapshot();
        session.requestSnapshot();
        QTRY_VERIFY(session.snapshot()->number > first->number);
        QVERIFY(session.snapshot()->epoch >= first->epoch);
    }

    void historyGrows()
    {
        Session session;
        session.start(kNetwork, shortTraining(), smallData(), std::nullopt, true);
        History history;
        QVERIFY(session.updateHistory(history)); // the keys
        QCOMPARE(history.epochs(), std::size_t(0));
        session.step(StepGrain::Epoch);
        session.wait();
        QVERIFY(session.updateHistory(history));
        QCOMPARE(history.epochs(), std::size_t(1));
        QCOMPARE(history.bestEpoch, 0);
        QVERIFY(!session.updateHistory(history));
        History other;
        other.keys = {"loss"};
        other.columns = {{1, 2, 3}};
        QVERIFY(session.updateHistory(other)); // of another training: replaced
        QVERIFY(other == history);
    }

    void remainingTimeIsKnownAfterAWhile()
    {
        Session session;
        session.start(kNetwork, endless(), smallData());
        QTRY_VERIFY(session.progress().secondsLeft > 0);
        QVERIFY(session.progress().samplesPerSecond > 0);
    }
};

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
