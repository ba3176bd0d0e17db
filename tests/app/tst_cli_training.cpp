// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/project_file.h"
#include "tests/app/netloom_process.h"

#include <QDir>
#include <QJsonArray>
#include <QStandardPaths>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <csignal>

using namespace netloom;

namespace {

Project projectAt(const NetloomRunner& netloom, const QString& name)
{
    return readProject(netloom.path(name).toStdString());
}

bool make(const NetloomRunner& netloom, const QStringList& arguments)
{
    const RunResult made = netloom.run(QStringList{"new"} + arguments);
    if (made.status != 0)
        qWarning("%s", made.text());
    return made.status == 0;
}

} // namespace

class TestCliTraining : public QObject
{
    Q_OBJECT
private slots:
    void answersPerEpochAndWithTheResult();
    void numbersAreMeasuredInUnitsOfTheTarget();
    void progressGoesToStderr();
    void sameSeedGivesTheSameBytes();
    void theLocaleChangesNoFile();
    void goesOnWhereItStopped();
    void whatIsSetBetweenTrainingsMarksTheCurves();
    void aSignalStopsAndSaves_data();
    void aSignalStopsAndSaves();
    void freshStartsAnew();
    void changedRowsNeedAFreshStart();
    void earlyStoppingRestoresTheBest();
    void divergenceIsToldAndTheWeightsStayFinite();
    void evaluateAgreesWithTraining();
    void evaluatesAnotherTable();
    void crossValidationTellsMeanAndDeviation();
    void crossValidationStopsBySignal();
    void severalTargetsAndClassesByName();
    void predictsRowsOfAnotherTable();
    void predictTellsWhatItDoesNotKnow();
    void findsTheDataBesideTheProject();
    void yardsticksStandBesideTheResult();
    void suggestNamesTheNetworkToTake();
    void suggestIsTheSameForAnyThreads();
    void newTakesATemplateOrTheMeasuredChoice();
    void runsStandBesideEachOther();
};

void TestCliTraining::runsStandBesideEachOther()
{
    const NetloomRunner netloom;
    QVERIFY(make(netloom,
                 {"--sample", "iris", "--set", "early_stopping=no", "--set", "schedule=constant", "-o", "p.netloom"}));
    QVERIFY(netloom.run({"train", "p.netloom", "--epochs", "4", "--seed", "1", "--quiet"}).status == 0);
    const RunResult added = netloom.run({"train", "p.netloom", "--new-run", "slow", "--set", "learning_rate=0.001",
                                         "--epochs", "6", "--seed", "1", "--quiet"});
    QVERIFY2(added.status == 0, added.text());
    QVERIFY(netloom.run({"train", "p.netloom", "--new-run", "third", "--epochs", "2", "--quiet"}).status == 0);

    const QJsonObject info = netloom.run({"info", "p.netloom", "--json"}).jsonLines().last();
    QCOMPARE(info["run"].toString(), QString("run3"));
    const QJsonArray runs = info["runs"].toArray();
    QCOMPARE(runs.size(), 3);
    QCOMPARE(runs[0]["epochs"].toInt(), 4);
    QCOMPARE(runs[1]["name"].toString(), QString("slow"));
    QCOMPARE(runs[1]["epochs"].toInt(), 6);

    // The first goes on to 9 epochs with the bits of a training that never stopped, and the others stay.
    QVERIFY(netloom.run({"train", "p.netloom", "--run", "run1", "--epochs", "9", "--quiet"}).status == 0);
    QVERIFY(make(netloom, {"--sample", "iris", "--set", "early_stopping=no", "--set", "schedule=constant", "-o",
                           "whole.netloom"}));
    QVERIFY(netloom.run({"train", "whole.netloom", "--epochs", "9", "--seed", "1", "--quiet"}).status == 0);
    const Project all = readProject(netloom.path("p.netloom").toStdString());
    const Project whole = readProject(netloom.path("whole.netloom").toStdString());
    QCOMPARE(all.run().id, std::string("run1"));
    QVERIFY(all.run().checkpoint.weights == whole.run().checkpoint.weights);
    QVERIFY(all.run().checkpoint.history == whole.run().checkpoint.history);
    QCOMPARE(all.findRun("run2")->checkpoint.history.epochs(), std::size_t(6));

    const auto scoreOf = [&](const QString& run) {
        return netloom.run({"evaluate", "p.netloom", "--run", run, "--json"}).jsonLines().last()["loss"].toDouble();
    };
    QVERIFY(scoreOf("run1") != scoreOf("slow"));
    QCOMPARE(scoreOf("run2"), scoreOf("slow"));
    const RunResult unknown = netloom.run({"evaluate", "p.netloom", "--run", "fast"});
    QCOMPARE(unknown.status, 2);
    QVERIFY2(unknown.err.contains("the project has no run \"fast\""), unknown.text());
    netloom.run({"train", "p.netloom", "--new-run", "slow", "--epochs", "1", "--quiet"});
    QVERIFY(netloom.run({"evaluate", "p.netloom", "--run", "slow"}).err.contains("several runs are called"));
}

