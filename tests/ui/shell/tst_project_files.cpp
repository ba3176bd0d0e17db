// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/project_file.h"
#include "tests/support/answers.h"
#include "ui/document/recovery_folder.h"
#include "ui/film/film_dialog.h"
#include "ui/shell/main_window.h"
#include "ui/shell/recovery_card.h"
#include "ui/shell/start_page.h"
#include "ui/training/training_controller.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QFrame>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace netloom;

namespace {

const char* const kRows = "1,2,x\n2,1,y\n3,4,x\n4,2,y\n5,9,x\n6,1,y\n7,8,x\n8,0,y\n1,3,x\n2,2,y\n3,3,x\n4,1,y\n"
                          "5,7,x\n6,2,y\n7,9,x\n8,1,y\n2,5,x\n3,1,y\n4,6,x\n5,2,y\n";

} // namespace

class TestProjectFiles : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    testing::Answers m_answers;

    QString csv(const QString& name, const QByteArray& header, const QByteArray& more = {}) const
    {
        QFile file(m_folder.filePath(name));
        if (file.open(QIODevice::WriteOnly))
            file.write(header + "\n" + kRows + more);
        return file.fileName();
    }
    static void train(MainWindow& window, const char* epochs)
    {
        window.document().setSetting("epochs", epochs);
        QSignalSpy ended(&window.training(), &TrainingController::ended);
        window.training().train();
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 20000);
    }

