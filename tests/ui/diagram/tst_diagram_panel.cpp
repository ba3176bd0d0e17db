// SPDX-License-Identifier: GPL-3.0-or-later
// The panel in the middle of the window: its bar, its menus, exports through the dialog, weights that follow a
// training.
#include "core/project/new_project.h"
#include "core/project/prepared_data.h"
#include "tests/support/tutorial_project.h"
#include "ui/diagram/diagram_panel.h"
#include "ui/diagram/diagram_view.h"
#include "ui/diagram/picture_dialog.h"
#include "ui/document/project_document.h"
#include "ui/toolkit/dialogs.h"
#include "ui/toolkit/motion.h"
#include "ui/toolkit/theme.h"
#include "ui/training/training_controller.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QDoubleSpinBox>
#include <QFile>
#include <QImageReader>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <algorithm>

using namespace netloom;

namespace {

class Answers final : public Dialogs
{
public:
    QString saveFile(QWidget*, const QString&, const QString&, const QString&, const QString& suggested) override
    {
        suggestion = suggested;
        return path;
    }
    void error(QWidget*, const QString& title, const QString& text) override { errors.append(title + ": " + text); }

    QString path, suggestion;
    QStringList errors;
};

/// A panel on the screen with the sample iris.
struct Shown {
    ProjectDocument document;
    TrainingController training{document};
    DiagramPanel panel{document, training};

    explicit Shown(const char* sample = "iris")
    {
        DataReference reference;
        reference.source = DataReference::Source::Sample;
        reference.sample = sample;
        auto table = loadTable(reference, {});
        Project project = newProject(reference, *table);
        netloom::testing::useTutorial(project, *table);
        document.adopt(std::move(project), table);
        panel.resize(900, 520);
        panel.show();
        panel.activateWindow();
        (void)QTest::qWaitForWindowExposed(&panel);
    }
    ~Shown() { training.shutdown(); }
    DiagramView& view() { return *panel.findChild<DiagramView*>(); }
    QToolButton* button(const char* name) { return panel.findChild<QToolButton*>(name); }
    QAction* action(const char* name) { return panel.findChild<QAction*>(name); }
};

} // namespace

class TestDiagramPanel : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    Answers m_answers;

    /// Opens the dialog by its menu entry and presses Save after `change`.
    QString exported(Shown& s, const char* action, const QString& name,
                     const std::function<void(PictureDialog&)>& change = {})
    {
        m_answers.path = m_folder.filePath(name);
        QSignalSpy message(&s.panel, &DiagramPanel::message);
        s.action(action)->trigger();
        auto* dialog = s.panel.findChild<PictureDialog*>();
        if (!dialog)
            return {};
        if (change)
            change(*dialog);
        QTest::mouseClick(dialog->findChild<QPushButton*>("pictureSave"), Qt::LeftButton);
        const bool told = QTest::qWaitFor(
            [&] { return !message.isEmpty() && message.constLast().constFirst().toString().startsWith("Saved"); },
            20000);
        return told ? m_answers.path : QString();
    }