void TestCliTraining::answersPerEpochAndWithTheResult()
{
    const NetloomRunner netloom;
    QVERIFY(make(netloom, {"--sample", "breast_cancer", "--set", "split.test=0.3", "--set", "split.validation=0.1",
                           "--set", "early_stopping=no", "--set", "schedule=constant", "-o", "p.netloom"}));
    const RunResult result =
        netloom.run({"train", "p.netloom", "--epochs", "4", "--seed", "7", "--json", "--history", "h.csv"});
    QVERIFY2(result.status == 0, result.text());
    const QList<QJsonObject> lines = result.jsonLines();
    QCOMPARE(lines.size(), 5);
    for (int i = 0; i < 4; ++i) {
        QCOMPARE(lines[i]["epoch"].toInt(), i + 1);
        for (const char* key : {"loss", "accuracy", "val_loss", "val_accuracy", "learning_rate"})
            QVERIFY2(lines[i][QLatin1String(key)].isDouble(), key);
    }
    const QJsonObject last = lines.last();
    QCOMPARE(last["seed"].toInt(), 7);
    QCOMPARE(last["stop_reason"].toString(), QString("all_epochs_done"));
    QCOMPARE(last["epochs"].toInt(), 4);
    QCOMPARE(last["weights"].toString(), QString("last"));
    QVERIFY(last["best_epoch"].toInt() >= 1);
    QVERIFY(last["seconds"].toDouble() > 0);
    QVERIFY(last["samples_per_second"].toDouble() > 0);
    // 569 rows: the last 30 % are for testing, and of the rest so many for training that 60 % of all are.
    QCOMPARE(last["train"]["rows"].toInt(), 341);
    QCOMPARE(last["validation"]["rows"].toInt(), 57);
    QCOMPARE(last["test"]["rows"].toInt(), 171);
    QVERIFY(last["test"]["accuracy"].toDouble() > 0.5);
    // The weights are the last ones, so their validation loss is that of the last epoch.
    QVERIFY(qAbs(last["validation"]["loss"].toDouble() - lines[3]["val_loss"].toDouble()) < 1e-6);

    const QList<QByteArray> history = netloom.read("h.csv").split('\n');
    QCOMPARE(history.size(), 6); // heading, four epochs, nothing
    QVERIFY(history[0].startsWith("epoch,loss,"));
}

void TestCliTraining::numbersAreMeasuredInUnitsOfTheTarget()
{
    const NetloomRunner netloom;
    QByteArray csv = "x,y\n";
    for (int i = 0; i < 200; ++i)
        csv += QByteArray::number(i) + ',' + QByteArray::number(1000 + 50 * i + 20 * (i % 7)) + '\n';
    netloom.write("line.csv", csv);
    QVERIFY(make(netloom, {"--data", "line.csv", "--layers", "", "--set", "learning_rate=0.05", "-o", "p.netloom"}));
    const RunResult result = netloom.run({"train", "p.netloom", "--json", "--epochs", "100"});
    QVERIFY2(result.status == 0, result.text());
    const QJsonValue test = result.jsonLines().last()["test"];
    QVERIFY2(test["r2"].toDouble() > 0.999, result.text());
    const double mae = test["mean_absolute_error"].toDouble();
    const double rmse = test["root_mean_squared_error"].toDouble();
    QVERIFY(mae > 0 && rmse >= mae);
    // y spans 10000; the loss is that of the standardised target (sd 50 · 200/√12 = 2887).
    QVERIFY2(qAbs(test["loss"].toDouble() - rmse * rmse / (2887.0 * 2887.0)) < 0.1 * test["loss"].toDouble() + 1e-9,
             result.text());
}

void TestCliTraining::progressGoesToStderr()
{
    const NetloomRunner netloom;
    QVERIFY(make(netloom, {"--sample", "iris", "-o", "p.netloom"}));
    const RunResult loud = netloom.run({"train", "p.netloom", "--epochs", "3", "--json", "-o", "a.netloom"});
    QVERIFY2(loud.status == 0 && loud.err.contains("epoch 3/3") && !loud.out.contains("3/3"), loud.text());
    const RunResult quiet = netloom.run({"train", "p.netloom", "--epochs", "3", "--quiet", "-o", "b.netloom"});
    QVERIFY2(quiet.status == 0 && quiet.err.isEmpty() && quiet.out.contains("accuracy"), quiet.text());
    QVERIFY(projectAt(netloom, "p.netloom").run().checkpoint.empty()); // -o leaves the old project alone
}

