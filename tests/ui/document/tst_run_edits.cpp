// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/trained_document.h"

using namespace netloom;

/// Deletion, name and colour of a run are undo steps.
class TestRunEdits : public QObject
{
    Q_OBJECT

private:
    ProjectDocument m_document;
    std::unique_ptr<TrainingController> m_training;

    QUndoStack& undo() { return *m_document.undoStack(); }
    const Project& project() const { return m_document.project(); }
    QStringList ids() const
    {
        QStringList all;
        for (const Run& run : project().runs)
            all << QString::fromStdString(run.id);
        return all;
    }
    std::string current() const { return project().run().id; }
    std::size_t placeOf(const std::string& id) const
    {
        return static_cast<std::size_t>(ids().indexOf(QString::fromStdString(id)));
    }
    double units() const { return m_document.network().layers[0].fields.real("units"); }
    void setUnits(std::int64_t count) { m_document.setLayerField(0, "units", count); }
    void trainAnew()
    {
        m_training->reset();
        m_document.setSetting("learning_rate", project().run().training.learningRate() > 0.015 ? "0.01" : "0.02");
        QSignalSpy ended(m_training.get(), &TrainingController::ended);
        m_training->train();
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 30'000);
    }

private slots:
    void init()
    {
        m_training = std::make_unique<TrainingController>(m_document);
        testing::openSample(m_document, *m_training, "iris", "species", 5);
        m_document.endSave(m_document.beginSave({}));
    }
    void cleanup() { m_training.reset(); }

    void nameAndColourAreUndoneEach()
    {
        m_document.renameRun(0, "one");
        m_document.colorRun(0, "#8e5bd6");
        m_document.renameRun(0, "two");
        QCOMPARE(undo().undoText(), QString("Rename run one"));
        QVERIFY(m_document.isModified());
        undo().undo();
        QCOMPARE(project().run().name, std::string("one"));
        QCOMPARE(undo().undoText(), QString("Change colour of run one"));
        QCOMPARE(project().run().color, std::string("#8e5bd6"));
        undo().undo();
        QCOMPARE(project().run().color, std::string());
        undo().undo();
        QCOMPARE(project().run().name, std::string());
        QVERIFY(!m_document.isModified());
        undo().redo();
        undo().redo();
        undo().redo();
        QCOMPARE(project().run().name, std::string("two"));
        QCOMPARE(project().run().color, std::string("#8e5bd6"));
    }

    void aStepFindsItsRunAfterATrainingHasAddedOne()
    {
        m_document.renameRun(0, "one");
        trainAnew();
        QCOMPARE(ids(), QStringList({"run1", "run2"}));
        const std::string name = project().run().name;
        while (project().runs[0].name == "one")
            undo().undo();
        QCOMPARE(undo().undoText(), QString("Change epochs")); // before it had that name
        QCOMPARE(project().run().name, name);
    }

    void whatWasDoneToRunsIsUndoneInAnotherRunToo()
    {
        m_document.addRun({});
        m_document.addRun({});
        m_document.renameRun(0, "one");
        m_document.removeRun(1);
        setUnits(9);
        m_document.takeRun(0);
        QCOMPARE(undo().count(), 2); // not the units, which are of the other run
        undo().undo();
        QCOMPARE(ids(), QStringList({"run1", "run2", "run3"}));
        QCOMPARE(current(), std::string("run1"));
        undo().undo();
        QCOMPARE(project().run().name, std::string());
    }

    void aRunComesBackToItsPlace()
    {
        for (int i = 0; i < 3; ++i)
            m_document.addRun({});
        m_document.takeRun(0);
        m_document.removeRun(2);
        m_document.removeRun(1);
        QCOMPARE(ids(), QStringList({"run1", "run4"}));
        trainAnew(); // what was trained stays before the current one
        QCOMPARE(ids(), QStringList({"run1", "run5", "run4"}));
        while (undo().canUndo())
            undo().undo();
        QCOMPARE(ids(), QStringList({"run1", "run5", "run2", "run3", "run4"}));
        QCOMPARE(current(), std::string("run5"));
        while (undo().canRedo())
            undo().redo();
        QCOMPARE(ids(), QStringList({"run1", "run5", "run4"}));
    }

    void aNewRunIsNotCalledAsADeletedOne()
    {
        m_document.addRun({});
        m_document.takeRun(0);
        m_document.removeRun(1);
        m_document.addRun({});
        QCOMPARE(ids(), QStringList({"run1", "run3"}));
        undo().undo();
        QCOMPARE(ids(), QStringList({"run1", "run2", "run3"}));
    }

