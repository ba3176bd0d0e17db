// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/history.h"
#include "ui/plots/curves_picture.h"
#include "ui/plots/plot_tickers.h"

#include <QTest>

#include <algorithm>

using namespace netloom;

namespace {

QVector<double> epochTicks(double lower, double upper, int count)
{
    EpochTicker ticker;
    ticker.setTickCount(count);
    QVector<double> ticks;
    ticker.generate(QCPRange(lower, upper), QLocale::c(), 'g', 6, ticks, nullptr, nullptr);
    QVector<double> within;
    for (const double tick : ticks)
        if (tick >= lower && tick <= upper)
            within.append(tick);
    return within;
}

} // namespace

/// Labels of the axes of plots.
class TestPlotTickers : public QObject
{
    Q_OBJECT

private slots:
    void theLastEpochHasALabel_data()
    {
        QTest::addColumn<double>("last");
        for (const double last : {21, 30, 50, 75, 99, 100, 137, 150, 500, 999, 1000, 1250, 3000, 12345, 1000000})
            QTest::addRow("%g", last) << last;
    }
    void theLastEpochHasALabel()
    {
        QFETCH(const double, last);
        for (int count = 2; count <= 6; ++count) {
            const QVector<double> ticks = epochTicks(0, last, count);
            QVERIFY(!ticks.isEmpty());
            QCOMPARE(ticks.last(), last);
            QVERIFY(ticks.size() >= 2 && ticks.size() <= 2 * count);
            for (qsizetype i = 0; i < ticks.size(); ++i) {
                QCOMPARE(ticks[i], std::round(ticks[i]));
                QVERIFY(i == 0 || ticks[i] - ticks[i - 1] >= 0.5 * last / count); // no label on another
            }
        }
    }

    void aRoundStepThatArrivesAtTheLastEpochIsTaken()
    {
        QCOMPARE(epochTicks(0, 1250, 6), QVector<double>({0, 250, 500, 750, 1000, 1250}));
        QCOMPARE(epochTicks(0, 100, 6), QVector<double>({0, 20, 40, 60, 80, 100}));
    }

    void aPartOfTheEpochsEndsWhereItDoes()
    {
        const QVector<double> ticks = epochTicks(10.4, 57.6, 6);
        QCOMPARE(ticks, QVector<double>({20, 30, 40, 50}));
    }

    void powersOfTenAreAsManyAsThereIsRoomFor()
    {
        for (const int count : {1, 2, 4}) {
            LogTicker ticker;
            ticker.setTickCount(count);
            QVector<double> ticks;
            ticker.generate(QCPRange(1e-12, 2), QLocale::c(), 'g', 6, ticks, nullptr, nullptr);
            const auto within =
                std::count_if(ticks.begin(), ticks.end(), [](double tick) { return tick >= 1e-12 && tick <= 2; });
            QVERIFY(within >= 2);
            QVERIFY2(within <= count + 3, qPrintable(QString::number(within)));
        }
    }

    void theLastLabelIsInThePicture_data()
    {
        QTest::addColumn<int>("epochs");
        for (const int epochs : {45, 1250, 10'000})
            QTest::addRow("%d", epochs) << epochs;
    }
    void theLastLabelIsInThePicture()
    {
        QFETCH(const int, epochs);
        History history;
        history.keys = {"loss"};
        history.columns = {HistoryColumn(std::vector<double>(static_cast<std::size_t>(epochs), 0.5))};
        const QByteArray label = QLocale().toString(epochs).toUtf8();
        for (const int width : {240, 500, 900})
            QVERIFY2(curvesPicture(history, QString(), "svg", width, 1).contains('>' + label + '<'),
                     qPrintable(QString::number(width)));
    }
};

QTEST_MAIN(TestPlotTickers)
#include "tst_plot_tickers.moc"
