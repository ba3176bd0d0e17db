// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/new_project.h"
#include "core/project/prepared_data.h"
#include "core/training/resume.h"
#include "core/training/trainer.h"
#include "ui/document/current_model.h"
#include "ui/document/project_document.h"
#include "ui/plots/history_plot.h"
#include "ui/toolkit/motion.h"
#include "ui/toolkit/number_text.h"
#include "ui/training/film.h"
#include "ui/training/pace.h"
#include "ui/training/playhead.h"
#include "ui/training/plots_panel.h"
#include "ui/training/progress_text.h"
#include "ui/training/training_bar.h"
#include "ui/training/training_controller.h"

#include <QAction>
#include <QLabel>
#include <QMainWindow>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace netloom;

namespace {

void openSample(ProjectDocument& document, const std::string& key, Index epochs)
{
    DataReference data;
    data.source = DataReference::Source::Sample;
    data.sample = key;
    auto table = loadTable(data, {});
    Project project = newProject(data, *table);
    project.run().training.epochs = epochs;
    document.adopt(std::move(project), std::move(table));
}

/// What training without a window gives, stopped after so many epochs.
Checkpoint headless(const ProjectDocument& document, Index stop, const std::optional<Checkpoint>& from = std::nullopt)
{
    Trainer trainer(document.network(), document.training(), document.prepared()->data, from);
    trainer.recordTimeline(from ? from->timeline : Timeline());
    while (!trainer.done() && trainer.epoch() < stop)
        trainer.step();
    return trainer.checkpoint();
}

SharedParameters shown(const ProjectDocument& document)
{
    const auto& model = document.currentModel().model();
    return model ? model->weights : SharedParameters();
}

/// Training bar and plots as in the window.
struct Window {
    explicit Window(ProjectDocument& document) : training(document)
    {
        auto* box = new QWidget(&frame);
        auto* column = new QVBoxLayout(box);
        bar = new TrainingBar(document, training, box);
        plots = new PlotsPanel(document, training, box);
        column->addWidget(bar);
        column->addWidget(plots);
        frame.setCentralWidget(box);
        frame.resize(1100, 420);
        frame.show();
        frame.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&frame));
    }

    template<typename T>
    T* find(const char* name) const
    {
        return frame.findChild<T*>(QString::fromLatin1(name));
    }

    void trainAtOnce()
    {
        const Pace before = pace();
        setPace(Pace::FullSpeed);
        QSignalSpy ended(&training, &TrainingController::ended);
        training.train();
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 30'000);
        setPace(before);
    }

    TrainingController training;
    QMainWindow frame;
    TrainingBar* bar = nullptr;
    PlotsPanel* plots = nullptr;
};

} // namespace

