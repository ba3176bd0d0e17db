// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/project_document.h"
#include "ui/plots/curves_layout.h"
#include "ui/plots/curves_picture.h"
#include "ui/plots/history_plot.h"
#include "ui/plots/plot_card.h"
#include "ui/training/plots_panel.h"
#include "ui/training/training_controller.h"

#include <QAction>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

#include <cmath>

using namespace netloom;

namespace {

/// A loss that falls and jumps up and down.
History ragged(std::size_t epochs)
{
    History history;
    history.keys = {"loss", "val_loss", "learning_rate"};
    history.columns.resize(3);
    for (std::size_t i = 0; i < epochs; ++i) {
        const double value = 1.0 / static_cast<double>(i + 1) + (i % 2 == 0 ? 0.2 : 0.0);
        history.append({value, value + 0.1, 0.01});
    }
    return history;
}

void wheel(QWidget* on, QPoint at)
{
    QWheelEvent event(at, on->mapToGlobal(at), {}, QPoint(0, 240), Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                      false);
    QApplication::sendEvent(on, &event);
}

QWidget* canvasOf(HistoryPlot* plot)
{
    return plot->findChild<QWidget*>(QStringLiteral("plot"));
}

const std::vector<HistoryPlot::Curve> kLoss{{"loss", "train", HistoryPlot::Role::Training, {}},
                                            {"val_loss", "validation", HistoryPlot::Role::Validation, {}}};

} // namespace

/// What one does with the curves of a training.
class TestCurves : public QObject
{
    Q_OBJECT

private slots:
    void aClickOnItsNameHidesACurve()
    {
        HistoryPlot plot;
        plot.setCurves(kLoss);
        const History history = ragged(50);
        plot.show(history, 50);
        plot.resize(500, 300);
        plot.setVisible(true);
        QVERIFY(QTest::qWaitForWindowExposed(&plot));
        plot.redraw();
        QWidget* canvas = canvasOf(&plot);
        plot.setHoveredEpoch(10);
        QVERIFY(plot.readoutText().contains(QStringLiteral("train")));
        // The names stand above the curves, from the left.
        for (int y = 4; y < 30 && !plot.isHidden(0); y += 6)
            QTest::mouseClick(canvas, Qt::LeftButton, {}, QPoint(70, y));
        QVERIFY(plot.isHidden(0));
        QVERIFY(!plot.isHidden(1));
        plot.setHoveredEpoch(11);
        QVERIFY(!plot.readoutText().contains(QStringLiteral("train")));
        QVERIFY(plot.readoutText().contains(QStringLiteral("validation")));
    }

    void amongSeveralMetricsANameHidesAllItsCurves()
    {
        History history;
        history.keys = {"loss", "accuracy", "f1_score", "val_loss", "val_accuracy", "val_f1_score"};
        history.columns.resize(history.keys.size());
        for (int epoch = 0; epoch < 30; ++epoch)
            history.append({0.5, 0.6, 0.7, 0.6, 0.5, 0.6});
        HistoryPlot plot;
        plot.setCurves(curvesOfAll({"accuracy", "f1_score"}, Theme::light()));
        plot.show(history, 30);
        plot.resize(500, 300);
        plot.setVisible(true);
        QVERIFY(QTest::qWaitForWindowExposed(&plot));
        plot.redraw();
        const auto click = [&](int x) { QTest::mouseClick(canvasOf(&plot), Qt::LeftButton, {}, QPoint(x, 12)); };
        using Keys = std::vector<std::string>;
        click(70); // "train"
        QCOMPARE(plot.hidden(), (Keys{"accuracy", "f1_score"}));
        click(70);
        QCOMPARE(plot.hidden(), Keys());
        int x = 80;
        while (plot.hidden().empty() && x < 400)
            click(x += 10);
        QCOMPARE(plot.hidden(), (Keys{"val_accuracy", "val_f1_score"}));
        click(x);
        while (plot.hidden() != Keys{"accuracy", "val_accuracy"} && x < 400) {
            plot.setHidden({});
            click(x += 10);
        }
        QCOMPARE(plot.hidden(), (Keys{"accuracy", "val_accuracy"}));
    }

    void thePlotDoesNotMoveWhenItsYardsticksAreMeasured_data()
    {
        QTest::addColumn<int>("width");
        QTest::newRow("names in one line") << 900;
        QTest::newRow("names in two lines") << 250;
    }

