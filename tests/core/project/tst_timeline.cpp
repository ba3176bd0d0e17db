// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/zip_archive.h"
#include "core/project/new_project.h"
#include "core/project/prepared_data.h"
#include "core/project/project_file.h"
#include "core/training/resume.h"
#include "core/training/session.h"
#include "core/training/trainer.h"
#include "tests/support/message_of.h"
#include "tests/support/training_setup.h"

#include <QTest>

using namespace netloom;

namespace {

/// The spiral with its suggested network.
struct Spiral {
    Spiral()
    {
        DataReference reference;
        reference.source = DataReference::Source::Sample;
        reference.sample = "spiral";
        table = loadTable(reference, {});
        project = newProject(reference, *table);
        project.run().training.epochs = 500;
        data = prepare(table, project.recipe, project.run().split).data;
    }

    std::shared_ptr<const Table> table;
    Project project;
    TrainingData data;
};

/// Trains until so many epochs are done, going on from a state.
Checkpoint trained(const NetworkSpec& network, const TrainingConfig& config, const TrainingData& data, Index epochs,
                   const std::optional<Checkpoint>& from = std::nullopt)
{
    Trainer trainer(network, config, data, from);
    trainer.recordTimeline(from ? from->timeline : Timeline());
    while (!trainer.done() && trainer.epoch() < epochs)
        trainer.step();
    return trainer.checkpoint();
}

std::vector<Index> epochsOf(const Timeline& timeline)
{
    std::vector<Index> epochs;
    for (const auto& frame : timeline.frames())
        epochs.push_back(frame->epoch);
    return epochs;
}

bool sameBut(Checkpoint a, const Checkpoint& b)
{
    a.timeline = b.timeline;
    return a == b;
}

TimelineFrame frameAt(Index epoch, std::size_t numbers = 4)
{
    TimelineFrame frame;
    frame.epoch = epoch;
    frame.weights = {
        {"h", "kernel", {Index(1), static_cast<Index>(numbers)}, std::vector<Scalar>(numbers, Scalar(epoch))}};
    return frame;
}

} // namespace

/// Stored epochs of a training, and going on from them.
class TestTimeline : public QObject
{
    Q_OBJECT

private slots:
    void aBranchGoesOnAsATrainingStoppedThere()
    {
        const Spiral spiral;
        TrainingConfig config = spiral.project.run().training;
        config.callbacks.clear(); // to the last epoch
        config.schedule = {"cosine_decay", {}};
        config.enableCallback("reduce_lr_on_plateau", {{"patience", std::int64_t(30)}});
        const NetworkSpec& network = spiral.project.run().network;
        const Checkpoint whole = trained(network, config, spiral.data, 500);
        QCOMPARE(whole.history.epochs(), std::size_t(500));
        const Checkpoint stopped = trained(network, config, spiral.data, 40);
        const Checkpoint branch = branchAt(whole, 40);
        QVERIFY(branchesExactly(whole, 40));
        QVERIFY(sameBut(branch, stopped));
        QVERIFY(!(branch.weights == whole.weights));
        const Checkpoint fromBranch = trained(network, config, spiral.data, 500, branch);
        const Checkpoint fromStopped = trained(network, config, spiral.data, 500, stopped);
        QVERIFY(sameBut(fromBranch, fromStopped));
        QVERIFY(sameBut(fromBranch, whole));
        // Which epochs are stored does not depend on pauses either.
        QVERIFY(fromStopped.timeline == whole.timeline);
    }

    void epochsAreDenseAtFirstAndThinnedLater()
    {
        const TrainingData data = patternData(4, 1, 22, 9);
        const NetworkSpec network = networkOf("dense 5 tanh, dense 1 sigmoid");
        TrainingConfig config = shortTraining();
        config.epochs = 1000;
        const Checkpoint few = trained(network, config, data, 100);
        QCOMPARE(few.timeline.frames().size(), std::size_t(101)); // and the fresh weights
        const Checkpoint many = trained(network, config, data, 1000);
        QCOMPARE(many.timeline.stride(), Index(8)); // 1001 / 8 = 125.1, 1001 / 4 would be more than 240
        std::vector<Index> wanted;
        for (Index epoch = 0; epoch <= 1000; epoch += 8)
            wanted.push_back(epoch);
        QCOMPARE(epochsOf(many.timeline), wanted);
        QVERIFY(many.timeline.find(96)->weights == few.timeline.find(96)->weights);
        QVERIFY(!many.timeline.find(97));
        QCOMPARE(storedEpochs(many).front(), Index(0));
        QCOMPARE(storedEpochs(many).back(), Index(1000));
        Network fresh(network, 4, 8);
        fresh.initialise(config.seed);
        QVERIFY(weightsAt(many, 0) == SharedParameters(fresh.parameters()));
    }

    void recordingChangesNothing()
    {
        const TrainingData data = patternData(4, 1, 22, 9);
        const NetworkSpec network = networkOf("dense 5 tanh, dropout 0.3, dense 1 sigmoid");
        TrainingConfig config = shortTraining();
        config.epochs = 300;
        Trainer plain(network, config, data, std::nullopt);
        while (plain.step() != Trainer::Event::Done) {
        }
        QVERIFY(plain.checkpoint().timeline.empty());
        QVERIFY(sameBut(trained(network, config, data, 300), plain.checkpoint()));
        Session session;
        session.start(network, config, data);
        session.wait();
        QVERIFY(session.checkpoint() == trained(network, config, data, 300));
    }

