// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/run_differences.h"
#include "tests/support/answers.h"
#include "tests/support/trained_document.h"
#include "ui/plots/curves_picture.h"
#include "ui/runs/run_delegate.h"
#include "ui/runs/runs_panel.h"
#include "ui/toolkit/empty_state.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QStatusTipEvent>
#include <QTableWidget>

using namespace netloom;

namespace {

/// What the status bar would show.
class TipKeeper final : public QObject
{
public:
    QString tip;

    bool eventFilter(QObject*, QEvent* event) override
    {
        if (event->type() == QEvent::StatusTip)
            tip = static_cast<QStatusTipEvent*>(event)->tip();
        return false;
    }
};

} // namespace

class TestRunsPanel : public QObject
{
    Q_OBJECT

private:
    ProjectDocument m_document;
    testing::Answers m_answers;
    std::unique_ptr<TrainingController> m_training;
    std::unique_ptr<RunsPanel> m_panel;

    QTableWidget& list(const char* name = "runs") const
    {
        return *m_panel->findChild<QTableWidget*>(QLatin1String(name));
    }
    void press(const char* name) const
    {
        QTest::mouseClick(m_panel->findChild<QPushButton*>(QLatin1String(name)), Qt::LeftButton);
    }

    void trainAtOnce()
    {
        QSignalSpy ended(m_training.get(), &TrainingController::ended);
        m_training->train();
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 30'000);
    }

private slots:
    void init()
    {
        m_answers = {};
        Dialogs::install(&m_answers);
        m_training = std::make_unique<TrainingController>(m_document);
        testing::openSample(m_document, *m_training, "iris", "species", 15);
        m_panel = std::make_unique<RunsPanel>(m_document, *m_training);
        m_panel->resize(280, 800);
        m_panel->show();
    }
    void cleanup()
    {
        m_panel.reset();
        m_training.reset();
        Dialogs::install(nullptr);
    }

    void aNewRunBeginsLikeTheOldOneAndLeavesItAsItIs()
    {
        const NetworkSpec network = m_document.network();
        const Checkpoint trained = m_document.project().run().checkpoint;
        press("newRun");
        QCOMPARE(list().rowCount(), 2);
        QCOMPARE(m_document.project().current, std::size_t(1));
        QCOMPARE(m_document.network(), network);
        QVERIFY(m_document.project().run().checkpoint.empty());
        QCOMPARE(m_training->history().epochs(), std::size_t(0));
        QCOMPARE(m_document.project().runs[0].checkpoint, trained);
        QVERIFY(m_document.isModified());
        list().setCurrentCell(0, 0);
        press("openRun");
        QCOMPARE(m_document.project().current, std::size_t(0));
        QCOMPARE(m_training->history().epochs(), std::size_t(15));
    }

    void whatTrainsStaysWithItsRun()
    {
        m_document.setSetting("epochs", "1000000");
        m_training->train();
        QTRY_VERIFY(m_training->progress().epoch > 20);
        press("newRun");
        QVERIFY(!m_training->isActive());
        QVERIFY(m_document.project().runs[0].checkpoint.history.epochs() > 20);
        QVERIFY(m_document.project().runs[1].checkpoint.empty());
    }

    void aTrainingThatBeginsAnewLeavesTheOneBeforeAsARun()
    {
        const Run before = m_document.project().run();
        m_training->reset();
        m_document.setSetting("learning_rate", "0.02");
        QCOMPARE(list().rowCount(), 1);
        trainAtOnce();
        QCOMPARE(list().rowCount(), 2);
        const Project& project = m_document.project();
        QCOMPARE(project.current, std::size_t(1));
        QCOMPARE(project.runs[0].id, before.id);
        QCOMPARE(project.runs[0].checkpoint, before.checkpoint);
        QCOMPARE(project.runs[0].training, before.training);
        QVERIFY(project.runs[1].id != before.id);
        QCOMPARE(QString::fromStdString(project.runs[1].name), QStringLiteral("learning rate 0.02"));
        // Training further is the same run; a reset that is undone has thrown nothing away.
        trainAtOnce();
        m_training->reset();
        m_document.undoStack()->undo();
        trainAtOnce();
        QCOMPARE(list().rowCount(), 2);
    }

