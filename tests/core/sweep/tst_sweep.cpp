// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/project/new_project.h"
#include "core/samples/samples.h"
#include "core/sweep/sweep.h"
#include "core/sweep/sweep_plan_folder.h"
#include "core/training/evaluate.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <mutex>

using namespace netloom;

namespace {

struct Made {
    Project project;
    SweepBase base;
};

Made madeOf(const char* sample)
{
    Made made;
    DataReference reference;
    reference.source = DataReference::Source::Sample;
    reference.sample = sample;
    const auto table = loadTable(reference, {});
    made.project = newProject(reference, *table);
    made.project.run().training.epochs = 12;
    made.base = sweepBase(
        made.project, std::make_shared<PreparedData>(prepare(table, made.project.recipe, made.project.run().split)));
    return made;
}

SweepPlan planOf(std::vector<std::string> axes)
{
    SweepPlan plan;
    for (const std::string& axis : axes)
        plan.axes.push_back(parseAxis(axis));
    return plan;
}

SweepResults run(const SweepBase& base, const SweepPlan& plan, int threads = 2)
{
    SweepOptions options;
    options.threads = threads;
    return runSweep(base, beginSweep(base, plan), options);
}

const SweepPlan& plan()
{
    static const SweepPlan made = planOf({"learning_rate=0.0001,0.003,0.03", "units=2,8", "seed=1,2"});
    return made;
}

} // namespace

class TestSweep : public QObject
{
    Q_OBJECT

private slots:
    void ranksByTheValidationRows();
    void sameOnAnyNumberOfThreads_data();
    void sameOnAnyNumberOfThreads();
    void goesOnAfterAnInterruption_data();
    void goesOnAfterAnInterruption();
    void halvingDropsTwoThirds();
    void halvingTrainsTheSameBits();
    void aFailureEndsOneTrial();
    void theTestRowsChangeNothing();
    void refusesWhatCannotBeCompared();
    void textAndBack();
    void otherDataAreNoticed();
    void planAndGather();
    void curvesAreToldAsTheyGrow();
};

void TestSweep::curvesAreToldAsTheyGrow()
{
    const Made made = madeOf("iris");
    for (const bool halving : {false, true}) {
        SweepPlan wanted = plan();
        wanted.halving = halving;
        std::mutex mutex;
        std::vector<std::vector<double>> curves(12);
        SweepOptions options;
        options.threads = 2;
        options.curve = [&](const TrialCurve& told) {
            const std::lock_guard lock(mutex);
            std::vector<double>& all = curves[static_cast<std::size_t>(told.number - 1)];
            QVERIFY(told.first <= all.size()); // no stretch is missing
            all.resize(told.first);
            all.insert(all.end(), told.losses.begin(), told.losses.end());
        };
        const SweepResults results = runSweep(made.base, beginSweep(made.base, wanted), options);
        for (std::size_t i = 0; i < results.trials.size(); ++i) {
            QCOMPARE(static_cast<Index>(curves[i].size()), results.trials[i].epochs);
            const Run whole = trainTrial(made.base, results.trials[i]);
            const HistoryColumn& losses = *whole.checkpoint.history.find("val_loss");
            for (std::size_t epoch = 0; epoch < curves[i].size(); ++epoch)
                QCOMPARE(curves[i][epoch], losses[epoch]);
        }
    }
}

void TestSweep::ranksByTheValidationRows()
{
    const Made made = madeOf("iris");
    const SweepResults results = run(made.base, plan());
    QVERIFY(results.isComplete());
    QCOMPARE(results.count(TrialState::Done), Index(12));
    QCOMPARE(results.scoreKey, std::string("accuracy"));
    const std::vector<std::size_t> order = results.ranking();
    for (std::size_t i = 1; i < order.size(); ++i)
        QVERIFY(!isBetter(results.trials[order[i]].result, results.trials[order[i - 1]].result));
    // What it says of a trial is what the trained run does on those rows.
    const SweepTrial& best = results.trials[static_cast<std::size_t>(results.best())];
    const Run trained = trainTrial(made.base, best);
    const Dataset& rows = *made.base.data->data.validation;
    const Matrix prediction = predict(trained.network, trained.checkpoint.weights, rows.x);
    Index right = 0;
    for (Index i = 0; i < rows.samples(); ++i) {
        Index a = 0, b = 0;
        prediction.col(i).maxCoeff(&a);
        rows.y.col(i).maxCoeff(&b);
        right += a == b;
    }
    QCOMPARE(best.result.score, static_cast<double>(right) / static_cast<double>(rows.samples()));
    QVERIFY(trained.name.find(settingsText(best.settings)) != std::string::npos);
}

void TestSweep::sameOnAnyNumberOfThreads_data()
{
    QTest::addColumn<int>("folds");
    QTest::addColumn<bool>("halving");
    QTest::newRow("validation") << 0 << false;
    QTest::newRow("folds") << 3 << false;
    QTest::newRow("halving") << 0 << true;
    QTest::newRow("folds, halving") << 3 << true;
}

