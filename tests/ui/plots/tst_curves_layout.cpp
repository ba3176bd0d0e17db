// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/project_document.h"
#include "ui/plots/curves_layout.h"
#include "ui/plots/curves_picture.h"
#include "ui/plots/history_plot.h"
#include "ui/training/plots_panel.h"
#include "ui/training/training_controller.h"

#include <QAction>
#include <QComboBox>
#include <QSettings>
#include <QStandardPaths>
#include <QSvgRenderer>
#include <QTest>
#include <QWheelEvent>

using namespace netloom;

namespace {

using Side = HistoryPlot::Side;

/// Losses from 4 and 8 down, scores up to 1, an error among them.
History measured(std::size_t epochs, bool validated = true)
{
    History history;
    history.keys = {"loss", "r2_score", "mean_absolute_error"};
    if (validated)
        history.keys.insert(history.keys.end(), {"val_loss", "val_r2_score", "val_mean_absolute_error"});
    history.columns.resize(history.keys.size());
    for (std::size_t i = 0; i < epochs; ++i) {
        const double x = 1.0 / static_cast<double>(i + 1);
        std::vector<double> row{4 * x, 1 - x, 2 * x};
        if (validated)
            row.insert(row.end(), {8 * x, 0.9 - x, 3 * x});
        history.append(row);
    }
    return history;
}

void openWith(ProjectDocument& document, History history)
{
    Project project;
    project.run().network.layers = {{"dense", "h", {}}};
    project.run().checkpoint.history = std::move(history);
    project.run().checkpoint.weights = {{"h", "kernel", {Index(1), Index(1)}, {1}}};
    document.adopt(std::move(project), nullptr);
}

QWidget* canvasOf(HistoryPlot* plot)
{
    return plot->findChild<QWidget*>(QStringLiteral("plot"));
}

void wheelAt(QWidget* on, QPoint at)
{
    QWheelEvent event(at, on->mapToGlobal(at), {}, QPoint(0, 240), Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                      false);
    QApplication::sendEvent(on, &event);
}

const HistoryPlot::Curve* find(const CurvesPanel& panel, const std::string& key)
{
    for (const HistoryPlot::Curve& curve : panel.curves)
        if (curve.key == key)
            return &curve;
    return nullptr;
}

/// The panel of plots with a history, its first and its second plot.
struct Shown {
    explicit Shown(const char* layout, History history = measured(100)) : training(document)
    {
        openWith(document, std::move(history));
        panel = std::make_unique<PlotsPanel>(document, training);
        first = panel->findChild<HistoryPlot*>(QStringLiteral("lossPlot"));
        second = panel->findChild<HistoryPlot*>(QStringLiteral("metricPlot"));
        panel->resize(1000, 320);
        panel->show();
        choose(layout);
        QTest::qWait(20);
        redraw();
    }
    void choose(const char* layout) const
    {
        if (auto* action = panel->findChild<QAction*>(QStringLiteral("layout/") + QLatin1String(layout)))
            action->trigger();
    }
    void redraw() const
    {
        first->redraw();
        second->redraw();
    }

    ProjectDocument document;
    TrainingController training;
    std::unique_ptr<PlotsPanel> panel;
    HistoryPlot* first = nullptr;
    HistoryPlot* second = nullptr;
};

} // namespace

