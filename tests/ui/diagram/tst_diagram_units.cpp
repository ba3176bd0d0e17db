// SPDX-License-Identifier: GPL-3.0-or-later
// Choosing, finding, folding and editing units in the picture; the row that is looked at; the boundary.
#include "tests/support/trained_document.h"
#include "ui/diagram/boundary_view.h"
#include "ui/diagram/diagram_panel.h"
#include "ui/diagram/diagram_view.h"
#include "ui/diagram/kernel_matrix.h"
#include "ui/diagram/row_activity.h"
#include "ui/document/current_model.h"
#include "ui/document/explained_path.h"
#include "ui/toolkit/theme.h"
#include "ui/unit/unit_panel.h"
#include "ui/unit/unit_words.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QContextMenuEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

using namespace netloom;
using netloom::testing::openSample;

namespace {

/// A panel with a trained sample.
struct Shown {
    ProjectDocument document;
    TrainingController training{document};
    DiagramPanel panel{document, training};

    explicit Shown(const char* sample = "iris", int epochs = 3)
    {
        panel.resize(900, 560);
        panel.show();
        (void)QTest::qWaitForWindowExposed(&panel);
        openSample(document, training, sample, "", epochs);
    }
    ~Shown() { training.shutdown(); }
    DiagramView& view() { return *panel.findChild<DiagramView*>(); }
    void press(const char* name) { QTest::mouseClick(panel.findChild<QToolButton*>(name), Qt::LeftButton); }
    QPoint place(std::size_t column, std::size_t unit)
    {
        return view().toViewport(view().picture().layout.columns[column].units[unit].center).toPoint();
    }
};

bool shows(const ColumnItem& column, Index unit)
{
    return std::any_of(column.units.begin(), column.units.end(), [&](const UnitItem& u) { return u.unit == unit; });
}

} // namespace

