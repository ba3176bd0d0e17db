// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/parallel_plot.h"

#include <QImage>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace netloom;

namespace {

/// Two settings and a result; the lines cross.
void fill(ParallelPlot& plot)
{
    plot.resize(600, 260);
    plot.setContent({{"rate", {}, true}, {"layers", {"small", "large"}, false}, {"accuracy", {}, false}},
                    {{{0.001, 0, 0.7}, 5, false}, {{0.1, 1, 0.9}, 6, false}, {{0.01, 1, std::nan("")}, 7, true}});
}

} // namespace

class TestParallelPlot : public QObject
{
    Q_OBJECT

private slots:
    void aClickChoosesALine()
    {
        ParallelPlot plot;
        fill(plot);
        QSignalSpy clicked(&plot, &ParallelPlot::lineClicked);
        // The best line runs along the top to the right end of the plot; the worst along the bottom.
        const QFontMetrics metrics(plot.font());
        const int top = static_cast<int>(1.9 * metrics.height());
        const int bottom = static_cast<int>(260 - 1.6 * metrics.height());
        QTest::mouseClick(&plot, Qt::LeftButton, {}, QPoint(430, top));
        QCOMPARE(clicked.count(), 1);
        QCOMPARE(clicked.takeFirst().first().toInt(), 6);
        QCOMPARE(plot.highlighted(), 6);
        QCOMPARE(plot.readoutText(), QString("rate 0.1 · layers large · accuracy 0.9"));
        QTest::mouseClick(&plot, Qt::LeftButton, {}, QPoint(430, bottom));
        QCOMPARE(clicked.takeFirst().first().toInt(), 5);
        QTest::mouseClick(&plot, Qt::LeftButton, {}, QPoint(430, (top + bottom) / 2));
        QCOMPARE(clicked.count(), 0);
    }

    void aResultIsWrittenAsItsMetric()
    {
        ParallelPlot plot;
        plot.setContent({{"rate", {}, false}, {"accuracy", {}, false, "accuracy"}}, {{{0.5, 0.955}, 1, false}});
        plot.setHighlighted(1);
        QVERIFY(plot.readoutText().contains("95.5"));
        QVERIFY(plot.readoutText().endsWith("%"));
    }

    void theKeysGoFromLineToLine()
    {
        ParallelPlot plot;
        fill(plot);
        QSignalSpy clicked(&plot, &ParallelPlot::lineClicked);
        QTest::keyClick(&plot, Qt::Key_Down);
        QTest::keyClick(&plot, Qt::Key_Down);
        QTest::keyClick(&plot, Qt::Key_Up);
        QCOMPARE(clicked.count(), 3);
        QCOMPARE(plot.highlighted(), 5);
    }

    void picturesAndNumbers()
    {
        ParallelPlot plot;
        fill(plot);
        QCOMPARE(QString::fromUtf8(plot.csv()),
                 QString("rate,layers,accuracy\n0.001,small,0.69999999999999996\n"
                         "0.10000000000000001,large,0.90000000000000002\n0.01,large,\n"));
        const QImage image = QImage::fromData(plot.picture("png", {600, 260}, 2), "PNG");
        QCOMPARE(image.size(), QSize(1200, 520));
        QVERIFY(plot.picture("svg", {600, 260}, 1).contains("<svg"));
        QVERIFY(plot.picture("pdf", {600, 260}, 1).startsWith("%PDF"));
    }

    void oddContent()
    {
        ParallelPlot plot;
        plot.resize(300, 160);
        plot.show();
        plot.setEmptyText("nothing yet");
        plot.setContent({}, {});
        QVERIFY(!plot.grab().isNull());
        plot.setContent({{"x", {}, false}}, {{{1}, 0, false}});
        QVERIFY(!plot.grab().isNull());
        plot.setContent({{"x", {"one"}, false}, {"y", {}, true}},
                        {{{0, -1}, 0, false}, {{0}, 1, false}, {{}, 2, true}});
        QVERIFY(!plot.grab().isNull());
        QTest::mouseClick(&plot, Qt::LeftButton, {}, QPoint(150, 80));
        plot.setHighlighted(99);
        QCOMPARE(plot.readoutText(), QString());
        std::vector<ParallelPlot::Line> many;
        for (int i = 0; i < 3000; ++i)
            many.push_back({{static_cast<double>(i % 7), static_cast<double>(i)}, i, false});
        plot.setContent({{"a", {}, false}, {"b", {}, false}}, many);
        QVERIFY(!plot.grab().isNull());
    }
};

QTEST_MAIN(TestParallelPlot)
#include "tst_parallel_plot.moc"
