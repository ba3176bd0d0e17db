// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/project/new_project.h"
#include "core/project/prepared_data.h"
#include "tests/support/answers.h"
#include "tests/support/tutorial_project.h"
#include "ui/document/project_document.h"
#include "ui/plots/curves_csv.h"
#include "ui/plots/curves_picture.h"
#include "ui/plots/history_plot.h"
#include "ui/plots/thinned_curve.h"
#include "ui/training/plots_panel.h"
#include "ui/training/training_controller.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

#include <charconv>
#include <cmath>
#include <ctime>
#include <limits>

using namespace netloom;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

HistoryColumn replaced(const HistoryColumn& column, std::size_t epoch, double value)
{
    std::vector<double> values(column.begin(), column.end());
    values[epoch] = value;
    return values;
}

/// Two curves that fall like 1/epoch, and a rising metric.
History falling(std::size_t epochs)
{
    History history;
    history.keys = {"loss", "accuracy", "val_loss", "val_accuracy", "learning_rate"};
    history.columns.resize(5);
    for (std::size_t i = 0; i < epochs; ++i) {
        const double x = 1.0 / static_cast<double>(i + 1);
        history.append({x, 1 - x, x + 0.1, 0.9 - x, 0.01});
    }
    history.bestEpoch = static_cast<int>(epochs) - 1;
    return history;
}

/// Processor time of this thread: what else the machine does, does not count.
double cpuMilliseconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

void drag(QWidget* on, QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = {})
{
    QTest::mousePress(on, Qt::LeftButton, modifiers, from);
    for (int step = 1; step <= 4; ++step) {
        const QPoint at = from + (to - from) * step / 4;
        QMouseEvent move(QEvent::MouseMove, at, on->mapToGlobal(at), Qt::NoButton, Qt::LeftButton, modifiers);
        QApplication::sendEvent(on, &move);
    }
    QTest::mouseRelease(on, Qt::LeftButton, modifiers, to);
}

QWidget* canvasOf(HistoryPlot& plot)
{
    return plot.findChild<QWidget*>(QStringLiteral("plot"));
}

void openSample(ProjectDocument& document, const std::string& key, Index epochs)
{
    DataReference data;
    data.source = DataReference::Source::Sample;
    data.sample = key;
    auto table = loadTable(data, {});
    Project project = newProject(data, *table);
    netloom::testing::useTutorial(project, *table);
    project.run().training.epochs = epochs;
    document.adopt(std::move(project), std::move(table));
}

} // namespace

class PlotsTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)")));
        m_answers = {};
        Dialogs::install(&m_answers);
    }
    void cleanup() { Dialogs::install(nullptr); }

    void aShortCurveIsKeptWhole()
    {
        ThinnedCurve curve;
        curve.append(std::vector<double>{3, 1, 2});
        std::vector<ThinnedCurve::Point> points;
        curve.points(false, points);
        QCOMPARE(points.size(), std::size_t(3));
        QCOMPARE(points[1].index, std::size_t(1));
        QCOMPARE(points[1].value, 1.0);
        QCOMPARE(curve.lowest(), 1.0);
        QCOMPARE(curve.highest(), 3.0);
    }

    void peaksSurviveThinning()
    {
        // 100,000 values of 0 with one peak and one dip: whatever is left out, these are not.
        std::vector<double> values(100'000, 0.0);
        values[31'415] = 7;
        values[92'653] = -2;
        ThinnedCurve curve;
        for (const double value : values)
            curve.append({&value, 1});
        std::vector<ThinnedCurve::Point> points;
        curve.points(false, points);
        QVERIFY(points.size() <= 2 * ThinnedCurve::kBuckets);
        QVERIFY(curve.stride() * ThinnedCurve::kBuckets >= values.size());
        bool peak = false;
        bool dip = false;
        for (std::size_t i = 0; i < points.size(); ++i) {
            peak = peak || (points[i].index == 31'415 && points[i].value == 7);
            dip = dip || (points[i].index == 92'653 && points[i].value == -2);
            QVERIFY(i == 0 || points[i - 1].index <= points[i].index);
        }
        QVERIFY(peak && dip);
        ThinnedCurve::points(values, 90'000, 95'000, 500, false, points);
        QVERIFY(points.size() <= 1002);
        QVERIFY(std::any_of(points.begin(), points.end(), [](const auto& p) { return p.value == -2; }));
    }

    void onALogarithmicAxisTheFirstValuesAreKept()
    {
        std::vector<double> values(1'000'000);
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = 1.0 / static_cast<double>(i + 1);
        std::vector<ThinnedCurve::Point> points;
        ThinnedCurve::points(values, 0, values.size(), 1000, false, points, ThinnedCurve::Buckets::Logarithmic);
        QVERIFY2(points.size() < 1500, qPrintable(QString::number(points.size())));
        for (std::size_t i = 0; i < 50; ++i)
            QCOMPARE(points[i].index, i);
        for (std::size_t i = 1; i < points.size(); ++i) // evenly across the axis
            QVERIFY(std::log(static_cast<double>(points[i].index + 1) / static_cast<double>(points[i - 1].index + 1)) <
                    0.7);
        std::fill(values.begin(), values.end(), 1.0); // a level one goes on to the end
        ThinnedCurve::points(values, 0, values.size(), 1000, false, points, ThinnedCurve::Buckets::Logarithmic);
        QCOMPARE(points.back().index, values.size() - 1);
    }

    void appendingInPiecesIsAppendingAtOnce()
    {
        std::vector<double> values;
        for (int i = 0; i < 5000; ++i)
            values.push_back(std::sin(i * 0.1) + (i % 7 == 0 ? kNan : 0));
        ThinnedCurve whole;
        whole.append(values);
        ThinnedCurve pieces;
        for (std::size_t from = 0; from < values.size(); from += 37)
            pieces.append(std::span(values).subspan(from, std::min<std::size_t>(37, values.size() - from)));
        std::vector<ThinnedCurve::Point> a;
        std::vector<ThinnedCurve::Point> b;
        whole.points(false, a);
        pieces.points(false, b);
        QCOMPARE(a.size(), b.size());
        for (std::size_t i = 0; i < a.size(); ++i)
            QVERIFY(a[i].index == b[i].index && a[i].value == b[i].value);
    }

    void gapsAndValuesNotAboveZero()
    {
        ThinnedCurve curve;
        curve.append(std::vector<double>{1, kNan, -1, 0, 4});
        std::vector<ThinnedCurve::Point> points;
        curve.points(false, points);
        QCOMPARE(points.size(), std::size_t(5));
        QVERIFY(std::isnan(points[1].value));
        curve.points(true, points);
        QVERIFY(std::isnan(points[2].value) && std::isnan(points[3].value));
        QCOMPARE(curve.lowestPositive(), 1.0);
        ThinnedCurve none;
        none.append(std::vector<double>{kNan, kNan});
        QVERIFY(none.isEmpty());
    }

    void aPlotShowsWhatIsThere()
    {
        HistoryPlot plot;
        plot.setCurves(curvesOf("loss"));
        const History history = falling(50);
        plot.show(history, 100);
        QCOMPARE(plot.pointCount(0), 50);
        QCOMPARE(plot.pointCount(1), 50);
        const QRectF range = plot.visibleRange();
        QVERIFY(range.left() <= 1 && range.right() >= 100);
        QVERIFY(range.top() <= 0.02 && range.bottom() >= 1.1);
    }

    void ofManyEpochsTheAxisFollowsWhatIsTrained()
    {
        History history;
        history.keys = {"loss"};
        history.columns = {HistoryColumn(std::vector<double>(10, 0.5))};
        HistoryPlot plot;
        plot.resize(500, 200);
        plot.setCurves({{"loss", "train", HistoryPlot::Role::Training}});
        const auto right = [&](std::size_t epochs, int whole) {
            history.columns[0] = std::vector<double>(epochs, 0.5);
            plot.show(history, whole);
            return plot.visibleRange().right();
        };
        QCOMPARE(right(10, 80), 80.0);
        QCOMPARE(right(10, 1'000'000), 100.0);
        QCOMPARE(right(51, 1'000'000), 200.0); // twice as many, at the next step of 1, 2, 5, 10
        QCOMPARE(right(300, 1'000'000), 1000.0);
        QCOMPARE(right(300, 700), 700.0);
        QCOMPARE(right(700, 700), 700.0);
    }

    void theWordsOfAnEmptyPlotAreNotCutOff()
    {
        HistoryPlot plot;
        plot.setTheme(Theme::light());
        plot.setEmptyText(QStringLiteral("The loss appears here while the network trains.\nPress Train (F5)."));
        plot.setCurves(curvesOf("loss"));
        plot.resize(600, 200);
        plot.setVisible(true);
        QVERIFY(QTest::qWaitForWindowExposed(&plot));
        plot.show(History(), 100);
        plot.resize(170, 200);
        QTRY_COMPARE(plot.grab().toImage().width(), 170);
        const QImage image = plot.grab().toImage();
        int inked = 0;
        for (int y = 20; y < 180; ++y) {
            for (const int x : {2, 5, 164, 167})
                QCOMPARE(image.pixel(x, y), image.pixel(2, 100));
            for (int x = 0; x < 170; ++x)
                inked += image.pixel(x, y) != image.pixel(2, 100);
        }
        QVERIFY(inked > 200); // there are words
        QCOMPARE(plot.summary(History()),
                 QStringLiteral("The loss appears here while the network trains.\nPress Train (F5)."));
    }

    void otherRunsDoNotCrossTheWordsOfAnEmptyPlot()
    {
        HistoryPlot plot;
        plot.setEmptyText(QStringLiteral("The loss appears here."));
        plot.setCurves(curvesOf("loss"));
        plot.resize(400, 200);
        plot.show(History(), 50);
        const auto picture = [&] {
            plot.redraw();
            return plot.grab().toImage();
        };
        const QImage alone = picture();
        plot.setGhosts({{falling(40), QString()}});
        QCOMPARE(picture(), alone);
        const History own = falling(20);
        plot.show(own, 50);
        const QImage both = picture();
        plot.setGhosts({});
        QVERIFY(picture() != both);
    }

    void anotherRunIsNamedWhereThereIsRoom()
    {
        HistoryPlot plot;
        plot.setCurves(curvesOf("loss"));
        plot.resize(400, 200);
        const History own = falling(20);
        plot.show(own, 50);
        const auto picture = [&](const QString& name) {
            plot.setGhosts({{falling(40), name}});
            plot.redraw();
            return plot.grab().toImage();
        };
        QVERIFY(picture(QStringLiteral("run1")) != picture(QStringLiteral("run2")));
        QVERIFY(picture(QStringLiteral("run1")) != picture(QStringLiteral("run")));
        const QString longOne(200, u'n'), another(200, u'm');
        QCOMPARE(picture(longOne), picture(another));                     // no line of its own in the window
        QCOMPARE(picture(longOne), picture(QStringLiteral("other run"))); // but it is not left without any
        QVERIFY(picture(longOne) != picture(QStringLiteral("run1")));
    }

    void aYardstickOutOfViewSaysWhereItIs()
    {
        CurvesLook look;
        look.metric = "accuracy";
        const auto side = [&](double level) {
            look.levels = {{level, QStringLiteral("majority")}};
            const QByteArray svg = curvesPicture(falling(60), QString(), look, "svg", 900, 1);
            return svg.contains("↓") ? -1 : svg.contains("↑") ? 1 : 0;
        };
        QCOMPARE(side(0.5), 0); // the curves go from 0 to 1
        QCOMPARE(side(-9), -1);
        QCOMPARE(side(9), 1);
    }

    void anotherHistoryOfTheSameLengthIsNoticed()
    {
        HistoryPlot plot;
        plot.setCurves(curvesOf("loss"));
        History history = falling(50);
        plot.show(history, 0);
        std::vector<double> higher(history.columns[0].begin(), history.columns[0].end());
        for (double& value : higher)
            value += 5;
        history.columns[0] = higher;
        plot.show(history, 0);
        QVERIFY(plot.visibleRange().bottom() >= 6);
        QVERIFY(plot.visibleRange().top() > 0 || plot.visibleRange().top() <= 0.02);
        const History none;
        plot.show(none, 0);
        QCOMPARE(plot.pointCount(0), 0);
    }

    void wheelDragAndDoubleClick()
    {
        HistoryPlot plot;
        plot.resize(600, 300);
        plot.setCurves(curvesOf("loss"));
        const History history = falling(100);
        plot.show(history, 100);
        plot.QWidget::show();
        QVERIFY(QTest::qWaitForWindowExposed(&plot));
        QWidget* canvas = canvasOf(plot);
        QSignalSpy fitted(&plot, &HistoryPlot::fittedChanged);
        const QRectF all = plot.visibleRange();
        const QPoint middle = canvas->rect().center();
        QWheelEvent wheel(middle, canvas->mapToGlobal(middle), {}, {0, 240}, Qt::NoButton, {}, Qt::NoScrollPhase,
                          false);
        QApplication::sendEvent(canvas, &wheel);
        QVERIFY(plot.visibleRange().width() < all.width());
        QCOMPARE(plot.visibleRange().height(), all.height());
        QVERIFY(!plot.isFitted());
        QCOMPARE(fitted.count(), 1);
        QTest::mouseDClick(canvas, Qt::LeftButton, {}, middle);
        QVERIFY(plot.isFitted());
        QCOMPARE(plot.visibleRange(), all);

        drag(canvas, QPoint(200, 60), QPoint(300, 200));
        const QRectF box = plot.visibleRange();
        QVERIFY(!plot.isFitted());
        QVERIFY(box.width() < 0.4 * all.width() && box.height() < 0.8 * all.height());
        drag(canvas, QPoint(300, 100), QPoint(250, 100), Qt::ShiftModifier);
        QVERIFY(plot.visibleRange().left() > box.left());
        QCOMPARE(plot.visibleRange().width(), box.width());
        plot.fit();
        drag(canvas, QPoint(200, 100), QPoint(300, 102)); // along the epochs
        QVERIFY(plot.visibleRange().width() < 0.4 * all.width());
        QCOMPARE(plot.visibleRange().height(), all.height());
        plot.fit();
        QTest::keyClick(&plot, Qt::Key_Plus);
        QVERIFY(plot.visibleRange().width() < all.width());
        QTest::keyClick(&plot, Qt::Key_0);
        QCOMPARE(plot.visibleRange(), all);
        QTest::keyClick(&plot, Qt::Key_Minus); // never beyond the epochs
        QVERIFY(plot.visibleRange().left() >= 0 && plot.visibleRange().right() <= 101);
    }

    void aZoomedPlotStaysWhereItIsWhileTrainingGoesOn()
    {
        HistoryPlot plot;
        plot.resize(600, 300);
        plot.setCurves(curvesOf("loss"));
        History history = falling(5000);
        plot.show(history, 5000);
        QTest::keyClick(&plot, Qt::Key_Plus);
        const QRectF zoomed = plot.visibleRange();
        history.append({0.001, 0.5, 9.0, 0.5, 0.01});
        plot.show(history, 5000);
        QCOMPARE(plot.visibleRange(), zoomed);
        plot.fit();
        QVERIFY(plot.visibleRange().bottom() >= 9);
    }

    void theCursorReadsOffAllCurves()
    {
        HistoryPlot plot;
        plot.resize(600, 300);
        plot.setCurves(curvesOf("loss"));
        const History history = falling(100);
        plot.show(history, 100);
        plot.QWidget::show();
        QVERIFY(QTest::qWaitForWindowExposed(&plot));
        QSignalSpy hovered(&plot, &HistoryPlot::hovered);
        QTest::mouseMove(canvasOf(plot), QPoint(300, 100));
        QTRY_VERIFY(plot.hoveredEpoch() >= 0);
        QCOMPARE(hovered.last().at(0).toInt(), plot.hoveredEpoch());
        plot.setHoveredEpoch(3);
        QCOMPARE(plot.readoutText(), QStringLiteral("Epoch 4\ntrain  0.2500\nvalidation  0.3500"));
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(canvasOf(plot), &leave);
        QCOMPARE(plot.hoveredEpoch(), -1);
        QVERIFY(plot.readoutText().isEmpty());
    }

    void logarithmicAxis()
    {
        HistoryPlot plot;
        plot.setCurves(curvesOf("loss"));
        History history = falling(100);
        history.columns[0] = replaced(history.columns[0], 7, 0);
        plot.show(history, 0);
        plot.setLogarithmic(true);
        QVERIFY(plot.visibleRange().top() > 0);
        QVERIFY(plot.visibleRange().top() < 0.011);
        QCOMPARE(plot.hiddenOnLog(), 1);
        plot.setLogarithmic(false);
        QCOMPARE(plot.hiddenOnLog(), 0);
        QVERIFY(plot.visibleRange().top() <= 0);
    }

    void csvReadsBackExactly()
    {
        History history = falling(3);
        history.columns[2] = replaced(history.columns[2], 1, kNan);
        const QList<QByteArray> lines = curvesCsv(history).split('\n');
        QCOMPARE(lines.size(), 5); // heading, three epochs, end
        QCOMPARE(lines[0], QByteArray("epoch,loss,accuracy,val_loss,val_accuracy,learning_rate"));
        QCOMPARE(lines[1], QByteArray("1,1,0,1.1,-0.09999999999999998,0.01"));
        for (int row = 0; row < 3; ++row) {
            const QList<QByteArray> cells = lines[row + 1].split(',');
            QCOMPARE(cells.size(), 6);
            QCOMPARE(cells[0].toInt(), row + 1);
            for (int key = 0; key < 5; ++key) {
                double value = 0;
                const QByteArray& cell = cells[key + 1];
                std::from_chars(cell.data(), cell.data() + cell.size(), value);
                const double expected = history.columns[static_cast<std::size_t>(key)][static_cast<std::size_t>(row)];
                QVERIFY(value == expected || (std::isnan(value) && std::isnan(expected)));
            }
        }
        QCOMPARE(curvesCsv(History()), QByteArray("epoch\n"));
    }

    void picturesReadBack()
    {
        const History history = falling(60);
        const QByteArray png = curvesPicture(history, QStringLiteral("binary crossentropy"), "png", 900, 2);
        QImage image;
        QVERIFY(image.loadFromData(png, "png"));
        QCOMPARE(image.width(), 1800);
        QVERIFY(image.height() > 400);
        QCOMPARE(image.pixelColor(2, 2), QColor(Qt::white));
        // Both curves are there, in the house's colours.
        int blue = 0;
        int orange = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x) {
                blue += image.pixelColor(x, y) == Theme::light().training;
                orange += image.pixelColor(x, y) == Theme::light().validation;
            }
        QVERIFY(blue > 500);
        QVERIFY(orange > 300);
        QImage dark;
        QVERIFY(dark.loadFromData(curvesPicture(history, QString(), "png", 900, 1, true), "png"));
        QCOMPARE(dark.pixelColor(2, 2), Theme::darkTheme().panel);

        const QByteArray svg = curvesPicture(history, QStringLiteral("a <b> & c"), "svg", 900, 1);
        QSvgRenderer renderer(svg);
        QVERIFY(renderer.isValid());
        QCOMPARE(renderer.viewBox().width(), 900);
        QVERIFY(svg.contains("a &lt;b&gt; &amp; c"));
        const QByteArray pdf = curvesPicture(history, QString(), "pdf", 900, 1);
        QVERIFY(pdf.startsWith("%PDF-"));
        QVERIFY(pdf.trimmed().endsWith("%%EOF"));
        QVERIFY(pdf.contains("/MediaBox [0 0 675"));
        QCOMPARE(curvesPicture(history, QString(), "svg", 900, 1), curvesPicture(history, QString(), "svg", 900, 1));
    }

    void theTextOfAPdfIsAsLargeAsThatOfTheWindow()
    {
        const QByteArray pdf = curvesPicture(falling(60), QString(), "pdf", 900, 1);
        // Each stream begins behind its dictionary; qUncompress() wants a guess of the size before it.
        QList<double> sizes;
        for (qsizetype at = pdf.indexOf("stream\n"); at >= 0; at = pdf.indexOf("stream\n", at + 1)) {
            const QByteArray guess("\0\1\0\0", 4);
            const qsizetype begin = at + 7;
            if (pdf[begin] != 'x') // not compressed
                continue;
            const QByteArray content = qUncompress(guess + pdf.mid(begin, pdf.indexOf("endstream", begin) - begin));
            const QRegularExpression font(QStringLiteral("/F\\d+ ([\\d.]+) Tf"));
            for (auto found = font.globalMatch(QString::fromLatin1(content)); found.hasNext();)
                sizes << found.next().captured(1).toDouble();
        }
        QVERIFY(!sizes.isEmpty());
        // The page is 900 units of 1/96 inch wide; 10 points, the window's font, are 13.3 of them.
        QVERIFY2(*std::max_element(sizes.begin(), sizes.end()) < 20, qPrintable(QString::number(sizes.last())));
    }

    void aPictureShowsWhatThePlotsShow()
    {
        History history = falling(60);
        const QByteArray plain = curvesPicture(history, QString(), "svg", 900, 1);
        history.events = {{HistoryEvent::Kind::Edit, 20, "batch size 16"},
                          {HistoryEvent::Kind::Rate, 20, "learning rate 0.5"},
                          {HistoryEvent::Kind::Stop, 60, "Early stopping"}};
        const QByteArray marked = curvesPicture(history, QString(), "svg", 900, 1);
        // Words beside each line, in both plots; of two at one epoch those of the second stand behind it.
        QCOMPARE(marked.count("batch size 16"), 2);
        QCOMPARE(marked.count("learning rate 0.5"), 2);
        QCOMPARE(marked.count("Early stopping"), 2);
        QCOMPARE(plain.count("batch size 16"), 0);

        CurvesLook look;
        look.others = {{falling(40), QStringLiteral("first try")}, {falling(30), QStringLiteral("second try")}};
        look.levels = {{0.5, QStringLiteral("logistic regression")}};
        look.metric = "accuracy";
        const QByteArray compared = curvesPicture(history, QString(), look, "svg", 900, 1);
        QCOMPARE(compared.count("other runs"), 2);
        QCOMPARE(compared.count("logistic regression"), 1);
        look.others[1].color = QColor(0x8e, 0x5b, 0xd6);
        const QByteArray colored = curvesPicture(history, QString(), look, "svg", 900, 1);
        QCOMPARE(colored.count("other runs"), 0); // a single grey one has its name
        QCOMPARE(colored.count("second try"), 2); // in both plots
        QCOMPARE(colored.count("first try"), 2);
        history.keys.push_back("f1_score");
        history.columns.push_back(history.columns[1]);
        look.metric = kAllMetrics;
        const QByteArray all = curvesPicture(history, QString(), look, "svg", 900, 1);
        QCOMPARE(all.count(">validation<"), 2); // once for all metrics, and in the plot of the loss
        QCOMPARE(all.count(">accuracy<"), 1);
        QCOMPARE(all.count(">F1<"), 1);
        look.hiddenMetric = {"val_accuracy"};
        look.smoothing = 0.9;
        look.logarithmicEpochs = true;
        const QByteArray other = curvesPicture(history, QString(), look, "svg", 900, 1);
        QVERIFY(other != all);
        QVERIFY(QSvgRenderer(other).isValid());
    }

    void theLineOfTheLastEpochIsInThePicture_data()
    {
        QTest::addColumn<int>("epoch");
        for (const int epoch : {1, 30, 60})
            QTest::addRow("epoch %d", epoch) << epoch;
    }
    void theLineOfTheLastEpochIsInThePicture()
    {
        QFETCH(const int, epoch);
        History history = falling(60);
        history.events = {{HistoryEvent::Kind::Diverged, epoch, {}}};
        const QImage picture = QImage::fromData(curvesPicture(history, QString(), "png", 900, 1));
        const auto isRed = [](const QColor& ink) {
            return ink.red() - ink.green() > 50 && std::abs(ink.green() - ink.blue()) < 30;
        };
        int inked = 0;
        for (int y = 0; y < picture.height(); ++y)
            for (int x = 0; x < picture.width(); ++x)
                inked += isRed(picture.pixelColor(x, y)) ? 1 : 0;
        QVERIFY2(inked > picture.height() / 2, qPrintable(QString::number(inked))); // dashes, in both plots
    }

    void theWordsOfMarksStandWhereNoCurvePasses()
    {
        const auto pictureOf = [](History history, HistoryEvent::Kind kind) {
            history.events = {{kind, 40, "a mark"}};
            return QString::fromUtf8(curvesPicture(history, QString(), "svg", 900, 1));
        };
        // The loss is low at epoch 40, and the accuracy high: their words stand above, and below.
        const QString svg = pictureOf(falling(60), HistoryEvent::Kind::Edit);
        const QRegularExpression upright(
            QStringLiteral("matrix\\(0,-1,1,0,[0-9.]+,([0-9.]+)\\)\"[^<]*<text[^>]* x=\"(-?[0-9.]+)\"[^>]*>a mark<"));
        QList<double> feet;
        for (auto found = upright.globalMatch(svg); found.hasNext();) {
            const QRegularExpressionMatch words = found.next();
            feet << words.captured(1).toDouble() - words.captured(2).toDouble();
        }
        QCOMPARE(feet.size(), 2);
        const double half = QSvgRenderer(svg.toUtf8()).viewBox().height() / 2.0;
        QVERIFY2(feet[0] < half && feet[1] > half, qPrintable(QStringLiteral("%1, %2").arg(feet[0]).arg(feet[1])));

        // Where curves pass at both ends an edit has its words, and a rate, of which there may be many, has none.
        History ragged = falling(60);
        for (HistoryColumn& column : ragged.columns) {
            column = {};
            for (int epoch = 0; epoch < 60; ++epoch)
                column.push_back(epoch % 2 == 0 ? 1.0 : 0.1);
        }
        QCOMPARE(pictureOf(ragged, HistoryEvent::Kind::Edit).count(QStringLiteral(">a mark<")), 2);
        QCOMPARE(pictureOf(ragged, HistoryEvent::Kind::Rate).count(QStringLiteral(">a mark<")), 0);

        // Long beside a low axis they would cover more than they say.
        ragged.events = {{HistoryEvent::Kind::Edit, 40, "optimizer rmsprop"}};
        QCOMPARE(curvesPicture(ragged, QString(), "svg", 900, 1).count(">optimizer rmsprop<"), 2);
        QVERIFY(!curvesPicture(ragged, QString(), "svg", 500, 1).contains(">optimizer"));
        ragged.events.front().text = std::string(60, 'm');
        QVERIFY(!curvesPicture(ragged, QString(), "svg", 900, 1).contains("mmm"));

        // Between the ends there is room, too.
        History apart = falling(60);
        for (std::size_t key = 0; key < apart.columns.size(); ++key)
            apart.columns[key] = std::vector<double>(60, key < 2 ? 1.0 : 0.05);
        QCOMPARE(pictureOf(apart, HistoryEvent::Kind::Rate).count(QStringLiteral(">a mark<")), 2);
    }

    void namesThatNeedSeveralLinesStandInColumns()
    {
        History history = falling(60);
        for (const char* key : {"precision", "recall", "auc", "val_precision", "val_recall", "val_auc"}) {
            history.keys.emplace_back(key);
            history.columns.push_back(history.columns[1]);
        }
        CurvesLook look;
        look.metric = kAllMetrics;
        look.levels = {{0.5, QStringLiteral("a straight line with a long name"), "accuracy"}};
        const QString svg = QString::fromUtf8(curvesPicture(history, QString(), look, "svg", 640, 1));
        const auto placeOf = [&](const QString& name) {
            const QRegularExpression text(QStringLiteral("x=\"([0-9.]+)\" y=\"([0-9.]+)\"[^>]*>%1<").arg(name));
            const QRegularExpressionMatch match = text.match(svg, svg.indexOf(QStringLiteral(">Metric<")));
            return match.hasMatch() ? QPointF(match.captured(1).toDouble(), match.captured(2).toDouble()) : QPointF();
        };
        const QPointF accuracy = placeOf(QStringLiteral("accuracy"));
        const QPointF recall = placeOf(QStringLiteral("recall"));
        const QPointF level = placeOf(QStringLiteral("a straight line with a long name 50.0 %"));
        QVERIFY(!accuracy.isNull() && !recall.isNull() && !level.isNull());
        QCOMPARE(placeOf(QStringLiteral("train")).x(), accuracy.x());
        QCOMPARE(recall.x(), accuracy.x());
        QCOMPARE(level.x(), accuracy.x());
        QCOMPARE(placeOf(QStringLiteral("AUC")).x(), placeOf(QStringLiteral("precision")).x());
        QVERIFY(placeOf(QStringLiteral("train")).y() < accuracy.y() && accuracy.y() < recall.y());
        QVERIFY(recall.y() < level.y());
    }

    void manyNamesMakeAPictureHigher()
    {
        History history = falling(60);
        CurvesLook look;
        const auto heightOf = [&](int width) {
            return QImage::fromData(curvesPicture(history, QString(), look, "png", width, 1)).height();
        };
        QCOMPARE(heightOf(600), 192);
        for (const char* name : {"one", "another", "third", "fourth", "fifth"})
            look.others.push_back({falling(40), QStringLiteral("a run with a long name, the %1 one").arg(name),
                                   QColor(0x8e, 0x5b, 0xd6)});
        const int lines = 5 + 1 - 2;
        QVERIFY2(heightOf(600) >= 192 + lines * 12, qPrintable(QString::number(heightOf(600))));
        QVERIFY2(heightOf(600) <= 192 + lines * 20, qPrintable(QString::number(heightOf(600))));
    }

    void evidenceIsABand()
    {
        const History history = falling(100);
        HistoryPlot plot;
        plot.resize(500, 240);
        plot.QWidget::show();
        plot.setCurves(curvesOf("loss"));
        plot.show(history, 100);
        QVERIFY(plot.evidence().isEmpty());
        plot.setEvidence(51, 100);
        plot.redraw();
        const QRectF band = plot.evidence();
        QVERIFY(band.width() > 180 && band.width() < 260); // half of the epochs
        QVERIFY(band.left() > 200);
        plot.setEvidence(0, 0);
        QVERIFY(plot.evidence().isEmpty());
    }

    void impossiblePicturesAreRefused()
    {
        const History history = falling(5);
        QVERIFY_EXCEPTION_THROWN(curvesPicture(History(), QString(), "png", 900, 1), Error);
        QVERIFY_EXCEPTION_THROWN(curvesPicture(history, QString(), "gif", 900, 1), Error);
        QVERIFY_EXCEPTION_THROWN(curvesPicture(history, QString(), "png", 0, 1), Error);
        QVERIFY_EXCEPTION_THROWN(curvesPicture(history, QString(), "png", 900, kNan), Error);
        QVERIFY_EXCEPTION_THROWN(curvesPicture(history, QString(), "png", 20000, 3), Error);
    }

    void thePanelFollowsATraining()
    {
        ProjectDocument document;
        openSample(document, "breast_cancer", 30);
        TrainingController training(document);
        PlotsPanel panel(document, training);
        panel.resize(900, 280);
        panel.show();
        auto* loss = panel.findChild<HistoryPlot*>(QStringLiteral("lossPlot"));
        auto* metric = panel.findChild<HistoryPlot*>(QStringLiteral("metricPlot"));
        auto* choice = panel.findChild<QComboBox*>(QStringLiteral("metricChoice"));
        QVERIFY(loss && metric && choice);
        QCOMPARE(choice->currentText(), QStringLiteral("accuracy"));
        for (const QAction* action : panel.exportActions())
            QVERIFY(!action->isEnabled());
        training.train();
        QTRY_COMPARE(training.progress().state, SessionState::Finished);
        QCOMPARE(loss->pointCount(0), 30);
        QCOMPARE(loss->pointCount(1), 30);
        QCOMPARE(metric->pointCount(0), 30);
        for (const QAction* action : panel.exportActions())
            QVERIFY(action->isEnabled());
        QTest::keyClick(choice, Qt::Key_Down);
        QCOMPARE(choice->currentText(), QStringLiteral("F1"));
        QCOMPARE(metric->pointCount(0), 30);
        metric->setHoveredEpoch(4);
        const double f1 = (*training.history().find("f1_score"))[4];
        QVERIFY2(metric->readoutText().contains(QLocale().toString(f1, 'f', 4)), qPrintable(metric->readoutText()));
        QTest::mouseClick(panel.findChild<QCheckBox*>(QStringLiteral("logScale")), Qt::LeftButton);
        QVERIFY(loss->visibleRange().top() > 0);
        training.reset();
        QCOMPARE(loss->pointCount(0), 0);
    }

    void whatIsAskedForIsMeasuredFromThenOn()
    {
        ProjectDocument document;
        openSample(document, "breast_cancer", 30);
        TrainingController training(document);
        PlotsPanel panel(document, training);
        panel.resize(900, 280);
        panel.show();
        auto* loss = panel.findChild<HistoryPlot*>(QStringLiteral("lossPlot"));
        auto* metric = panel.findChild<HistoryPlot*>(QStringLiteral("metricPlot"));
        auto* choice = panel.findChild<QComboBox*>(QStringLiteral("metricChoice"));
        training.train();
        QTRY_COMPARE(training.progress().state, SessionState::Finished);
        QCOMPARE(loss->pointCount(2), 0);
        panel.findChild<QAction*>(QStringLiteral("measureLoss"))->trigger();
        panel.findChild<QAction*>(QStringLiteral("measureNorms"))->trigger();
        QVERIFY(document.training().measureLoss && document.training().measureNorms);
        training.train();
        QTRY_COMPARE(training.history().epochs(), std::size_t(60));
        QTRY_COMPARE(training.progress().state, SessionState::Finished);
        QVERIFY(std::isnan((*training.history().find("loss_after_epoch"))[29]));
        QVERIFY(std::isfinite((*training.history().find("loss_after_epoch"))[30]));
        QVERIFY(loss->pointCount(2) > 0);
        QCOMPARE(choice->currentText(), QStringLiteral("gradient norm")); // what was asked for is shown
        QVERIFY(metric->pointCount(0) > 0);
        QVERIFY(choice->findText(QStringLiteral("weight norm")) >= 0);
        document.undoStack()->undo();
        QVERIFY(!document.training().measureNorms);
        QVERIFY(!panel.findChild<QAction*>(QStringLiteral("measureNorms"))->isChecked());
    }

    void curvesAreSaved()
    {
        ProjectDocument document;
        openSample(document, "iris", 5);
        TrainingController training(document);
        PlotsPanel panel(document, training);
        training.train();
        QTRY_COMPARE(training.progress().state, SessionState::Finished);
        QTemporaryDir folder;
        QSignalSpy messages(&panel, &PlotsPanel::message);
        for (QAction* action : panel.exportActions()) {
            const QString format = action->objectName().section(QLatin1Char('/'), 1);
            m_answers.save = folder.filePath(QStringLiteral("curves.") + format);
            const auto before = messages.count();
            QTRY_VERIFY(action->isEnabled());
            action->trigger();
            QTRY_COMPARE(messages.count(), before + 1);
            QVERIFY(m_answers.suggestedName.endsWith(QLatin1Char('.') + format));
            QFile file(m_answers.save);
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            QVERIFY(!bytes.isEmpty());
            if (format == QLatin1String("csv"))
                QCOMPARE(bytes, curvesCsv(training.history()));
        }
        m_answers.save = folder.filePath(QStringLiteral("no such folder/curves.csv"));
        QTRY_VERIFY(panel.exportActions().last()->isEnabled());
        panel.exportActions().last()->trigger();
        QTRY_COMPARE(m_answers.errors.size(), 1);
    }

    void longCurvesAreDrawnInTime()
    {
        // Limits of the project at 100,000 and 1,000,000 points, three times as much for a busy machine.
        for (const auto& [epochs, limit] : {std::pair(100'000, 2.5), std::pair(1'000'000, 3.0)}) {
            HistoryPlot plot;
            plot.resize(1000, 600);
            plot.setCurves(curvesOf("loss"));
            History history;
            history.keys = {"loss", "val_loss"};
            history.columns.resize(2);
            for (int i = 0; i < epochs; ++i) {
                const double noise = std::sin(i * 12.9898) * 0.1;
                history.append({1000.0 / (1000 + i) + noise, 1000.0 / (1000 + i) + 0.3 - noise});
            }
            plot.show(history, epochs);
            plot.grab();
            std::vector<double> times;
            for (int i = 0; i < 21; ++i) {
                const double start = cpuMilliseconds();
                history.append({0.01, 0.02});
                plot.show(history, epochs);
                plot.redraw();
                times.push_back(cpuMilliseconds() - start);
            }
            std::nth_element(times.begin(), times.begin() + 10, times.end());
            qInfo("%d points: %.2f ms per update, limit %.1f", epochs, times[10], limit);
            QVERIFY2(times[10] < 3 * limit, qPrintable(QString::number(times[10])));
        }
    }

private:
    testing::Answers m_answers;
};

QTEST_MAIN(PlotsTest)
#include "tst_plots.moc"