void TestCliTraining::sameSeedGivesTheSameBytes()
{
    const NetloomRunner netloom;
    QVERIFY(make(netloom, {"--sample", "wine", "-o", "p.netloom"}));
    const auto train = [&](const QString& name, const QString& seed, const QString& threads) {
        const RunResult result = netloom.run({"train", "p.netloom", "--fresh", "--epochs", "5", "--seed", seed,
                                              "--threads", threads, "--quiet", "-o", name});
        QVERIFY2(result.status == 0, result.text());
    };
    train("a.netloom", "1", "1");
    train("b.netloom", "1", "1");
    train("c.netloom", "1", "2");
    train("d.netloom", "2", "1");
    QVERIFY(!netloom.read("a.netloom").isEmpty());
    QVERIFY(netloom.read("a.netloom") == netloom.read("b.netloom"));
    QVERIFY(netloom.read("a.netloom") == netloom.read("c.netloom"));
    QVERIFY(projectAt(netloom, "a.netloom").run().checkpoint.weights !=
            projectAt(netloom, "d.netloom").run().checkpoint.weights);
}

void TestCliTraining::theLocaleChangesNoFile()
{
    const QString compiler = QStandardPaths::findExecutable("localedef");
    if (compiler.isEmpty() || !QFile::exists("/usr/share/i18n/locales/de_DE"))
        QSKIP("the German locale cannot be made here");
    const NetloomRunner netloom;
    const QString locales = netloom.path("locales");
    QVERIFY(QDir().mkpath(locales));
    QCOMPARE(QProcess::execute(compiler, {"--no-archive", "-i", "de_DE", "-f", "UTF-8", locales + "/de_DE.UTF-8"}), 0);
    netloom.write("t.csv", "x,y\n1.5,2.25\n2.5,3.25\n0.5,1.25\n1.25,2.0\n");
    const QStringList german = {"LOCPATH=" + locales, "LC_ALL=de_DE.UTF-8", "LANG=de_DE.UTF-8"};
    const QStringList plain = {"LC_ALL=C.UTF-8"};
    const auto work = [&](const QStringList& environment) {
        QByteArray all;
        for (const QStringList& arguments :
             {QStringList{"inspect", "t.csv", "--json", "--cells", "4"},
              QStringList{"new", "--data", "t.csv", "--set", "learning_rate=0.015", "--set", "epochs=3", "--set",
                          "batch_size=2", "-o", "p.netloom"},
              QStringList{"train", "p.netloom", "--fresh", "--quiet", "--history", "h.csv"},
              QStringList{"predict", "p.netloom", "t.csv"}, QStringList{"evaluate", "p.netloom", "--json"},
              QStringList{"diagram", "p.netloom", "-o", "d.svg", "--color", "weights"},
              QStringList{"curves", "p.netloom", "-o", "c.csv"}}) {
            const RunResult result = netloom.run(arguments, environment);
            if (result.status != 0)
                return QByteArray(result.text());
            if (arguments.first() != "train") // it names the seconds it took
                all += result.out;
        }
        for (const char* name : {"p.netloom", "h.csv", "c.csv", "d.svg"})
            all += netloom.read(name);
        return all;
    };
    const QByteArray expected = work(plain);
    QVERIFY2(expected.contains("2.25"), expected.left(2000).constData());
    const QByteArray actual = work(german);
    const auto differs = std::mismatch(expected.begin(), expected.end(), actual.begin(), actual.end());
    const qsizetype at = std::max<qsizetype>(differs.first - expected.begin() - 40, 0);
    QVERIFY2(actual == expected, (expected.mid(at, 80) + "\nis now\n" + actual.mid(at, 80)).constData());
}

void TestCliTraining::goesOnWhereItStopped()
{
    const NetloomRunner netloom;
    // The rate of the rule's schedule depends on how many epochs there will be, so nine are not four and five more.
    QVERIFY(make(netloom,
                 {"--sample", "wine", "--set", "early_stopping=no", "--set", "schedule=constant", "-o", "p.netloom"}));
    QVERIFY(netloom.run({"train", "p.netloom", "--epochs", "9", "--quiet", "-o", "once.netloom"}).status == 0);
    QVERIFY(netloom.run({"train", "p.netloom", "--epochs", "4", "--quiet"}).status == 0);
    const RunResult on = netloom.run({"train", "p.netloom", "--epochs", "9", "--json"});
    QVERIFY2(on.status == 0, on.text());
    QCOMPARE(on.jsonLines().size(), 6); // epochs 5 to 9, and the result
    QCOMPARE(on.jsonLines().first()["epoch"].toInt(), 5);
    QVERIFY(projectAt(netloom, "p.netloom").run().checkpoint == projectAt(netloom, "once.netloom").run().checkpoint);

    const RunResult again = netloom.run({"train", "p.netloom", "--json"});
    QVERIFY2(again.status == 0 && again.err.contains("--fresh"), again.text());
    QCOMPARE(again.jsonLines().size(), 1);
    QCOMPARE(again.jsonLines().last()["test"], on.jsonLines().last()["test"]);
}