void TestSweep::sameOnAnyNumberOfThreads()
{
    QFETCH(int, folds);
    QFETCH(bool, halving);
    const Made made = madeOf("iris");
    SweepPlan wanted = plan();
    wanted.folds = folds;
    wanted.halving = halving;
    const std::string one = sweepText(run(made.base, wanted, 1));
    QCOMPARE(sweepText(run(made.base, wanted, 2)), one);
    QCOMPARE(sweepText(run(made.base, wanted, 5)), one);
}

void TestSweep::goesOnAfterAnInterruption_data()
{
    QTest::addColumn<bool>("halving");
    QTest::addColumn<int>("after");
    for (const bool halving : {false, true})
        for (const int after : {1, 5, 13, 17})
            QTest::addRow("%s, %d", halving ? "halving" : "all", after) << halving << after;
}

void TestSweep::goesOnAfterAnInterruption()
{
    QFETCH(bool, halving);
    QFETCH(int, after);
    const Made made = madeOf("iris");
    SweepPlan wanted = plan();
    wanted.halving = halving;
    std::stop_source stop;
    // Files are written while it runs: what was told by then, and no more.
    SweepResults kept = beginSweep(made.base, wanted);
    int told = 0;
    runSweep(made.base, kept, {}, stop.get_token(), [&](const SweepTrial& trial) {
        if (told < after)
            kept.trials[static_cast<std::size_t>(trial.number - 1)] = trial;
        if (++told == after)
            stop.request_stop();
    });
    QVERIFY(halving || after > 12 || !kept.isComplete());
    const SweepResults again = runSweep(made.base, sweepFromText(sweepText(kept), "kept"));
    QVERIFY(again.isComplete());
    QCOMPARE(again.ranking(), run(made.base, wanted).ranking());
    SweepResults whole = run(made.base, wanted);
    for (std::size_t i = 0; i < whole.trials.size(); ++i) {
        QCOMPARE(again.trials[i].result.loss, whole.trials[i].result.loss);
        QCOMPARE(again.trials[i].state, whole.trials[i].state);
    }
}

void TestSweep::halvingDropsTwoThirds()
{
    const Made made = madeOf("iris");
    SweepPlan wanted = plan();
    wanted.halving = true;
    const SweepResults results = run(made.base, wanted);
    QCOMPARE(results.count(TrialState::Done), Index(2)); // 12, 4, 2
    QCOMPARE(results.count(TrialState::Dropped), Index(10));
    Index shortest = 0;
    for (const SweepTrial& trial : results.trials) {
        QCOMPARE(trial.state == TrialState::Done, trial.rungs.size() == 3);
        if (trial.rungs.size() == 1) {
            ++shortest;
            QCOMPARE(trial.epochs, Index(2)); // a ninth of 12, rounded up
            QVERIFY(trial.remark.find("best 4 of 12") != std::string::npos);
        }
    }
    QCOMPARE(shortest, Index(8));
}

void TestSweep::halvingTrainsTheSameBits()
{
    const Made made = madeOf("iris");
    SweepPlan wanted = plan();
    wanted.halving = true;
    const SweepResults halved = run(made.base, wanted);
    const SweepResults all = run(made.base, plan());
    for (std::size_t i = 0; i < all.trials.size(); ++i)
        if (halved.trials[i].state == TrialState::Done)
            QCOMPARE(halved.trials[i].result.loss, all.trials[i].result.loss);
}

void TestSweep::aFailureEndsOneTrial()
{
    const Made made = madeOf("iris");
    const SweepResults results =
        run(made.base, planOf({"optimizer=sgd,adam", "optimizer.momentum=0.5", "learning_rate=0.01,1e5"}));
    QVERIFY(results.isComplete());
    QCOMPARE(results.count(TrialState::Done), Index(1));
    QCOMPARE(results.count(TrialState::Failed), Index(3));
    QVERIFY(results.trials[1].remark.find("diverged") != std::string::npos);
    QVERIFY(results.trials[2].remark.find("It belongs to") != std::string::npos);
    QCOMPARE(results.best(), 0);
}

void TestSweep::theTestRowsChangeNothing()
{
    const Made made = madeOf("iris");
    auto data = std::make_shared<PreparedData>(*made.base.data);
    Table table = *data->table;
    for (const Index row : data->split.test)
        for (Column& column : table.columns)
            if (!column.numbers.empty())
                column.numbers[static_cast<std::size_t>(row)] = std::nan("");
    data->table = std::make_shared<const Table>(std::move(table));
    data->test = nullptr;
    SweepBase blind = made.base;
    blind.data = data;
    for (const Index folds : {0, 3}) {
        SweepPlan wanted = plan();
        wanted.folds = folds;
        QCOMPARE(sweepText(run(blind, wanted)), sweepText(run(made.base, wanted)));
    }
}

