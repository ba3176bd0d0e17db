// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/new_project.h"
#include "core/project/project_file.h"
#include "core/samples/samples.h"
#include "ui/document/autosave.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace netloom;
using namespace std::chrono_literals;

namespace {

void openIris(ProjectDocument& document, const QString& path = {})
{
    DataReference reference;
    reference.source = DataReference::Source::Sample;
    reference.sample = "iris";
    auto table = std::make_shared<const Table>(loadSample(reference.sample, reference.generator));
    Project project = newProject(reference, *table, "species");
    document.adopt(std::move(project), table, path);
}

} // namespace

class TestAutosave : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_temporary;
    std::unique_ptr<RecoveryFolder> m_folder;

    QStringList files() const
    {
        return QDir(m_temporary->filePath("recovery")).entryList({"*.netloom", "*.json"}, QDir::Files);
    }

private slots:
    void init()
    {
        m_temporary = std::make_unique<QTemporaryDir>();
        m_folder = std::make_unique<RecoveryFolder>(m_temporary->filePath("recovery"));
    }

    void nothingIsKeptOfWhatIsSaved()
    {
        ProjectDocument document;
        Autosave autosave(document, *m_folder, nullptr, 0ms);
        openIris(document);
        autosave.keepNow();
        QVERIFY(files().isEmpty());
    }

    void anEditIsKeptAndFoundOnlyAfterTheProgramHasEnded()
    {
        ProjectDocument document;
        const QString path = m_temporary->filePath("flowers.netloom");
        openIris(document, path);
        {
            Autosave autosave(document, *m_folder, nullptr, 0ms);
            document.setSetting("epochs", "77");
            QTRY_VERIFY(!autosave.file().isEmpty());
            QCOMPARE(readProject(autosave.file().toStdString()).run().training.epochs, Index(77));
            QVERIFY(m_folder->abandoned().isEmpty()); // its owner lives
            QVERIFY(!QFile::exists(path));
        }
        const QList<RecoveredProject> left = m_folder->abandoned();
        QCOMPARE(left.size(), 1);
        QCOMPARE(left[0].path, path);
        QCOMPARE(left[0].title, QStringLiteral("flowers.netloom"));
        QVERIFY(left[0].summary.contains("not trained"));
        QVERIFY(left[0].written.secsTo(QDateTime::currentDateTime()) < 60);
        RecoveryFolder::remove(left[0].file);
        QVERIFY(files().isEmpty());
    }

    void theNewestOfManyEditsIsKept()
    {
        ProjectDocument document;
        openIris(document);
        Autosave autosave(document, *m_folder, nullptr, 0ms);
        for (int epochs = 1; epochs <= 20; ++epochs) {
            document.setSetting("epochs", QString::number(epochs));
            QCoreApplication::processEvents();
        }
        QTRY_VERIFY(!autosave.file().isEmpty() &&
                    readProject(autosave.file().toStdString()).run().training.epochs == 20);
    }

    void anotherNameOfARunIsKept()
    {
        ProjectDocument document;
        openIris(document);
        Autosave autosave(document, *m_folder, nullptr, 0ms);
        const auto kept = [&] { return readProject(autosave.file().toStdString()).run().name; };
        document.renameRun(0, "first");
        QTRY_VERIFY(!autosave.file().isEmpty() && kept() == "first");
        document.renameRun(0, "second");
        QTRY_COMPARE(kept(), std::string("second"));
    }

    void whatIsSavedUndoneOrClosedIsRemoved_data()
    {
        QTest::addColumn<QString>("by");
        for (const char* by : {"save", "undo", "close", "forget"})
            QTest::newRow(by) << by;
    }
    void whatIsSavedUndoneOrClosedIsRemoved()
    {
        QFETCH(const QString, by);
        ProjectDocument document;
        openIris(document);
        Autosave autosave(document, *m_folder, nullptr, 0ms);
        document.setSetting("epochs", "77");
        QTRY_VERIFY(!autosave.file().isEmpty());
        if (by == "save")
            document.endSave(document.beginSave(m_temporary->filePath("a.netloom")));
        else if (by == "undo")
            document.undoStack()->undo();
        else if (by == "close")
            document.close();
        else
            autosave.forget();
        QVERIFY(autosave.file().isEmpty());
        QVERIFY(files().isEmpty());
    }

    void whatIsForgottenWhileItIsWrittenDoesNotComeBack()
    {
        ProjectDocument document;
        openIris(document);
        for (int i = 0; i < 30; ++i) {
            auto autosave = std::make_unique<Autosave>(document, *m_folder, nullptr, 0ms);
            QSignalSpy keeping(autosave.get(), &Autosave::aboutToKeep);
            document.setSetting("epochs", QString::number(100 + i));
            QTRY_COMPARE(keeping.count(), 1);
            autosave->forget();
            autosave.reset(); // joins the writer
            QVERIFY2(files().isEmpty(), qPrintable(files().join(' ')));
        }
    }

    void atTheEndOfTheProgramEverythingIsKeptAtOnce()
    {
        ProjectDocument document;
        openIris(document);
        Autosave autosave(document, *m_folder, nullptr, 1h);
        document.setSetting("epochs", "78");
        connect(&autosave, &Autosave::aboutToKeep, &document, [&document] { document.setThumbnail("picture"); });
        autosave.keepNow();
        QCOMPARE(readProject(autosave.file().toStdString()).thumbnailPng, std::string("picture"));
        QCOMPARE(readProject(autosave.file().toStdString()).run().training.epochs, Index(78));
    }

    void whatWasRecoveredGoesOnlyWhenItIsKeptAnew()
    {
        ProjectDocument document;
        openIris(document);
        const QString old = m_temporary->filePath("old.netloom");
        writeProject(document.project(), old.toStdString());
        Autosave autosave(document, *m_folder, nullptr, 0ms);
        document.markModified();
        autosave.takeOver(old);
        QVERIFY(QFile::exists(old));
        QTRY_VERIFY(!QFile::exists(old));
        QVERIFY(QFile::exists(autosave.file()));
    }

    void aFolderThatCannotBeWrittenIsNoFault()
    {
        ProjectDocument document;
        openIris(document);
        QFile file(m_temporary->filePath("recovery")); // a file in the folder's place
        QVERIFY(file.open(QIODevice::WriteOnly));
        Autosave autosave(document, *m_folder, nullptr, 0ms);
        document.setSetting("epochs", "77");
        autosave.keepNow();
        QVERIFY(autosave.file().isEmpty());
        QVERIFY(m_folder->abandoned().isEmpty());
    }

    void damagedWordsOnlyCostTheWords()
    {
        QDir().mkpath(m_temporary->filePath("recovery"));
        for (const char* name : {"recovery/a.netloom", "recovery/a.json"}) {
            QFile file(m_temporary->filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("no such thing");
        }
        QCOMPARE(m_folder->abandoned().size(), 1);
        QVERIFY(!m_folder->abandoned()[0].title.isEmpty());
    }
};

QTEST_MAIN(TestAutosave)
#include "tst_autosave.moc"
