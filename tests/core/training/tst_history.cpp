// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/training/epoch_log.h"
#include "core/training/history.h"

#include <QTest>

#include <thread>

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

    void aColumnGrowsInPlaceThoughCopiesOfItAreHeld()
    {
        HistoryColumn column{1};
        column.reserve(200);
        std::vector<HistoryColumn> copies;
        for (int i = 2; i <= 200; ++i) {
            copies.push_back(column);
            column.push_back(i);
        }
        QVERIFY(copies.front().data() == column.data());
        QCOMPARE(listOf(copies.front().grownTo(3)), QList<double>({1, 2, 3}));
        {
            HistoryColumn last{1, 2};
            last.reserve(10);
            last.push_back(3);
            HistoryColumn next = last;
            const double* place = last.data();
            last = HistoryColumn(); // makes room for the one that goes on
            next.push_back(4);
            QVERIFY(next.data() == place);
            QCOMPARE(listOf(next), QList<double>({1, 2, 3, 4}));
        }
        HistoryColumn moved = std::move(column);
        const double* place = copies.back().data();
        QVERIFY(moved.data() == place);
        copies[5].push_back(77); // not behind the longest: elsewhere
        QCOMPARE(moved[6], 7.0);
        QCOMPARE(copies[5].back(), 77.0);
    }

    void whoReadsALogSharesTheValuesAndSeesNothingHalfWritten()
    {
        constexpr int kEpochs = 200'000;
        EpochLog log;
        History history;
        history.keys = {"loss", "val_loss"};
        history.columns.resize(2);
        log.start(history);
        std::thread writer([&] {
            for (int epoch = 0; epoch < kEpochs; ++epoch) {
                history.append({1.0 * epoch, -1.0 * epoch});
                history.bestEpoch = epoch;
                log.append(history);
            }
        });
        History seen;
        bool right = true;
        for (std::size_t before = 0; seen.epochs() < kEpochs; before = seen.epochs()) {
            log.update(seen);
            right &= seen.epochs() >= before && seen.columns[1].size() == seen.epochs();
            for (std::size_t epoch = before; epoch < seen.epochs(); ++epoch)
                right &= seen.columns[0][epoch] == static_cast<double>(epoch) &&
                         seen.columns[1][epoch] == -static_cast<double>(epoch);
        }
        writer.join();
        QVERIFY(right);
        QVERIFY(seen.columns[0].data() == history.columns[0].data());
        log.update(seen);
        QCOMPARE(seen.bestEpoch, kEpochs - 1);
        QVERIFY(!log.update(seen));
        // One that has gone on elsewhere is followed there.
        History other = history.upTo(10);
        other.append({5, 6});
        EpochLog second;
        second.start(history.upTo(10));
        second.append(other);
        History read;
        QVERIFY(second.update(read));
        QCOMPARE(read.epochs(), std::size_t(11));
        QCOMPARE(read.columns[0].back(), 5.0);
    }
};

QTEST_GUILESS_MAIN(TestHistory)

#include "tst_history.moc"