void TestSweep::refusesWhatCannotBeCompared()
{
    Made made = madeOf("iris");
    for (const std::vector<std::string>& axes : std::vector<std::vector<std::string>>{
             {}, {"split.seed=1,2"}, {"threads=1,2"}, {"learning_rte=1,2"}, {"units=0"}, {"learning_rate=1..2"}})
        QVERIFY_EXCEPTION_THROWN(beginSweep(made.base, planOf(axes)), Error);
    SweepPlan folds = plan();
    folds.folds = 100'000;
    QVERIFY_EXCEPTION_THROWN(beginSweep(made.base, folds), Error);
    made.project.run().split.validation = 0;
    const SweepBase without = sweepBase(
        made.project,
        std::make_shared<PreparedData>(prepare(made.base.data->table, made.project.recipe, made.project.run().split)));
    QVERIFY_EXCEPTION_THROWN(beginSweep(without, plan()), Error);
    folds.folds = 3;
    QCOMPARE(run(without, folds).count(TrialState::Done), Index(12));
}

void TestSweep::textAndBack()
{
    const Made made = madeOf("iris");
    SweepPlan wanted =
        planOf({"learning_rate=0.001..1e30 log", "optimizer=adam,sgd", "layers=|dense 3 relu, dropout 0.2"});
    wanted.random = 8;
    wanted.halving = true;
    wanted.seed = ~0ull;
    const SweepResults results = run(made.base, wanted);
    const std::string text = sweepText(results);
    QCOMPARE(sweepText(sweepFromText(text, "here")), text);
    for (std::size_t cut = 0; cut < text.size(); cut += 97)
        QVERIFY_EXCEPTION_THROWN(sweepFromText(text.substr(0, cut), "here"), Error);
    for (const char* wrong : {"{}", "[]", "{\"format\": \"netloom sweep\", \"version\": 9}"})
        QVERIFY_EXCEPTION_THROWN(sweepFromText(wrong, "here"), Error);
    const QString csv = QString::fromStdString(sweepCsv(results));
    QCOMPARE(csv.count('\n'), 9);
    QVERIFY(csv.startsWith(
        "rank,trial,state,accuracy,standard_error,loss,epochs,parameters,learning_rate,optimizer,layers"));
}

void TestSweep::otherDataAreNoticed()
{
    Made made = madeOf("iris");
    const SweepResults results = beginSweep(made.base, plan());
    requireSameBase(results, made.base, "here");
    made.base.training.threads = 7; // changes no result
    requireSameBase(results, made.base, "here");
    SweepBase other = made.base;
    other.training.epochs = 13;
    QVERIFY_EXCEPTION_THROWN(requireSameBase(results, other, "here"), Error);
    other = made.base;
    other.split.seed = 7;
    QVERIFY_EXCEPTION_THROWN(requireSameBase(results, other, "here"), Error);
    other = madeOf("wine").base;
    QVERIFY_EXCEPTION_THROWN(requireSameBase(results, other, "here"), Error);
}

void TestSweep::planAndGather()
{
    const QTemporaryDir place;
    const std::string folder = place.filePath("a 'plan'").toStdString();
    const Made made = madeOf("iris");
    const SweepResults all = run(made.base, plan());
    writePlanFolder(folder, made.project, beginSweep(made.base, plan()));
    QVERIFY_EXCEPTION_THROWN(writePlanFolder(folder, made.project, beginSweep(made.base, plan())), Error);
    const QDir dir(QString::fromStdString(folder));
    for (const char* name : {"project.netloom", "sweep.json", "trials.txt", "slurm.sh", "parallel.sh", "hosts.txt"})
        QVERIFY2(dir.exists(name), name);
    QFile script(dir.filePath("parallel.sh"));
    QVERIFY(script.open(QIODevice::ReadOnly));
    QVERIFY(script.readAll().contains("'mkdir -p results && ")); // where the trial runs there is no such folder yet
    QFile lines(dir.filePath("trials.txt"));
    QVERIFY(lines.open(QIODevice::ReadOnly));
    QCOMPARE(lines.readAll().count('\n'), 12);

    const auto write = [&](const char* name, const QByteArray& bytes) {
        QFile file(dir.filePath(QString("results/") + name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    };
    SweepResults some = all;
    some.trials.erase(some.trials.begin() + 2, some.trials.begin() + 5);
    QVERIFY(write("job-1.json", QByteArray::fromStdString(sweepText(some))));
    QVERIFY(write("job-2.json", "{ not whole"));
    SweepResults foreign = all;
    foreign.base = "0";
    QVERIFY(write("job-3.json", QByteArray::fromStdString(sweepText(foreign))));
    QVERIFY(write("job-1.log", "not looked at"));
    const Gathered gathered = gatherPlanFolder(folder);
    QCOMPARE(gathered.problems.size(), std::size_t(2));
    QCOMPARE(waitingText(gathered.results), std::string("3-5"));
    QVERIFY(write("job-2.json", QByteArray::fromStdString(sweepText(all))));
    QCOMPARE(sweepText(gatherPlanFolder(folder).results), sweepText(all));

    SweepPlan halving = plan();
    halving.halving = true;
    QVERIFY_EXCEPTION_THROWN(writePlanFolder(folder + "2", made.project, beginSweep(made.base, halving)), Error);
}

QTEST_GUILESS_MAIN(TestSweep)
#include "tst_sweep.moc"
