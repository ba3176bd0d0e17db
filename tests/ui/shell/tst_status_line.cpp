// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/new_project.h"
#include "core/samples/samples.h"
#include "ui/document/project_document.h"
#include "ui/shell/status_line.h"

#include <QTest>

using namespace netloom;

class TestStatusLine : public QObject
{
    Q_OBJECT

private:
    static void openIris(ProjectDocument& document)
    {
        DataReference reference;
        reference.source = DataReference::Source::Sample;
        reference.sample = "iris";
        auto table = std::make_shared<const Table>(loadSample(reference.sample, reference.generator));
        Project project = newProject(reference, *table, "species");
        document.adopt(std::move(project), table, {});
    }

    static QString message(const StatusLine& line)
    {
        for (const QLabel* label : line.findChildren<QLabel*>())
            if (label->accessibleName() == "Message")
                return label->text();
        return QStringLiteral("there is no message");
    }

private slots:
    void aSentenceGoesWithTheStepItSpeaksOf()
    {
        ProjectDocument document;
        openIris(document);
        StatusLine line(document);
        document.setSetting("epochs", "77");
        line.showMessage("There are 77 epochs now.");
        QCoreApplication::processEvents();
        QCOMPARE(message(line), QStringLiteral("There are 77 epochs now."));
        document.setSetting("batch_size", "8");
        QCOMPARE(message(line), QStringLiteral("There are 77 epochs now."));
        document.undoStack()->undo(); // the batch size
        QCOMPARE(message(line), QStringLiteral("There are 77 epochs now."));
        document.undoStack()->undo();
        QCOMPARE(message(line), QString());
    }

    void whatAnUndoSaysStays()
    {
        ProjectDocument document;
        openIris(document);
        StatusLine line(document);
        document.setSetting("epochs", "77");
        connect(&document, &ProjectDocument::changed, &line, [&line] { line.showMessage("Training stopped."); });
        QCoreApplication::processEvents();
        document.undoStack()->undo();
        QCoreApplication::processEvents();
        QCOMPARE(message(line), QStringLiteral("Training stopped."));
    }
};

QTEST_MAIN(TestStatusLine)
#include "tst_status_line.moc"