    void thePlotDoesNotMoveWhenItsYardsticksAreMeasured()
    {
        QFETCH(int, width);
        HistoryPlot plot;
        plot.setCurves(kLoss);
        plot.resize(width, 180);
        plot.setVisible(true);
        plot.setLevels(awaitedLevels(Task::Binary, {"accuracy"}));
        const History history = ragged(30);
        plot.show(history, 30);
        QTest::qWait(20);
        plot.redraw();
        const QRectF before = plot.axesArea();
        const QImage without = plot.grab().toImage();
        plot.setHoveredEpoch(3);
        QVERIFY(!plot.readoutText().contains(QStringLiteral("regression"))); // nothing is known
        plot.setHoveredEpoch(-1);
        plot.setLevels({{0.867, QStringLiteral("logistic regression"), "accuracy"},
                        {0.493, QStringLiteral("most frequent class"), "accuracy"}});
        QTest::qWait(20);
        plot.redraw();
        QCOMPARE(plot.axesArea(), before);
        QVERIFY(plot.grab().toImage() != without);
    }

    void aLowPlotNamesItsCurvesInOneLine()
    {
        HistoryPlot plot;
        plot.setCurves(kLoss);
        plot.resize(300, 90);
        plot.setVisible(true);
        const History history = ragged(30);
        plot.show(history, 30);
        QTest::qWait(20);
        plot.redraw();
        const int line = QFontMetrics(plot.font()).height();
        QVERIFY(plot.axesArea().top() > 0.8 * line);
        QVERIFY(plot.axesArea().top() < 2 * line);
        QVERIFY(plot.axesArea().height() > 40);
        QTest::mouseClick(canvasOf(&plot), Qt::LeftButton, {}, QPoint(50, line / 2 + 3));
        QVERIFY(plot.isHidden(0));
    }

    void theReadOutSaysWhatEndedTheTrainingAtItsLastEpoch()
    {
        History history;
        history.keys = {"loss"};
        history.columns.resize(1);
        for (int epoch = 0; epoch < 37; ++epoch)
            history.append({0.5});
        history.events = {{HistoryEvent::Kind::Stop, 37, "Early stopping"}};
        HistoryPlot plot;
        plot.setCurves(curvesOf("loss"));
        plot.show(history, 60);
        plot.resize(600, 300);
        plot.setVisible(true);
        QVERIFY(QTest::qWaitForWindowExposed(&plot));
        plot.redraw();
        plot.setHoveredEpoch(36);
        QVERIFY(plot.readoutText().contains(QStringLiteral("Early stopping")));
        plot.setHoveredEpoch(30);
        QVERIFY(!plot.readoutText().contains(QStringLiteral("Early stopping")));
    }

    void theNameOfTheBestEpochGoesOutOfViewWithIt()
    {
        History history;
        history.keys = {"loss"};
        history.columns.resize(1);
        for (int epoch = 0; epoch < 100; ++epoch)
            history.append({0.5});
        history.bestEpoch = 10;
        HistoryPlot plot;
        plot.setCurves(curvesOf("loss"));
        plot.show(history, 100);
        plot.resize(600, 300);
        plot.setVisible(true);
        QVERIFY(QTest::qWaitForWindowExposed(&plot));
        plot.redraw();
        QVERIFY(!plot.bestName().isNull());
        plot.zoomEpochs(12, 60);
        plot.redraw();
        QVERIFY(plot.bestName().isNull());
        plot.fit();
        plot.redraw();
        QVERIFY(!plot.bestName().isNull());
    }

    void theNameOfTheBestEpochKeepsClearOfTheMark_data()
    {
        QTest::addColumn<int>("best");
        QTest::addColumn<int>("marked");
        QTest::newRow("room on the other side") << 20 << 19;
        QTest::newRow("near the right end") << 37 << 37;
        QTest::newRow("behind its line, near the left end") << 4 << 6;
        QTest::newRow("far away") << 37 << 5;
    }
    void theNameOfTheBestEpochKeepsClearOfTheMark()
    {
        QFETCH(const int, best);
        QFETCH(const int, marked);
        HistoryPlot plot;
        plot.setCurves(kLoss);
        History history = ragged(40);
        history.bestEpoch = best;
        plot.show(history, 40);
        plot.resize(500, 300);
        plot.setVisible(true);
        QVERIFY(QTest::qWaitForWindowExposed(&plot));
        plot.redraw();
        const QRectF area = QRectF(canvasOf(&plot)->rect());
        const QRectF range = plot.visibleRange();
        QVERIFY(area.contains(plot.bestName()));
        plot.setMarkedEpoch(marked);
        plot.redraw();
        const QRectF name = plot.bestName();
        QVERIFY(area.contains(name));
        plot.setEvidence(marked, marked); // a band around the same epoch
        const double line = plot.evidence().center().x();
        QVERIFY2(name.right() <= line + 1 || name.left() >= line - 1,
                 qPrintable(QStringLiteral("%1 … %2 over %3").arg(name.left()).arg(name.right()).arg(line)));
        QVERIFY(range == plot.visibleRange());
    }