void TestCliTraining::whatIsSetBetweenTrainingsMarksTheCurves()
{
    using Kind = HistoryEvent::Kind;
    const NetloomRunner netloom;
    QVERIFY(make(netloom,
                 {"--sample", "wine", "--set", "early_stopping=no", "--set", "schedule=constant", "-o", "p.netloom"}));
    const auto train = [&](const QStringList& arguments) {
        const RunResult trained = netloom.run(QStringList{"train", "p.netloom", "--quiet"} + arguments);
        QVERIFY2(trained.status == 0, trained.text());
    };
    train({"--epochs", "2", "--set", "batch_size=8"}); // the first training has nothing before it
    train({"--epochs", "3", "--set", "keep_best=no"}); // changes no weight
    train({"--epochs", "4", "--set", "batch_size=16", "--set", "learning_rate=0.0025"});
    train({"--epochs", "5"});
    const std::vector<HistoryEvent> expected{{Kind::Edit, 3, "batch size 16"}, {Kind::Rate, 3, "learning rate 0.0025"}};
    QVERIFY(projectAt(netloom, "p.netloom").run().checkpoint.history.events == expected);
}

void TestCliTraining::aSignalStopsAndSaves_data()
{
    QTest::addColumn<int>("number");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
}

void TestCliTraining::aSignalStopsAndSaves()
{
    QFETCH(int, number);
    const NetloomRunner netloom;
    QVERIFY(make(netloom, {"--sample", "breast_cancer", "--layers", "dense 64 relu, dropout 0.3, dense 32 relu",
                           "--set", "epochs=1500", "-o", "p.netloom"}));
    QVERIFY(netloom.run({"train", "p.netloom", "--quiet", "-o", "once.netloom"}).status == 0);
    QProcess process;
    netloom.start(process, {"train", "p.netloom", "--json"});
    QVERIFY(process.waitForStarted());
    while (!process.canReadLine())
        QVERIFY(process.waitForReadyRead(60000));
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), number), 0);
    const RunResult stopped = NetloomRunner::finish(process);
    QVERIFY2(stopped.status == 3, stopped.text());
    QCOMPARE(stopped.jsonLines().last()["stop_reason"].toString(), QString("stop_requested"));
    const int done = stopped.jsonLines().last()["epochs"].toInt();
    QVERIFY2(done >= 1 && done < 1500, stopped.text());
    // As if it had never stopped, though it was within an epoch.
    const RunResult on = netloom.run({"train", "p.netloom", "--quiet"});
    QVERIFY2(on.status == 0, on.text());
    QVERIFY(projectAt(netloom, "p.netloom").run().checkpoint == projectAt(netloom, "once.netloom").run().checkpoint);
}

void TestCliTraining::freshStartsAnew()
{
    const NetloomRunner netloom;
    QVERIFY(make(netloom, {"--sample", "iris", "--set", "epochs=3", "-o", "p.netloom"}));
    QVERIFY(netloom.run({"train", "p.netloom", "--quiet"}).status == 0);
    const QByteArray once = netloom.read("p.netloom");
    QVERIFY(netloom.run({"train", "p.netloom", "--epochs", "5", "--quiet"}).status == 0);
    QVERIFY(netloom.read("p.netloom") != once);
    QVERIFY(netloom.run({"train", "p.netloom", "--fresh", "--epochs", "3", "--quiet"}).status == 0);
    QVERIFY(netloom.read("p.netloom") == once);
}

void TestCliTraining::changedRowsNeedAFreshStart()
{
    const NetloomRunner netloom;
    QVERIFY(make(netloom, {"--sample", "iris", "--set", "epochs=2", "-o", "p.netloom"}));
    QVERIFY(netloom.run({"train", "p.netloom", "--quiet"}).status == 0);
    const QStringList change = {"train", "p.netloom", "--set", "split.seed=5", "--epochs", "4", "--quiet"};
    const RunResult refused = netloom.run(change);
    QVERIFY2(refused.status == 1 && refused.err.contains("--fresh"), refused.text());
    QVERIFY(netloom.run(change + QStringList{"--fresh"}).status == 0);
}