    void theNewRunIsCalledByWhatWasChanged_data()
    {
        QTest::addColumn<QString>("change");
        QTest::addColumn<QString>("name");
        QTest::newRow("units") << "units"
                               << "h1 units 9";
        QTest::newRow("activation") << "activation"
                                    << "h1 activation Tanh";
        QTest::newRow("optimizer") << "optimizer"
                                   << "optimizer RMSprop";
        QTest::newRow("rate") << "rate"
                              << "learning rate 0.02";
        QTest::newRow("column") << "column"
                                << "without sepal_length";
        QTest::newRow("split") << "split"
                               << "seed of the split 7";
        QTest::newRow("layer") << "layer"
                               << "with extra";
        QTest::newRow("many") << "many"
                              << "h1 units 9, h1 activation Tanh, 2 more";
    }

    void theNewRunIsCalledByWhatWasChanged()
    {
        QFETCH(QString, change);
        QFETCH(QString, name);
        const bool many = change == "many";
        const Run before = m_document.project().run();
        const std::string column = m_document.project().recipe.columns[0].column;
        m_training->reset();
        if (change == "units" || many)
            m_document.setLayerField(0, "units", std::int64_t(9));
        if (change == "activation" || many)
            m_document.setLayerField(0, "activation", std::string("tanh"));
        if (change == "optimizer" || many)
            m_document.setSetting("optimizer", "rmsprop");
        if (change == "rate")
            m_document.setSetting("learning_rate", "0.02");
        if (change == "split" || many)
            m_document.setSetting("split.seed", "7");
        if (change == "column") {
            Recipe recipe = m_document.project().recipe;
            recipe.columns[0].role = ColumnRole::Ignore;
            m_document.setRecipe(recipe, "Columns");
            name = QStringLiteral("without ") + QString::fromStdString(column);
        }
        if (change == "layer") {
            NetworkSpec network = m_document.network();
            network.layers.insert(network.layers.begin(), {"dropout", "extra", {{"rate", 0.1}}});
            m_document.setNetwork(network, "Layers");
        }
        trainAtOnce();
        QCOMPARE(list().rowCount(), 2);
        const Project& project = m_document.project();
        QCOMPARE(QString::fromStdString(project.run().name), name);
        QCOMPARE(project.runs[0].checkpoint, before.checkpoint);
        QCOMPARE(otherRuns(project)[0].name, QStringLiteral("before ") + name); // in the plots
        list().setCurrentCell(0, 0);
        QCOMPARE(list("differences").item(list("differences").rowCount() - 1, 0)->text() == QStringLiteral("Inputs"),
                 change == "column");
        // The one before opens as it was, also where it was trained on other columns or rows.
        list().setCurrentCell(0, 0);
        press("openRun");
        QCOMPARE(m_document.project().current, std::size_t(0));
        QCOMPARE(m_training->history().epochs(), before.checkpoint.history.epochs());
        QCOMPARE(m_document.project().run().checkpoint.weights, before.checkpoint.weights);
        QTRY_COMPARE(m_document.inputs(), Index(4));
        QCOMPARE(m_document.project().recipe.columns[0].role, ColumnRole::Input);
        list().setCurrentCell(1, 0);
        press("openRun");
        QTRY_COMPARE(m_document.inputs(), Index(change == "column" ? 3 : 4));
    }

    void aRunThatWasEditedBeforeItWasResetIsKeptAsItWasTrained()
    {
        const Run before = m_document.project().run();
        m_document.setLayerField(0, "activation", std::string("tanh")); // its weights stay
        m_document.setSetting("optimizer", "rmsprop");
        m_training->reset();
        trainAtOnce();
        QCOMPARE(list().rowCount(), 2);
        const Run& kept = m_document.project().runs[0];
        QCOMPARE(kept.network, before.network);
        QCOMPARE(kept.training, before.training);
        QCOMPARE(kept.checkpoint.weights, before.checkpoint.weights);
        QCOMPARE(kept.checkpoint.history.epochs(), before.checkpoint.history.epochs());
        QCOMPARE(QString::fromStdString(m_document.project().run().name),
                 QStringLiteral("h1 activation Tanh, optimizer RMSprop"));
    }

    void editsOfOneRunAreNotUndoneInAnother()
    {
        m_document.setLayerField(0, "units", std::int64_t(9));
        press("newRun");
        QVERIFY(!m_document.undoStack()->canUndo());
        QVERIFY(m_document.isModified());
        m_document.setLayerField(0, "units", std::int64_t(4));
        list().setCurrentCell(0, 0);
        press("openRun");
        const FieldValue units = m_document.network().layers[0].fields.real("units");
        QCOMPARE(std::get<double>(units), 9.0);
    }