    void theNameOfTheBestEpochStaysAmongTheAxesOfALowerPlot()
    {
        HistoryPlot plot;
        plot.setCurves(kLoss);
        History history; // rises: there is room at the bottom
        history.keys = {"loss", "val_loss"};
        history.columns.resize(2);
        for (int i = 0; i < 40; ++i)
            history.append({1.0 - 1.0 / (i + 1), 1.0 - 1.1 / (i + 1)});
        history.bestEpoch = 37;
        plot.show(history, 40);
        plot.resize(500, 400);
        plot.setVisible(true);
        QVERIFY(QTest::qWaitForWindowExposed(&plot));
        plot.setEvidence(1, 40);
        plot.redraw();
        QVERIFY(plot.bestName().bottom() <= plot.evidence().bottom() + 1);
        QVERIFY(plot.bestName().center().y() > plot.evidence().center().y());
        plot.resize(500, 200);
        QApplication::processEvents();
        plot.redraw();
        QVERIFY(plot.bestName().bottom() <= plot.evidence().bottom() + 1);
    }

    void bothPlotsZoomTheirEpochsTogetherAndFollowAgain()
    {
        ProjectDocument document;
        Project project;
        project.run().network.layers = {{"dense", "h", {}}};
        project.run().checkpoint.history = ragged(400);
        project.run().checkpoint.weights = {{"h", "kernel", {Index(1), Index(1)}, {1}}};
        document.adopt(std::move(project), nullptr);
        TrainingController training(document);
        PlotsPanel panel(document, training);
        panel.resize(900, 300);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        auto* loss = panel.findChild<HistoryPlot*>(QStringLiteral("lossPlot"));
        auto* metric = panel.findChild<HistoryPlot*>(QStringLiteral("metricPlot"));
        loss->redraw();
        wheel(canvasOf(loss), canvasOf(loss)->rect().center());
        QVERIFY(!loss->isFitted());
        QVERIFY(!metric->isFitted());
        const QRectF zoomed = loss->visibleRange();
        QVERIFY(zoomed.width() < 390);
        QCOMPARE(metric->visibleRange().left(), zoomed.left());
        QCOMPARE(metric->visibleRange().width(), zoomed.width());
        // New epochs do not take the zoom away.
        const History more = ragged(500);
        loss->show(more, 500);
        QCOMPARE(loss->visibleRange(), zoomed);
        auto* follow = loss->parentWidget()->findChild<QToolButton*>(QStringLiteral("fitPlot"));
        QVERIFY(follow->isVisible());
        QTest::mouseClick(follow, Qt::LeftButton);
        QVERIFY(loss->isFitted());
        QVERIFY(metric->isFitted());
        QVERIFY(!follow->isVisible());
        loss->show(training.history(), 400);
    }

    void aSmoothCurveKeepsTheRawOneBehind()
    {
        HistoryPlot plot;
        plot.resize(500, 300);
        plot.setCurves(kLoss);
        History history = ragged(100);
        plot.show(history, 100);
        const QImage raw = [&] {
            plot.redraw();
            return plot.grab().toImage();
        }();
        plot.setSmoothing(0.9);
        plot.redraw();
        QVERIFY(plot.grab().toImage() != raw);
        QCOMPARE(plot.pointCount(0), 100);
        plot.setHoveredEpoch(0);
        QVERIFY(plot.readoutText().contains(QStringLiteral("1.2"))); // what was measured, not the average
        history = ragged(120);                                       // grows
        plot.show(history, 120);
        QCOMPARE(plot.pointCount(0), 120);
        plot.setSmoothing(0);
        plot.redraw();
        QCOMPARE(plot.pointCount(0), 120);
    }