private slots:
    void initTestCase() { applyTheme(ThemeChoice::Light); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)")));
        m_answers = {};
        QSettings().clear();
        Dialogs::install(&m_answers);
    }
    void cleanup() { Dialogs::install(nullptr); }

    void featuresAndClassesStandBesideTheCircles()
    {
        Shown s;
        const DiagramPicture& picture = s.view().picture();
        QCOMPARE(picture.columns.front().names.size(), 4);
        QCOMPARE(picture.columns.back().names, QStringList({"setosa", "versicolor", "virginica"}));
    }

    void aTrainedProjectThatIsOpenedShowsItsWeights()
    {
        Shown s;
        QVERIFY(!s.view().picture().style.coloring->needsWeights()); // not trained: its structure
        s.training.toggle();
        QTRY_VERIFY_WITH_TIMEOUT(!s.training.isRunning() && !s.document.project().run().checkpoint.empty(), 20000);
        Shown another;
        another.document.adopt(Project(s.document.project()), s.document.sharedTable());
        QVERIFY(another.view().picture().style.coloring->needsWeights());
    }

    void thePreparationFollowsItsEdits()
    {
        Shown s;
        const auto steps = [&] {
            QStringList all;
            for (const TextItem& text : s.view().picture().layout.texts)
                all.append(text.full);
            return all.join(QLatin1Char('\n'));
        };
        QVERIFY(s.view().picture().layout.preparation.empty());
        s.view().setFocus();
        QTest::keyClick(&s.view(), Qt::Key_6, Qt::ControlModifier);
        QCOMPARE(s.view().picture().layout.preparation.size(), std::size_t(4));
        QVERIFY2(steps().contains("standardised"), qPrintable(steps()));
        ColumnRecipe column = s.document.project().recipe.columns[1];
        column.scale = "min_max";
        column.clip = 0.5;
        s.document.setColumnRecipe(column, QStringLiteral("scale"), QStringLiteral("Change"));
        QVERIFY2(steps().contains("→ 0…1 → clip ±0.5"), qPrintable(steps()));
        column.role = ColumnRole::Ignore;
        s.document.setColumnRecipe(column, QStringLiteral("role"), QStringLiteral("Change"));
        QCOMPARE(s.view().picture().layout.preparation.size(), std::size_t(3));
        s.document.undoStack()->setIndex(0);
        QVERIFY(!steps().contains("clip"));
        QTest::keyClick(&s.view(), Qt::Key_6, Qt::ControlModifier);
        QVERIFY(s.view().picture().layout.preparation.empty());
    }

    void theBarChoosesWhatIsShown()
    {
        Shown s;
        QTest::mouseClick(s.button("kindBlocksButton"), Qt::LeftButton);
        QCOMPARE(s.view().picture().style.kind, DiagramKind::Blocks);
        QVERIFY(!s.button("colorWeightsButton")->isEnabled());
        QTest::mouseClick(s.button("kindNeuronsButton"), Qt::LeftButton);
        QCOMPARE(s.view().picture().style.kind, DiagramKind::Neurons);
        QTest::mouseClick(s.button("colorWeightsButton"), Qt::LeftButton);
        QCOMPARE(s.view().picture().style.coloring, findColoring("weights"));
        QVERIFY(s.view().picture().style.descriptions);
        QTest::keyClick(&s.view(), Qt::Key_5, Qt::ControlModifier);
        QVERIFY(!s.view().picture().style.descriptions);
        QCOMPARE(s.view().picture().style.order, UnitOrder::Network);
        s.action("orderImportance")->trigger();
        QCOMPARE(s.view().picture().style.order, UnitOrder::Importance);
        s.action("scaleCommon")->trigger();
        QCOMPARE(s.view().picture().style.scale, LinkScale::Common);
    }

    void directionAndRunsAreChosenInTheMenu()
    {
        Shown s;
        s.action("directionDown")->trigger();
        QVERIFY(s.view().picture().layout.isDown());
        QVERIFY(s.view().picture().layout.columns[1].along > s.view().picture().layout.columns[0].along);
        s.action("directionRight")->trigger();
        QVERIFY(!s.view().picture().layout.isDown());
        s.document.insertLayer(0, "dense");
        s.document.insertLayer(1, "dense");
        s.document.insertLayer(2, "dense");
        s.document.insertLayer(3, "dense"); // the first listens to the inputs, three do not differ
        s.action("foldRuns")->trigger();
        QCOMPARE(s.view().picture().layout.runs.size(), std::size_t(1));
        QCOMPARE(s.view().picture().layout.runs.front().count, std::size_t(3));
    }

    void whatIsShownIsRemembered()
    {
        {
            Shown s;
            for (const char* name : {"directionDown", "foldRuns", "orderImportance", "scaleCommon"})
                s.action(name)->trigger();
        }
        Shown s;
        const DiagramStyle& style = s.view().picture().style;
        QCOMPARE(style.direction, DiagramDirection::Down);
        QVERIFY(s.view().picture().layout.isDown());
        QVERIFY(style.runs);
        QCOMPARE(style.order, UnitOrder::Importance);
        QCOMPARE(style.scale, LinkScale::Common);
        QVERIFY(!s.action("directionRight")->isChecked());
        s.action("directionRight")->trigger();
        Shown again;
        QCOMPARE(again.view().picture().style.direction, DiagramDirection::Right);
    }

    void thePreviousRunLiesBehind()
    {
        Shown s;
        QVERIFY(!s.action("ghost")->isEnabled()); // there is one run
        s.document.setSetting(QStringLiteral("epochs"), QStringLiteral("3"));
        s.training.train();
        QTRY_VERIFY_WITH_TIMEOUT(!s.training.isActive(), 20000);
        const QString first = QString::fromStdString(s.document.project().run().id); // it has no name
        s.document.addRun(QStringLiteral("second"));
        QTRY_VERIFY(s.action("ghost")->isEnabled());
        s.training.train();
        QTRY_VERIFY_WITH_TIMEOUT(!s.training.isActive(), 20000);
        s.action("ghost")->trigger();
        QTRY_VERIFY(!s.view().picture().ghost.empty());
        QVERIFY(numbersText(s.view().picture()).contains(QStringLiteral("grey behind: ") + first));
        s.document.renameRun(0, QStringLiteral("other"));
        QVERIFY(numbersText(s.view().picture()).contains(QStringLiteral("grey behind: other")));
        s.document.removeRun(0);
        QVERIFY(s.view().picture().ghost.empty());
        QVERIFY(!s.action("ghost")->isEnabled());
        s.document.undoStack()->undo();
        QVERIFY(!s.view().picture().ghost.empty());
    }

    void thePreviousRunLiesBehindANetworkThatHasALayerMoreWithoutWeights()
    {
        Shown s;
        s.document.setSetting(QStringLiteral("epochs"), QStringLiteral("3"));
        s.training.train();
        QTRY_VERIFY_WITH_TIMEOUT(!s.training.isActive(), 20000);
        s.document.addRun(QStringLiteral("second"));
        s.document.renameLayer(0, QStringLiteral("first"));
        s.document.insertLayer(1, QStringLiteral("dropout"));
        s.training.train();
        QTRY_VERIFY_WITH_TIMEOUT(!s.training.isActive(), 20000);
        QVERIFY(s.action("ghost")->isEnabled());
        s.action("ghost")->trigger();
        QTRY_VERIFY(!s.view().picture().ghost.empty());
        QVERIFY(!s.view().picture().ghost.front().links.empty()); // of the layer that was renamed
        QVERIFY(!s.view().picture().ghost.back().links.empty());
    }

    void unitsThatAreOffAreHollowWhileStepping()
    {
        Shown s;
        s.document.insertLayer(1, "dropout");
        s.document.setLayerField(1, QStringLiteral("rate"), FieldValue(0.5));
        QVERIFY(s.view().picture().scene.dropped.empty());
        s.training.stepBatch();
        QTRY_COMPARE(s.training.progress().state, SessionState::Paused);
        QTRY_VERIFY(!s.view().picture().scene.dropped.empty());
        const auto off = s.view().picture().scene.dropped;
        QCOMPARE(static_cast<Index>(off[2].size()), s.view().picture().columns[2].units);
        QVERIFY(std::find(off[2].begin(), off[2].end(), true) != off[2].end());
        s.training.stepBatch();
        QTRY_VERIFY(!s.view().picture().scene.dropped.empty() && s.view().picture().scene.dropped != off);
        s.training.stop();
        QTRY_VERIFY(s.view().picture().scene.dropped.empty());
    }

    void pixelsBecomeAPicture()
    {
        Shown iris;
        QVERIFY(!iris.action("pixels")->isEnabled());
        Shown s("digits");
        QVERIFY(s.action("pixels")->isEnabled());
        s.action("pixels")->trigger();
        QTRY_VERIFY(!s.view().picture().layout.inputPicture.isNull());
        QVERIFY(s.view().picture().layout.columns[0].units.empty());
        s.action("pixels")->trigger();
        QVERIFY(s.view().picture().layout.inputPicture.isNull());
    }

    void theDiagramFollowsEditsAndUndo()
    {
        Shown s;
        const std::size_t columns = s.view().picture().columns.size();
        s.document.insertLayer(1, "dropout");
        QCOMPARE(s.view().picture().columns.size(), columns + 1);
        s.document.undoStack()->undo();
        QCOMPARE(s.view().picture().columns.size(), columns);
    }

    void aClickOnAColumnSelectsItsLayer()
    {
        Shown s;
        const QPointF unit = s.view().picture().layout.columns[1].units[0].center;
        QTest::mouseClick(s.view().viewport(), Qt::LeftButton, {}, s.view().toViewport(unit).toPoint());
        QCOMPARE(s.document.selectedLayer(), 0);
    }

    void trainingShowsItsWeights()
    {
        Shown s;
        QCOMPARE(s.view().picture().style.coloring, findColoring("structure"));
        QVERIFY(!s.view().picture().weighted());
        s.training.train();
        QTRY_VERIFY_WITH_TIMEOUT(!s.training.isActive(), 20000);
        QTRY_VERIFY(s.view().picture().weighted());
        QCOMPARE(s.view().picture().style.coloring, findColoring("weights"));
        // What is drawn is what was computed.
        const ParameterSet& shown = *s.view().picture().scene.weights;
        const ParameterSet& computed = s.document.project().run().checkpoint.weights;
        QTRY_VERIFY(findTensor(*s.view().picture().scene.weights, "output", "kernel")->values ==
                    findTensor(computed, "output", "kernel")->values);
        QCOMPARE(shown.size(), computed.size());
    }

    void aFilmShowsTheUnitsOfItsEnd()
    {
        motion::setChoice(motion::Choice::Full);
        Shown s("digits");
        const auto units = [&] {
            std::vector<Index> all;
            for (const ColumnItem& column : s.view().picture().layout.columns)
                for (const UnitItem& item : column.units)
                    all.push_back(item.unit);
            return all;
        };
        s.document.setSetting(QStringLiteral("epochs"), QStringLiteral("4"));
        s.training.train();
        const auto weights = [&] { return s.document.project().run().checkpoint.weights.pointer(); };
        QTRY_VERIFY_WITH_TIMEOUT(
            s.training.isFilm() && !s.training.isActive() && s.view().picture().scene.chosenBy == weights(), 20000);
        QVERIFY(s.view().picture().layout.folded);
        QVERIFY(s.view().picture().scene.weights != weights());
        const std::vector<Index> inFilm = units();
        const auto before = s.view().picture().scene.activity;
        s.training.skipFilm();
        QTRY_VERIFY(s.view().picture().scene.weights == weights() && s.view().picture().scene.activity != before);
        QCOMPARE(units(), inFilm);
        // As a picture of the run without the film has them.
        DiagramScene scene = s.view().picture().scene;
        scene.chosenBy = nullptr;
        scene.kept.clear();
        s.view().setScene(scene);
        QCOMPARE(units(), inFilm);
    }

    void aChosenColourStaysWhileItTrains()
    {
        Shown s;
        QTest::mouseClick(s.button("colorWeightsButton"), Qt::LeftButton);
        QTest::mouseClick(s.button("colorStructureButton"), Qt::LeftButton);
        s.training.train();
        QTRY_VERIFY_WITH_TIMEOUT(!s.training.isActive(), 20000);
        QCOMPARE(s.view().picture().style.coloring, findColoring("structure"));
    }

    void pngAtAnyScale()
    {
        Shown s;
        QSize size;
        const QString path = exported(s, "exportPng", "iris.png", [&](PictureDialog& dialog) {
            dialog.findChild<QDoubleSpinBox*>("pictureScale")->setValue(3);
            const QString text = dialog.findChild<QLabel*>("muted")->text();
            size = diagramCost(s.view().picture().scene, dialog.style(), dialog.options()).pixels;
            QVERIFY2(text.contains(QLocale().toString(size.width())), qPrintable(text));
        });
        QVERIFY2(m_answers.errors.isEmpty(), qPrintable(m_answers.errors.join(' ')));
        QImageReader reader(path);
        const QImage image = reader.read();
        QCOMPARE(image.size(), size);
        QVERIFY(image.width() > 2000);
        QCOMPARE(image.pixelColor(0, 0), QColor(Qt::white));
        QVERIFY2(m_answers.suggestion.endsWith("diagram.png"), qPrintable(m_answers.suggestion));
    }

    void transparentAndDark()
    {
        Shown s;
        const QString path = exported(s, "exportPng", "dark.png", [](PictureDialog& dialog) {
            dialog.findChild<QComboBox*>("pictureColors")->setCurrentIndex(1);
            dialog.findChild<QCheckBox*>("pictureTransparent")->click();
        });
        const QImage image(path);
        QCOMPARE(image.pixelColor(0, 0).alpha(), 0);
    }

    void svgAndPdf()
    {
        Shown s;
        QFile svg(exported(s, "exportSvg", "iris.svg"));
        QVERIFY(svg.open(QIODevice::ReadOnly));
        QVERIFY(svg.readAll().contains("virginica"));
        QFile pdf(exported(s, "exportPdf", "iris.pdf"));
        QVERIFY(pdf.open(QIODevice::ReadOnly));
        QVERIFY(pdf.readAll().startsWith("%PDF"));
    }

    void aPictureThatCannotBeSavedSaysSo()
    {
        Shown s;
        m_answers.path = m_folder.filePath("no/such/folder/x.png");
        s.action("exportPng")->trigger();
        QTest::mouseClick(s.panel.findChild<PictureDialog*>()->findChild<QPushButton*>("pictureSave"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(m_answers.errors.size(), 1, 20000);
        QVERIFY2(m_answers.errors.constFirst().contains("x.png"), qPrintable(m_answers.errors.constFirst()));
        QTRY_VERIFY(s.action("exportPng")->isEnabled());
    }

    void aPictureThatTakesLongCanBeCancelled()
    {
        Shown s;
        m_answers.path = m_folder.filePath("large.png");
        QSignalSpy message(&s.panel, &DiagramPanel::message);
        s.action("exportPng")->trigger();
        auto* dialog = s.panel.findChild<PictureDialog*>();
        dialog->findChild<QDoubleSpinBox*>("pictureScale")->setValue(16);
        QTest::mouseClick(dialog->findChild<QPushButton*>("pictureSave"), Qt::LeftButton);
        auto* cancel = s.panel.findChild<QPushButton*>("cancelLoading");
        QVERIFY(!s.action("exportPng")->isEnabled());
        QTRY_VERIFY(cancel->isVisible());
        QTest::mouseClick(cancel, Qt::LeftButton);
        QVERIFY(!cancel->isVisible());
        QVERIFY(s.action("exportPng")->isEnabled());
        QVERIFY(message.constLast().constFirst().toString().startsWith("Cancelled"));
        // The next one can be made at once.
        QVERIFY(!exported(s, "exportSvg", "after.svg").isEmpty());
        QVERIFY(!QFile::exists(m_folder.filePath("large.png")));
        QVERIFY(m_answers.errors.isEmpty());
    }

    void impossibleSizesCannotBeSaved()
    {
        Shown s;
        s.action("exportPng")->trigger();
        auto* dialog = s.panel.findChild<PictureDialog*>();
        dialog->findChild<QDoubleSpinBox*>("pictureScale")->setValue(100);
        QVERIFY(!dialog->findChild<QPushButton*>("pictureSave")->isEnabled());
        QVERIFY(dialog->findChild<QLabel*>("muted")->text().contains("32,000"));
        dialog->findChild<QDoubleSpinBox*>("pictureScale")->setValue(1);
        QVERIFY(dialog->findChild<QPushButton*>("pictureSave")->isEnabled());
        dialog->reject();
    }

    void thePictureIsToldInWords()
    {
        Shown s;
        s.view().chooseUnit({1, 0});
        QCOMPARE(s.action("pictureWords")->shortcut(), QKeySequence(Qt::ALT | Qt::Key_D));
        s.action("pictureWords")->trigger();
        auto* dialog = s.panel.findChild<QDialog*>(QStringLiteral("pictureWords"));
        QVERIFY(dialog && dialog->isVisible());
        const QString words = dialog->findChild<QPlainTextEdit*>()->toPlainText();
        QVERIFY2(words.contains(QStringLiteral("Network of ")), qPrintable(words));
        QVERIFY2(words.contains(QStringLiteral("Chosen: h1 (Dense) · unit 1 of ")), qPrintable(words));
        for (auto* button : dialog->findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("Copy"))
                QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), words);
        QTest::keyClick(dialog, Qt::Key_Escape);
        QVERIFY(!dialog->isVisible());
    }

    void theClipboardGetsThePictureTwiceAsFine()
    {
        Shown s;
        QApplication::clipboard()->clear();
        s.action("copyDiagram")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(!QApplication::clipboard()->image().isNull(), 20000);
        ExportOptions options;
        options.area = s.view().area();
        const QSizeF size = diagramSize(s.view().picture().scene, s.view().picture().style, options);
        QVERIFY(std::abs(QApplication::clipboard()->image().width() - 2 * size.width()) <= 2);
    }

    void withoutAProjectThereIsNothingToExport()
    {
        Shown s;
        s.document.close();
        QVERIFY(!s.action("exportPng")->isEnabled());
        QVERIFY(!s.action("copyDiagram")->isEnabled());
    }
};

QTEST_MAIN(TestDiagramPanel)

#include "tst_diagram_panel.moc"
