// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/netloom_process.h"

#include <QJsonArray>
#include <QTest>

#include <cmath>

namespace {

bool made(const NetloomRunner& netloom, const QStringList& settings = {})
{
    const RunResult result =
        netloom.run(QStringList{"new", "--sample", "iris", "--set", "epochs=20", "-o", "p.netloom"} + settings);
    if (result.status != 0)
        qWarning("%s", result.text());
    return result.status == 0;
}

bool trained(const NetloomRunner& netloom, const QStringList& settings = {})
{
    return made(netloom, settings) && netloom.run({"train", "p.netloom", "--seed", "1", "--quiet"}).status >= 0;
}

const QStringList kDiverging = {"--set", "optimizer=sgd", "--set", "learning_rate=1e6"};

} // namespace

class TestCliCoach : public QObject
{
    Q_OBJECT

private slots:
    void aDivergedTrainingIsToldWithItsRemedy();
    void theRemedyInWords();
    void aGoodTrainingHasNoRemark();
    void allTellsMoreThanTwo();
    void untrainedOrChangedIsASentence();
    void theRateFinderSuggestsARateThatLearns();
    void theRateFinderIsTheSameForAnyThreads();
    void theRateFinderAnswersAsCsv();
    void theRateFinderTakesSettingsAndItsRange();
    void usage_data();
    void usage();
};

void TestCliCoach::aDivergedTrainingIsToldWithItsRemedy()
{
    const NetloomRunner netloom;
    QVERIFY(trained(netloom, kDiverging));
    const QByteArray before = netloom.read("p.netloom");
    const RunResult result = netloom.run({"coach", "p.netloom", "--json"});
    QVERIFY2(result.status == 0, result.text());
    const QJsonObject remark = result.json()["remarks"][0].toObject();
    QCOMPARE(remark["remark"].toString(), QString("diverged"));
    QVERIFY(remark["grave"].toBool());
    QCOMPARE(remark["epoch"].toInt(), 1);
    QCOMPARE(remark["epochs"].toArray(), QJsonArray({1, 1}));
    QVERIFY(remark["text"].toString().contains("diverged in epoch 1"));
    QVERIFY(!remark["why"].toString().isEmpty());
    const QJsonArray changes = remark["remedy"]["changes"].toArray();
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes[0]["key"].toString(), QString("learning_rate"));
    QCOMPARE(changes[0]["from"].toString().toDouble(), 1e6);
    QCOMPARE(changes[0]["to"].toString().toDouble(), 0.01);
    QCOMPARE(netloom.read("p.netloom"), before); // it tells, it does not change
}

void TestCliCoach::theRemedyInWords()
{
    const NetloomRunner netloom;
    QVERIFY(trained(netloom, kDiverging));
    const RunResult result = netloom.run({"coach", "p.netloom"});
    QVERIFY2(result.status == 0, result.text());
    QVERIFY2(result.out.startsWith("The training diverged in epoch 1, batch ") && result.out.contains("\n  Why? ") &&
                 result.out.contains("\n  Remedy: Use a learning rate of 0.01 (Learning rate: 1e+06 -> 0.01).\n"),
             result.text());
}

void TestCliCoach::aGoodTrainingHasNoRemark()
{
    const NetloomRunner netloom;
    QVERIFY(trained(netloom));
    const RunResult words = netloom.run({"coach", "p.netloom"});
    QVERIFY2(words.status == 0 && words.out == "Nothing to remark on this training.\n", words.text());
    const RunResult json = netloom.run({"coach", "p.netloom", "--json"});
    QCOMPARE(json.out, QByteArray("{\"remarks\":[]}\n"));
}

void TestCliCoach::allTellsMoreThanTwo()
{
    // All that can go wrong at once: two remarks at most, unless asked for everything; the gravest come first.
    const NetloomRunner netloom;
    QVERIFY(trained(netloom,
                    {"--layers", "dense 400 relu, dense 400 relu, dropout 0.5, dense 3 softmax", "--set", "epochs=300",
                     "--set", "early_stopping=no", "--set", "schedule=constant", "--set", "learning_rate=0.2"}));
    const QJsonArray few = netloom.run({"coach", "p.netloom", "--json"}).json()["remarks"].toArray();
    const RunResult result = netloom.run({"coach", "p.netloom", "--all", "--json"});
    const QJsonArray all = result.json()["remarks"].toArray();
    QCOMPARE(few.size(), 2);
    QVERIFY2(all.size() > 2, result.text());
    QCOMPARE(few[0], all[0]);
}

void TestCliCoach::untrainedOrChangedIsASentence()
{
    const NetloomRunner netloom;
    netloom.write("t.csv", "a,b,y\n1,2,0\n2,1,1\n3,4,0\n4,3,1\n5,6,0\n6,5,1\n7,8,0\n8,7,1\n9,10,0\n10,9,1\n");
    QVERIFY(netloom.run({"new", "--data", "t.csv", "--target", "y", "--set", "epochs=2", "-o", "q.netloom"}).status ==
            0);
    const RunResult untrained = netloom.run({"coach", "q.netloom"});
    QVERIFY2(untrained.status == 1 && untrained.err.contains("has not been trained yet. Train it with"),
             untrained.text());
    QVERIFY(netloom.run({"train", "q.netloom", "--quiet"}).status == 0);
    netloom.write("t.csv", "a,b,y\n1,2,0\n2,1,1\n3,4,0\n4,3,1\n5,6,0\n6,5,1\n7,8,0\n8,7,1\n9,99,0\n100,9,1\n");
    const RunResult changed = netloom.run({"coach", "q.netloom"});
    QVERIFY2(changed.status == 1 && changed.err.contains("changed") && changed.err.contains("netloom"), changed.text());
}