    void theCurrentRunComesBackAsTheCurrentOneWithItsEdits()
    {
        m_document.addRun({});
        m_document.takeRun(0);
        const Checkpoint trained = project().run().checkpoint;
        const double before = units();
        m_document.setSetting("epochs", "33");
        m_document.removeRun(0);
        QCOMPARE(current(), std::string("run2"));
        QCOMPARE(m_training->history().epochs(), std::size_t(0));
        setUnits(9);
        undo().undo();
        QCOMPARE(units(), before);
        undo().undo();
        QCOMPARE(ids(), QStringList({"run1", "run2"}));
        QCOMPARE(current(), std::string("run1"));
        QCOMPARE(project().run().checkpoint, trained);
        QCOMPARE(m_training->history().epochs(), std::size_t(5));
        QCOMPARE(project().run().training.epochs, Index(33));
        undo().undo();
        QCOMPARE(project().run().training.epochs, Index(5));
        while (undo().canRedo())
            undo().redo();
        QCOMPARE(ids(), QStringList({"run2"}));
        QCOMPARE(units(), 9.0);
    }

    void anotherRunThatWasOpenedStaysTheCurrentOne()
    {
        m_document.addRun({});
        m_document.addRun({});
        m_document.removeRun(2);
        QCOMPARE(current(), std::string("run2"));
        m_document.takeRun(0);
        undo().undo();
        QCOMPARE(ids(), QStringList({"run1", "run2", "run3"}));
        QCOMPARE(current(), std::string("run1"));
        undo().redo();
        QCOMPARE(current(), std::string("run1"));
    }

    void columnsThatWereChosenComeBackWithTheCurrentRun()
    {
        m_document.addRun({});
        Recipe recipe = project().recipe;
        recipe.columns[0].role = ColumnRole::Ignore;
        m_document.setRecipe(recipe, "Columns");
        QCOMPARE(m_document.inputs(), Index(3));
        m_document.removeRun(1);
        QCOMPARE(m_document.inputs(), Index(4)); // of the one that was trained with them
        undo().undo();
        QCOMPARE(m_document.inputs(), Index(3));
        undo().undo();
        QCOMPARE(m_document.inputs(), Index(4));
        undo().redo();
        undo().redo();
        QCOMPARE(m_document.inputs(), Index(4));
    }

    void editsOfOneRunAreNotDoneAgainInAnother()
    {
        m_document.addRun({});
        m_document.takeRun(0);
        m_training->reset();
        m_document.removeRun(0);
        setUnits(9);
        undo().undo();
        undo().undo(); // run1 is back, and what it learned before it was reset makes way for a training
        const std::size_t place = placeOf("run1");
        QCOMPARE(project().current, place);
        Run earlier = project().run();
        m_document.keepRun(earlier, "again"); // as a training does that begins anew
        QCOMPARE(ids(), QStringList({"run1", "run3", "run2"}));
        const double before = units();
        while (undo().canRedo())
            undo().redo();
        QCOMPARE(ids(), QStringList({"run3", "run2"}));
        QCOMPARE(current(), std::string("run3"));
        QCOMPARE(units(), before);
        while (undo().canUndo())
            undo().undo();
        QCOMPARE(ids(), QStringList({"run1", "run3", "run2"}));
        QCOMPARE(current(), std::string("run3"));
    }

    void chanceFindsNoWayToLoseARun()
    {
        std::uint32_t state = 7;
        const auto chance = [&](std::uint32_t below) {
            state = state * 1'664'525U + 1'013'904'223U;
            return (state >> 8) % below;
        };
        for (int step = 0; step < 600; ++step) {
            const std::size_t place = chance(static_cast<std::uint32_t>(project().runs.size()));
            switch (chance(9)) {
            case 0:
                if (project().runs.size() < 6)
                    m_document.addRun({});
                break;
            case 1:
                m_document.takeRun(place);
                break;
            case 2:
                m_document.removeRun(place);
                break;
            case 3:
                m_document.renameRun(place, QString::number(step));
                break;
            case 4:
                setUnits(1 + chance(9));
                break;
            case 5:
                if (project().runs.size() < 6) {
                    Run earlier = project().run();
                    m_document.keepRun(std::move(earlier), "again");
                }
                break;
            case 6:
            case 7:
                undo().undo();
                break;
            default:
                undo().redo();
            }
            QStringList all = ids();
            QCOMPARE(all.removeDuplicates(), 0);
            QVERIFY(project().current < project().runs.size());
            QVERIFY(!m_document.shapes().empty());
        }
        const std::size_t runs = project().runs.size();
        int deleted = 0;
        for (int i = 0; i < undo().index(); ++i)
            deleted += undo().text(i).startsWith("Delete run") ? 1 : 0;
        while (undo().canUndo())
            undo().undo();
        QCOMPARE(project().runs.size(), runs + static_cast<std::size_t>(deleted));
    }
};

QTEST_MAIN(TestRunEdits)
#include "tst_run_edits.moc"
