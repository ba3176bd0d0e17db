// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/bar_plot.h"
#include "ui/plots/beeswarm_plot.h"
#include "ui/plots/decision_plot.h"
#include "ui/plots/matrix_plot.h"
#include "ui/plots/xy_plot.h"

#include <QImage>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace netloom;

namespace {

XySeries points(std::vector<double> x, std::vector<double> y, std::vector<Index> rows)
{
    XySeries series;
    series.style = XySeries::Style::Points;
    series.x = std::move(x);
    series.y = std::move(y);
    series.rows = std::move(rows);
    return series;
}

} // namespace

/// The plots of the panels Evaluate and Explain.
class TestXyPlot : public QObject
{
    Q_OBJECT
private slots:
    void powersOfTenAreWrittenAsPeopleWriteThem()
    {
        XyPlot plot;
        plot.resize(500, 300);
        XySeries line;
        line.x = {-4, -3, -2, -1, 0};
        line.y = {1, 2, 3, 2, 1};
        XyPlot::Axes axes;
        axes.x = QStringLiteral("rate");
        axes.xPowers = true;
        plot.setContent({line}, axes);
        plot.show();
        QVERIFY(QTest::qWaitForWindowExposed(&plot));
        const QByteArray svg = plot.picture("svg", {500, 300}, 1);
        for (const char* label : {">0.0001<", ">0.001<", ">0.01<", ">0.1<", ">1<"})
            QVERIFY2(svg.contains(label), label);
        QVERIFY(plot.csv().contains(",0.001,2\n"));
    }

    void aPointIsReadAndStandsForItsRow()
    {
        XyPlot plot;
        plot.resize(400, 300);
        plot.setContent({points({0, 0.5, 1}, {0, 0.5, 1}, {7, 8, 9})}, {"x", "y", {{0, 1}}, {{0, 1}}});
        plot.show();
        QVERIFY(QTest::qWaitForWindowExposed(&plot));
        auto* inner = plot.findChild<QWidget*>();
        QSignalSpy clicked(&plot, &XyPlot::rowClicked);
        // Wherever the point in the middle is drawn: it is looked for along the diagonal.
        QPoint found;
        for (int step = 0; step < 400 && found.isNull(); ++step) {
            const QPoint at(60 + step * 330 / 400, 270 - step * 260 / 400);
            QTest::mouseMove(inner, at);
            if (plot.readoutText().contains("row 9"))
                found = at;
        }
        QVERIFY(!found.isNull());
        QVERIFY(plot.readoutText().contains("x 0.5"));
        QTest::mouseClick(inner, Qt::LeftButton, {}, found);
        QCOMPARE(clicked.count(), 1);
        QCOMPARE(clicked[0][0].value<Index>(), Index(8));
    }

    void noCurvePassesBehindAName()
    {
        const auto picture = [](const QString& name) {
            XyPlot plot;
            XySeries line;
            line.name = name;
            line.x = {0, 0.5, 1};
            line.y = {1, 1, 1}; // along the upper end of the axis
            plot.setContent({line}, {"x", "y", {{0, 1}}, {{0, 1}}});
            return QImage::fromData(plot.picture("png", {300, 230}, 1));
        };
        const QImage named = picture(QString(400, QLatin1Char('n')));
        const QImage plain = picture({});
        QCOMPARE(named.size(), plain.size());
        // The upper line of the grid lies lower where a name stands above it, by at least the height of a word.
        const auto firstLine = [](const QImage& image) {
            const QColor curve = Theme::current().training;
            for (int y = 0; y < image.height(); ++y)
                if (image.pixelColor(250, y) == curve)
                    return y;
            return -1;
        };
        QVERIFY(firstLine(plain) >= 0);
        QVERIFY2(firstLine(named) >= firstLine(plain) + 8,
                 qPrintable(QStringLiteral("%1 %2").arg(firstLine(named)).arg(firstLine(plain))));
    }