    void memoryIsBounded()
    {
        const std::size_t mib = std::size_t(1) << 20;
        QCOMPARE(Timeline::room(1000, 2000).frames, Timeline::kMostFrames);
        QVERIFY(Timeline::room(1000, 2000).whole);
        // 1 M weights, Adam: 16 MiB a whole frame, 4 MiB one that can be shown.
        QVERIFY(!Timeline::room(mib, 2 * mib).whole);
        QCOMPARE(Timeline::room(mib, 2 * mib).frames, std::size_t(16 * 4 / sizeof(Scalar)));
        QCOMPARE(Timeline::room(100 * mib, 0).frames, std::size_t(0));

        Timeline timeline;
        for (Index epoch = 0; epoch < 64; ++epoch)
            timeline.append(frameAt(epoch, 1000));
        const Timeline part = timeline.fitting(32 * 1000 * sizeof(Scalar));
        QVERIFY(part.bytes() <= 32 * 1000 * sizeof(Scalar));
        QCOMPARE(part.stride(), Index(4)); // 16 frames, as each may have best weights beside it
        QCOMPARE(timeline.frames().size(), std::size_t(64));
    }

    void aCutAndANewNameReachEveryFrame()
    {
        Timeline timeline;
        for (Index epoch = 0; epoch < 10; ++epoch)
            timeline.append(frameAt(epoch));
        const Timeline before = timeline;
        timeline.cut(6);
        QCOMPARE(epochsOf(timeline).back(), Index(6));
        timeline.renameLayers({{"h", "hidden"}});
        QCOMPARE(timeline.frames().back()->weights.front().layer, std::string("hidden"));
        QCOMPARE(before.frames().front()->weights.front().layer, std::string("h"));
    }

    void aProjectKeepsIt()
    {
        Spiral spiral;
        Run& run = spiral.project.run();
        run.checkpoint = trained(run.network, run.training, spiral.data, 500);
        const std::string bytes = projectBytes(spiral.project);
        const Project read = projectFromBytes(bytes, "a.netloom");
        const Timeline stored = run.checkpoint.timeline.fitting(std::size_t(4) << 20);
        QVERIFY(!stored.empty());
        QVERIFY(read.run().checkpoint.timeline == stored);
        QVERIFY(sameBut(read.run().checkpoint, run.checkpoint));
        QCOMPARE(projectBytes(read), bytes);
        QVERIFY(bytes.size() < (std::size_t(5) << 20));
        QVERIFY(sameBut(branchAt(read.run().checkpoint, 40), branchAt(run.checkpoint, 40)));
    }

    void aStaleTimelineIsLeftOut()
    {
        Spiral spiral;
        Run& run = spiral.project.run();
        run.checkpoint = trained(run.network, run.training, spiral.data, 5);
        // As a version would leave it that does not know timelines and has trained on.
        std::vector<ZipMember> members = readZip(projectBytes(spiral.project), "a.netloom");
        for (ZipMember& member : members)
            if (member.name == "project.json") {
                const std::string was =
                    "\"iteration\": " + std::to_string(run.checkpoint.counters.integer("iteration"));
                const std::size_t place = member.bytes.find(was);
                QVERIFY(place != std::string::npos);
                member.bytes.replace(place, was.size(), "\"iteration\": 7");
            }
        const Project read = projectFromBytes(zipBytes(members), "a.netloom");
        QVERIFY(read.run().checkpoint.timeline.empty());
        QVERIFY(read.unknown.empty());
    }

    void eventsAreKept()
    {
        const TrainingData data = patternData(4, 1, 22, 9);
        const NetworkSpec network = networkOf("dense 5 tanh, dense 1 sigmoid");
        TrainingConfig config = shortTraining();
        config.epochs = 1000000;
        Session session;
        session.start(network, config, data, std::nullopt, true);
        session.wait();
        session.step(StepGrain::Epoch, 3);
        session.wait();
        QCOMPARE(session.progress().epoch, Index(3));
        session.note(HistoryEvent::Kind::Edit, "batch size 16");
        session.step(StepGrain::Epoch);
        session.wait();
        const std::vector<HistoryEvent> wanted{{HistoryEvent::Kind::Edit, 3, "batch size 16"}};
        History history;
        session.updateHistory(history);
        QVERIFY(history.events == wanted);
        const Checkpoint stored = session.checkpoint();
        QVERIFY(stored.history.events == wanted);
        QVERIFY(stored.history.upTo(2).events.empty());
        session.stop();
        session.wait();

        Spiral spiral;
        spiral.project.run().checkpoint =
            trained(spiral.project.run().network, spiral.project.run().training, spiral.data, 5);
        spiral.project.run().checkpoint.history.events = {{HistoryEvent::Kind::Stop, 5, "Early stopping"}};
        const Project read = projectFromBytes(projectBytes(spiral.project), "a.netloom");
        QVERIFY(read.run().checkpoint.history.events == spiral.project.run().checkpoint.history.events);
    }

    void whatCannotStartFailsInWords()
    {
        TrainingConfig config = shortTraining();
        config.batchSize = 0;
        Session session;
        session.begin(networkOf("dense 1 sigmoid"), config, patternData(4, 1, 22, 0));
        session.wait();
        QCOMPARE(session.progress().state, SessionState::Failed);
        QVERIFY(session.progress().message.find("batch size") != std::string::npos);
        QVERIFY(session.checkpoint().empty());
        const QString words =
            messageOf([&] { session.start(networkOf("dense 1 sigmoid"), config, patternData(4, 1, 22, 0)); });
        QVERIFY(words.contains(QStringLiteral("batch size")));
        QCOMPARE(session.progress().state, SessionState::Failed);
    }
};

QTEST_GUILESS_MAIN(TestTimeline)
#include "tst_timeline.moc"