void TestCliTraining::earlyStoppingRestoresTheBest()
{
    const NetloomRunner netloom;
    QVERIFY(make(netloom, {"--sample", "breast_cancer", "--layers", "dense 64 relu", "--set", "learning_rate=0.05",
                           "--set", "early_stopping=yes", "--set", "early_stopping.patience=4", "-o", "p.netloom"}));
    const RunResult result = netloom.run({"train", "p.netloom", "--epochs", "500", "--json"});
    QVERIFY2(result.status == 0, result.text());
    const QList<QJsonObject> lines = result.jsonLines();
    const QJsonObject last = lines.last();
    QCOMPARE(last["stop_reason"].toString(), QString("early_stopping"));
    QCOMPARE(last["weights"].toString(), QString("best"));
    const int best = last["best_epoch"].toInt();
    QCOMPARE(last["epochs"].toInt(), best + 4); // Keras: stops once patience epochs brought nothing
    QVERIFY(qAbs(last["validation"]["loss"].toDouble() - lines[best - 1]["val_loss"].toDouble()) < 1e-6);
}

void TestCliTraining::divergenceIsToldAndTheWeightsStayFinite()
{
    const NetloomRunner netloom;
    QVERIFY(make(netloom,
                 {"--sample", "plane", "--set", "optimizer=sgd", "--set", "learning_rate=1000", "-o", "p.netloom"}));
    const RunResult result = netloom.run({"train", "p.netloom", "--json"});
    QVERIFY2(result.status == 1 && result.err.contains("epoch"), result.text());
    QCOMPARE(result.jsonLines().last()["stop_reason"].toString(), QString("not_finite"));
    const RunResult info = netloom.run({"info", "p.netloom", "--json"});
    QVERIFY2(info.status == 0, info.text());
}

void TestCliTraining::evaluateAgreesWithTraining()
{
    const NetloomRunner netloom;
    QVERIFY(make(netloom, {"--sample", "wine", "-o", "p.netloom"}));
    const RunResult trained = netloom.run({"train", "p.netloom", "--epochs", "10", "--json"});
    QVERIFY2(trained.status == 0, trained.text());
    for (const char* part : {"train", "validation", "test"}) {
        const RunResult result = netloom.run({"evaluate", "p.netloom", "--on", part, "--json"});
        QVERIFY2(result.status == 0 && result.err.isEmpty(), result.text());
        const QJsonObject json = result.json();
        const QJsonValue told = trained.jsonLines().last()[QLatin1String(part)];
        QCOMPARE(json["on"].toString(), QString(part));
        for (const char* key : {"rows", "loss", "accuracy"})
            QCOMPARE(json[QLatin1String(key)], told[QLatin1String(key)]);
        double right = 0;
        const QJsonArray confusion = json["confusion"].toArray();
        for (qsizetype i = 0; i < confusion.size(); ++i)
            right += confusion[i].toArray()[i].toInt();
        QVERIFY(qAbs(right / json["rows"].toDouble() - json["accuracy"].toDouble()) < 1e-9);
    }
    const RunResult text = netloom.run({"evaluate", "p.netloom"});
    QVERIFY2(text.status == 0 && text.out.contains("accuracy") && text.out.contains("test"), text.text());
    QVERIFY(netloom.run({"evaluate", "p.netloom", "--weights", "best", "--json"}).status == 0);
}

void TestCliTraining::evaluatesAnotherTable()
{
    const NetloomRunner netloom;
    QByteArray csv = "x,kind\n";
    for (int i = 0; i < 100; ++i)
        csv += QByteArray::number(i) + (i < 50 ? ",low\n" : ",high\n");
    netloom.write("t.csv", csv);
    QVERIFY(make(netloom, {"--data", "t.csv", "--layers", "", "--set", "learning_rate=0.1", "-o", "p.netloom"}));
    QVERIFY(netloom.run({"evaluate", "p.netloom"}).status == 1); // not trained
    QVERIFY(netloom.run({"train", "p.netloom", "--epochs", "60", "--quiet"}).status == 0);
    netloom.write("other.csv", "kind,x\nlow,-5\nhigh,200\nlow,300\nhigh,99\n"); // one row is wrong
    const RunResult result = netloom.run({"evaluate", "p.netloom", "--data", "other.csv", "--json"});
    QVERIFY2(result.status == 0, result.text());
    QCOMPARE(result.json()["rows"].toInt(), 4);
    QCOMPARE(result.json()["accuracy"].toDouble(), 0.75);
}

