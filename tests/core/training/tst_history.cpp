// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/training/history.h"

#include <QTest>

using namespace netloom;

namespace {

QList<double> listOf(const HistoryColumn& column)
{
    return QList<double>(column.begin(), column.end());
}

} // namespace

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

    void copiesShareWhatTheyHaveInCommonAndDoNotDisturbEachOther()
    {
        HistoryColumn column{1, 2, 3};
        column.reserve(10);
        const HistoryColumn before = column;
        HistoryColumn other = column;
        QVERIFY(before.data() == column.data());
        column.push_back(4);
        QVERIFY(column.data() == before.data()); // behind what the others have
        other.push_back(5);                      // its place is taken
        other.push_back(6);
        QCOMPARE(listOf(before), QList<double>({1, 2, 3}));
        QCOMPARE(listOf(column), QList<double>({1, 2, 3, 4}));
        QCOMPARE(listOf(other), QList<double>({1, 2, 3, 5, 6}));
        column.push_back(7);
        QCOMPARE(listOf(column), QList<double>({1, 2, 3, 4, 7}));
        QVERIFY(before.data() == column.data());
    }

    void aBeginningOfAColumnCostsNoMemoryAndGoesItsOwnWay()
    {
        const HistoryColumn column{1, 2, 3, 4};
        HistoryColumn part = column.upTo(2);
        QVERIFY(part.data() == column.data());
        QCOMPARE(column.upTo(9).size(), std::size_t(4));
        part.push_back(8);
        QCOMPARE(listOf(part), QList<double>({1, 2, 8}));
        QCOMPARE(listOf(column), QList<double>({1, 2, 3, 4}));
        QVERIFY(part == HistoryColumn({1, 2, 8}));
        QVERIFY(!(part == column.upTo(3)));
        QVERIFY(HistoryColumn() == column.upTo(0));
    }
};

QTEST_GUILESS_MAIN(TestHistory)

#include "tst_history.moc"