/// Watching a training later than it was computed, and going back in it.
class TestFilm : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)")));
        motion::setChoice(motion::Choice::Full);
        setPace(Pace::Watch);
    }

    void cleanup()
    {
        motion::setChoice(motion::Choice::System);
        setPace(Pace::Watch);
    }

    void aShortTrainingIsShownAsAFilm()
    {
        ProjectDocument document;
        openSample(document, "moons", 200);
        Window window(document);
        TrainingController& training = window.training;
        QSignalSpy ended(&training, &TrainingController::ended);
        training.train();
        QTRY_COMPARE(ended.count(), 1);
        QVERIFY(training.isFilm());
        QVERIFY(!training.isActive());
        // The result is there at once.
        QCOMPARE(document.project().run().checkpoint.history.epochs(), std::size_t(200));
        QVERIFY(training.history().epochs() < 100);
        // What is shown grows, and the weights are those of the epoch shown.
        QTRY_VERIFY(training.history().epochs() > 20 && training.history().epochs() < 200);
        const auto epoch = static_cast<Index>(training.history().epochs());
        QCOMPARE(training.progress().epoch, epoch);
        const Checkpoint& whole = document.project().run().checkpoint;
        QVERIFY(shown(document) == weightsAt(whole, epoch));
        QVERIFY(!(shown(document) == whole.weights));
        QCOMPARE(*training.history().find("loss"), *whole.history.upTo(static_cast<std::size_t>(epoch)).find("loss"));
        // Panels that take longer than a frame look once more when it is over.
        QSignalSpy settled(&document.currentModel(), &CurrentModel::whichChanged);
        bool last = false;
        connect(&document.currentModel(), &CurrentModel::whichChanged, &document,
                [&] { last = shown(document) == whole.weights; });
        QTRY_VERIFY_WITH_TIMEOUT(!training.isFilm(), 10'000);
        QVERIFY(settled.count() >= 1 && last);
        QVERIFY(training.history() == whole.history);
        QVERIFY(shown(document).shares(whole.weights));
        QCOMPARE(training.filmSeconds(), 3.0);
        QVERIFY(speedText(training.progress(), false, training.filmSeconds()).contains(QStringLiteral("shown in 3 s")));
        QVERIFY(whole == headless(document, 200)); // the film changes no bit
    }

    void toolbarAndTimelineNameOneEpoch()
    {
        ProjectDocument document;
        openSample(document, "moons", 1000);
        Window window(document);
        window.training.train();
        const auto* label = window.find<QLabel>("timelineEpoch");
        const auto isBetween = [&] { // two stored epochs
            const std::vector<Index> stored = storedEpochs(document.project().run().checkpoint);
            return window.training.isFilm() && !window.training.isActive() &&
                   !std::ranges::binary_search(stored, window.training.progress().epoch);
        };
        QTRY_VERIFY(isBetween());
        QCOMPARE(label->text(), QStringLiteral("epoch %1 of %2")
                                    .arg(wholeNumber(window.training.progress().epoch), wholeNumber(Index(1000))));
    }

    void theBestOfAnotherNetworkIsNoMeasure()
    {
        History history;
        history.keys = {"loss"};
        history.columns = {HistoryColumn(std::vector<double>{0.5, 0.1})};
        history.bestEpoch = -1; // forgotten by an edit
        Film film;
        film.start(history, 4, 3);
        film.whole().columns = {HistoryColumn(std::vector<double>{0.5, 0.1, 0.9, 0.8})};
        film.whole().bestEpoch = 3;
        History shown;
        film.show(2, shown);
        QCOMPARE(shown.bestEpoch, -1);
        film.show(3, shown);
        QCOMPARE(shown.bestEpoch, 2);
        film.show(4, shown);
        QCOMPARE(shown.bestEpoch, 3);
    }

    /// A hundred epochs in ten seconds, by hand: after 1, 5 and 9 seconds 1, 25 and 81 of them, or a tenth each second.
    void theFirstEpochsAreShownLongest()
    {
        Film film;
        film.start({}, 100, 10, Film::Tempo::FirstEpochsLonger);
        const std::vector<double> losses(100, 0.5);
        film.whole().keys = {"loss"};
        film.whole().columns = {HistoryColumn(losses)};
        QCOMPARE(film.epochAt(1.001), Index(1));
        QCOMPARE(film.epochAt(5.001), Index(25));
        QCOMPARE(film.epochAt(9.001), Index(81));
        QCOMPARE(film.epochAt(10), Index(100));
        // What goes on has its first epochs behind it.
        History shown;
        film.show(50, shown);
        Film further;
        further.start(shown, 100, 10, Film::Tempo::FirstEpochsLonger);
        further.whole() = film.whole();
        QCOMPARE(further.epochAt(5.001), Index(75));
        film.start({}, 100, 10);
        film.whole() = further.whole();
        QCOMPARE(film.epochAt(5.001), Index(50));
    }

    void nothingIsShownOfNothing()
    {
        ProjectDocument document;
        openSample(document, "bumps", 200);
        document.setSetting("optimizer", "sgd");
        document.setSetting("schedule", "constant");
        document.setSetting("learning_rate", "1000");
        TrainingController training(document);
        QSignalSpy ended(&training, &TrainingController::ended);
        training.train();
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 30'000);
        QCOMPARE(training.history().epochs(), std::size_t(0)); // it diverges at once
        QVERIFY(!training.isFilm());
        QCOMPARE(training.filmSeconds(), 0.0);
    }

    void escapeAndTheButtonSkipIt()
    {
        ProjectDocument document;
        openSample(document, "moons", 200);
        Window window(document);
        auto* skip = window.find<QToolButton>("skipButton");
        QVERIFY(!skip->isVisible());
        window.training.train();
        QTRY_VERIFY(skip->isVisible());
        QTRY_VERIFY(!window.training.isActive());
        QVERIFY(window.training.isFilm());
        QSignalSpy said(&window.training, &TrainingController::message);
        QTest::keyClick(&window.frame, Qt::Key_Escape);
        QVERIFY(!window.training.isFilm());
        QVERIFY(!said.isEmpty()); // what there was to skip is over
        QVERIFY(said.last()[0].toString().startsWith(QStringLiteral("200 epochs trained in ")));
        QVERIFY(!said.last()[0].toString().contains(QStringLiteral("Esc")));
        QVERIFY(!skip->isVisible());
        QCOMPARE(window.training.history().epochs(), std::size_t(200));
        window.training.train(); // 200 more
        QTRY_VERIFY(!window.training.isActive());
        QVERIFY(window.training.isFilm());
        QVERIFY(window.training.history().epochs() >= 200 && window.training.history().epochs() < 400);
        QTest::mouseClick(skip, Qt::LeftButton);
        QCOMPARE(window.training.history().epochs(), std::size_t(400));
        QVERIFY(shown(document).shares(document.project().run().checkpoint.weights));
    }

    void anyOtherActionEndsIt()
    {
        ProjectDocument document;
        openSample(document, "moons", 200);
        Window window(document);
        window.training.train();
        QTRY_VERIFY(!window.training.isActive());
        QVERIFY(window.training.isFilm());
        document.setSetting(QStringLiteral("learning_rate"), QStringLiteral("0.02"));
        QVERIFY(!window.training.isFilm());
        QCOMPARE(window.training.history().epochs(), std::size_t(200));
        window.training.reset();
        QCOMPARE(window.training.history().epochs(), std::size_t(0));
        window.training.train();
        QTRY_VERIFY(!window.training.isActive());
        QVERIFY(window.training.isFilm());
        window.training.reset();
        QVERIFY(!window.training.isFilm());
        QVERIFY(document.project().run().checkpoint.empty());
        QVERIFY(document.project().run().checkpoint.timeline.empty());
        document.undoStack()->undo();
        QCOMPARE(document.project().run().checkpoint.timeline.frames().size(), std::size_t(201));
    }

    void reducedMotionAndFullSpeedMakeNone()
    {
        ProjectDocument document;
        openSample(document, "moons", 50);
        Window window(document);
        QSignalSpy films(&window.training, &TrainingController::filmChanged);
        motion::setChoice(motion::Choice::Reduced);
        window.training.train();
        QTRY_VERIFY(!window.training.isActive());
        QCOMPARE(window.training.history().epochs(), std::size_t(50));
        motion::setChoice(motion::Choice::System); // no screen: nothing moves
        window.training.train();
        QTRY_VERIFY(!window.training.isActive());
        QCOMPARE(window.training.history().epochs(), std::size_t(100));
        motion::setChoice(motion::Choice::Full);
        setPace(Pace::FullSpeed);
        window.training.train();
        QTRY_VERIFY(!window.training.isActive());
        QCOMPARE(window.training.history().epochs(), std::size_t(150));
        QCOMPARE(films.count(), 0);
    }

    void byHandEachPressShowsOneEpoch()
    {
        ProjectDocument document;
        openSample(document, "moons", 50);
        setPace(Pace::Step);
        Window window(document);
        window.training.train();
        QTRY_VERIFY(!window.training.isActive());
        for (std::size_t epoch = 1; epoch <= 3; ++epoch) {
            QTest::keyClick(&window.frame, Qt::Key_F6);
            QCOMPARE(window.training.history().epochs(), epoch);
            QVERIFY(shown(document) ==
                    document.project().run().checkpoint.timeline.find(static_cast<Index>(epoch))->weights);
        }
        QTest::keyClick(&window.frame, Qt::Key_Escape);
        QCOMPARE(window.training.history().epochs(), std::size_t(50));
    }

    void ofManyEpochsTheTimelineCutsNoNumber()
    {
        ProjectDocument document;
        openSample(document, "xor", 20'000);
        document.setSetting(QStringLiteral("batch_size"), QStringLiteral("512"));
        document.setSetting(QStringLiteral("early_stopping"), QStringLiteral("false"));
        Window window(document);
        window.trainAtOnce();
        QCOMPARE(window.training.history().epochs(), std::size_t(20'000));
        auto* slider = window.find<QSlider>("timelineSlider");
        auto* label = window.find<QLabel>("timelineEpoch");
        auto* chip = window.find<QLabel>("rewoundChip");
        auto* newest = window.find<QToolButton>("toNewest");
        window.frame.setMinimumWidth(1);
        for (const int width : {700, 500, 440, 400}) {
            window.frame.resize(width, 420);
            QApplication::processEvents();
            slider->setValue(slider->maximum());
            QVERIFY(label->isVisible() && label->text().contains(QLocale().toString(20'000)));
            QVERIFY2(label->width() >= label->fontMetrics().horizontalAdvance(label->text()),
                     qPrintable(label->text()));
            slider->setValue(slider->maximum() - 1);
            QVERIFY(chip->isVisible());
            QApplication::processEvents();
            QVERIFY2(chip->geometry().right() < newest->geometry().left(), qPrintable(chip->text()));
            QVERIFY2(chip->geometry().left() > slider->geometry().right(), qPrintable(chip->text()));
        }
    }

    void theTimelineRewindsAndBranches()
    {
        ProjectDocument document;
        openSample(document, "spiral", 500);
        Window window(document);
        window.trainAtOnce();
        auto* slider = window.find<QSlider>("timelineSlider");
        auto* chip = window.find<QLabel>("rewoundChip");
        const Checkpoint whole = document.project().run().checkpoint;
        QCOMPARE(slider->maximum() + 1, static_cast<int>(storedEpochs(whole).size()));
        QCOMPARE(slider->value(), slider->maximum());
        QVERIFY(!chip->isVisible());
        QSignalSpy settled(&document.currentModel(), &CurrentModel::whichChanged);
        slider->setFocus();
        QTest::keyClick(slider, Qt::Key_Left);
        QVERIFY(chip->isVisible());
        QVERIFY(document.currentModel().isRewound());
        QVERIFY(shown(document) == weightsAt(whole, storedEpochs(whole)[storedEpochs(whole).size() - 2]));
        QTRY_COMPARE(settled.count(), 1); // panels that take longer look at it now
        QTest::keyClick(slider, Qt::Key_Home);
        QVERIFY(shown(document) == whole.timeline.frames().front()->weights);
        QTest::mouseClick(window.find<QToolButton>("toNewest"), Qt::LeftButton);
        QVERIFY(!document.currentModel().isRewound());
        QVERIFY(shown(document).shares(whole.weights));
        QVERIFY(!document.isModified() || document.project().run().checkpoint == whole);

        auto* playhead = window.plots->findChild<Playhead*>();
        playhead->setEpoch(40);
        QCOMPARE(playhead->epoch(), Index(40));
        QVERIFY(chip->text().contains(QStringLiteral("40")));
        QVERIFY(playhead->branchesExactly());
        const Checkpoint stopped = headless(document, 40);
        QTest::mouseClick(window.find<QToolButton>("branchHere"), Qt::LeftButton);
        QCOMPARE(document.project().runs.size(), std::size_t(2));
        QCOMPARE(document.project().current, std::size_t(1));
        Checkpoint begun = document.project().run().checkpoint;
        begun.timeline = stopped.timeline;
        QVERIFY(begun == stopped);
        QVERIFY(document.project().runs.front().checkpoint == whole);
        QCOMPARE(window.training.history().epochs(), std::size_t(40));
        window.trainAtOnce();
        QVERIFY(document.project().run().checkpoint == headless(document, 500, stopped));
        QVERIFY(document.project().run().checkpoint == whole);
    }

    void itPlaysBackwards()
    {
        ProjectDocument document;
        openSample(document, "moons", 60);
        Window window(document);
        window.trainAtOnce();
        auto* playhead = window.plots->findChild<Playhead*>();
        QTest::mouseClick(window.find<QToolButton>("playBackwards"), Qt::LeftButton);
        QCOMPARE(playhead->direction(), -1);
        Index before = playhead->epoch();
        QTRY_VERIFY(playhead->epoch() < before);
        before = playhead->epoch();
        QTRY_VERIFY(playhead->epoch() < before);
        QTRY_COMPARE_WITH_TIMEOUT(playhead->direction(), 0, 10'000);
        QCOMPARE(playhead->epoch(), Index(0));
        QTest::mouseClick(window.find<QToolButton>("playForwards"), Qt::LeftButton);
        QTRY_VERIFY(playhead->epoch() > 0);
        QTest::mouseClick(window.find<QToolButton>("playForwards"), Qt::LeftButton); // stands still
        QCOMPARE(playhead->direction(), 0);
        QVERIFY(playhead->isRewound());
        window.training.step(); // whatever is trained, is what is looked at
        QVERIFY(!document.currentModel().isRewound());
        QTRY_VERIFY(!window.training.isRunning());
        QVERIFY(!playhead->isRewound());
        window.training.stop();
    }

    void whatWasBeforeThisTrainingComesBack()
    {
        ProjectDocument document;
        openSample(document, "moons", 30);
        Window window(document);
        QVERIFY(!window.training.canReturn());
        window.trainAtOnce();
        const Checkpoint first = document.project().run().checkpoint;
        window.trainAtOnce();
        const Checkpoint second = document.project().run().checkpoint;
        QCOMPARE(second.history.epochs(), std::size_t(60));
        auto* action = window.find<QAction>("returnToBefore");
        QVERIFY(action->isEnabled());
        action->trigger();
        QVERIFY(document.project().run().checkpoint == first);
        QCOMPARE(window.training.history().epochs(), std::size_t(30));
        document.undoStack()->undo();
        QVERIFY(document.project().run().checkpoint == second);
        QVERIFY(window.training.history() == second.history);
    }

    void tenEpochsAndEditsAreMarked()
    {
        ProjectDocument document;
        openSample(document, "moons", 100'000'000);
        Window window(document);
        window.find<QAction>("stepMany")->trigger();
        QTRY_COMPARE(window.training.progress().state, SessionState::Paused);
        QCOMPARE(window.training.history().epochs(), std::size_t(10));
        document.setSetting(QStringLiteral("batch_size"), QStringLiteral("16"));
        window.training.step();
        QTRY_COMPARE(window.training.history().epochs(), std::size_t(11));
        QCOMPARE(window.training.history().events.size(), std::size_t(1));
        QCOMPARE(window.training.history().events.front().epoch, 10);
        QCOMPARE(QString::fromStdString(window.training.history().events.front().text),
                 QStringLiteral("batch size 16"));
        auto* plot = window.find<HistoryPlot>("lossPlot");
        plot->setHoveredEpoch(10);
        QVERIFY2(plot->readoutText().contains(QStringLiteral("batch size 16")), qPrintable(plot->readoutText()));
        window.training.stop();
        QTRY_VERIFY(!window.training.isActive());
    }

    void editsBetweenTwoTrainingsAreMarked()
    {
        ProjectDocument document;
        openSample(document, "moons", 20);
        Window window(document);
        window.trainAtOnce();
        document.setSetting(QStringLiteral("batch_size"), QStringLiteral("16"));
        document.undoStack()->undo();
        document.setSetting(QStringLiteral("seed"), QStringLiteral("42")); // as it was
        window.trainAtOnce();
        QCOMPARE(window.training.history().epochs(), std::size_t(40));
        QVERIFY(window.training.history().events.empty());
        document.setSetting(QStringLiteral("learning_rate"), QStringLiteral("0.5"));
        document.setSetting(QStringLiteral("batch_size"), QStringLiteral("16"));
        window.trainAtOnce();
        const std::vector<HistoryEvent> events = window.training.history().events;
        QCOMPARE(events.size(), std::size_t(2));
        QCOMPARE(events[0].epoch, 40);
        QCOMPARE(events[0].text, std::string("batch size 16"));
        QCOMPARE(events[1].text, std::string("learning rate 0.5"));
        QVERIFY(events[1].kind == HistoryEvent::Kind::Rate);
        // Another run has settings of its own, that it was trained with.
        document.addRun(QStringLiteral("other"));
        document.setSetting(QStringLiteral("learning_rate"), QStringLiteral("0.001"));
        window.trainAtOnce();
        document.takeRun(0);
        window.trainAtOnce();
        QCOMPARE(window.training.history().epochs(), std::size_t(80));
        QCOMPARE(window.training.history().events, events);
    }
};

QTEST_MAIN(TestFilm)
#include "tst_film.moc"
