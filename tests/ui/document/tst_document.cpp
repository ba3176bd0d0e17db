// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layers/registry.h"
#include "core/project/new_project.h"
#include "tests/support/tutorial_project.h"
#include "ui/document/current_model.h"
#include "ui/document/project_document.h"
#include "ui/toolkit/background_job.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace netloom;

namespace {

/// Two clouds with a class each: rows alternate, so that every part of the rows has both.
std::shared_ptr<const Table> twoClasses(Index rows = 60, int inputs = 2)
{
    auto table = std::make_shared<Table>();
    table->rows = rows;
    for (int c = 0; c < inputs; ++c) {
        Column column;
        column.name = "x" + std::string(1, static_cast<char>('1' + c));
        column.kind = ColumnKind::Number;
        for (Index i = 0; i < rows; ++i)
            column.numbers.push_back(static_cast<double>(i % 7) + (i % 2 ? 3.0 : -3.0) +
                                     0.1 * c * static_cast<double>(i % 3));
        table->columns.push_back(column);
    }
    Column target;
    target.name = "class";
    target.kind = ColumnKind::Text;
    target.dictionary = {"no", "yes"};
    for (Index i = 0; i < rows; ++i)
        target.codes.push_back(static_cast<std::int32_t>(i % 2));
    table->columns.push_back(target);
    Column other;
    other.name = "size";
    other.kind = ColumnKind::Number;
    for (Index i = 0; i < rows; ++i)
        other.numbers.push_back(std::sqrt(static_cast<double>(i)));
    table->columns.push_back(other);
    return table;
}

void openProject(ProjectDocument& document, Index rows = 60)
{
    const auto table = twoClasses(rows);
    Project project = newProject({}, *table, "class");
    netloom::testing::useTutorial(project, *table);
    document.adopt(std::move(project), table);
}

FieldValue fieldValue(const ProjectDocument& document, int layer, const std::string& key)
{
    const LayerSpec& spec = document.network().layers.at(static_cast<std::size_t>(layer));
    return fieldOf(*findLayerType(spec.type), spec.fields, key);
}

Checkpoint trainedWeights(const ProjectDocument& document)
{
    ParameterSet weights;
    const std::vector<LayerShape> shapes = document.shapes();
    for (std::size_t i = 0; i < shapes.size(); ++i)
        if (shapes[i].parameters > 0) {
            NamedTensor tensor;
            tensor.layer = document.network().layers[i].name;
            tensor.name = "kernel";
            tensor.shape = {shapes[i].inputs(), shapes[i].outputs()};
            tensor.values.assign(static_cast<std::size_t>(shapes[i].inputs() * shapes[i].outputs()), Scalar(0.5));
            weights.push_back(tensor);
        }
    Checkpoint checkpoint;
    checkpoint.weights = std::move(weights);
    return checkpoint;
}

int outputOf(const ProjectDocument& document)
{
    return outputLayer(document.network());
}

} // namespace

