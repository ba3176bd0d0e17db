// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/new_project.h"
#include "core/project/prepared_data.h"
#include "core/training/trainer.h"
#include "tests/support/tutorial_project.h"
#include "ui/document/current_model.h"
#include "ui/document/project_document.h"
#include "ui/training/progress_text.h"
#include "ui/training/training_bar.h"
#include "ui/training/training_controller.h"

#include <QAction>
#include <QLabel>
#include <QProgressBar>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

#include <algorithm>

using namespace netloom;

namespace {

constexpr Index kForever = 100'000'000;

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

/// What training without a window gives.
History headless(const ProjectDocument& document, Index epochs)
{
    TrainingConfig config = document.training();
    config.epochs = epochs;
    Trainer trainer(document.network(), config, document.prepared()->data, std::nullopt);
    while (trainer.step() != Trainer::Event::Done) {
    }
    return trainer.history();
}

QString lastMessage(const QSignalSpy& messages)
{
    return messages.isEmpty() ? QString() : messages.last().at(0).toString();
}

void setLayerRate(ProjectDocument& document, double rate)
{
    for (int i = 0; i < static_cast<int>(document.network().layers.size()); ++i)
        if (document.network().layers[static_cast<std::size_t>(i)].type == "dropout") {
            document.setLayerField(i, QStringLiteral("rate"), rate);
            return;
        }
    QFAIL("the network has no dropout layer");
}

} // namespace

#define WAIT_FOR(training, wanted) QTRY_COMPARE_WITH_TIMEOUT((training).progress().state, wanted, 30'000)

class TrainingBridgeTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)"))); }

    void aSampleIsTrainedToTheEndAsWithoutAWindow()
    {
        ProjectDocument document;
        openSample(document, "breast_cancer", 20);
        TrainingController training(document);
        QSignalSpy ended(&training, &TrainingController::ended);
        QSignalSpy messages(&training, &TrainingController::message);
        training.train();
        WAIT_FOR(training, SessionState::Finished);
        QVERIFY(!training.isActive());
        QCOMPARE(ended.count(), 1);
        QCOMPARE(training.history().epochs(), std::size_t(20));
        QVERIFY(training.history() == headless(document, 20));
        QVERIFY(document.project().run().checkpoint.history == training.history());
        QVERIFY(!document.project().run().checkpoint.weights.empty());
        QVERIFY(document.project().run().fitted.has_value());
        QVERIFY(document.isModified());
        QVERIFY(!document.undoStack()->canUndo()); // results are no undo step
        QVERIFY(document.currentModel().model());
        QVERIFY(document.currentModel().model()->weights == document.project().run().checkpoint.weights);
        QVERIFY2(lastMessage(messages).contains(QStringLiteral("20")), qPrintable(lastMessage(messages)));
    }

    void aPauseChangesNothing()
    {
        ProjectDocument document;
        openSample(document, "breast_cancer", 400);
        TrainingController training(document);
        QSignalSpy ended(&training, &TrainingController::ended);
        training.train();
        for (int i = 0; i < 3; ++i) {
            training.pause();
            QTRY_VERIFY(!training.isRunning());
            if (!training.isActive())
                break; // it was faster than the pauses
            QVERIFY(document.project().run().checkpoint.history == training.history());
            training.train();
            QVERIFY(training.isRunning());
        }
        WAIT_FOR(training, SessionState::Finished);
        QCOMPARE(ended.count(), 1);
        QVERIFY(training.history() == headless(document, 400));
    }

    void stepsGoOneEpochOrOneBatch()
    {
        ProjectDocument document;
        openSample(document, "iris", 10); // 105 training rows in batches of 32: 4 a epoch
        TrainingController training(document);
        for (std::size_t epoch = 1; epoch <= 3; ++epoch) {
            training.step();
            WAIT_FOR(training, SessionState::Paused);
            QCOMPARE(training.history().epochs(), epoch);
            QCOMPARE(training.progress().epoch, Index(epoch));
        }
        QCOMPARE(training.progress().batches, Index(4));
        for (Index batch = 1; batch <= 3; ++batch) {
            training.stepBatch();
            WAIT_FOR(training, SessionState::Paused);
            QCOMPARE(training.progress().batch, batch);
            QCOMPARE(training.history().epochs(), std::size_t(3));
        }
        training.stepBatch(); // the last of the epoch
        WAIT_FOR(training, SessionState::Paused);
        QCOMPARE(training.history().epochs(), std::size_t(4));
        training.step();
        WAIT_FOR(training, SessionState::Paused);
        training.train();
        WAIT_FOR(training, SessionState::Finished);
        QVERIFY(training.history() == headless(document, 10));
    }

    void stepWhileRunningEndsWithTheEpoch()
    {
        ProjectDocument document;
        openSample(document, "breast_cancer", kForever);
        TrainingController training(document);
        training.train();
        QTRY_VERIFY(training.history().epochs() > 2);
        training.step();
        WAIT_FOR(training, SessionState::Paused);
        QCOMPARE(training.progress().batch, Index(0));
        QCOMPARE(training.progress().epoch, Index(training.history().epochs()));
    }

    void aStoppedTrainingGoesOn()
    {
        ProjectDocument document;
        openSample(document, "breast_cancer", kForever);
        TrainingController training(document);
        QSignalSpy ended(&training, &TrainingController::ended);
        training.train();
        QTRY_VERIFY(training.history().epochs() > 3);
        training.stop();
        WAIT_FOR(training, SessionState::Stopped);
        QCOMPARE(ended.count(), 1);
        const Index epochs = training.progress().epoch;
        QCOMPARE(Index(document.project().run().checkpoint.history.epochs()), epochs);
        document.setSetting(QStringLiteral("epochs"), QString::number(epochs + 5));
        training.train();
        WAIT_FOR(training, SessionState::Finished);
        QCOMPARE(Index(training.history().epochs()), epochs + 5);
        QVERIFY(training.history() == headless(document, epochs + 5));
        QCOMPARE(ended.count(), 2);
    }

    void stopEndsAPause()
    {
        ProjectDocument document;
        openSample(document, "iris", kForever);
        TrainingController training(document);
        training.step();
        WAIT_FOR(training, SessionState::Paused);
        QSignalSpy ended(&training, &TrainingController::ended);
        training.stop();
        WAIT_FOR(training, SessionState::Stopped);
        QVERIFY(!training.isActive());
        QCOMPARE(ended.count(), 1);
    }

    void aFinishedTrainingGetsAsManyEpochsAgain()
    {
        ProjectDocument document;
        openSample(document, "iris", 15);
        TrainingController training(document);
        training.train();
        WAIT_FOR(training, SessionState::Finished);
        training.train();
        QCOMPARE(training.progress().epochs, Index(30));
        WAIT_FOR(training, SessionState::Finished);
        QVERIFY(training.history() == headless(document, 30));
        QCOMPARE(document.training().epochs, Index(15));
    }

    void anEarlyStoppedTrainingGoesOnForMoreThanOneEpoch()
    {
        ProjectDocument document;
        openSample(document, "random", 2000); // nothing to learn, so the validation loss soon rises
        document.setSetting(QStringLiteral("early_stopping"), QStringLiteral("true"));
        document.setSetting(QStringLiteral("early_stopping.patience"), QStringLiteral("5"));
        TrainingController training(document);
        QSignalSpy messages(&training, &TrainingController::message);
        training.train();
        WAIT_FOR(training, SessionState::Finished);
        QCOMPARE(training.progress().reason, StopReason::Callback);
        training.skipFilm();
        const TrainingBar bar(document, training);
        const auto* epochs = bar.findChild<QProgressBar*>(QStringLiteral("epochBar"));
        QCOMPARE(epochs->value(), epochs->maximum());
        QVERIFY(bar.findChild<QLabel*>(QStringLiteral("epochLabel"))->text().contains("Stopped at"));
        QVERIFY(lastMessage(messages).contains(QStringLiteral("Stopped early")));
        const std::size_t before = training.history().epochs();
        training.train();
        WAIT_FOR(training, SessionState::Finished);
        QVERIFY(training.history().epochs() >= before + 5);
    }

    void resetForgets()
    {
        ProjectDocument document;
        openSample(document, "iris", kForever);
        TrainingController training(document);
        QSignalSpy ended(&training, &TrainingController::ended);
        QSignalSpy models(&document.currentModel(), &CurrentModel::changed);
        training.train();
        QTRY_VERIFY(training.history().epochs() > 0 && document.currentModel().model());
        training.reset();
        QVERIFY(!training.isActive());
        QCOMPARE(ended.count(), 1);
        QCOMPARE(training.history().epochs(), std::size_t(0));
        QVERIFY(!document.currentModel().model());
        QVERIFY(!models.last().at(0).value<std::shared_ptr<const Model>>());
        QCOMPARE(training.progress().state, SessionState::Idle);
        QCOMPARE(training.progress().epoch, Index(0));
        QVERIFY(document.project().run().checkpoint.empty());
    }

    void rateAndEpochsTakeEffectAtOnce()
    {
        ProjectDocument document;
        openSample(document, "breast_cancer", kForever);
        TrainingController training(document);
        QSignalSpy ended(&training, &TrainingController::ended);
        training.train();
        QTRY_VERIFY(training.history().epochs() > 0);
        document.setSetting(QStringLiteral("learning_rate"), QStringLiteral("0.00025"));
        QTRY_COMPARE(training.history().find("learning_rate")->back(), 0.00025);
        QCOMPARE(training.history().find("learning_rate")->front(), 0.001);
        document.undoStack()->undo();
        QTRY_COMPARE(training.history().find("learning_rate")->back(), 0.001);
        const auto now = static_cast<Index>(training.history().epochs());
        document.setSetting(QStringLiteral("epochs"), QString::number(now + 100'000));
        QTRY_COMPARE(training.progress().epochs, now + 100'000);
        QVERIFY(training.isRunning());
        document.setSetting(QStringLiteral("epochs"), QStringLiteral("1")); // it has done more already
        WAIT_FOR(training, SessionState::Finished);
        QCOMPARE(ended.count(), 1);
    }

    void aRateSetBetweenTwoTrainingsIsUsed()
    {
        ProjectDocument document;
        openSample(document, "iris", 5);
        TrainingController training(document);
        training.train();
        WAIT_FOR(training, SessionState::Finished);
        document.setSetting(QStringLiteral("learning_rate"), QStringLiteral("0.02"));
        training.train();
        WAIT_FOR(training, SessionState::Finished);
        QCOMPARE((*training.history().find("learning_rate"))[4], 0.001);
        QCOMPARE((*training.history().find("learning_rate"))[5], 0.02);
    }

    void otherSettingsTakeEffectWithoutAnEnd()
    {
        ProjectDocument document;
        openSample(document, "breast_cancer", kForever);
        TrainingController training(document);
        QSignalSpy ended(&training, &TrainingController::ended);
        training.train();
        QTRY_VERIFY(training.history().epochs() > 0);
        document.setSetting(QStringLiteral("batch_size"), QStringLiteral("200"));
        QVERIFY(training.isRunning());
        QTRY_COMPARE(training.progress().batches, Index(2)); // 398 rows
        const std::size_t epochs = training.history().epochs();
        QTRY_VERIFY(training.history().epochs() > epochs);
        setLayerRate(document, 0.4);
        QVERIFY(training.isRunning());
        document.setSetting(QStringLiteral("optimizer"), QStringLiteral("sgd"));
        QVERIFY(training.isRunning());
        QCOMPARE(ended.count(), 0);
        // Each stands on the curve where it was taken up.
        const auto marked = [&](const char* words) {
            const auto& events = training.history().events;
            return std::any_of(events.begin(), events.end(),
                               [&](const HistoryEvent& event) { return event.text == words; });
        };
        QTRY_VERIFY(marked("optimizer SGD"));
        QVERIFY(marked("batch size 200"));
        QVERIFY(marked("network changed"));
        training.pause();
        WAIT_FOR(training, SessionState::Paused);
        setLayerRate(document, 0.3);
        WAIT_FOR(training, SessionState::Paused); // and stays so
        QCOMPARE(ended.count(), 0);
    }

    void anEditThatTheWeightsDoNotFitEndsItAndUndoBringsThemBack()
    {
        ProjectDocument document;
        openSample(document, "breast_cancer", kForever);
        TrainingController training(document);
        QSignalSpy ended(&training, &TrainingController::ended);
        QSignalSpy messages(&training, &TrainingController::message);
        training.train();
        QTRY_VERIFY(training.history().epochs() > 3);
        document.insertLayer(1, QStringLiteral("dense"));
        QVERIFY(!training.isActive());
        QCOMPARE(ended.count(), 1);
        QCOMPARE(training.history().epochs(), std::size_t(0));
        QVERIFY(!document.currentModel().model());
        QVERIFY2(lastMessage(messages).contains(QStringLiteral("do not fit")), qPrintable(lastMessage(messages)));
        document.undoStack()->undo();
        QVERIFY(training.history().epochs() > 3);
        QVERIFY(document.currentModel().model());
        const std::size_t epochs = training.history().epochs();
        training.train();
        QTRY_VERIFY(training.history().epochs() > epochs);
        // The undo of an edit puts other weights into the document as well.
        document.undoStack()->redo();
        QVERIFY(!training.isActive());
        QCOMPARE(ended.count(), 2);
    }

    /// A batch of it takes some tenths of a second.
    static void openSlow(ProjectDocument& document)
    {
        openSample(document, "breast_cancer", kForever);
        NetworkSpec network = document.network();
        network.layers = parseLayers("dense 2000 relu, dropout 0.1, dense 1000 relu, dense 1 sigmoid");
        document.setNetwork(network, QStringLiteral("A large network"));
        document.setSetting(QStringLiteral("batch_size"), QStringLiteral("398"));
    }

    void anEditDoesNotWaitForTheBatch()
    {
        ProjectDocument document;
        openSlow(document);
        TrainingController training(document);
        QSignalSpy ended(&training, &TrainingController::ended);
        connect(&document.currentModel(), &CurrentModel::changed, &training, [] {}); // somebody looks at it
        training.train();
        QTRY_VERIFY_WITH_TIMEOUT(document.currentModel().model() && training.history().epochs() > 1, 60'000);
        setLayerRate(document, 0.3); // the weights fit
        QVERIFY(training.isHandingOver());
        QVERIFY(training.isRunning());
        QVERIFY(document.currentModel().model());
        QVERIFY(training.history().epochs() > 1);
        setLayerRate(document, 0.2); // another, before the first has taken effect
        QVERIFY(training.isHandingOver());
        const std::size_t before = training.history().epochs();
        QTRY_VERIFY_WITH_TIMEOUT(training.history().epochs() > before, 60'000);
        QVERIFY(!training.isHandingOver());
        QCOMPARE(ended.count(), 0);
        training.pause();
        WAIT_FOR(training, SessionState::Paused);
        const std::vector<HistoryEvent>& events = training.history().events;
        QCOMPARE(std::count_if(events.begin(), events.end(),
                               [](const HistoryEvent& event) { return event.text == "network changed"; }),
                 std::ptrdiff_t(1));
        // Nothing was trained twice and nothing was left out: the state goes on with the counted batches.
        QCOMPARE(document.project().run().checkpoint.counters.integer("epoch"), training.progress().epoch);
    }

    void whatIsAskedForMeanwhileIsDoneThen()
    {
        ProjectDocument document;
        openSlow(document);
        TrainingController training(document);
        QSignalSpy stored(&training, &TrainingController::stored);
        connect(&document.currentModel(), &CurrentModel::changed, &training, [] {});
        training.train();
        QTRY_VERIFY_WITH_TIMEOUT(document.currentModel().model() && training.history().epochs() > 1, 60'000);
        const std::size_t epochs = training.history().epochs();
        document.insertLayer(1, QStringLiteral("dense")); // the weights do not fit: it has ended
        QVERIFY(training.isHandingOver());
        QVERIFY(!training.isActive());
        QVERIFY(document.project().run().checkpoint.empty());
        document.undoStack()->undo();
        training.store();
        training.train();
        QCOMPARE(stored.count(), 0);
        QTRY_VERIFY_WITH_TIMEOUT(training.isRunning(), 60'000);
        QCOMPARE(stored.count(), 1);
        QTRY_VERIFY_WITH_TIMEOUT(training.history().epochs() > epochs, 60'000);
        training.reset();
        QVERIFY(!training.isActive());
        QCOMPARE(training.history().epochs(), std::size_t(0));
        document.undoStack()->undo();
        QTRY_VERIFY_WITH_TIMEOUT(!training.isHandingOver(), 60'000);
        const Checkpoint& back = document.project().run().checkpoint;
        QVERIFY(back.history.epochs() > epochs);
        QCOMPARE(back.counters.integer("epoch"), std::int64_t(back.history.epochs()));
    }

    void unitsKeepWhatWasLearned_data()
    {
        QTest::addColumn<int>("units");
        QTest::newRow("more") << 20;
        QTest::newRow("fewer") << 12;
    }
    void unitsKeepWhatWasLearned()
    {
        QFETCH(int, units);
        ProjectDocument document;
        openSample(document, "breast_cancer", 5);
        NetworkSpec network = document.network();
        network.layers = parseLayers("dense 16 relu, dense 1 sigmoid");
        document.setNetwork(network, QStringLiteral("Sixteen"));
        TrainingController training(document);
        training.train();
        WAIT_FOR(training, SessionState::Finished);
        training.skipFilm();
        const Checkpoint learned = document.project().run().checkpoint;
        const int steps = document.undoStack()->count();
        document.setLayerField(0, QStringLiteral("units"), std::int64_t(units));
        const Checkpoint changed = document.project().run().checkpoint;
        QCOMPARE(changed.weights[0].shape, (Shape{30, units}));
        for (int row = 0; row < 30; ++row)
            for (int unit = 0; unit < std::min(units, 16); ++unit)
                QCOMPARE(changed.weights[0].values[static_cast<std::size_t>(row * units + unit)],
                         learned.weights[0].values[static_cast<std::size_t>(row * 16 + unit)]);
        QVERIFY(changed.history.columns == learned.history.columns);
        // By arrows there and back: the units that went and came are the ones that there were, and no step is left.
        document.setLayerField(0, QStringLiteral("units"), std::int64_t(3));
        QCOMPARE(document.undoStack()->count(), steps + 1);
        document.setLayerField(0, QStringLiteral("units"), std::int64_t(units));
        QVERIFY(document.project().run().checkpoint == changed);
        document.undoStack()->undo();
        QVERIFY(document.project().run().checkpoint == learned);
        QVERIFY(document.network() == network);
        document.undoStack()->redo();
        document.setLayerField(0, QStringLiteral("units"), std::int64_t(units + 1)); // after an undo a step of its own
        QVERIFY(document.project().run().checkpoint.weights[0].shape == (Shape{30, units + 1}));
        training.train();
        WAIT_FOR(training, SessionState::Finished);
        QCOMPARE(training.history().epochs(), std::size_t(10));
        // Trained since: the next change is a step of its own.
        const int before = document.undoStack()->count();
        document.setLayerField(0, QStringLiteral("units"), std::int64_t(9));
        QCOMPARE(document.undoStack()->count(), before + 1);
    }

    void unitsOfARunningTrainingKeepWhatWasLearned()
    {
        ProjectDocument document;
        openSlow(document);
        TrainingController training(document);
        QSignalSpy ended(&training, &TrainingController::ended);
        connect(&document.currentModel(), &CurrentModel::changed, &training, [] {});
        training.train();
        QTRY_VERIFY_WITH_TIMEOUT(document.currentModel().model() && training.history().epochs() > 1, 60'000);
        document.setLayerField(0, QStringLiteral("units"), std::int64_t(2001));
        document.setLayerField(0, QStringLiteral("units"), std::int64_t(2003));
        QVERIFY(training.isRunning());
        const std::size_t epochs = training.history().epochs();
        QTRY_VERIFY_WITH_TIMEOUT(training.history().epochs() > epochs, 60'000);
        QCOMPARE(ended.count(), 0);
        QCOMPARE(document.project().run().checkpoint.weights[0].shape, (Shape{30, 2003}));
        training.pause();
        WAIT_FOR(training, SessionState::Paused);
        document.undoStack()->undo(); // the stored state has gone on since
        QCOMPARE(document.project().run().checkpoint.weights[0].shape, (Shape{30, 2000}));
    }

    void otherDataEndItAndUndoBringsBackWhatWasLearned()
    {
        ProjectDocument document;
        openSample(document, "breast_cancer", kForever);
        TrainingController training(document);
        QSignalSpy ended(&training, &TrainingController::ended);
        training.train();
        QTRY_VERIFY(training.history().epochs() > 3);
        Recipe recipe = document.project().recipe;
        recipe.columns.front().role = ColumnRole::Ignore;
        document.setRecipe(recipe, QStringLiteral("Leave out a column"));
        QVERIFY(!training.isActive());
        QCOMPARE(ended.count(), 1);
        QCOMPARE(training.history().epochs(), std::size_t(0));
        document.undoStack()->undo();
        QVERIFY(training.history().epochs() > 3);
        QCOMPARE(Index(document.project().run().fitted->features().size()),
                 Index(30)); // of these data, not of the others
    }

    void anEditThatMakesTheNetworkFaultyEndsIt()
    {
        ProjectDocument document;
        openSample(document, "breast_cancer", kForever);
        TrainingController training(document);
        QSignalSpy messages(&training, &TrainingController::message);
        training.train();
        QTRY_VERIFY(training.history().epochs() > 0);
        NetworkSpec network = document.network();
        network.layers.pop_back();
        network.layers.clear();
        document.setNetwork(network, QStringLiteral("Remove all layers"));
        QVERIFY(!training.isActive());
        QVERIFY(lastMessage(messages).startsWith(QStringLiteral("Training stopped.")));
        QVERIFY(!training.obstacle().isEmpty());
        training.train();
        QVERIFY(!training.isActive());
        QCOMPARE(lastMessage(messages), training.obstacle());
    }

    void divergenceIsToldInASentence()
    {
        ProjectDocument document;
        openSample(document, "plane", 50);
        document.setSetting(QStringLiteral("optimizer"), QStringLiteral("sgd"));
        document.setSetting(QStringLiteral("learning_rate"), QStringLiteral("1e6"));
        TrainingController training(document);
        QSignalSpy ended(&training, &TrainingController::ended);
        QSignalSpy messages(&training, &TrainingController::message);
        training.train();
        WAIT_FOR(training, SessionState::Failed);
        QCOMPARE(ended.count(), 1);
        QVERIFY2(lastMessage(messages).contains(QStringLiteral("diverged")), qPrintable(lastMessage(messages)));
        QVERIFY(!training.isActive());
    }

    void anotherProjectEndsIt()
    {
        ProjectDocument document;
        openSample(document, "breast_cancer", kForever);
        TrainingController training(document);
        QSignalSpy ended(&training, &TrainingController::ended);
        training.train();
        QTRY_VERIFY(training.history().epochs() > 0);
        openSample(document, "iris", 7);
        QVERIFY(!training.isActive());
        QCOMPARE(ended.count(), 1);
        QCOMPARE(training.history().epochs(), std::size_t(0));
        QCOMPARE(training.progress().epochs, Index(7));
        QVERIFY(document.project().run().checkpoint.empty());
        document.close();
        training.train();
        QVERIFY(!training.isActive());
    }

    void storeKeepsWhatARunningTrainingHasLearned()
    {
        ProjectDocument document;
        openSample(document, "breast_cancer", kForever);
        TrainingController training(document);
        training.train();
        QTRY_VERIFY(training.history().epochs() > 0);
        QVERIFY(!document.isModified());
        QSignalSpy stored(&training, &TrainingController::stored);
        training.store();
        QTRY_COMPARE(stored.size(), 1); // the window does not wait for it
        QVERIFY(training.isRunning());
        QVERIFY(document.isModified());
        QVERIFY(!document.project().run().checkpoint.empty());
        QVERIFY(document.project().run().checkpoint.history.epochs() > 0);
    }

    void theBarTrainsPausesStopsAndForgetsByClicks()
    {
        ProjectDocument document;
        openSample(document, "breast_cancer", kForever);
        TrainingController training(document);
        TrainingBar bar(document, training);
        bar.show();
        auto* train = bar.findChild<QToolButton*>(QStringLiteral("trainButton"));
        auto* step = bar.findChild<QToolButton*>(QStringLiteral("stepButton"));
        auto* stop = bar.findChild<QToolButton*>(QStringLiteral("stopButton"));
        auto* reset = bar.findChild<QToolButton*>(QStringLiteral("resetButton"));
        QVERIFY(train && step && stop && reset);
        QCOMPARE(train->text(), QStringLiteral("Train"));
        QVERIFY(train->isEnabled() && step->isEnabled() && !stop->isEnabled() && !reset->isEnabled());
        const int width = train->width();
        QTest::mouseClick(train, Qt::LeftButton);
        QTRY_COMPARE(train->text(), QStringLiteral("Pause"));
        QCOMPARE(train->width(), width); // it stays under the mouse
        QVERIFY(stop->isEnabled() && reset->isEnabled());
        QTRY_VERIFY(training.history().epochs() > 0);
        QTest::mouseClick(train, Qt::LeftButton);
        WAIT_FOR(training, SessionState::Paused);
        QCOMPARE(train->text(), QStringLiteral("Go on"));
        QCOMPARE(train->width(), width);
        QVERIFY(stop->isEnabled());
        const Index epoch = training.progress().epoch;
        QTest::mouseClick(step, Qt::LeftButton, {}, QPoint(8, step->height() / 2));
        WAIT_FOR(training, SessionState::Paused);
        QTRY_COMPARE(training.progress().epoch, epoch + 1);
        const auto* label = bar.findChild<QLabel*>(QStringLiteral("epochLabel"));
        QVERIFY2(label->text().contains(QLocale().toString(static_cast<qlonglong>(epoch + 1))),
                 qPrintable(label->text()));
        QTest::mouseClick(stop, Qt::LeftButton);
        WAIT_FOR(training, SessionState::Stopped);
        QTRY_VERIFY(!stop->isEnabled());
        QVERIFY(reset->isEnabled());
        QTest::mouseClick(reset, Qt::LeftButton);
        QVERIFY(!reset->isEnabled());
        QCOMPARE(bar.findChild<QProgressBar*>(QStringLiteral("epochBar"))->value(), 0);
    }

    void theBarSaysWhyItCannotTrain()
    {
        ProjectDocument document;
        TrainingController training(document);
        TrainingBar bar(document, training);
        auto* train = bar.findChild<QToolButton*>(QStringLiteral("trainButton"));
        Project drawn;
        drawn.run().network.layers = parseLayers("dense 2 relu, dense 1 sigmoid");
        document.adopt(drawn, nullptr);
        QVERIFY(!train->isEnabled());
        QVERIFY2(train->toolTip().contains(QStringLiteral("no data")), qPrintable(train->toolTip()));
        openSample(document, "iris", 5);
        QVERIFY(train->isEnabled());
        NetworkSpec none = document.network();
        none.layers.clear();
        document.setNetwork(none, QStringLiteral("Remove all"));
        QVERIFY(!train->isEnabled());
        QCOMPARE(train->toolTip(), bar.trainActions().constFirst()->toolTip());
        QVERIFY(!train->toolTip().isEmpty());
        for (const QAction* action : bar.trainActions())
            QVERIFY(!action->isEnabled());
        document.undoStack()->undo();
        QVERIFY(train->isEnabled());
        QVERIFY(bar.trainActions().constFirst()->isEnabled());
    }

    void aStepHasAsManyEpochsAsItsFieldSays()
    {
        ProjectDocument document;
        openSample(document, "breast_cancer", kForever);
        TrainingController training(document);
        const auto typeInto = [](TrainingBar& bar, const QString& count) {
            auto* box = bar.findChild<QSpinBox*>(QStringLiteral("stepCount"));
            QVERIFY(box);
            box->selectAll();
            QTest::keyClicks(box, count);
            QTest::keyClick(box, Qt::Key_Return);
        };
        {
            TrainingBar bar(document, training);
            bar.show();
            typeInto(bar, QStringLiteral("7"));
            QTRY_COMPARE(training.progress().epoch, Index(7));
            WAIT_FOR(training, SessionState::Paused);
            auto* many = bar.findChild<QAction*>(QStringLiteral("stepMany"));
            QVERIFY2(many->text().contains(QLatin1String("7")), qPrintable(many->text()));
            many->trigger();
            QTRY_COMPARE(training.progress().epoch, Index(14));
            WAIT_FOR(training, SessionState::Paused);
        }
        TrainingBar another(document, training); // it is remembered
        QCOMPARE(another.findChild<QSpinBox*>(QStringLiteral("stepCount"))->value(), 7);
        QSettings().remove(QStringLiteral("training/stepEpochs"));
    }

    void everyActionHasAKeyOfItsOwn()
    {
        ProjectDocument document;
        TrainingController training(document);
        TrainingBar bar(document, training);
        QSet<QKeySequence> keys;
        for (const QAction* action : bar.trainActions()) {
            QVERIFY(!action->shortcut().isEmpty());
            QVERIFY(!keys.contains(action->shortcut()));
            keys.insert(action->shortcut());
        }
    }

    void progressInWords()
    {
        QCOMPARE(durationText(3.2), QStringLiteral("0:03"));
        QCOMPARE(durationText(760), QStringLiteral("12:40"));
        QCOMPARE(durationText(3723), QStringLiteral("1:02:03"));
        QCOMPARE(rateText(850), QStringLiteral("850 samples/s"));
        QCOMPARE(rateText(1'940'000), QStringLiteral("1.9 M samples/s"));
        QCOMPARE(rateText(832'000), QStringLiteral("832 k samples/s"));
        Progress p;
        p.state = SessionState::Running;
        p.epoch = 57;
        p.epochs = 100;
        p.secondsLeft = 3;
        p.samplesPerSecond = 1.9e6;
        QCOMPARE(epochTexts(p), QStringList{QStringLiteral("<b>Epoch 57</b> / 100")});
        QCOMPARE(speedText(p, true), QStringLiteral("0:03 left · 1.9 M/s"));
        QCOMPARE(speedHelp(p, true), QStringLiteral("0:03 left · 1.9 M samples/s"));
        p.state = SessionState::Paused; // the epochs asked for give way to the batch
        p.batch = 38;
        p.batches = 40;
        QCOMPARE(epochTexts(p).mid(0, 2), QStringList({QStringLiteral("<b>Epoch 57</b> / 100 · batch 38 / 40"),
                                                       QStringLiteral("<b>Epoch 57</b> · batch 38 / 40")}));
        p.batch = 0;
        p.state = SessionState::Finished;
        p.seconds = 0.279;
        QCOMPARE(speedText(p, false, 3), QStringLiteral("279 ms, shown in 3 s"));
        QCOMPARE(speedHelp(p, false, 3), QStringLiteral("trained in 279 ms, shown in 3 s"));
    }
};

QTEST_MAIN(TrainingBridgeTest)
#include "tst_training_bridge.moc"
