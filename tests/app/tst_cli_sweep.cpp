// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/netloom_process.h"

#include <QJsonArray>
#include <QTest>

#include <csignal>

namespace {

bool made(const NetloomRunner& netloom, const QStringList& more = {})
{
    const RunResult result =
        netloom.run(QStringList{"new", "--sample", "iris", "--set", "epochs=10", "-o", "p.netloom"} + more);
    if (result.status != 0)
        qWarning("%s", result.text());
    return result.status == 0;
}

const QStringList kSweep = {"sweep",
                            "p.netloom",
                            "--quiet",
                            "--over",
                            "learning_rate=0.001,0.01",
                            "--over",
                            "layers=dense 3 relu|dense 8 relu, dropout 0.1"};

} // namespace

class TestCliSweep : public QObject
{
    Q_OBJECT

private slots:
    void ranksAndWritesTheBest();
    void answersAsTableAndCsv();
    void oneFailureIsASentence();
    void stoppedAndGoneOnWith();
    void planRunByItsOwnLinesAndGathered();
    void usage_data();
    void usage();
};

void TestCliSweep::ranksAndWritesTheBest()
{
    const NetloomRunner netloom;
    QVERIFY(made(netloom));
    const RunResult result = netloom.run(kSweep + QStringList{"--json", "-o", "s.json", "--best", "b.netloom"});
    QVERIFY2(result.status == 0, result.text());
    const QJsonObject json = result.json();
    QCOMPARE(json["done"].toInt(), 4);
    QCOMPARE(json["score"].toString(), QString("accuracy"));
    const QJsonObject best = json["trials"].toArray()[0].toObject();
    const RunResult evaluated =
        netloom.run({"evaluate", "b.netloom", "--on", "validation", "--json", "--resamples", "0"});
    QVERIFY2(evaluated.status == 0, evaluated.text());
    QCOMPARE(evaluated.json()["accuracy"].toDouble(), best["score"].toDouble());
    const RunResult again = netloom.run(kSweep + QStringList{"--json", "--threads", "1"});
    QCOMPARE(again.out, result.out);
    const RunResult twice = netloom.run(kSweep + QStringList{"-o", "s.json"});
    QVERIFY2(twice.status == 2 && twice.err.contains("--resume"), twice.text());
    const RunResult resumed = netloom.run(kSweep + QStringList{"-o", "s.json", "--resume", "--json"});
    QVERIFY2(resumed.status == 0, resumed.text());
    QCOMPARE(resumed.out, result.out);
}

void TestCliSweep::answersAsTableAndCsv()
{
    const NetloomRunner netloom;
    QVERIFY(made(netloom));
    const RunResult table = netloom.run(kSweep + QStringList{"--folds", "3", "--halving"});
    QVERIFY2(table.status == 0, table.text());
    QVERIFY2(table.out.contains("learning_rate") && table.out.contains("3 folds of the training rows") &&
                 table.out.contains("ended early"),
             table.text());
    const RunResult csv = netloom.run(kSweep + QStringList{"--csv", "--random", "3", "--seed", "5"});
    QVERIFY2(csv.status == 0, csv.text());
    QCOMPARE(csv.out.count('\n'), 4);
    QVERIFY(csv.out.startsWith("rank,trial,state,accuracy,"));
}

void TestCliSweep::oneFailureIsASentence()
{
    const NetloomRunner netloom;
    QVERIFY(made(netloom));
    const RunResult result =
        netloom.run({"sweep", "p.netloom", "--over", "optimizer=sgd,adam", "--over", "optimizer.momentum=0.9"});
    QVERIFY2(result.status == 0 && result.out.contains("1 done, 1 failed") &&
                 result.out.contains("Trial 2 (optimizer=adam, optimizer.momentum=0.9) failed: "),
             result.text());
    const RunResult none =
        netloom.run({"sweep", "p.netloom", "--over", "learning_rate=1e5,1e6", "--set", "optimizer=sgd"});
    QVERIFY2(none.status == 1 && none.out.contains("2 failed"), none.text());
}