void TestCliCoach::theRateFinderSuggestsARateThatLearns()
{
    const NetloomRunner netloom;
    QVERIFY(made(netloom));
    const QByteArray before = netloom.read("p.netloom");
    const RunResult result = netloom.run({"rate-finder", "p.netloom", "--json"});
    QVERIFY2(result.status == 0, result.text());
    const QJsonObject json = result.json();
    const QJsonArray rates = json["learning_rate"].toArray();
    const QJsonArray losses = json["loss"].toArray();
    QCOMPARE(losses.size(), rates.size());
    QCOMPARE(json["smoothed_loss"].toArray().size(), rates.size());
    QCOMPARE(rates[0].toDouble(), 1e-6);
    // 200 batches from 1e-6 to 10: each rate is 10^(7/199) times the one before.
    QVERIFY(std::abs(rates[1].toDouble() / rates[0].toDouble() - std::pow(10.0, 7.0 / 199)) < 1e-9);
    QCOMPARE(json["current"].toDouble(), 0.01);
    const double suggested = json["suggested"].toDouble();
    QVERIFY2(suggested > 1e-6 && suggested < 1, result.text());
    QCOMPARE(netloom.read("p.netloom"), before);

    const RunResult words = netloom.run({"rate-finder", "p.netloom"});
    const QString line = QString::fromUtf8(words.out).split('\n').at(1);
    QVERIFY2(line.startsWith("Take it with: netloom "), words.text());
    QStringList command = line.mid(QStringLiteral("Take it with: netloom ").size()).split(' ');
    const RunResult learned = netloom.run(command + QStringList{"--json", "--quiet"});
    QVERIFY2(learned.status == 0, learned.text());
    QVERIFY(learned.jsonLines().last()[QLatin1String("validation")][QLatin1String("accuracy")].toDouble() > 0.8);
}

void TestCliCoach::theRateFinderIsTheSameForAnyThreads()
{
    const NetloomRunner netloom;
    QVERIFY(made(netloom));
    const RunResult one = netloom.run({"rate-finder", "p.netloom", "--json", "--set", "threads=1"});
    const RunResult three = netloom.run({"rate-finder", "p.netloom", "--json", "--set", "threads=3"});
    QVERIFY2(one.status == 0, one.text());
    QCOMPARE(three.out, one.out);
}

void TestCliCoach::theRateFinderAnswersAsCsv()
{
    const NetloomRunner netloom;
    QVERIFY(made(netloom));
    const QList<QByteArray> lines =
        netloom.run({"rate-finder", "p.netloom", "--csv", "--steps", "60", "--to", "0.001"}).out.split('\n');
    QCOMPARE(lines[0], QByteArray("learning_rate,loss,smoothed_loss"));
    QCOMPARE(lines.size(), 62); // heading, a line for each batch, nothing
    QCOMPARE(lines[1].split(',').size(), 3);
    QVERIFY(std::abs(lines[60].split(',')[0].toDouble() - 0.001) < 1e-9);
}

void TestCliCoach::theRateFinderTakesSettingsAndItsRange()
{
    // Rates so small that nothing happens: it says so and exits with 1, so that a script does not go on.
    const NetloomRunner netloom;
    QVERIFY(made(netloom));
    const RunResult result = netloom.run(
        {"rate-finder", "p.netloom", "--from", "1e-12", "--to", "1e-11", "--set", "optimizer=sgd", "--json"});
    QVERIFY2(result.status == 1, result.text());
    QVERIFY(result.json()["suggested"].isNull());
    QVERIFY(!result.json()["words"].toString().isEmpty());
}

void TestCliCoach::usage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("coach without project") << QStringList{"coach"} << QByteArray("PROJECT is required");
    QTest::newRow("coach, no such run") << QStringList{"coach", "p.netloom", "--run", "x"}
                                        << QByteArray("has no run \"x\"");
    QTest::newRow("two forms") << QStringList{"rate-finder", "p.netloom", "--json", "--csv"}
                               << QByteArray("exclude each other");
    QTest::newRow("backwards") << QStringList{"rate-finder", "p.netloom", "--from", "1", "--to", "0.1"}
                               << QByteArray("--to must be larger than --from");
    QTest::newRow("few steps") << QStringList{"rate-finder", "p.netloom", "--steps", "3"} << QByteArray("--steps");
    QTest::newRow("no such setting") << QStringList{"rate-finder", "p.netloom", "--set", "speed=3"}
                                     << QByteArray("speed");
}

void TestCliCoach::usage()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QByteArray, words);
    const NetloomRunner netloom;
    QVERIFY(made(netloom));
    const RunResult result = netloom.run(arguments);
    QVERIFY2(result.status == 2 && result.err.contains(words), result.text());
}

QTEST_GUILESS_MAIN(TestCliCoach)
#include "tst_cli_coach.moc"