    void otherRunsAreComparedAsTheirCurvesAreShown()
    {
        HistoryPlot plot;
        plot.resize(500, 300);
        plot.setCurves({kLoss[0]});
        History history;
        History better;
        history.keys = better.keys = {"loss"};
        history.columns.resize(1);
        better.columns.resize(1);
        for (int i = 0; i < 100; ++i) {
            history.append({1.0});
            better.append({i == 50 ? 9.0 : 0.01});
        }
        plot.show(history, 100);
        plot.setGhosts({{better, QString()}});
        plot.setLogarithmic(true);
        QVERIFY(plot.visibleRange().top() < 0.01); // in view
        QVERIFY(plot.visibleRange().bottom() > 9);
        plot.setSmoothing(0.9); // theirs, too
        QVERIFY(plot.visibleRange().bottom() < 3);
        plot.setSmoothing(0);
        QVERIFY(plot.visibleRange().bottom() > 9);
    }

    void aYardstickIsDashedHoweverDeepOneZooms()
    {
        HistoryPlot plot;
        plot.resize(500, 300);
        plot.setCurves({kLoss[0]});
        History history;
        history.keys = {"loss"};
        history.columns.resize(1);
        for (int i = 0; i < 100'000; ++i)
            history.append({1.0 - i / 1e5});
        plot.show(history, 0);
        plot.setLevels({{0.2, QStringLiteral("linear model"), "loss"}});
        plot.zoomEpochs(50'000, 50'100);
        plot.redraw();
        const QImage picture = plot.grab().toImage();
        const QRectF axes = plot.axesArea();
        int inked = 0; // columns of pixels
        for (int x = static_cast<int>(axes.left()) + 1; x < axes.right(); ++x) {
            bool isInked = false;
            for (int y = static_cast<int>(axes.top()); y < axes.bottom(); ++y) {
                const QColor ink = picture.pixelColor(x, y);
                isInked = isInked ||
                          ink.green() - std::max(ink.red(), ink.blue()) > 20; // neither the curve nor the grid is green
            }
            inked += isInked ? 1 : 0;
        }
        QVERIFY2(inked > 0.5 * axes.width() && inked < 0.95 * axes.width(), qPrintable(QString::number(inked)));
    }

    void whereNoValueIsAboveZeroALogarithmicAxisSaysSo()
    {
        History history = ragged(20);
        history.columns[0] = std::vector<double>(20, -0.5);
        history.columns[1] = std::vector<double>(20, -0.4);
        history.bestEpoch = 10;
        HistoryPlot plot;
        plot.resize(500, 300);
        plot.setCurves(kLoss);
        plot.show(history, 20);
        plot.redraw();
        QVERIFY(!plot.bestName().isNull());
        plot.setLogarithmic(true);
        plot.redraw();
        QVERIFY(plot.bestName().isNull()); // words in the middle, and nothing that could cross them
        QCOMPARE(plot.hiddenOnLogText(), QStringLiteral("40 values at or below 0 not shown"));
        CurvesLook look;
        look.logarithmicLoss = true;
        const QByteArray svg = curvesPicture(history, QStringLiteral("cosine"), look, "svg", 900, 1);
        QVERIFY(svg.contains("No value is above 0."));
        QVERIFY(svg.contains("40 values at or below 0 not shown"));
        plot.setLogarithmic(false);
        plot.redraw();
        QVERIFY(!plot.bestName().isNull());
        QVERIFY(plot.hiddenOnLogText().isEmpty());
    }

    void epochsMayBeLogarithmic()
    {
        HistoryPlot plot;
        plot.resize(500, 300);
        plot.setCurves(kLoss);
        const History history = ragged(1000);
        plot.show(history, 1000);
        plot.setEpochsLogarithmic(true);
        QVERIFY(plot.visibleRange().left() > 0.5);
        QVERIFY(plot.isFitted());
        plot.zoomEpochs(10, 100);
        QCOMPARE(plot.visibleRange().left(), 10.0);
        plot.fit();
        QVERIFY(plot.visibleRange().right() >= 1000);
        plot.setEpochsLogarithmic(false);
        QCOMPARE(plot.visibleRange().left(), 0.0);
    }
};

QTEST_MAIN(TestCurves)
#include "tst_curves.moc"