void TestCliTraining::crossValidationTellsMeanAndDeviation()
{
    const NetloomRunner netloom;
    QVERIFY(make(netloom, {"--sample", "iris", "-o", "p.netloom"}));
    const QByteArray before = netloom.read("p.netloom");
    const QStringList arguments = {"evaluate", "p.netloom", "--folds", "5", "--set", "epochs=20"};
    const RunResult result = netloom.run(arguments + QStringList{"--json"});
    QVERIFY2(result.status == 0 && result.err.contains("fold 5/5"), result.text());
    const QJsonObject json = result.json();
    QCOMPARE(json["folds"].toInt(), 5);
    QCOMPARE(json["rows"].toInt(), 150);
    for (const char* key : {"loss", "accuracy"}) {
        const QJsonObject metric = json["metrics"][key].toObject();
        const QJsonArray values = metric["values"].toArray();
        QCOMPARE(values.size(), 5);
        double sum = 0;
        double squares = 0;
        for (qsizetype i = 0; i < 5; ++i) {
            QCOMPARE(json["fold"][i]["test"][key].toDouble(), values[i].toDouble());
            sum += values[i].toDouble();
        }
        for (const QJsonValue& value : values)
            squares += (value.toDouble() - sum / 5) * (value.toDouble() - sum / 5);
        QVERIFY2(qAbs(metric["mean"].toDouble() - sum / 5) < 1e-12, result.text());
        QVERIFY2(qAbs(metric["std"].toDouble() - std::sqrt(squares / 4)) < 1e-12, result.text());
    }
    int counted = 0;
    for (const QJsonValue& row : json["confusion"].toArray())
        for (const QJsonValue& count : row.toArray())
            counted += count.toInt();
    QCOMPARE(counted, 150);
    QCOMPARE(netloom.run(arguments + QStringList{"--json", "--threads", "1"}).out, result.out);
    QVERIFY(netloom.read("p.netloom") == before);

    const RunResult text = netloom.run(arguments);
    QVERIFY2(text.out.contains("mean") && text.out.contains("fold 5") && text.out.contains("setosa"), text.text());
    QCOMPARE(netloom.run({"evaluate", "p.netloom", "--folds", "1"}).status, 2);
    QCOMPARE(netloom.run({"evaluate", "p.netloom", "--folds", "5", "--on", "test"}).status, 2);
    QCOMPARE(netloom.run({"evaluate", "p.netloom", "--set", "epochs=3"}).status, 2);
    QCOMPARE(netloom.run({"evaluate", "p.netloom", "--folds", "151"}).status, 1);
}

void TestCliTraining::crossValidationStopsBySignal()
{
    const NetloomRunner netloom;
    QVERIFY(make(netloom, {"--sample", "digits", "-o", "p.netloom"}));
    QProcess process;
    netloom.start(process, {"evaluate", "p.netloom", "--folds", "300", "--set", "epochs=30"});
    QVERIFY(process.waitForStarted());
    process.setReadChannel(QProcess::StandardError);
    while (!process.canReadLine())
        QVERIFY(process.waitForReadyRead(60000));
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGTERM), 0);
    const RunResult result = NetloomRunner::finish(process);
    QVERIFY2(result.status == 3, result.text());
}

void TestCliTraining::severalTargetsAndClassesByName()
{
    const NetloomRunner netloom;
    QByteArray table = "x,\"up, down\",size,grade\n";
    for (int i = 0; i < 60; ++i)
        table += QByteArray::number(i * 7 % 60) + ',' + QByteArray::number(2.5 * (i * 7 % 60)) + ',' +
                 QByteArray::number(100.25 - (i * 7 % 60)) +
                 (i % 3 == 0   ? ",low\n"
                  : i % 3 == 1 ? ",mid\n"
                               : ",top\n");
    netloom.write("t.csv", table);
    RunResult result =
        netloom.run({"new", "--data", "t.csv", "--target", "\"up, down\", size", "--json", "-o", "a.netloom"});
    QVERIFY2(result.status == 0, result.text());
    QCOMPARE(result.json()["target"].toString(), "up, down, size");
    QCOMPARE(result.json()["outputs"].toInt(), 2);
    // One name with a comma in it is a name.
    result = netloom.run({"new", "--data", "t.csv", "--target", "up, down", "--json", "-o", "b.netloom"});
    QCOMPARE(result.json()["outputs"].toInt(), 1);
    result = netloom.run({"new", "--data", "t.csv", "--target", "size,nowhere", "-o", "c.netloom"});
    QVERIFY2(result.status == 1 && result.err.contains("no column \"nowhere\""), result.text());
    result = netloom.run({"new", "--data", "t.csv", "--target", "size,grade", "-o", "c.netloom"});
    QVERIFY2(result.status == 1 && result.err.contains("grade"), result.text());

    QVERIFY(make(netloom, {"--data", "t.csv", "--target", "grade", "--classes", "top,mid,low", "-o", "d.netloom"}));
    QVERIFY(netloom.run({"train", "d.netloom", "--epochs", "1", "--quiet"}).status == 0);
    QCOMPARE(netloom.run({"evaluate", "d.netloom", "--json"}).json()["classes"].toArray(),
             (QJsonArray{"top", "mid", "low"}));
    QCOMPARE(
        netloom.run({"new", "--data", "t.csv", "--target", "grade", "--classes", "top,odd", "-o", "e.netloom"}).status,
        2);
    QVERIFY(make(netloom, {"--sample", "breast_cancer", "--positive", "benign", "-o", "f.netloom"}));
    QVERIFY(netloom.run({"train", "f.netloom", "--epochs", "1", "--quiet"}).status == 0);
    QCOMPARE(netloom.run({"evaluate", "f.netloom", "--json"}).json()["classes"].toArray(),
             (QJsonArray{"malignant", "benign"}));
    QCOMPARE(netloom.run({"new", "--sample", "iris", "--positive", "setosa", "-o", "g.netloom"}).status, 2);
}