void TestCliSweep::stoppedAndGoneOnWith()
{
    const NetloomRunner netloom;
    QVERIFY(made(netloom, {"--set", "epochs=1000000", "--set", "early_stopping=no"}));
    const QStringList sweep = {"sweep", "p.netloom", "--over", "epochs=3,4,5,900000000", "-o", "s.json"};
    QProcess process;
    netloom.start(process, sweep + QStringList{"--threads", "2"});
    QVERIFY(process.waitForStarted());
    // It saves before it begins; the first three take no time.
    QTRY_VERIFY(!netloom.read("s.json").isEmpty());
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    const RunResult stopped = NetloomRunner::finish(process);
    QVERIFY2(stopped.status == 3 && stopped.err.contains("--resume"), stopped.text());
    const RunResult wrong = netloom.run({"sweep", "p.netloom", "--over", "epochs=3,4", "-o", "s.json", "--resume"});
    QVERIFY2(wrong.status == 1 && wrong.err.contains("another sweep"), wrong.text());
    netloom.start(process, sweep + QStringList{"--resume"});
    QVERIFY(process.waitForStarted());
    ::kill(static_cast<pid_t>(process.processId()), SIGKILL);
    process.waitForFinished();
    QVERIFY(!netloom.read("s.json").isEmpty()); // whole, whenever it was killed
}

void TestCliSweep::planRunByItsOwnLinesAndGathered()
{
    const NetloomRunner netloom;
    netloom.write("d.csv", [] {
        QByteArray text = "a,b,y\n";
        for (int i = 0; i < 90; ++i)
            text += QByteArray::number(i % 7) + ',' + QByteArray::number(i % 11) + ',' +
                    (i % 7 + i % 11 > 8 ? "yes" : "no") + '\n';
        return text;
    }());
    QVERIFY(netloom.run({"new", "--data", "d.csv", "--target", "y", "--set", "epochs=5", "-o", "p.netloom"}).status ==
            0);
    const QStringList over = {"--over", "units=2,4,8"};
    const RunResult plan = netloom.run(QStringList{"sweep", "p.netloom", "--plan", "far"} + over);
    QVERIFY2(plan.status == 0, plan.text());
    netloom.write("d.csv", ""); // the folder is enough
    const QList<QByteArray> lines = netloom.read("far/trials.txt").split('\n');
    QCOMPARE(lines.size(), 4);
    for (const int i : {0, 2}) {
        QProcess shell;
        shell.setWorkingDirectory(netloom.path("far"));
        shell.start("sh", {"-c", QString::fromUtf8(lines[i]).replace("netloom sweep", NETLOOM_EXECUTABLE " sweep")});
        QVERIFY(shell.waitForFinished());
        QVERIFY2(shell.exitCode() == 0, shell.readAllStandardError());
    }
    const RunResult some = netloom.run({"sweep", "--gather", "far", "--json"});
    QVERIFY2(some.status == 0 && some.err.contains("1 of 3 trials: 2"), some.text());
    QCOMPARE(some.json()["done"].toInt(), 2);
    QCOMPARE(some.json()["complete"].toBool(), false);
    const RunResult best = netloom.run({"sweep", "--gather", "far", "--best", "b.netloom"});
    QVERIFY2(best.status == 0, best.text());
    QVERIFY(netloom.run({"info", "b.netloom"}).status == 0);
}

void TestCliSweep::usage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("says");
    const QStringList sweep = {"sweep", "p.netloom"};
    QTest::newRow("no project") << QStringList{"sweep"} << "PROJECT is needed";
    QTest::newRow("nothing to try") << sweep << "--over KEY=VALUES is needed";
    QTest::newRow("no values") << sweep + QStringList{"--over", "units"} << "a setting and its values are needed";
    QTest::newRow("resume what") << sweep + QStringList{"--over", "units=1", "--resume"} << "-o RESULTS is needed";
    QTest::newRow("seed of nothing") << sweep + QStringList{"--over", "units=1", "--seed", "3"} << "--random only";
    QTest::newRow("over the project") << sweep + QStringList{"--over", "units=1", "-o", "p.netloom"}
                                      << "would replace the project";
    QTest::newRow("trial") << sweep + QStringList{"--over", "units=1", "--trial", "3-1"} << "first number";
    QTest::newRow("no such trial") << sweep + QStringList{"--over", "units=1", "--trial", "3"} << "no such trial";
    QTest::newRow("one fold") << sweep + QStringList{"--over", "units=1", "--folds", "1"} << "--folds";
}

void TestCliSweep::usage()
{
    const NetloomRunner netloom;
    QVERIFY(made(netloom));
    QFETCH(QStringList, arguments);
    QFETCH(QString, says);
    const RunResult result = netloom.run(arguments);
    QVERIFY2(result.status == 2 && result.err.contains(says.toUtf8()), result.text());
}

QTEST_GUILESS_MAIN(TestCliSweep)
#include "tst_cli_sweep.moc"