class TestDiagramUnits : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { applyTheme(ThemeChoice::Light); }

    void clicksAndKeysChooseUnits()
    {
        Shown s;
        DiagramView& view = s.view();
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, s.place(1, 2));
        const Index chosen = view.picture().layout.columns[1].units[2].unit;
        QCOMPARE(s.document.selectedUnit(), (SelectedUnit{1, chosen}));
        view.setFocus();
        QTest::keyClick(&view, Qt::Key_Down);
        QCOMPARE(view.chosenUnit().unit, view.picture().layout.columns[1].units[3].unit);
        QTest::keyClick(&view, Qt::Key_Home);
        QCOMPARE(view.chosenUnit().unit, view.picture().layout.columns[1].units.front().unit);
        QTest::keyClick(&view, Qt::Key_Left);
        QCOMPARE(view.chosenUnit().column, 0);
        QTest::keyClick(&view, Qt::Key_Right);
        QTest::keyClick(&view, Qt::Key_End);
        QCOMPARE(view.chosenUnit().unit, view.picture().layout.columns[1].units.back().unit);
        QTest::keyClick(&view, Qt::Key_Escape);
        QCOMPARE(view.chosenUnit().column, -1);
        QCOMPARE(s.document.selectedUnit().column, -1);
    }

    void slashFindsByName()
    {
        Shown s("digits", 0);
        DiagramView& view = s.view();
        view.setFocus();
        QTest::keyClick(&view, Qt::Key_Slash);
        auto* finder = view.findChild<QLineEdit*>("unitFinder");
        QVERIFY(finder->isVisible());
        const QString name = view.picture().columns.front().names.at(37);
        QTest::keyClicks(finder, name);
        QTest::keyClick(finder, Qt::Key_Return);
        QCOMPARE(view.chosenUnit(), (DiagramView::Unit{0, 37}));
        QVERIFY(shows(view.picture().layout.columns[0], 37)); // it was folded away
        QVERIFY(!view.find(QStringLiteral("no such name")));
        QVERIFY(view.find(QStringLiteral("h1 unit 2")));
        QCOMPARE(view.chosenUnit(), (DiagramView::Unit{1, 1}));
        QVERIFY(view.find(QStringLiteral("h1 unit 2"))); // the next one: h1 unit 20
        QCOMPARE(view.chosenUnit(), (DiagramView::Unit{1, 19}));
    }

    void theFinderSaysWhatItFinds()
    {
        Shown s("iris", 0);
        DiagramView& view = s.view();
        const QRect before = view.viewport()->geometry();
        view.setFocus();
        QTest::keyClick(&view, Qt::Key_Slash);
        auto* finder = view.findChild<QLineEdit*>("unitFinder");
        const auto* result = view.findChild<QLabel*>("findResult");
        // The picture makes room: nothing of it is covered.
        QVERIFY(view.viewport()->geometry().top() >= finder->mapTo(&view, finder->rect().bottomLeft()).y());
        QTest::keyClicks(finder, "PETAL"); // petal length and petal width
        QCOMPARE(result->text(), QString("2 found; Enter goes to the first"));
        QCOMPARE(view.chosenUnit(), DiagramView::Unit());
        QTest::keyClick(finder, Qt::Key_Return);
        QTest::keyClick(finder, Qt::Key_Return);
        QCOMPARE(view.chosenUnit(), (DiagramView::Unit{0, 3}));
        QCOMPARE(result->text(), QString("2 of 2 · petal width (cm)"));
        QTest::keyClick(finder, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(view.chosenUnit(), (DiagramView::Unit{0, 2}));
        QTest::keyClicks(finder, "x");
        QCOMPARE(result->text(), QString("No unit, column or layer is called “PETALx”."));
        QTest::keyClick(finder, Qt::Key_Escape);
        QVERIFY(!finder->isVisible());
        QCOMPARE(view.viewport()->geometry(), before);
        QVERIFY(view.hasFocus());
    }

    void aDoubleClickUnfolds()
    {
        Shown s("digits", 0);
        DiagramView& view = s.view();
        const ColumnItem before = view.picture().layout.columns[0];
        QVERIFY(before.hidden > 0);
        QTest::mouseDClick(view.viewport(), Qt::LeftButton, {},
                           view.toViewport(QPointF(before.along, before.foldAcross)).toPoint());
        QVERIFY(view.picture().layout.columns[0].hidden < before.hidden);
    }

    void startingWeightsAreDrawnBeforeTheTraining()
    {
        Shown s("iris", 0);
        s.press("colorWeightsButton");
        QTRY_VERIFY(s.view().picture().weighted());
        QVERIFY(s.view().picture().scene.fresh);
        QVERIFY(numbersText(s.view().picture()).startsWith(QStringLiteral("starting weights")));
        // The weights that the training does start from.
        const auto fresh = s.view().picture().scene.weights;
        QTRY_VERIFY(s.view().picture().scene.activity);
        s.document.setSetting(QStringLiteral("seed"), QStringLiteral("5"));
        QTRY_VERIFY(*s.view().picture().scene.weights != *fresh);
    }

    void mShowsTheMatrix()
    {
        Shown s;
        DiagramView& view = s.view();
        s.press("colorWeightsButton");
        QTRY_VERIFY(view.picture().weighted());
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, s.place(1, 0));
        view.setFocus();
        QTest::keyClick(&view, Qt::Key_M);
        QVERIFY(isMatrix(view.picture(), 0));
        QVERIFY(!isMatrix(view.picture(), 1));
        const KernelMatrix matrix = kernelMatrix(view.picture(), 0);
        QCOMPARE(matrix.columns, 4);
        const NamedTensor* kernel = kernelOf(view.picture().scene, view.picture().columns[1]);
        const Index units = view.picture().columns[1].units;
        for (int y = 0; y < matrix.rows; ++y)
            for (int x = 0; x < matrix.columns; ++x)
                QCOMPARE(matrix.cells[static_cast<std::size_t>(y * matrix.columns + x)],
                         static_cast<float>(
                             kernel->values[static_cast<std::size_t>(matrix.left[static_cast<std::size_t>(x)] * units +
                                                                     matrix.right[static_cast<std::size_t>(y)])]));
        QVERIFY(!view.viewport()->grab().isNull());
        QTest::keyClick(&view, Qt::Key_M);
        QVERIFY(!isMatrix(view.picture(), 0));
        // A column's menu is about that column, whichever unit is chosen.
        view.toggleMatrix(2);
        QVERIFY(isMatrix(view.picture(), 1));
        QVERIFY(!isMatrix(view.picture(), 0));
    }

    void aRowOnItsWay()
    {
        Shown s;
        s.press("colorSampleButton");
        QTRY_VERIFY(s.view().picture().scene.row);
        auto* number = s.panel.findChild<QSpinBox*>("rowNumber");
        QVERIFY(number->isVisible());
        QTest::mouseClick(s.panel.findChild<QToolButton*>("nextRow"), Qt::LeftButton);
        QTRY_COMPARE(s.view().picture().scene.row->row, Index(number->value() - 1));
        QCOMPARE(s.document.selectedRow(), Index(number->value() - 1));
        const RowActivity& row = *s.view().picture().scene.row;
        QCOMPARE(row.columns.size(), s.view().picture().columns.size());
        // A link is what its unit says times its weight.
        const GapLinks& gap = s.view().picture().gaps[0];
        const NamedTensor* kernel = kernelOf(s.view().picture().scene, s.view().picture().columns[1]);
        const Index units = s.view().picture().columns[1].units;
        for (const LinkItem& link : gap.links) {
            const Index from = s.view().picture().layout.columns[0].units[static_cast<std::size_t>(link.from)].unit;
            const Index to = s.view().picture().layout.columns[1].units[static_cast<std::size_t>(link.to)].unit;
            QVERIFY(link.value == row.columns[0][static_cast<std::size_t>(from)] *
                                      static_cast<float>(kernel->values[static_cast<std::size_t>(from * units + to)]));
        }
        QVERIFY(!s.panel.findChild<QLabel*>("rowWords")->text().isEmpty());
        QTest::mouseClick(s.panel.findChild<QToolButton*>("nextWrong"), Qt::LeftButton);
        QTRY_VERIFY(s.view().picture().scene.row->wrong);
        s.press("colorWeightsButton");
        QVERIFY(!number->isVisible());
    }

    void twoClassesSayOnWhichSideOfTheDecisionARowIs()
    {
        Shown s("breast_cancer", 20);
        s.press("colorSampleButton");
        QTRY_VERIFY(s.view().picture().scene.row);
        auto* number = s.panel.findChild<QSpinBox*>("rowNumber");
        for (const int row : {1, 20, 100, 300}) {
            number->setValue(row);
            QTRY_COMPARE(s.view().picture().scene.row->row, Index(row - 1));
            const RowActivity& shown = *s.view().picture().scene.row;
            QCOMPARE(shown.outputNotes.size(), 1);
            const bool above = shown.columns.back().front() > 0.5f;
            QVERIFY2(
                shown.outputNotes.front().endsWith(
                    (above ? QStringLiteral("\nabove 0.50: ") : QStringLiteral("\nbelow 0.50: ")) + shown.predicted),
                qPrintable(shown.outputNotes.front()));
        }
    }

    void theChosenUnitIsSaidForTheRowThatIsShown()
    {
        Shown s("breast_cancer", 10);
        s.press("colorSampleButton");
        QTRY_VERIFY(s.view().picture().scene.row);
        auto* number = s.panel.findChild<QSpinBox*>("rowNumber");
        number->setValue(3);
        QTRY_COMPARE(s.view().picture().scene.row->row, Index(2));
        QString said;
        connect(&s.view(), &DiagramView::hovered, &s.view(), [&](const QString& text) { said = text; });
        s.view().chooseUnit({1, 0});
        const QString third = said;
        QVERIFY(third.contains(QStringLiteral("value")));
        number->setValue(8);
        QTRY_COMPARE(s.view().picture().scene.row->row, Index(7));
        QVERIFY(said != third && said.contains(QStringLiteral("value")));
        s.view().chooseUnit({});
        QCOMPARE(said, QString());
    }

    void theColumnThatIsExplainedLightsItsLinks()
    {
        Shown s("iris", 30);
        s.document.selectRow(60);
        const std::string column = s.document.prepared()->fitted.featureNames()[2];
        s.document.explainedPath().choose(column, 1);
        QTRY_VERIFY_WITH_TIMEOUT(s.view().picture().scene.paths, 20000);
        QCOMPARE(s.view().picture().style.coloring->key, std::string_view("sample"));
        // Only that input's links carry anything out of the first gap; the others' are as good as not there.
        for (const LinkItem& link : s.view().picture().gaps[0].links) {
            const Index from = s.view().picture().layout.columns[0].units[static_cast<std::size_t>(link.from)].unit;
            QCOMPARE(link.value != 0, from == 2);
        }
        auto* chip = s.panel.findChild<QToolButton*>("explainedPath");
        QVERIFY(chip->isVisible());
        QVERIFY2(chip->text().contains(QStringLiteral("carries")), qPrintable(chip->text()));
        QTest::mouseClick(chip, Qt::LeftButton);
        QTRY_VERIFY(!s.view().picture().scene.paths);
        QVERIFY(!chip->isVisible());
        s.document.explainedPath().choose(column, 1);
        QTRY_VERIFY(s.view().picture().scene.paths);
        s.document.selectRow(61); // another row: nobody asked for its paths
        QVERIFY(!s.document.explainedPath().isChosen());
        QTRY_VERIFY(!s.view().picture().scene.paths);
    }

    void unitsAreEditedInThePicture()
    {
        Shown s;
        DiagramView& view = s.view();
        const Index units = view.picture().columns[1].units;
        const auto before = s.document.project().run().checkpoint.weights;
        const auto act = [&](const char* name, QPoint at) {
            QContextMenuEvent event(QContextMenuEvent::Mouse, at, view.viewport()->mapToGlobal(at));
            QApplication::sendEvent(view.viewport(), &event);
            auto* menu = view.findChild<QMenu*>();
            QVERIFY(menu);
            auto* action = menu->findChild<QAction*>(name);
            QVERIFY2(action, name);
            action->trigger();
            delete menu;
        };
        act("addUnit", s.place(1, 0));
        QCOMPARE(view.picture().columns[1].units, units + 1);
        QVERIFY(!s.document.project().run().checkpoint.empty()); // what was learned stays
        act("removeUnit", s.place(1, 0));
        QCOMPARE(view.picture().columns[1].units, units);
        s.document.undoStack()->undo();
        s.document.undoStack()->undo();
        QVERIFY(s.document.project().run().checkpoint.weights == before);
        act("dropout", s.place(1, 0));
        QCOMPARE(view.picture().columns[2].kind, QStringLiteral("Dropout"));
        act("tanh", s.place(1, 0));
        QCOMPARE(view.picture().columns[1].setting, QStringLiteral("tanh"));
    }

    void theUnitPanelSaysHowItComesAbout()
    {
        Shown s;
        UnitPanel panel(s.document, s.training);
        panel.resize(340, 800);
        panel.show();
        QTRY_VERIFY(!panel.findChild<QPushButton*>("switchUnitOff")->isVisible());
        s.document.selectUnit({1, 2});
        auto* off = panel.findChild<QPushButton*>("switchUnitOff");
        QTRY_VERIFY(off->isVisible());
        QTest::mouseClick(panel.findChild<QPushButton*>("tryUnitOff"), Qt::LeftButton);
        auto* words = panel.findChild<QLabel*>("unitOff");
        QTRY_VERIFY2(words->text().contains(QStringLiteral("test rows")), qPrintable(words->text()));
        const auto before = s.document.project().run().checkpoint.weights;
        QTest::mouseClick(off, Qt::LeftButton);
        QVERIFY(!(s.document.project().run().checkpoint.weights == before));
        s.document.undoStack()->undo();
        QVERIFY(s.document.project().run().checkpoint.weights == before);
        s.document.selectUnit({0, 1});
        QTRY_VERIFY(!off->isVisible());
    }

    void aNormalisedUnitTellsItsNumbers()
    {
        LayerSpec layer;
        layer.type = "batch_normalization";
        layer.name = "bn1";
        const ParameterSet weights{{"bn1", "gamma", {2}, {1.5f, 0.5f}},
                                   {"bn1", "beta", {2}, {0.25f, -0.25f}},
                                   {"bn1", "moving_mean", {2}, {3, -2}},
                                   {"bn1", "moving_variance", {2}, {1, 4}}};
        const QString words = oneToOneWords(layer, "bn1", weights, 1);
        QVERIFY2(words.endsWith("Unit 2: mean −2, standard deviation 2, gain 0.5000, offset −0.2500."),
                 qPrintable(words));
        layer.type = "dropout";
        layer.name = "drop1";
        QVERIFY(oneToOneWords(layer, "drop1", weights, 1).startsWith("drop1 switches units off at random"));
    }

    void screenReadersGetATree()
    {
        Shown s;
        QAccessibleInterface* whole = QAccessible::queryAccessibleInterface(&s.view());
        QVERIFY(whole);
        QVERIFY(whole->text(QAccessible::Description).startsWith(QStringLiteral("Network of")));
        const auto& columns = s.view().picture().layout.columns;
        QCOMPARE(whole->childCount(), static_cast<int>(columns.size()));
        QAccessibleInterface* layer = whole->child(1);
        QCOMPARE(layer->role(), QAccessible::List);
        QVERIFY(layer->text(QAccessible::Name).startsWith(QStringLiteral("h1 (Dense)")));
        QCOMPARE(layer->childCount(), static_cast<int>(columns[1].units.size()));
        QAccessibleInterface* unit = layer->child(2);
        QCOMPARE(unit->parent(), layer);
        QCOMPARE(layer->indexOfChild(unit), 2);
        QVERIFY(unit->text(QAccessible::Name).contains(QStringLiteral("bias")));
        QVERIFY(!unit->state().selected);
        s.view().chooseUnit({1, columns[1].units[2].unit});
        QVERIFY(unit->state().selected);
        QVERIFY(unit->rect().isValid());
        s.document.close();
        QVERIFY(!unit->isValid()); // held by a reader beyond its picture
    }

    void theBoundaryFollowsTheModel()
    {
        Shown s("iris", 0);
        s.press("kindBoundaryButton");
        auto* boundary = s.panel.findChild<BoundaryView*>();
        QTRY_VERIFY(boundary->isVisible());
        QVERIFY(boundary->picture().isEmpty()); // not trained yet
        s.training.train();
        QTRY_VERIFY_WITH_TIMEOUT(!s.training.isActive(), 30000);
        QTRY_VERIFY_WITH_TIMEOUT(!boundary->picture().isEmpty(), 30000);
        QTRY_COMPARE_WITH_TIMEOUT(boundary->picture().scene.map.cells, 240, 30000);
        const BoundaryPicture& picture = boundary->picture();
        QVERIFY(!picture.scene.map.exact); // four columns
        QVERIFY(!picture.scene.points.empty());
        QVERIFY(picture.readout(picture.map.center()).contains(QStringLiteral("p(setosa)")));
        QVERIFY(picture.readout(QPointF(1, 1)).isEmpty());
        // A point is where its values are.
        const MapPoint& point = picture.scene.points.front();
        const QPointF back = picture.valueAt(picture.toPicture(point.across, point.up));
        QVERIFY(std::abs(back.x() - point.across) < 1e-9 && std::abs(back.y() - point.up) < 1e-9);
    }

    void pointsCarryTheirNumbers()
    {
        Shown s("plane", 5);
        s.press("kindBoundaryButton");
        auto* boundary = s.panel.findChild<BoundaryView*>();
        QTRY_VERIFY_WITH_TIMEOUT(!boundary->picture().isEmpty(), 30000);
        const BoundaryScene& scene = boundary->picture().scene;
        const Table& table = *s.document.sharedPrepared()->table;
        const auto column = [&](const std::string& name) -> const Column& {
            return table.columns[static_cast<std::size_t>(table.find(name))];
        };
        const Column& across = column(scene.map.across.name);
        const Column& up = column(scene.map.up.name);
        const Column& target = column("value");
        QVERIFY(!scene.points.empty());
        std::size_t within = 0;
        for (const MapPoint& point : scene.points) {
            bool found = false;
            for (std::size_t row = 0; row < static_cast<std::size_t>(table.rows) && !found; ++row)
                found = point.across == across.numbers[row] && point.up == up.numbers[row] &&
                        std::abs(point.value - target.numbers[row]) < 1e-5;
            QVERIFY(found);
            within += point.value >= scene.low && point.value <= scene.high ? 1 : 0;
        }
        QVERIFY(within >= scene.points.size() * 98 / 100);
        QVERIFY(!s.panel.findChild<QCheckBox*>("decisionOnly")->isVisibleTo(&s.panel)); // there is no decision
    }

    void twoFeaturesHaveMapsInTheirUnits()
    {
        Shown s("moons", 20);
        s.press("kindBoundaryButton");
        auto* boundary = s.panel.findChild<BoundaryView*>();
        QTRY_VERIFY_WITH_TIMEOUT(!boundary->picture().isEmpty(), 30000);
        const BoundaryPicture& picture = boundary->picture();
        QVERIFY(picture.scene.map.exact);
        QCOMPARE(picture.tiles.size(), picture.network.columns.size());
        for (std::size_t column = 0; column < picture.tiles.size(); ++column) {
            const auto& units = picture.network.layout.columns[column].units;
            QCOMPARE(picture.tiles[column].size(), units.size());
            for (std::size_t u = 1; u < units.size(); ++u)
                QVERIFY(!picture.tile(column, u).intersects(picture.tile(column, u - 1)));
        }
        // A line where a unit changes its sign, and none where it does not.
        const auto& units = picture.network.layout.columns[1].units;
        for (std::size_t u = 0; u < units.size(); ++u) {
            const std::vector<float>& map = picture.scene.map.units[0][static_cast<std::size_t>(units[u].unit)];
            const auto [least, most] = std::minmax_element(map.begin(), map.end());
            QCOMPARE(picture.zeros[1][u].isEmpty(), *least > 0 || *most <= 0);
            QVERIFY(QRectF(0, 0, 1, 1).contains(picture.zeros[1][u].boundingRect()) || picture.zeros[1][u].isEmpty());
        }
        QTest::mouseClick(boundary, Qt::LeftButton, {}, picture.tile(1, 0).center().toPoint());
        QCOMPARE(s.document.selectedUnit().column, 1);
    }
};

QTEST_MAIN(TestDiagramUnits)
#include "tst_diagram_units.moc"