void TestCliTraining::predictsRowsOfAnotherTable()
{
    const NetloomRunner netloom;
    QByteArray csv = "x,noise,kind\n";
    for (int i = 0; i < 100; ++i)
        csv += QByteArray::number(i) + (i % 2 ? ",a" : ",b") + (i < 50 ? ",low\n" : ",high\n");
    netloom.write("t.csv", csv);
    QVERIFY(make(netloom, {"--data", "t.csv", "--target", "kind", "--layers", "", "--set", "learning_rate=0.1", "-o",
                           "p.netloom"}));
    QVERIFY(netloom.run({"train", "p.netloom", "--epochs", "100", "--quiet"}).status == 0);
    netloom.write("new.csv", "id;noise;x\n7;a;-10,5\n8;b;150\n"); // other order, delimiter and decimal mark, no target
    const RunResult result = netloom.run({"predict", "p.netloom", "new.csv", "-o", "out.csv"});
    QVERIFY2(result.status == 0 && result.out.isEmpty(), result.text());
    const QList<QByteArray> lines = netloom.read("out.csv").split('\n');
    QCOMPARE(lines.size(), 4);
    QCOMPARE(lines[0], QByteArray("id,noise,x,predicted_kind,probability_high,probability_low"));
    // The input's cells stay letter for letter.
    QVERIFY2(lines[1].startsWith("7,a,\"-10,5\",low,"), lines[1].constData());
    QVERIFY2(lines[2].startsWith("8,b,150,high,"), lines[2].constData());
    const double sum = lines[2].split(',')[4].toDouble() + lines[2].split(',')[5].toDouble();
    QVERIFY(qAbs(sum - 1) < 1e-6);
    const RunResult asRead = netloom.run({"predict", "p.netloom", "new.csv", "--as-read"});
    QVERIFY2(asRead.out.startsWith("id;noise;x;predicted_kind;probability_high;probability_low\n7;a;-10,5;low;"),
             asRead.text());
    QCOMPARE(netloom.run({"predict", "p.netloom", "new.csv"}).out, netloom.read("out.csv"));
}

void TestCliTraining::predictTellsWhatItDoesNotKnow()
{
    const NetloomRunner netloom;
    QVERIFY(make(netloom, {"--sample", "wine", "-o", "p.netloom"}));
    netloom.write("empty.csv", "a,b\n1,2\n");
    const RunResult untrained = netloom.run({"predict", "p.netloom", "empty.csv"});
    QVERIFY2(untrained.status == 1 && untrained.err.contains("not been trained"), untrained.text());
    QVERIFY(netloom.run({"train", "p.netloom", "--epochs", "2", "--quiet"}).status == 0);
    const RunResult absent = netloom.run({"predict", "p.netloom", "empty.csv", "-o", "out.csv"});
    QVERIFY2(absent.status == 1 && absent.err.contains("no column"), absent.text());
    QVERIFY(netloom.read("out.csv").isEmpty());
}

void TestCliTraining::findsTheDataBesideTheProject()
{
    const NetloomRunner netloom;
    QVERIFY(QDir(netloom.path("")).mkpath("a"));
    netloom.write("a/t.csv", "x,y\n1,2.5\n2,3.5\n3,4.75\n4,5.5\n5,6.5\n");
    QVERIFY(make(netloom, {"--data", "a/t.csv", "--set", "epochs=2", "-o", "a/p.netloom"}));
    QVERIFY(QDir(netloom.path("")).rename("a", "b"));
    const RunResult moved = netloom.run({"train", "b/p.netloom", "--quiet"});
    QVERIFY2(moved.status == 0, moved.text());
    QVERIFY(QFile::remove(netloom.path("b/t.csv")));
    const RunResult gone = netloom.run({"train", "b/p.netloom", "--fresh"});
    QVERIFY2(gone.status == 1 && gone.err.contains("t.csv"), gone.text());
    const RunResult info = netloom.run({"info", "b/p.netloom"});
    QVERIFY2(info.status == 0 && info.out.contains("cannot be read"), info.text());
}

