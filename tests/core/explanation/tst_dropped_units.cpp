// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explanation/dropped_units.h"
#include "core/network/layer_units.h"
#include "core/training/session.h"
#include "tests/support/training_setup.h"

#include <QTest>

#include <algorithm>

using namespace netloom;

class TestDroppedUnits : public QObject
{
    Q_OBJECT

private slots:
    /// A weight whose input was switched off has no gradient and stays as it was.
    void theyAreThoseOfTheTraining()
    {
        const NetworkSpec network = networkOf("dropout 0.5, dense 1 linear");
        constexpr Index inputs = 24;
        TrainingConfig config = shortTraining();
        config.seed = 5;
        config.batchSize = 1;
        config.epochs = 6;
        config.loss.type = "mean_squared_error";
        config.metrics.clear();
        config.optimizer.type = "sgd";
        std::vector<std::vector<double>> rows(1, std::vector<double>(inputs + 1, 1.0));
        rows.front().back() = 50; // far from anything that the fresh weights say
        Session session;
        session.start(network, config, rowData(rows), {}, true);
        const auto weights = [&] {
            const Checkpoint state = session.checkpoint();
            return findKernel(*state.weights.pointer(), network.layers[1].name, inputs, 1)->values;
        };
        auto before = weights();
        for (std::int64_t iteration = 0; iteration < 4; ++iteration) {
            session.step(StepGrain::Batch);
            QTRY_COMPARE(session.progress().state, SessionState::Paused);
            QTRY_COMPARE(session.checkpoint().counters.integer("iteration"), iteration + 1);
            const auto after = weights();
            const std::vector<bool> dropped = droppedUnits(network, 0, inputs, config.seed, iteration);
            QCOMPARE(static_cast<Index>(dropped.size()), inputs);
            for (std::size_t i = 0; i < dropped.size(); ++i)
                QCOMPARE(dropped[i], after[i] == before[i]);
            before = after;
        }
    }

    void aboutTheRateIsOff()
    {
        const NetworkSpec network = networkOf("dense 4000 relu, dropout 0.2, dense 1 sigmoid");
        const auto off = droppedUnits(network, 1, 3, 42, 17);
        const auto count = std::count(off.begin(), off.end(), true);
        QVERIFY(count > 680 && count < 920); // 800 ± 4.7 standard deviations of 25
        QCOMPARE(droppedUnits(network, 1, 3, 42, 17), off);
        QVERIFY(droppedUnits(network, 1, 3, 42, 18) != off);
        QVERIFY(droppedUnits(network, 0, 3, 42, 17).empty());
        QVERIFY(droppedUnits(network, 7, 3, 42, 17).empty());
    }
};

QTEST_GUILESS_MAIN(TestDroppedUnits)
#include "tst_dropped_units.moc"
