// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/training/early_stopping.h"
#include "core/training/history.h"
#include "core/training/reduce_lr_on_plateau.h"

#include <QTest>

#include <cmath>

using namespace netloom;

/// Epochs by their keys, and callbacks that meet no number.
class TestHistory : public QObject
{
    Q_OBJECT

private slots:
    void notANumberNeverImproves()
    {
        EarlyStoppingConfig config;
        config.patience = 2;
        EarlyStopping stopping(config);
        QVERIFY(!stopping.epochEnded(0, std::nan("")).newBest);
        QVERIFY(!stopping.epochEnded(1, 1).stop);
        QCOMPARE(stopping.bestEpoch(), Index(1));
        QVERIFY(!stopping.epochEnded(2, std::nan("")).stop);
        QVERIFY(stopping.epochEnded(3, std::nan("")).stop);
        QCOMPARE(stopping.stoppedEpoch(), Index(3));
        QCOMPARE(stopping.best(), 1.0);
        QVERIFY_EXCEPTION_THROWN(stopping.restore({}), Error);
        PlateauConfig plateau;
        QVERIFY_EXCEPTION_THROWN(ReduceLrOnPlateau(plateau).restore({}), Error);
    }

    void histories()
    {
        History history;
        history.keys = {"loss", "val_loss"};
        history.append({1, 2});
        history.append({3, 4});
        QCOMPARE(history.epochs(), std::size_t(2));
        QCOMPARE(history.find("val_loss")->back(), 4.0);
        QVERIFY(!history.find("accuracy"));
        QVERIFY_EXCEPTION_THROWN(history.append({1}), Error);
        QVERIFY(!History().find("loss"));
    }
};

QTEST_GUILESS_MAIN(TestHistory)

#include "tst_history.moc"