void TestCliTraining::yardsticksStandBesideTheResult()
{
    const NetloomRunner netloom;
    QVERIFY(make(netloom, {"--sample", "random", "-o", "r.netloom"}));
    QVERIFY(make(netloom, {"--sample", "random", "--points", "200", "-o", "few.netloom"}));
    QVERIFY(netloom.run({"info", "few.netloom"}).out.contains("200 rows"));
    const RunResult result = netloom.run({"train", "r.netloom", "--json", "--quiet"});
    QCOMPARE(result.status, 0);
    QVERIFY(!result.jsonLines().isEmpty());
    const QJsonObject last = result.jsonLines().last();
    const QJsonObject yardsticks = last.value("yardsticks").toObject();
    QCOMPARE(yardsticks.value("metric").toString(), QString("accuracy"));
    QCOMPARE(yardsticks.value("linear").toObject().value("name").toString(), QString("logistic regression"));
    for (const char* part : {"train", "validation", "test"}) {
        const double share = yardsticks.value("constant").toObject().value(part).toDouble();
        QVERIFY(share > 0.3 && share < 0.7); // a coin
        QCOMPARE(yardsticks.value("network").toObject().value(part).toDouble(),
                 last.value(part).toObject().value("accuracy").toDouble());
    }
    // Nothing can be learned here, and that is said.
    QVERIFY2(!yardsticks.value("remark").toString().isEmpty(), result.text());
}

void TestCliTraining::suggestNamesTheNetworkToTake()
{
    const NetloomRunner netloom;
    const RunResult result =
        netloom.run({"suggest", "--sample", "iris", "--budget", "1500", "--json", "-o", "iris.netloom"});
    QVERIFY2(result.status == 0, result.text());
    const QJsonObject answer = result.json();
    QCOMPARE(answer.value("target").toString(), QString("species"));
    QVERIFY(answer.value("suggested").toObject().value("reasons").toArray().size() >= 4);
    int chosen = 0;
    int linear = 0;
    for (const QJsonValue& trial : answer.value("trials").toArray()) {
        chosen += trial["chosen"].toBool() ? 1 : 0;
        linear += trial["linear"].toBool() ? 1 : 0;
        QVERIFY(trial["score"].toDouble() <= 1);
    }
    QCOMPARE(chosen, 1);
    QVERIFY(linear >= 1);
    QCOMPARE(QString::fromStdString(formatLayers(projectAt(netloom, "iris.netloom").run().network.layers)),
             answer.value("chosen").toObject().value("layers").toString());
    QCOMPARE(netloom.run({"suggest", "nowhere.csv"}).status, 1);
    QCOMPARE(netloom.run({"suggest"}).status, 2);
}

void TestCliTraining::suggestIsTheSameForAnyThreads()
{
    const NetloomRunner netloom;
    const QStringList arguments{"suggest", "--sample", "wine", "--budget", "1000", "--json", "--threads"};
    const RunResult one = netloom.run(arguments + QStringList{"1"});
    const RunResult two = netloom.run(arguments + QStringList{"2"});
    QCOMPARE(one.status, 0);
    QCOMPARE(two.out, one.out);
}

void TestCliTraining::newTakesATemplateOrTheMeasuredChoice()
{
    const NetloomRunner netloom;
    const auto layers = [&](const QStringList& options) {
        if (!make(netloom, QStringList{"--sample", "iris", "-o", "n.netloom"} + options))
            return std::string("failed");
        return formatLayers(projectAt(netloom, "n.netloom").run().network.layers);
    };
    QCOMPARE(layers({}), std::string("dense 32 silu, dense 16 silu, dense 3 softmax"));
    QCOMPARE(layers({"--template", "perceptron"}), std::string("dense 3 softmax"));
    QCOMPARE(layers({"--template", "tutorial"}),
             std::string("dense 3 relu, dropout 0.2, dense 2 relu, dropout 0.2, dense 3 softmax"));
    QVERIFY(layers({"--measured"}).ends_with("dense 3 softmax"));
    QCOMPARE(netloom.run({"new", "--sample", "iris", "--template", "nonsense", "-o", "n.netloom"}).status, 2);
    QCOMPARE(netloom.run({"new", "--sample", "iris", "--template", "tutorial", "--measured", "-o", "n.netloom"}).status,
             2);
}

QTEST_GUILESS_MAIN(TestCliTraining)
#include "tst_cli_training.moc"