private slots:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName("Netloom");
        QCoreApplication::setApplicationName("netloom");
        QSettings::setDefaultFormat(QSettings::IniFormat);
    }
    void init()
    {
        QSettings().clear();
        QDir(RecoveryFolder::defaultFolder()).removeRecursively();
        m_answers = {};
        m_answers.unsaved = Dialogs::SaveAnswer::Discard;
        Dialogs::install(&m_answers);
    }
    void cleanup() { Dialogs::install(nullptr); }

    void whatAnEndedProgramLeftIsOfferedAndRecovered()
    {
        const QString path = m_folder.filePath("flowers.netloom");
        {
            MainWindow first;
            first.show();
            first.files().openSample("iris");
            m_answers.save = path;
            QVERIFY(first.files().save());
            train(first, "3");
            first.keepUnsaved(); // and ends without closing
        }
        const Project untouched = readProject(path.toStdString());
        QVERIFY(untouched.run().checkpoint.empty());
        MainWindow window;
        window.show();
        auto* card = window.findChild<RecoveryCard*>();
        QVERIFY(card);
        QTRY_VERIFY(card->isVisible());
        QTest::mouseClick(card->findChild<QPushButton*>("recover"), Qt::LeftButton);
        QTRY_VERIFY(window.document().isOpen());
        QCOMPARE(window.document().path(), path);
        QVERIFY(window.document().isModified());
        QCOMPARE(window.document().project().run().checkpoint.history.epochs(), std::size_t(3));
        QVERIFY(window.document().canTrain());
        QVERIFY(window.files().save());
        QVERIFY(RecoveryFolder().abandoned().isEmpty());
        QCOMPARE(readProject(path.toStdString()).run().checkpoint.history.epochs(), std::size_t(3));
    }

    void recoveredWorkIsDiscardedOnlyWhenAsked()
    {
        {
            MainWindow first;
            first.show();
            first.files().openSample("iris");
            first.document().setSetting("epochs", "12");
            first.keepUnsaved();
        }
        MainWindow window;
        window.show();
        auto* discard = window.findChild<QPushButton*>("discardRecovered");
        QVERIFY(discard);
        QTest::mouseClick(discard, Qt::LeftButton);
        QCOMPARE(m_answers.confirmations.size(), 1);
        QCOMPARE(RecoveryFolder().abandoned().size(), 1);
        m_answers.yes = true;
        QTest::mouseClick(discard, Qt::LeftButton);
        QVERIFY(RecoveryFolder().abandoned().isEmpty());
        QTRY_VERIFY(!window.findChild<RecoveryCard*>());
    }

    void closingLeavesNothingBehind()
    {
        MainWindow window;
        window.show();
        window.files().openSample("iris");
        window.document().setSetting("epochs", "12");
        window.keepUnsaved();
        QVERIFY(window.close()); // discards
        QVERIFY(QDir(RecoveryFolder::defaultFolder()).entryList({"*.netloom"}, QDir::Files).isEmpty());
    }

    void aProjectChangedOnTheDiskIsNotReplacedUnasked()
    {
        const QString path = m_folder.filePath("shared.netloom");
        MainWindow window;
        window.show();
        window.files().openSample("iris");
        m_answers.save = path;
        QVERIFY(window.files().save());
        Project other = readProject(path.toStdString());
        other.run().training.epochs = 4321;
        writeProject(other, path.toStdString());
        window.document().setSetting("epochs", "12");
        QVERIFY(!window.files().save());
        QCOMPARE(m_answers.confirmations.size(), 1);
        QCOMPARE(readProject(path.toStdString()).run().training.epochs, Index(4321));
        m_answers.yes = true;
        QVERIFY(window.files().save());
        QCOMPARE(readProject(path.toStdString()).run().training.epochs, Index(12));
        window.document().setSetting("epochs", "13");
        QVERIFY(window.files().save()); // what it wrote itself is no change
        QCOMPARE(m_answers.confirmations.size(), 2);
    }

    void aDrawnNetworkCanBeGivenData()
    {
        MainWindow window;
        window.show();
        window.files().newNetwork();
        ProjectDocument& document = window.document();
        document.setLayerField(0, "units", std::int64_t(11));
        auto* inputs = window.findChild<QWidget*>("inputs");
        QVERIFY(inputs);
        QTest::keyClick(inputs, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(inputs, "6");
        QTest::keyClick(inputs, Qt::Key_Return);
        QCOMPARE(document.inputs(), Index(6));
        const NetworkSpec drawn = document.network();
        const QString file = csv("small.csv", "a,b,kind");

        window.files().open(file); // cancelled: nothing happens
        QCOMPARE(m_answers.questions.size(), 1);
        QCOMPARE(document.network(), drawn);
        QVERIFY(!document.table());

        m_answers.choice = 0;
        window.files().open(file);
        QTRY_VERIFY(document.table());
        QCOMPARE(document.inputs(), Index(2));
        QCOMPARE(document.network().layers.front(), drawn.layers.front()); // 11 units, as drawn
        QVERIFY(document.canTrain());
        document.undoStack()->undo();
        QVERIFY(!document.table());
        QCOMPARE(document.network(), drawn);
    }

    void otherRowsOfTheSameColumnsKeepTheWeights()
    {
        MainWindow window;
        window.show();
        window.files().open(csv("first.csv", "a,b,kind"));
        QTRY_VERIFY(window.document().canTrain());
        train(window, "5");
        const Checkpoint trained = window.document().project().run().checkpoint;
        m_answers.open = csv("second.csv", "a,b,kind", "9,9,x\n9,1,y\n");
        window.files().replaceData();
        QTRY_COMPARE(window.document().table()->rows, Index(22));
        QVERIFY(window.document().project().run().checkpoint.weights.shares(trained.weights));
        QCOMPARE(window.document().project().run().checkpoint.history.bestEpoch, -1); // of other rows
        QCOMPARE(window.training().history().bestEpoch, -1);                          // and so it is shown
        window.document().undoStack()->undo();
        QVERIFY(window.document().project().run().checkpoint == trained);
        QCOMPARE(window.training().history().bestEpoch, trained.history.bestEpoch);
        window.document().undoStack()->redo();
        QCOMPARE(window.document().project().run().checkpoint.history.bestEpoch, -1);
        QCOMPARE(window.training().history().bestEpoch, -1);
        train(window, "5");
        QCOMPARE(window.document().project().run().checkpoint.history.epochs(), std::size_t(10));

        m_answers.open = csv("third.csv", "a,c,kind");
        window.files().replaceData();
        QTRY_COMPARE(window.document().table()->columns[1].name, std::string("c"));
        QVERIFY(window.document().project().run().checkpoint.empty());
        window.document().undoStack()->undo();
        QVERIFY(!window.document().project().run().checkpoint.empty());
    }

    /// "2.50" has no marks of thousands in it, and the training data had a decimal comma.
    void newDataThatContradictThoseOfTrainingAreReadAsChosen()
    {
        const auto numbers = [&](const QString& name, char decimal) {
            QFile file(m_folder.filePath(name));
            if (!file.open(QIODevice::WriteOnly))
                qFatal("the test's folder cannot be written");
            file.write("a;b;kind\n");
            for (int i = 0; i < 30; ++i)
                file.write(QByteArray::number(i) + decimal + "50;" + QByteArray::number(i % 7) +
                           (i % 3 ? ";x\n" : ";y\n"));
            return file.fileName();
        };
        MainWindow window;
        window.show();
        window.files().open(numbers("commas.csv", ','));
        QTRY_VERIFY(window.document().canTrain());
        train(window, "3");
        m_answers.open = numbers("same.csv", ',');
        window.files().replaceData();
        QTRY_VERIFY(window.document().project().data.path == m_answers.open.toStdString());
        QCOMPARE(m_answers.questions, QStringList());

        m_answers.open = numbers("points.csv", '.');
        const auto given = window.document().table();
        window.files().replaceData();
        QTRY_COMPARE(m_answers.questions, QStringList("How is points.csv to be read?"));
        QCoreApplication::processEvents();
        QVERIFY(!window.files().isLoading());
        QCOMPARE(window.document().table(), given); // the question was cancelled

        m_answers.choice = 0;
        window.files().replaceData();
        QTRY_VERIFY(window.document().table() != given);
        QCOMPARE(window.document().table()->columns[0].numbers[2], 2.5);
        window.document().undoStack()->undo();

        m_answers.choice = 1;
        window.files().replaceData();
        QTRY_VERIFY(window.document().table() != given);
        QCOMPARE(window.document().table()->columns[0].missing, Index(30));
        QCOMPARE(window.document().table()->columns[1].missing, Index(0));
    }

    void whatIsLeftOutIsToldBeforeATraining()
    {
        QByteArray text = "id,a,kind\n";
        for (int i = 0; i < 40; ++i)
            text += "R" + QByteArray::number(1000 + i) + ',' + QByteArray::number(i) + (i % 2 ? ",x\n" : ",y\n");
        QFile file(m_folder.filePath("ids.csv"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
        file.close();
        MainWindow window;
        window.show();
        window.files().open(file.fileName());
        QTRY_VERIFY(window.document().canTrain());
        const auto strip = [&]() -> QFrame* {
            for (auto* each : window.findChildren<QFrame*>("strip"))
                if (each->property("key") == "leftOut")
                    return each;
            return nullptr;
        };
        QVERIFY(strip());
        Recipe recipe = window.document().project().recipe;
        recipe.columns[0].role = ColumnRole::Input;
        recipe.columns[0].reason.clear();
        window.document().setRecipe(recipe, "Take the column");
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(!strip());
        window.document().undoStack()->undo();
        QVERIFY(strip());
        train(window, "2");
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(!strip());
    }

    void aChangedDataFileIsToldAndReadAgain()
    {
        MainWindow window;
        window.show();
        window.files().open(csv("moving.csv", "a,b,kind"));
        QTRY_VERIFY(window.document().canTrain());
        const Index rows = window.document().table()->rows;
        const auto strip = [&]() -> QFrame* {
            for (auto* each : window.findChildren<QFrame*>("strip"))
                if (each->property("key") == "dataFile")
                    return each;
            return nullptr;
        };
        const auto comeBack = [&] {
            QEvent activated(QEvent::WindowActivate);
            QApplication::sendEvent(&window, &activated);
        };
        comeBack();
        QVERIFY(!strip());
        csv("moving.csv", "a,b,kind", "9,9,x\n9,1,y\n");
        comeBack();
        QVERIFY(strip());
        QVERIFY(strip()->property("words").toString().startsWith("moving.csv has changed on disk"));
        QCOMPARE(window.document().table()->rows, rows);
        strip()->findChild<QPushButton*>()->click();
        QTRY_COMPARE(window.document().table()->rows, rows + 2);
        QVERIFY(!strip());
        comeBack();
        QVERIFY(!strip());
        window.document().undoStack()->undo();
        QCOMPARE(window.document().table()->rows, rows);
    }

    void closingWhileAFilmIsWrittenAsks()
    {
        MainWindow window;
        window.show();
        window.files().openSample("iris");
        QTRY_VERIFY(window.document().canTrain());
        train(window, "200");
        m_answers.save = m_folder.filePath("film.webp");
        for (QAction* action : window.findChildren<QAction*>("exportFilm"))
            action->trigger();
        auto* dialog = window.findChild<FilmDialog*>();
        QVERIFY(dialog);
        dialog->findChild<QPushButton*>("filmSave")->click();
        QVERIFY(dialog->isWriting());
        m_answers.unsaved = Dialogs::SaveAnswer::Discard;
        QVERIFY(!window.close());
        QCOMPARE(m_answers.confirmations.size(), 1);
        QVERIFY(dialog->isWriting());
        m_answers.yes = true;
        QVERIFY(window.close());
        QCOMPARE(m_answers.confirmations.size(), 2);
    }

    void resetIsAnUndoStep()
    {
        MainWindow window;
        window.show();
        window.files().openSample("iris");
        train(window, "4");
        const Checkpoint trained = window.document().project().run().checkpoint;
        window.training().reset();
        QVERIFY(window.document().project().run().checkpoint.empty());
        QCOMPARE(window.training().history().epochs(), std::size_t(0));
        window.document().undoStack()->undo();
        QCOMPARE(window.document().project().run().checkpoint, trained);
        QCOMPARE(window.training().history().epochs(), std::size_t(4));
        window.document().undoStack()->redo();
        QVERIFY(window.document().project().run().checkpoint.empty());
    }

    void resetWhileTrainingCanBeUndoneToo()
    {
        MainWindow window;
        window.show();
        window.files().openSample("iris");
        window.document().setSetting("epochs", "1000000");
        window.training().train();
        QTRY_VERIFY(window.training().progress().epoch > 3);
        window.training().reset();
        QVERIFY(!window.training().isActive());
        QVERIFY(window.document().project().run().checkpoint.empty());
        window.document().undoStack()->undo();
        QVERIFY(window.document().project().run().checkpoint.history.epochs() > 3);
    }
};

QTEST_MAIN(TestProjectFiles)
#include "tst_project_files.moc"
