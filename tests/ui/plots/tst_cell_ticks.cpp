// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/cell_ticks.h"

#include <QLocale>
#include <QTest>

#include <cmath>

using namespace netloom;

/// Labels of the axes of a map.
class TestCellTicks : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void numbersAreRoundAndInTheirPlace()
    {
        std::vector<double> values; // 7.691 … 27.22 in 20 steps, as a grid has them
        for (int i = 0; i < 20; ++i)
            values.push_back(7.691 + (27.22 - 7.691) * i / 19);
        const auto ticks = roundTicks(values, 4);
        QVERIFY(ticks);
        QVERIFY(ticks->size() >= 2 && ticks->size() <= 6);
        double step = 0;
        for (std::size_t i = 0; i < ticks->size(); ++i) {
            const CellTick& tick = (*ticks)[i];
            const double number = tick.text.toDouble();
            QVERIFY(std::fmod(number, 5) == 0); // of 19.5 in about four steps
            // The number stands where the line through the values has it.
            QVERIFY(std::abs(7.691 + tick.place * (27.22 - 7.691) / 19 - number) < 1e-9);
            if (i > 0) {
                const double gap = tick.place - (*ticks)[i - 1].place;
                QVERIFY(step == 0 || std::abs(gap - step) < 1e-9);
                step = gap;
            }
        }
    }

    void wholeNumbersHaveNoDecimals()
    {
        const auto ticks = roundTicks({1, 2, 3, 4}, 6);
        QVERIFY(ticks);
        for (const CellTick& tick : *ticks)
            QVERIFY(!tick.text.contains(QLatin1Char('.')));
    }

    void betweenUnevenCellsThereIsNoPlace()
    {
        QVERIFY(!roundTicks({1, 2, 50}, 4));
        QVERIFY(!roundTicks({3, 3}, 4));
        QVERIFY(!roundTicks({}, 4));
        QVERIFY(roundTicks({0, 5, 10, 14, 19}, 3)); // whole numbers, rounded from even steps
    }
};

QTEST_GUILESS_MAIN(TestCellTicks)
#include "tst_cell_ticks.moc"