    void theChoiceGoesOnWithTheCurrentRun()
    {
        QCOMPARE(list().currentRow(), 0);
        press("newRun");
        QCOMPARE(list().currentRow(), 1);
        QVERIFY(!m_panel->findChild<QPushButton*>("openRun")->isEnabled());
        list().setCurrentCell(0, 0);
        m_document.renameRun(1, QStringLiteral("second"));
        QCOMPARE(list().currentRow(), 0); // another one that was chosen stays
        m_document.addRun(QStringLiteral("third"));
        QCOMPARE(list().currentRow(), 0);
        press("openRun");
        QCOMPARE(list().currentRow(), 0);
        m_document.takeRun(2);
        QCOMPARE(list().currentRow(), 2);
    }

    void twoRunsAreCompared()
    {
        press("newRun");
        m_document.setSetting("epochs", "25");
        m_document.setLayerField(0, "units", std::int64_t(3));
        QSignalSpy ended(m_training.get(), &TrainingController::ended);
        m_training->train();
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 20000);
        list().setCurrentCell(0, 0);
        QStringList names;
        for (int row = 0; row < list("differences").rowCount(); ++row)
            names << list("differences").item(row, 0)->text();
        QVERIFY(names.contains("Layers"));
        QCOMPARE(names.size(), 2); // layers and epochs, nothing else
        QTRY_VERIFY_WITH_TIMEOUT(list("comparedFigures").isVisible(), 20000);
        const QTableWidget& figures = list("comparedFigures");
        QCOMPARE(figures.item(0, 0)->text(), QStringLiteral("accuracy"));
        QVERIFY(figures.item(0, 3)->textAlignment() & Qt::AlignRight);
        QVERIFY(figures.item(0, 3)->toolTip().contains("95 % interval"));
        // The difference is never cut.
        QCOMPARE(figures.horizontalHeader()->length(), figures.viewport()->width());
        QVERIFY(figures.columnWidth(3) > figures.fontMetrics().horizontalAdvance(figures.item(0, 3)->text()));
    }

    void aDeletedRunComesBackAsItWas()
    {
        m_document.renameRun(0, QStringLiteral("first"));
        m_document.colorRun(0, QStringLiteral("#8e5bd6"));
        const Run first = m_document.project().runs[0];
        press("newRun");
        press("newRun");
        list().setCurrentCell(0, 0);
        QSignalSpy told(m_panel.get(), &RunsPanel::message);
        press("deleteRun");
        QCOMPARE(m_answers.confirmations.size(), 0);
        QCOMPARE(list().rowCount(), 2);
        QCOMPARE(list().currentRow(), 0); // the next one
        QCOMPARE(told.value(0).value(0).toString(), QStringLiteral("Run deleted. Ctrl+Z brings back first."));
        QCOMPARE(m_document.undoStack()->undoText(), QStringLiteral("Delete run first"));
        QVERIFY(otherRuns(m_document.project()).empty());
        m_document.undoStack()->undo();
        QCOMPARE(list().rowCount(), 3);
        QCOMPARE(list().currentRow(), 1); // what was chosen meanwhile stays chosen
        const Run& back = m_document.project().runs[0];
        QCOMPARE(back.id, first.id);
        QCOMPARE(back.name, first.name);
        QCOMPARE(back.color, first.color);
        QCOMPARE(back.checkpoint, first.checkpoint);
        QCOMPARE(otherRuns(m_document.project()).size(), std::size_t(1));
        m_document.undoStack()->redo();
        QCOMPARE(list().rowCount(), 2);
        press("deleteRun");
        QCOMPARE(list().rowCount(), 1);
        QVERIFY(!m_panel->findChild<QPushButton*>("deleteRun")->isEnabled()); // the last one stays
    }

    void theRunThatTrainsIsStoredBeforeItIsDeleted()
    {
        press("newRun");
        m_document.setSetting("epochs", "1000000");
        m_training->train();
        QTRY_VERIFY(m_training->progress().epoch > 20);
        press("deleteRun");
        QVERIFY(!m_training->isActive());
        QCOMPARE(m_document.project().run().id, std::string("run1"));
        QCOMPARE(m_training->history().epochs(), std::size_t(15));
        // Back is an edit of the window: what trains by then is stored, too.
        m_training->train();
        QTRY_VERIFY(m_training->progress().epoch > 20);
        QSignalSpy told(m_training.get(), &TrainingController::message);
        m_document.undoStack()->undo();
        QVERIFY2(told.isEmpty(), qPrintable(told.value(0).value(0).toString())); // it ends in good order
        QVERIFY(!m_training->isActive());
        QCOMPARE(m_document.project().run().id, std::string("run2"));
        for (const Run& run : m_document.project().runs) { // both could be trained further
            QVERIFY(run.checkpoint.history.epochs() > 20);
            QVERIFY(run.checkpoint.counters.find("epoch"));
            QCOMPARE(run.checkpoint.counters.integer("epoch"),
                     static_cast<std::int64_t>(run.checkpoint.history.epochs()));
        }
        QCOMPARE(m_training->history().epochs(), m_document.project().run().checkpoint.history.epochs());
        QCOMPARE(list().currentRow(), 1);
    }

    void layersAreShortAndFiguresWhole()
    {
        const QString network = list().item(0, 0)->data(RunDelegate::Network).toString();
        QVERIFY(!network.isEmpty() && !network.contains("dense"));
        QVERIFY(list().item(0, 0)->toolTip().contains("dense"));
        QCOMPARE(list().horizontalHeader()->length(), list().viewport()->width());
        QVERIFY(list().columnWidth(2) > list().fontMetrics().horizontalAdvance(list().item(0, 2)->text()));
        QVERIFY(list().columnWidth(0) > list().fontMetrics().horizontalAdvance("run1") + 30);
    }

    void withoutDataOneIsAskedToOpenSome()
    {
        const auto* empty = m_panel->findChild<EmptyState*>();
        QVERIFY(empty->isHidden());
        m_document.adopt(Project(), nullptr);
        QVERIFY(empty->isVisible());
        QSignalSpy asked(m_panel.get(), &RunsPanel::openDataRequested);
        QTest::mouseClick(empty->findChild<QPushButton*>(), Qt::LeftButton);
        QCOMPARE(asked.count(), 1);
    }

    void keysRenameAndDelete()
    {
        press("newRun");
        m_panel->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
        list().setFocus();
        list().setCurrentCell(0, 2); // whatever column
        QTest::keyClick(&list(), Qt::Key_F2);
        auto* field = list().findChild<QLineEdit*>();
        QVERIFY(field);
        const QRect row = list().visualItemRect(list().item(0, 0));
        QVERIFY(row.contains(field->geometry()));
        QVERIFY(field->height() >= field->fontMetrics().height() + 4);
        QTest::keyClicks(field, "small one");
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(m_document.project().runs[0].name, std::string("small one"));
        QTest::keyClick(&list(), Qt::Key_Delete);
        QCOMPARE(list().rowCount(), 1);
        QCOMPARE(m_document.project().runs[0].id, std::string("run2"));
    }

    void theMenuLeavesNoTip()
    {
        TipKeeper kept;
        m_panel->installEventFilter(&kept);
        press("newRun");
        list().setCurrentCell(0, 0);
        emit list().customContextMenuRequested(list().visualItemRect(list().item(0, 0)).center());
        auto* menu = list().findChild<QMenu*>();
        QVERIFY(menu);
        QTest::keyClick(menu, Qt::Key_Down);
        QTest::keyClick(menu, Qt::Key_Down);
        QCOMPARE(kept.tip, QString("Give the chosen run another name"));
        QTest::keyClick(menu, Qt::Key_Down);
        QVERIFY2(kept.tip.contains("curves"), qPrintable(kept.tip)); // of the menu of colours
        QTest::keyClick(menu, Qt::Key_Right);
        auto* colors = menu->findChild<QMenu*>();
        QTRY_VERIFY(colors->isVisible());
        QTest::keyClick(colors, Qt::Key_Down);
        QTest::keyClick(colors, Qt::Key_Return);
        QTRY_VERIFY(!list().findChild<QMenu*>());
        QVERIFY(!m_document.project().runs[0].color.empty());
        QCOMPARE(kept.tip, QString());
    }

    void aRunHasTheColourThatIsChosen()
    {
        press("newRun");
        list().setCurrentCell(0, 0);
        emit list().customContextMenuRequested(list().visualItemRect(list().item(0, 0)).center());
        auto* menu = list().findChild<QMenu*>();
        QVERIFY(menu);
        QAction* purple = nullptr;
        for (QAction* action : menu->findChild<QMenu*>()->actions())
            if (action->text() == QStringLiteral("Purple"))
                purple = action;
        QVERIFY(purple);
        purple->trigger();
        menu->close();
        const QColor color(QString::fromStdString(m_document.project().runs[0].color));
        QVERIFY(color.isValid());
        QCOMPARE(list().item(0, 0)->data(RunDelegate::Color).value<QColor>(), color);
        const auto others = otherRuns(m_document.project());
        QCOMPARE(others.size(), std::size_t(1));
        QCOMPARE(others[0].color, color);
    }

    void aHeadingSortsAndTheThirdClickBringsBackTheOrder()
    {
        const auto names = [this] {
            QStringList all;
            for (int row = 0; row < list().rowCount(); ++row)
                all << list().item(row, 0)->text();
            return all;
        };
        const auto click = [this](int section) {
            const QHeaderView& header = *list().horizontalHeader();
            QTest::mouseClick(header.viewport(), Qt::LeftButton, {},
                              QPoint(header.sectionViewportPosition(section) + 10, header.height() / 2));
        };
        m_document.renameRun(0, QStringLiteral("b")); // the one that is trained
        m_document.addRun(QStringLiteral("c"));
        m_document.addRun(QStringLiteral("a"));
        list().setCurrentCell(0, 0);
        click(0);
        QCOMPARE(names(), QStringList({"a", "b", "c"}));
        QCOMPARE(list().currentRow(), 1); // what was chosen stays chosen
        QVERIFY(list().horizontalHeaderItem(0)->text().startsWith("Run "));
        list().setCurrentCell(2, 0);
        press("openRun");
        QCOMPARE(m_document.project().run().name, std::string("c"));
        click(0);
        QCOMPARE(names(), QStringList({"c", "b", "a"}));
        click(0);
        QCOMPARE(names(), QStringList({"b", "c", "a"}));
        QCOMPARE(list().horizontalHeaderItem(0)->text(), QStringLiteral("Run"));
        // The most epochs and the best score first; what has no score last, either way.
        click(1);
        QCOMPARE(names().first(), QStringLiteral("b"));
        click(2);
        QCOMPARE(names().first(), QStringLiteral("b"));
        click(2);
        QCOMPARE(names().first(), QStringLiteral("b"));
    }

    void figuresKeepTheirNamesWhereNoSettingDiffers()
    {
        press("newRun");
        trainAtOnce();
        list().setCurrentCell(0, 0);
        QVERIFY(!list("differences").isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(list("comparedFigures").isVisible(), 20000);
        m_panel->resize(300, 800);
        const QTableWidget& figures = list("comparedFigures");
        QTRY_COMPARE(figures.horizontalHeader()->length(), figures.viewport()->width());
        QCOMPARE(figures.item(0, 0)->text(), QStringLiteral("accuracy"));
        QVERIFY(figures.columnWidth(0) > figures.fontMetrics().horizontalAdvance("accuracy"));
    }

    void runsOnOtherRowsAreNotCompared()
    {
        press("newRun");
        SplitConfig split = m_document.project().run().split;
        split.seed += 1;
        m_document.setSplit(split, "Other rows");
        trainAtOnce();
        list().setCurrentCell(0, 0);
        QTest::qWait(200);
        QVERIFY(!list("comparedFigures").isVisible());
    }

    void aRunIsRenamedInPlace()
    {
        list().item(0, 0)->setText("first try");
        QCOMPARE(m_document.project().run().name, std::string("first try"));
    }

    void aNameOfAnotherRunStaysInItsField()
    {
        m_document.renameRun(0, "first try");
        m_document.addRun("second try");
        list().setFocus();
        list().setCurrentCell(1, 0);
        list().editItem(list().item(1, 0));
        auto* edit = list().viewport()->findChild<QLineEdit*>();
        QVERIFY(edit);
        edit->selectAll();
        QTest::keyClicks(edit, "first try");
        QTest::keyClick(edit, Qt::Key_Return);
        QVERIFY(edit->isVisible());
        QCOMPARE(edit->text(), QStringLiteral("first try"));
        QCOMPARE(m_document.project().run().name, std::string("second try"));
        QTest::keyClicks(edit, " again");
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_COMPARE(m_document.project().run().name, std::string("first try again"));
    }

    void alikeRunsDoNotDiffer()
    {
        Run run = m_document.project().run();
        QVERIFY(runDifferences(run, run).empty());
        Run other = run;
        other.training.optimizer.type = "sgd";
        other.training.optimizer.fields = {};
        const std::vector<RunDifference> found = runDifferences(run, other);
        QVERIFY(!found.empty());
        QVERIFY(std::any_of(found.begin(), found.end(),
                            [](const RunDifference& each) { return each.key == "optimizer" && each.b == "sgd"; }));
    }
};

QTEST_MAIN(TestRunsPanel)
#include "tst_runs_panel.moc"