/// Loss and metrics in one plot, the loss left and the scores right.
class TestCurvesLayout : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QCoreApplication::setOrganizationName(QStringLiteral("Netloom curves test"));
    }
    void init() { QSettings().clear(); }

    void aTrainingThatDivergedAtOnceHasNothingToDraw()
    {
        History diverged;
        diverged.events.push_back({HistoryEvent::Kind::Diverged, 0, "diverged"});
        const Shown shown("parts", diverged);
        QCOMPARE(shown.first->summary(History()),
                 QStringLiteral("The loss was no number from the first epoch on: nothing to draw."));
    }

    void scoresAreRightAndErrorsLeft()
    {
        const Theme theme = Theme::light();
        const auto panels = curvesPanels(CurvesLayout::Parts, {"r2_score", "mean_absolute_error"}, {}, theme);
        QCOMPARE(panels.size(), std::size_t(2));
        QCOMPARE(panels[0].title, QStringLiteral("Training"));
        QCOMPARE(panels[1].title, QStringLiteral("Validation"));
        QVERIFY(panels[0].axes.named && !panels[1].axes.named);
        QCOMPARE(panels[0].axes.right, QStringLiteral("Score"));
        QCOMPARE(panels[0].axes.left, QStringLiteral("Loss and errors"));
        const HistoryPlot::Curve* loss = find(panels[0], "loss");
        QVERIFY(loss && loss->side == Side::Left && loss->color == theme.text);
        QVERIFY(find(panels[0], "r2_score")->side == Side::Right);
        QVERIFY(find(panels[0], "mean_absolute_error")->side == Side::Left);
        QVERIFY(find(panels[1], "val_r2_score")->seen);
        const HistoryPlot::Curve* score = find(panels[1], "r2_score"); // room for its values
        QVERIFY(score && !score->seen);
        const HistoryPlot::Curve* room = find(panels[1], "loss");
        QVERIFY(room && !room->seen);
        const HistoryPlot::Curve* error = find(panels[1], "mean_absolute_error");
        QVERIFY(error && !error->seen);

        const auto alone = curvesPanels(CurvesLayout::Together, {"mean_absolute_error"}, {}, theme);
        QCOMPARE(alone.size(), std::size_t(1));
        QVERIFY(find(alone[0], "val_mean_absolute_error")->side == Side::Right);
        QCOMPARE(alone[0].axes.right, QStringLiteral("Mean absolute error"));
        QCOMPARE(alone[0].axes.left, QStringLiteral("Loss"));
    }

    void anErrorInAnotherUnitThanTheLossIsLeftOut()
    {
        const Theme theme = Theme::light();
        History squared; // of a target in hundreds
        squared.keys = {"loss", "r2_score", "mean_absolute_error"};
        squared.columns.resize(3);
        squared.append({30'000, -4, 160});
        const auto both = curvesPanels(CurvesLayout::Together, {"r2_score", "mean_absolute_error"}, squared, theme);
        QVERIFY(!find(both[0], "mean_absolute_error"));
        QCOMPARE(both[0].leftOut, QStringList{QStringLiteral("mean absolute error")});
        QCOMPARE(both[0].axes.left, QStringLiteral("Loss"));
        const auto alone = curvesPanels(CurvesLayout::Together, {"mean_absolute_error"}, squared, theme);
        QVERIFY(find(alone[0], "mean_absolute_error")->side == Side::Right);
        CurvesLook look;
        look.layout = CurvesLayout::Parts;
        QVERIFY(curvesPicture(squared, QStringLiteral("mse"), look, "svg", 1000, 1)
                    .contains("mse · without mean absolute error: other unit"));
    }

    void aYardstickStandsOnTheAxisOfItsMetric()
    {
        HistoryPlot plot;
        History history;
        history.keys = {"val_loss", "val_accuracy"};
        history.columns.resize(2);
        for (int i = 0; i < 40; ++i)
            history.append({20.0 - 0.25 * i, 0.6 + 0.005 * i});
        plot.setCurves({{"val_loss", "loss", HistoryPlot::Role::Validation, {}, Side::Left},
                        {"val_accuracy", "accuracy", HistoryPlot::Role::Validation, {}, Side::Right}});
        plot.resize(500, 300);
        plot.show(history, 40);
        const QRectF left = plot.visibleRange();
        plot.setLevels({{0.5, QStringLiteral("most frequent class"), "accuracy"}});
        QCOMPARE(plot.visibleRange(), left);
        QVERIFY(plot.visibleRange(Side::Right).top() <= 0.5);
    }

    void bothPartsHaveOneScaleOfTheLoss()
    {
        const Shown shown("parts");
        QVERIFY(shown.second->isVisible());
        const QRectF training = shown.first->visibleRange();
        const QRectF validation = shown.second->visibleRange();
        QCOMPARE(training, validation);
        QVERIFY(training.top() <= 0 && training.bottom() >= 8); // the highest validation loss
        QCOMPARE(training.left(), 0.0);
        // As tall as each other, though the names are above the first one only.
        QCOMPARE(shown.first->axesArea().top(), shown.second->axesArea().top());
        QCOMPARE(shown.first->axesArea().bottom(), shown.second->axesArea().bottom());
        const QRectF scores = shown.second->visibleRange(Side::Right);
        QVERIFY(scores.bottom() >= 0.89 && scores.bottom() < 1.2);
        QVERIFY(scores.top() <= -0.1); // the lowest validation score
        QCOMPARE(shown.first->visibleRange(Side::Right), scores);
        shown.first->setHoveredEpoch(3);
        QCOMPARE(shown.first->readoutText(),
                 QStringLiteral("Epoch 4\nloss  1\nR²  0.7500\nmean absolute error  0.5000"));
    }

    void inOnePlotTheReadoutHasBothCurvesOfAQuantityInARow()
    {
        const Shown shown("together");
        QVERIFY(!shown.second->isVisible());
        shown.first->setHoveredEpoch(3);
        QCOMPARE(shown.first->readoutText(), QStringLiteral("Epoch 4\nloss  1 · val 2\nR²  0.7500 · val 0.6500\n"
                                                            "mean absolute error  0.5000 · val 0.7500"));
        QVERIFY(shown.first->visibleRange().bottom() >= 8);
        QVERIFY(shown.first->visibleRange(Side::Right).bottom() < 1.2);
    }

    void aNameHidesTheCurvesOfBothParts()
    {
        const Shown shown("parts");
        QWidget* canvas = canvasOf(shown.first);
        for (int y = 4; y < 30 && !shown.first->isHidden(0); y += 6)
            QTest::mouseClick(canvas, Qt::LeftButton, {}, QPoint(70, y));
        const std::vector<std::string> both{"loss", "val_loss"};
        for (const HistoryPlot* plot : {shown.first, shown.second}) {
            std::vector<std::string> hidden = plot->hidden();
            std::sort(hidden.begin(), hidden.end());
            QVERIFY(hidden == both);
        }
        QCOMPARE(shown.first->visibleRange(), shown.second->visibleRange());
        QVERIFY(shown.first->visibleRange().bottom() < 4); // of the errors, which are 3 at most
    }

    void anAxisIsZoomedAloneAndABoxZoomsBoth()
    {
        const Shown shown("parts");
        QWidget* canvas = canvasOf(shown.first);
        const QRectF area = shown.first->axesArea();
        const QRectF left = shown.first->visibleRange();
        const QRectF right = shown.first->visibleRange(Side::Right);
        wheelAt(canvas, QPoint(int(area.left()) - 12, int(area.center().y())));
        QVERIFY(shown.first->visibleRange().height() < left.height());
        QCOMPARE(shown.first->visibleRange(Side::Right), right);
        QCOMPARE(shown.second->visibleRange(), shown.first->visibleRange()); // one scale
        shown.first->fit();
        wheelAt(canvas, QPoint(int(area.right()) + 12, int(area.center().y())));
        QCOMPARE(shown.first->visibleRange(), left);
        QVERIFY(shown.first->visibleRange(Side::Right).height() < right.height());
        QCOMPARE(shown.second->visibleRange(Side::Right), shown.first->visibleRange(Side::Right));
        shown.first->fit();
        QTest::mousePress(canvas, Qt::LeftButton, {}, area.center().toPoint());
        const QPoint corner = area.center().toPoint() + QPoint(60, 40);
        QMouseEvent move(QEvent::MouseMove, corner, canvas->mapToGlobal(corner), Qt::NoButton, Qt::LeftButton, {});
        QApplication::sendEvent(canvas, &move);
        QTest::mouseRelease(canvas, Qt::LeftButton, {}, corner);
        QVERIFY(shown.first->visibleRange().height() < left.height());
        QVERIFY(shown.first->visibleRange(Side::Right).height() < right.height());
        QVERIFY(shown.first->visibleRange().width() < left.width());
        shown.first->fit();
        QCOMPARE(shown.first->visibleRange(Side::Right), right);
    }

    void aLogarithmicLossLeavesTheScoresAsTheyAre()
    {
        const Shown shown("together");
        const QRectF right = shown.first->visibleRange(Side::Right);
        shown.first->setLogarithmic(true);
        QVERIFY(shown.first->visibleRange().top() > 0);
        QCOMPARE(shown.first->visibleRange(Side::Right), right);
    }

    void theLayoutIsRememberedAndLeavesTheOtherAsItWas()
    {
        {
            const Shown shown("parts");
            auto* choice = shown.panel->findChild<QComboBox*>(QStringLiteral("metricChoice"));
            QCOMPARE(choice->currentData().toString(), QString::fromLatin1(kAllMetrics));
            choice->setCurrentIndex(0);
            QCOMPARE(shown.first->hidden().size(), std::size_t(0));
        }
        const Shown again("");
        QVERIFY(again.second->isVisible());
        QVERIFY(again.panel->findChild<QAction*>(QStringLiteral("layout/parts"))->isChecked());
        QVERIFY(again.first->visibleRange(Side::Right).bottom() < 1.2);
        again.choose("apart");
        again.second->setHoveredEpoch(3);
        QVERIFY(again.second->readoutText().contains(QStringLiteral("R²  0.7500 · val 0.6500")));
        again.first->setHoveredEpoch(3);
        QCOMPARE(again.first->readoutText(), QStringLiteral("Epoch 4\ntrain  1\nvalidation  2"));
    }

    void aPictureHasTheLayout()
    {
        CurvesLook look;
        look.layout = CurvesLayout::Parts;
        look.levels = {{0.5, QStringLiteral("ridge regression"), "r2_score"}};
        const QByteArray parts = curvesPicture(measured(60), QString(), look, "svg", 1000, 1);
        QVERIFY(QSvgRenderer(parts).isValid());
        QCOMPARE(parts.count(">Training<"), 1);
        QCOMPARE(parts.count(">Validation<"), 1);
        QCOMPARE(parts.count(">Score<"), 2);
        QCOMPARE(parts.count(">Loss and errors<"), 2);
        QCOMPARE(parts.count(">Epochs<"), 2);
        QCOMPARE(parts.count(">R²<"), 1); // in the legend of the training rows only
        QCOMPARE(parts.count("ridge regression"), 1);
        look.layout = CurvesLayout::Together;
        const QByteArray together = curvesPicture(measured(60), QString(), look, "svg", 1000, 1);
        QCOMPARE(together.count(">Score<"), 1);
        QCOMPARE(together.count(">R²<"), 1);
        QCOMPARE(together.count(">validation<"), 1); // of all quantities
        // Without validation rows there is one plot.
        look.layout = CurvesLayout::Parts;
        const QByteArray one = curvesPicture(measured(60, false), QString(), look, "svg", 1000, 1);
        QCOMPARE(one.count(">Score<"), 1);
        QVERIFY(!one.contains(">Validation<"));
        // The loss in the colour of the text.
        for (const bool dark : {false, true}) {
            look.dark = dark;
            QImage image;
            QVERIFY(image.loadFromData(curvesPicture(measured(60), QString(), look, "png", 1000, 2)));
            const QColor text = dark ? Theme::darkTheme().text : Theme::light().text;
            int points = 0;
            for (int y = 130; y < image.height() - 80; ++y) // among the axes
                for (int x = 160; x < image.width() / 2 - 160; ++x)
                    points += image.pixelColor(x, y) == text;
            QVERIFY2(points > 300, qPrintable(QString::number(points)));
        }
    }
};

QTEST_MAIN(TestCurvesLayout)
#include "tst_curves_layout.moc"