class TestDocument : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void openedProjectIsCleanAndTrainable()
    {
        ProjectDocument document;
        QVERIFY(!document.isOpen());
        openProject(document);
        QVERIFY(document.isOpen());
        QVERIFY(!document.isModified());
        QVERIFY2(document.dataProblem().isEmpty(), qPrintable(document.dataProblem()));
        QVERIFY(document.prepared());
        QCOMPARE(document.inputs(), Index(3));
        QCOMPARE(document.featureNames(), (QStringList{"x1", "x2", "size"}));
        QVERIFY(document.canTrain());
        const int output = outputOf(document);
        QCOMPARE(fieldValue(document, output, "units"), FieldValue(std::int64_t(1)));
        QCOMPARE(fieldValue(document, output, "activation"), FieldValue(std::string("sigmoid")));
    }

    void everyEditIsOneUndoStepAndUndoIsExact_data()
    {
        QTest::addColumn<int>("edit");
        const char* const names[] = {"insert",  "remove",  "duplicate", "move",  "rename",   "field",
                                     "suggest", "setting", "recipe",    "split", "take over"};
        for (int i = 0; i < 11; ++i)
            QTest::newRow(names[i]) << i;
    }

    void everyEditIsOneUndoStepAndUndoIsExact()
    {
        QFETCH(int, edit);
        ProjectDocument document;
        openProject(document);
        document.setNetwork({{{"dense", "h1", {{"units", std::int64_t(3)}}},
                              {"dropout", "drop1", {}},
                              {"dense", "out", {{"units", std::int64_t(1)}, {"activation", std::string("sigmoid")}}}},
                             true,
                             10},
                            "Set up");
        const Project before = document.project();
        const int steps = document.undoStack()->count();
        QSignalSpy changed(&document, &ProjectDocument::changed);
        Recipe recipe = before.recipe;
        SplitConfig split = before.run().split;
        switch (edit) {
        case 0:
            document.insertLayer(1, "dense");
            break;
        case 1:
            document.removeLayer(0);
            break;
        case 2:
            document.duplicateLayer(0);
            break;
        case 3:
            document.moveLayer(0, 1);
            break;
        case 4:
            document.renameLayer(0, "first");
            break;
        case 5:
            document.setLayerField(0, "units", std::int64_t(7));
            break;
        case 6:
            document.applyTemplate("tutorial");
            break;
        case 7:
            document.setSetting("batch_size", "10");
            break;
        case 8:
            recipe.columns.at(0).role = ColumnRole::Ignore;
            document.setRecipe(recipe, "Change role of x1");
            break;
        case 9:
            split.validation = 0.3;
            document.setSplit(split, "Change the split");
            break;
        case 10:
            document.setLayerField(2, "activation", std::string("tanh"));
            break;
        }
        QCOMPARE(document.undoStack()->count(), steps + 1);
        QVERIFY(!document.undoStack()->undoText().isEmpty());
        QCOMPARE(changed.count(), 1);
        const Project after = document.project();
        const auto same = [](const Project& a, const Project& b) {
            return a.run().network == b.run().network && a.run().training == b.run().training && a.recipe == b.recipe &&
                   a.run().split == b.run().split;
        };
        QVERIFY(!same(before, after));
        document.undoStack()->undo();
        QVERIFY(same(document.project(), before));
        QCOMPARE(document.inputs(), Index(3));
        document.undoStack()->redo();
        QVERIFY(same(document.project(), after));
    }

    void repeatedEditsOfOneFieldAreOneStep()
    {
        ProjectDocument document;
        openProject(document);
        const FieldValue first = fieldValue(document, 0, "units");
        document.setLayerField(0, "units", std::int64_t(11));
        document.setLayerField(0, "units", std::int64_t(12));
        document.setLayerField(0, "units", std::int64_t(13));
        QCOMPARE(document.undoStack()->count(), 1);
        document.setLayerField(0, "activation", std::string("tanh"));
        QCOMPARE(document.undoStack()->count(), 2);
        document.undoStack()->undo();
        document.undoStack()->undo();
        QCOMPARE(fieldValue(document, 0, "units"), first);
    }

    void anEditThatComesBackVanishes()
    {
        ProjectDocument document;
        openProject(document);
        document.setLayerField(0, "units", std::int64_t(5));
        document.undoStack()->clear();
        document.setLayerField(0, "units", std::int64_t(6));
        QVERIFY(document.isModified());
        document.setLayerField(0, "units", std::int64_t(5));
        QCOMPARE(document.undoStack()->count(), 0);
        QVERIFY(!document.isModified());
    }

    void settingTheSameValueIsNoStep()
    {
        ProjectDocument document;
        openProject(document);
        document.setLayerField(0, "units", fieldValue(document, 0, "units"));
        document.renameLayer(0, QString::fromStdString(document.network().layers[0].name));
        document.setRecipe(document.project().recipe, "Nothing");
        document.setSetting("epochs", QString::number(document.training().epochs));
        QCOMPARE(document.undoStack()->count(), 0);
    }

    void outputAndLossFollowTheTarget()
    {
        ProjectDocument document;
        openProject(document);
        QCOMPARE(document.training().loss.type, std::string("binary_crossentropy"));
        Recipe recipe = document.project().recipe;
        for (ColumnRecipe& column : recipe.columns)
            column.role = column.column == "size"    ? ColumnRole::Target
                          : column.column == "class" ? ColumnRole::Input
                                                     : column.role;
        document.setRecipe(recipe, "Predict size");
        QCOMPARE(document.undoStack()->count(), 1);
        QCOMPARE(fieldValue(document, outputOf(document), "activation"), FieldValue(std::string("linear")));
        QCOMPARE(document.training().loss.type, std::string("mean_squared_error"));
        document.undoStack()->undo();
        QCOMPARE(fieldValue(document, outputOf(document), "activation"), FieldValue(std::string("sigmoid")));
        QCOMPARE(document.training().loss.type, std::string("binary_crossentropy"));
    }

    void outputEditedByHandIsTakenOverUntilGivenBack()
    {
        ProjectDocument document;
        openProject(document);
        document.setLayerField(outputOf(document), "activation", std::string("tanh"));
        QVERIFY(!document.network().outputFollowsTarget);
        QCOMPARE(fieldValue(document, outputOf(document), "activation"), FieldValue(std::string("tanh")));
        document.letOutputFollowTarget();
        QVERIFY(document.network().outputFollowsTarget);
        QCOMPARE(fieldValue(document, outputOf(document), "activation"), FieldValue(std::string("sigmoid")));
    }

    void weightsLeaveWithTheShapeAndComeBackWithUndo()
    {
        ProjectDocument document;
        openProject(document);
        const Checkpoint trained = trainedWeights(document);
        document.setCheckpoint(trained);
        QVERIFY(document.isModified());
        QSignalSpy changed(&document, &ProjectDocument::changed);
        document.setLayerField(outputOf(document), "units", std::int64_t(9));
        QVERIFY(document.project().run().checkpoint.empty());
        QVERIFY(changed.takeLast().at(0).value<Changes>().testFlag(Change::Weights));
        document.setLayerField(outputOf(document), "units", std::int64_t(10));
        document.undoStack()->undo();
        QCOMPARE(document.project().run().checkpoint, trained);
        QVERIFY(document.project().run().fitted.has_value());
        document.undoStack()->redo();
        QVERIFY(document.project().run().checkpoint.empty());
    }

    void weightsComeBackWhenAMergedEditEndsWhereItBegan()
    {
        ProjectDocument document;
        openProject(document);
        document.setLayerField(0, "units", std::int64_t(5));
        document.undoStack()->clear();
        const Checkpoint trained = trainedWeights(document);
        document.setCheckpoint(trained);
        document.setLayerField(0, "units", std::int64_t(6));
        document.setLayerField(0, "units", std::int64_t(5));
        QCOMPARE(document.project().run().checkpoint, trained);
    }

    void weightsStayWhereTheyFit()
    {
        ProjectDocument document;
        openProject(document);
        const Checkpoint trained = trainedWeights(document);
        document.setCheckpoint(trained);
        document.setLayerField(0, "activation", std::string("tanh"));
        QCOMPARE(document.project().run().checkpoint, trained);
        document.setSetting("epochs", "7");
        QCOMPARE(document.project().run().checkpoint, trained);
        document.renameLayer(0, "first");
        QCOMPARE(document.project().run().checkpoint.weights.front().layer, std::string("first"));
        document.undoStack()->undo();
        QCOMPARE(document.project().run().checkpoint, trained);
    }

    void anotherPreparationOfTheDataSetsTheWeightsAside()
    {
        ProjectDocument document;
        openProject(document);
        const Checkpoint trained = trainedWeights(document);
        document.setCheckpoint(trained);
        SplitConfig split = document.project().run().split;
        split.seed = 7;
        document.setSplit(split, "Other seed");
        QVERIFY(document.project().run().checkpoint.empty());
        document.undoStack()->undo();
        QCOMPARE(document.project().run().checkpoint, trained);
    }

    void refusedEditsSayWhyAndChangeNothing()
    {
        ProjectDocument document;
        openProject(document);
        QSignalSpy refused(&document, &ProjectDocument::refused);
        document.setLayerField(0, "units", std::int64_t(0));
        document.renameLayer(0, QString::fromStdString(document.network().layers.back().name));
        document.renameLayer(0, "  ");
        document.setSetting("batch_size", "none");
        QCOMPARE(refused.count(), 4);
        for (const QList<QVariant>& reason : refused)
            QVERIFY(!reason.at(0).toString().isEmpty());
        QCOMPARE(document.undoStack()->count(), 0);
    }

    void tenThousandStepsBackAreExact()
    {
        ProjectDocument document;
        openProject(document);
        const NetworkSpec before = document.network();
        for (int i = 0; i < 5000; ++i) {
            document.setLayerField(0, "units", std::int64_t(1 + i % 7));
            document.renameLayer(0, QStringLiteral("n%1").arg(i));
        }
        const int steps = document.undoStack()->count();
        QVERIFY(steps > 9000);
        while (document.undoStack()->canUndo())
            document.undoStack()->undo();
        QCOMPARE(document.network(), before);
    }

    void largeTablesArePreparedBesideTheWindow()
    {
        ProjectDocument document;
        openProject(document, 80'000);
        QVERIFY(document.isPreparing());
        QVERIFY(!document.prepared());
        QTRY_VERIFY_WITH_TIMEOUT(!document.isPreparing(), 20'000);
        QVERIFY(document.prepared());
        QVERIFY(!document.isModified());
        SplitConfig split = document.project().run().split;
        split.validation = 0.2;
        document.setSplit(split, "Change the split");
        QVERIFY(document.isPreparing());
        QTRY_VERIFY_WITH_TIMEOUT(!document.isPreparing(), 20'000);
        QCOMPARE(document.undoStack()->count(), 1);
        document.undoStack()->undo();
        QTRY_VERIFY_WITH_TIMEOUT(document.prepared(), 20'000);
    }

    void anEditWhileATableIsPreparedIsAStepOfItsOwn()
    {
        ProjectDocument document;
        openProject(document, 80'000);
        QTRY_VERIFY_WITH_TIMEOUT(!document.isPreparing(), 20'000);
        QCOMPARE(document.training().loss.type, std::string("binary_crossentropy"));
        const Index epochs = document.training().epochs;
        Recipe recipe = document.project().recipe;
        for (ColumnRecipe& column : recipe.columns)
            if (column.column == "class" || column.column == "size")
                column.role = column.column == "size" ? ColumnRole::Target : ColumnRole::Ignore;
        document.setRecipe(recipe, "Predict the size");
        QVERIFY(document.isPreparing());
        document.setSetting("epochs", QString::number(epochs + 1));
        QTRY_VERIFY_WITH_TIMEOUT(!document.isPreparing(), 20'000);
        QCOMPARE(document.training().loss.type, std::string("mean_squared_error"));
        QCOMPARE(document.undoStack()->count(), 2);

        document.undoStack()->undo(); // the epochs, and nothing of what followed from the target
        QCOMPARE(document.training().epochs, epochs);
        QCOMPARE(document.training().loss.type, std::string("mean_squared_error"));
        QCOMPARE(fieldValue(document, outputLayer(document.network()), "activation"),
                 FieldValue(std::string("linear")));
        document.undoStack()->undo();
        QTRY_VERIFY_WITH_TIMEOUT(!document.isPreparing(), 20'000);
        QCOMPARE(document.training().loss.type, std::string("binary_crossentropy"));
        QCOMPARE(fieldValue(document, outputLayer(document.network()), "activation"),
                 FieldValue(std::string("sigmoid")));
    }

    void whatFollowsFromALargeTableIsUndoneWithIt()
    {
        ProjectDocument document;
        openProject(document, 80'000);
        QTRY_VERIFY_WITH_TIMEOUT(!document.isPreparing(), 20'000);
        const NetworkSpec before = document.network();
        Recipe recipe = document.project().recipe;
        for (ColumnRecipe& column : recipe.columns)
            if (column.column == "class" || column.column == "size")
                column.role = column.column == "size" ? ColumnRole::Target : ColumnRole::Ignore;
        document.setRecipe(recipe, "Predict the size");
        QTRY_VERIFY_WITH_TIMEOUT(!document.isPreparing(), 20'000);
        QCOMPARE(document.training().loss.type, std::string("mean_squared_error"));
        document.undoStack()->undo();
        QCOMPARE(document.network(), before); // at once: no need to wait for the preparation
        QCOMPARE(document.training().loss.type, std::string("binary_crossentropy"));
    }

    void whatIsEditedWhileAFileIsWrittenStaysModified()
    {
        ProjectDocument document;
        openProject(document);
        document.setSetting("epochs", "12");
        const ProjectDocument::Saving saving = document.beginSave("/tmp/p.netloom");
        QCOMPARE(saving.project.run().training.epochs, Index(12));
        document.setSetting("seed", "3");
        document.endSave(saving);
        QCOMPARE(document.path(), QStringLiteral("/tmp/p.netloom"));
        QVERIFY(document.isModified());
        document.undoStack()->undo();
        QVERIFY(document.isModified()); // 12 epochs are in the file, but nothing tells so for sure
        document.endSave(document.beginSave("/tmp/p.netloom"));
        QVERIFY(!document.isModified());
    }

    void aSaveThatComesTooLateChangesNothing()
    {
        ProjectDocument document;
        openProject(document);
        document.setSetting("epochs", "12");
        const ProjectDocument::Saving first = document.beginSave("/tmp/first.netloom");
        document.setSetting("seed", "3");
        document.endSave(document.beginSave("/tmp/second.netloom"));
        document.endSave(first); // was overtaken
        QCOMPARE(document.path(), QStringLiteral("/tmp/second.netloom"));
        QVERIFY(!document.isModified());
        const ProjectDocument::Saving last = document.beginSave("/tmp/third.netloom");
        openProject(document); // another project stands there when the file has been written
        document.endSave(last);
        QVERIFY(document.path().isEmpty());
    }

    void theModelIsWhatWasTrainedLast()
    {
        ProjectDocument document;
        openProject(document);
        CurrentModel& current = document.currentModel();
        QSignalSpy changed(&current, &CurrentModel::changed);
        QVERIFY(!current.model());
        const Checkpoint trained = trainedWeights(document);
        document.setCheckpoint(trained);
        QCOMPARE(changed.size(), 1);
        QVERIFY(current.model()->weights.shares(trained.weights));
        QCOMPARE(current.model()->network, document.network());
        QVERIFY(current.model()->preparation);

        const Checkpoint newer = trainedWeights(document);
        current.setLive(newer.weights);
        QVERIFY(current.isLive() && current.model()->weights.shares(newer.weights));
        document.setCheckpoint(trained); // stored meanwhile: the live ones are newer
        QVERIFY(current.model()->weights.shares(newer.weights));
        current.followDocument();
        QVERIFY(current.model()->weights.shares(trained.weights));

        document.resetWeights(QStringLiteral("Reset weights"));
        QVERIFY(!current.model());
        document.undoStack()->undo();
        QVERIFY(current.model() && current.model()->weights.shares(trained.weights));
        document.insertLayer(0, "dense"); // its weights do not fit
        QVERIFY(!current.model());
        document.undoStack()->undo();
        QVERIFY(current.model() && current.model()->weights.shares(trained.weights));
    }

    void aDocumentCanGoWhileItPrepares()
    {
        for (int i = 0; i < 5; ++i) {
            ProjectDocument document;
            openProject(document, 80'000);
        }
    }

    void aCancelledJobHandsNothingOver()
    {
        bool done = false;
        BackgroundJob job;
        QSignalSpy finished(&job, &BackgroundJob::finished);
        std::atomic<bool> stopped = false;
        job.start(
            [&](const std::stop_token& stop, const BackgroundJob::Progress& progress) -> BackgroundJob::Done {
                progress(0.5);
                while (!stop.stop_requested())
                    std::this_thread::yield();
                stopped = true;
                return [&] { done = true; };
            },
            [](const std::exception_ptr&) {});
        QVERIFY(job.isRunning());
        QTRY_COMPARE(job.progress(), 0.5);
        job.cancel();
        QVERIFY(!job.isRunning());
        QTRY_VERIFY(stopped);
        // A second job runs through, so the event loop has had every chance to deliver the first one's result.
        job.start([](const std::stop_token&, const BackgroundJob::Progress&) -> BackgroundJob::Done { return [] {}; },
                  [](const std::exception_ptr&) {});
        QTRY_COMPARE(finished.count(), 1);
        QVERIFY(!done);
    }

    void aFailingJobSaysSo()
    {
        BackgroundJob job;
        QString problem;
        job.start(
            [](const std::stop_token&, const BackgroundJob::Progress&) -> BackgroundJob::Done {
                throw std::runtime_error("no such file");
            },
            [&](const std::exception_ptr& error) {
                try {
                    std::rethrow_exception(error);
                } catch (const std::exception& e) {
                    problem = QString::fromUtf8(e.what());
                }
            });
        QTRY_COMPARE(problem, QStringLiteral("no such file"));
    }
};

QTEST_GUILESS_MAIN(TestDocument)

#include "tst_document.moc"
