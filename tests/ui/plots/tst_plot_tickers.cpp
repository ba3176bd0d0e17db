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

QStringList labelsWithin(QCPAxisTicker& ticker, double lower, double upper)
{
    QVector<double> ticks;
    QVector<QString> labels;
    ticker.generate(QCPRange(lower, upper), QLocale::c(), 'g', 6, ticks, nullptr, &labels);
    QStringList within;
    for (qsizetype i = 0; i < ticks.size(); ++i)
        if (ticks[i] >= lower * (1 - 1e-9) && ticks[i] <= upper * (1 + 1e-9))
            within.append(labels[i]);
    return within;
}

/// The columns lower, upper and labels of a test.
template<typename Ticker>
void compareLabels()
{
    QFETCH(const double, lower);
    QFETCH(const double, upper);
    QFETCH(const QStringList, labels);
    Ticker ticker;
    QCOMPARE(labelsWithin(ticker, lower, upper), labels);
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

    void onALogarithmicAxisEpochsAreWhole_data()
    {
        QTest::addColumn<double>("lower");
        QTest::addColumn<double>("upper");
        QTest::addColumn<QStringList>("labels");
        QTest::newRow("two") << 0.9 << 2.2 << QStringList{"1", "2"};
        QTest::newRow("a part of few") << 3.4 << 6.1 << QStringList{"4", "5", "6"};
        QTest::newRow("some tens") << 0.9 << 60.0 << QStringList{"1", "3", "10", "30", "60"};
        QTest::newRow("no room for the last one") << 0.9 << 35.0 << QStringList{"1", "3", "10", "30"};
        QTest::newRow("a million") << 0.9 << 1e6
                                   << QStringList{"1", "10", "100", "1,000", "10,000", "100,000", "1,000,000"};
    }
    void onALogarithmicAxisEpochsAreWhole() { compareLabels<EpochLogTicker>(); }

    void aLogarithmicAxisWritesNumbersAsPeopleDo_data()
    {
        QTest::addColumn<double>("lower");
        QTest::addColumn<double>("upper");
        QTest::addColumn<QStringList>("labels");
        QTest::newRow("evenly spaced") << 0.78 << 0.89 << QStringList{"0.78", "0.80", "0.82", "0.84", "0.86", "0.88"};
        QTest::newRow("thousands") << 15e3 << 32e3
                                   << QStringList{"15,000", "17,500", "20,000", "22,500", "25,000", "27,500", "30,000"};
        QTest::newRow("decades of them") << 900.0 << 11e3 << QStringList{"1,000", "2,000", "5,000", "10,000"};
        QTest::newRow("a learning rate") << 0.00093 << 0.001049
                                         << QStringList{"0.00095", "0.000975", "0.001", "0.001025"};
        QTest::newRow("decades") << 1e-8 << 2.0 << QStringList{"10⁻⁸", "10⁻⁶", "10⁻⁴", "10⁻²", "10⁰"};
        QTest::newRow("powers and others") << 1e-5 << 4e-5 << QStringList{"1×10⁻⁵", "2×10⁻⁵"};
        QTest::newRow("tiny") << 1e-6 << 1.25e-6
                              << QStringList{"1×10⁻⁶", "1.05×10⁻⁶", "1.1×10⁻⁶", "1.15×10⁻⁶", "1.2×10⁻⁶", "1.25×10⁻⁶"};
    }
    void aLogarithmicAxisWritesNumbersAsPeopleDo() { compareLabels<LogTicker>(); }

    void numbersCloseTogetherAreToldApart()
    {
        ValueTicker ticker;
        QStringList labels = labelsWithin(ticker, 1.2345e-7, 1.2355e-7);
        QVERIFY(labels.size() > 2);
        QCOMPARE(labels.removeDuplicates(), 0);
        labels = labelsWithin(ticker, 1.2345e9, 1.2355e9);
        QVERIFY(labels.size() > 2);
        QCOMPARE(labels.removeDuplicates(), 0);
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
