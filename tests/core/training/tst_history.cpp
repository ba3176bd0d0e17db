// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/training/history.h"

#include <QTest>

using namespace netloom;

/// Epochs by their keys.
class TestHistory : public QObject
{
    Q_OBJECT

private slots:
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
