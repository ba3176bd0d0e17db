// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/model.h"
#include "core/project/project.h"

#include <QTest>

using namespace netloom;

/// Runs of a project, and the models they are.
class TestRuns : public QObject
{
    Q_OBJECT

private slots:
    void aNewRunBeginsAsTheCurrentOne()
    {
        Project project;
        project.run().network.layers = {{"dense", "h1", {}}};
        project.run().training.epochs = 7;
        project.run().color = "#ff0000";
        project.run().checkpoint.weights = {{"h1", "kernel", {1}, {1}, true}};
        const Run& added = project.addRun("second");
        QCOMPARE(added.id, std::string("run2"));
        QCOMPARE(added.name, std::string("second"));
        QCOMPARE(project.current, std::size_t(1));
        QVERIFY(added.network == project.runs[0].network);
        QCOMPARE(added.training.epochs, Index(7));
        QVERIFY(added.color.empty());
        QVERIFY(added.checkpoint.empty());
        QVERIFY(!project.runs[0].checkpoint.empty());
        QCOMPARE(project.findRun("run1"), &project.runs[0]);
        QVERIFY(!project.findRun("run3"));
    }

    void idsAreNotTakenTwice()
    {
        Project project;
        project.runs[0].id = "run7";
        QCOMPARE(project.addRun({}).id, std::string("run8"));
        project.removeRun(0);
        QCOMPARE(project.runs.size(), std::size_t(1));
        QCOMPARE(project.addRun({}).id, std::string("run9"));
    }

    void removingKeepsACurrentRun()
    {
        Project project;
        project.addRun("b");
        project.addRun("c");
        project.current = 1;
        project.removeRun(0);
        QCOMPARE(project.run().name, std::string("b"));
        project.current = 1;
        project.removeRun(1);
        QCOMPARE(project.run().name, std::string("b"));
        project.removeRun(0); // the last one stays
        QCOMPARE(project.runs.size(), std::size_t(1));
    }

    void modelsShareTheWeights()
    {
        Run run;
        QVERIFY(!modelOf(run));
        run.network.layers = {{"dense", "h1", {}}};
        run.checkpoint.weights = {{"h1", "kernel", {1}, {1}, true}};
        const auto last = modelOf(run, WhichWeights::Best); // none were kept
        QVERIFY(last && last->weights.shares(run.checkpoint.weights));
        run.checkpoint.bestWeights = {{"h1", "kernel", {1}, {2}, true}};
        QVERIFY(modelOf(run, WhichWeights::Best)->weights.shares(run.checkpoint.bestWeights));
        QVERIFY(modelOf(run)->weights.shares(run.checkpoint.weights));
        QVERIFY(!modelOf(run)->preparation);
    }
};

QTEST_APPLESS_MAIN(TestRuns)

#include "tst_runs.moc"