    void theMarkerMovesByKeys()
    {
        XyPlot plot;
        plot.resize(400, 300);
        plot.setContent({points({0, 1}, {0, 1}, {})}, {"x", "y", {{0, 1}}, {{0, 1}}});
        plot.setMarker(0.5);
        QSignalSpy moved(&plot, &XyPlot::markerMoved);
        QTest::keyClick(&plot, Qt::Key_Right);
        QTest::keyClick(&plot, Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(moved.count(), 2);
        QVERIFY(qFuzzyCompare(moved[0][0].toDouble(), 0.51));
        QVERIFY(qFuzzyCompare(moved[1][0].toDouble(), 0.4));
        plot.setMarker({});
        QTest::keyClick(&plot, Qt::Key_Right);
        QCOMPARE(moved.count(), 2);
    }

    void theWheelScrollsThePageUntilThePlotHasTheFocus()
    {
        QScrollArea area;
        auto* page = new QWidget;
        page->setFixedSize(300, 2000);
        auto* plot = new XyPlot(page);
        plot->setGeometry(0, 0, 300, 250);
        plot->setContent({points({0, 1}, {0, 1}, {})}, {"x", "y", {}, {}});
        area.setWidget(page);
        area.resize(320, 300);
        area.show();
        QVERIFY(QTest::qWaitForWindowExposed(&area));
        area.setFocus(); // the plot is the only other widget that takes it
        auto* inner = plot->findChild<QWidget*>();
        const auto turn = [&] {
            QWheelEvent event(QPointF(150, 120), inner->mapToGlobal(QPointF(150, 120)), {}, QPoint(0, -120),
                              Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(inner, &event);
            return event.isAccepted();
        };
        QVERIFY(!turn()); // left to the page, which gets it from Qt where the plot lets it through
        QVERIFY(!inner->testAttribute(Qt::WA_NoMousePropagation));
        plot->setFocus();
        QVERIFY(turn());
    }

    void numbersAndPicturesAreWritten()
    {
        XyPlot plot;
        XySeries series = points({0.1, 0.25}, {1, 2}, {});
        series.name = "a, \"b\"";
        plot.setContent({series}, {"x", "y", {}, {}});
        QCOMPARE(plot.csv(), QByteArray("series,x,y\n\"a, \"\"b\"\"\",0.1,1\n\"a, \"\"b\"\"\",0.25,2\n"));
        QCOMPARE(QImage::fromData(plot.picture("png", {300, 200}, 2)).size(), QSize(600, 400));
        QVERIFY(plot.picture("svg", {300, 200}, 1).contains("<svg"));
        QVERIFY(plot.picture("pdf", {300, 200}, 1).startsWith("%PDF"));
    }

    void matrixCellsAreChosenByKeysAndShownAsShares()
    {
        ConfusionMatrix matrix(2);
        matrix.counts = {{3, 1}, {0, 0}};
        MatrixPlot plot;
        plot.setMatrix(matrix, {"no", "yes"});
        plot.resize(300, 200);
        QSignalSpy clicked(&plot, &MatrixPlot::cellClicked);
        QTest::keyClick(&plot, Qt::Key_Right); // from nowhere to the first cell
        QTest::keyClick(&plot, Qt::Key_Right);
        QTest::keyClick(&plot, Qt::Key_Return);
        QCOMPARE(clicked.count(), 1);
        QCOMPARE(clicked[0][0].toInt(), 0);
        QCOMPARE(clicked[0][1].toInt(), 1);
        QCOMPARE(plot.cellText(0, 0), QStringLiteral("3"));
        plot.setShown(MatrixPlot::Shown::RowShares);
        QCOMPARE(plot.cellText(0, 0), QLocale().toString(75.0, 'f', 1));
        QCOMPARE(plot.cellText(1, 0), QStringLiteral("–")); // no row of that class
        plot.setShown(MatrixPlot::Shown::ColumnShares);
        QCOMPARE(plot.cellText(0, 1), QLocale().toString(100.0, 'f', 1));
    }

    void barsAreChosenByKeysAndWritten()
    {
        BarPlot plot;
        BarPlot::Content content;
        content.bars = {{"a", "1", 0, 2, "+2", {}, {}, false}, {"b", "", 2, 1, "-1", 0.5, 1.5, false}};
        plot.setContent(content);
        QSignalSpy clicked(&plot, &BarPlot::barClicked);
        QTest::keyClick(&plot, Qt::Key_Down);
        QTest::keyClick(&plot, Qt::Key_Down);
        QTest::keyClick(&plot, Qt::Key_Down);
        QCOMPARE(plot.selected(), 1);
        QCOMPARE(clicked.count(), 3);
        QCOMPARE(plot.csv(), QByteArray("name,value,from,to,low,high\na,1,0,2,,\nb,,2,1,0.5,1.5\n"));
        QVERIFY(plot.accessibleDescription().contains("a 1: +2"));
    }

    void aLineOfADecisionPlotIsChosen()
    {
        DecisionPlot plot;
        plot.setContent({{"a", "b"}, {{{0, 1, 2}, {}, false, 3}, {{0, -1, -2}, {}, true, 4}}, "log-odds", {}, {}});
        plot.resize(300, plot.sizeHint().height());
        QSignalSpy clicked(&plot, &DecisionPlot::lineClicked);
        const int top = 8 + 1; // just below the upper end, where lines are far apart
        for (int x = 0; x < 300; ++x)
            QTest::mouseClick(&plot, Qt::LeftButton, {}, {x, top});
        QSet<int> keys;
        for (const QList<QVariant>& call : clicked)
            keys << call[0].toInt();
        QCOMPARE(keys, (QSet<int>{3, 4}));
    }

    /// As shap draws one row: round ticks, the values in brackets beside the line; above log-odds, probabilities.
    void aDecisionPlotSaysItsNumbers()
    {
        DecisionPlot plot;
        plot.setContent({{"a", "b"},
                         {{{-2, 3, -3}, {"0.25", "a long value of a cell"}, false, 0}},
                         "log-odds of yes",
                         "average log-odds -2",
                         "log-odds -3",
                         true});
        const QByteArray svg = plot.picture("svg", {300, plot.sizeHint().height()}, 1);
        for (const char* text : {"(0.25)", ">−2<", ">0<", ">2<", "average log-odds -2", "log-odds of yes", ">0.5<"})
            QVERIFY2(svg.contains(text), text);
        plot.setContent({{"a"}, {{{5, 5}, {"1"}, false, 0}}, "y", {}, {}}); // nothing moves the prediction
        QVERIFY(plot.picture("svg", {300, plot.sizeHint().height()}, 1).contains("(1)"));
    }

    void theSwarmIsTheSameEveryTime()
    {
        const auto made = [] {
            BeeswarmPlot plot;
            std::vector<double> x;
            std::vector<Index> rows;
            for (int i = 0; i < 100; ++i) {
                x.push_back(i % 7 - 3);
                rows.push_back(i);
            }
            plot.setContent({{"a", "1", x, std::vector<double>(100, 0.5)}}, rows, "log-odds");
            return plot.picture("png", {300, 120}, 1);
        };
        QCOMPARE(made(), made());
    }
};

QTEST_MAIN(TestXyPlot)
#include "tst_xy_plot.moc"
