// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/netloom_process.h"

#include <QJsonArray>
#include <QTest>

namespace {

/// Whether a project of these arguments was made and trained for two epochs.
bool makeTrained(const NetloomRunner& netloom, const QStringList& arguments)
{
    for (const QStringList& step : {QStringList{"new"} + arguments + QStringList{"-o", "p.netloom"},
                                    QStringList{"train", "p.netloom", "--epochs", "2", "--seed", "1", "--quiet"}}) {
        const RunResult result = netloom.run(step);
        if (result.status != 0) {
            qWarning("%s", result.text());
            return false;
        }
    }
    return true;
}

/// The last cell of every row below the header.
QList<QByteArray> lastCells(const QByteArray& csv)
{
    QList<QByteArray> cells;
    for (const QByteArray& line : csv.trimmed().split('\n').mid(1))
        cells.append(line.mid(line.lastIndexOf(',') + 1));
    return cells;
}

/// 1.000,0 … 2.443,9 as German tables write them, and a target.
QByteArray germanTable()
{
    QByteArray csv = "amount;x;y\n";
    for (int i = 0; i < 40; ++i) {
        const int amount = 1000 + i * 37;
        csv += QByteArray::number(amount / 1000) + '.' + QByteArray::number(amount % 1000).rightJustified(3, '0') +
               ',' + QByteArray::number(i % 10) + ';' + QByteArray::number(i % 7) + ';' + QByteArray::number(2 * i) +
               '\n';
    }
    return csv;
}

/// Days with the month first, the one from 1 to 28 and the other from 1 to 12, and a target that grows with the month.
QByteArray monthFirstTable()
{
    QByteArray csv = "when,x,y\n";
    for (int i = 0; i < 40; ++i)
        csv += QByteArray::number(i % 12 + 1).rightJustified(2, '0') + '/' +
               QByteArray::number(i % 28 + 1).rightJustified(2, '0') + "/2020," + QByteArray::number(i % 7) + ',' +
               QByteArray::number((i % 12) * 10 + i % 7) + '\n';
    return csv;
}

/// A table of two numbers between 0 and 1, and what `cells` says of them and of the row.
template<typename Cells>
QByteArray tableOfTwo(const QByteArray& targets, Cells cells)
{
    QByteArray csv = "a,b," + targets + '\n';
    for (int i = 0; i < 60; ++i) {
        const double a = i * 37 % 61 / 61.0;
        const double b = i * 23 % 59 / 59.0;
        csv += QByteArray::number(a, 'f', 4) + ',' + QByteArray::number(b, 'f', 4) + ',' + cells(a, b, i) + '\n';
    }
    return csv;
}

} // namespace

class TestCliReading : public QObject
{
    Q_OBJECT
private slots:
    void newNumbersAreReadAsThoseOfTraining();
    void newDatesAreReadAsThoseOfTraining();
    void cellsOfThePredictedFileStayAsTheyAre();
    void formulasAreInertInEveryColumn();
    void aColumnThatCannotBeReadIsToldOf();
    void severalYesNoTargetsHaveTheirMetrics();
    void anAmountBesideAYesNoIsRefused();
    void classNumbersMayHaveGaps();
    void columnsAreLeftOutForAReason();
    void rolesCanBeChosen();
    void rolesThatMakeNoSenseAreRefused();
};

void TestCliReading::newNumbersAreReadAsThoseOfTraining()
{
    const NetloomRunner netloom;
    netloom.write("german.csv", germanTable());
    QVERIFY(makeTrained(netloom, {"--data", "german.csv", "--target", "y"}));
    netloom.write("marks.csv", "amount;x\n1.234;3\n2.345;4\n");
    netloom.write("plain.csv", "amount;x\n1234;3\n2345;4\n");
    netloom.write("fractions.csv", "amount;x\n1.2340;3\n2.3450;4\n");
    const RunResult marks = netloom.run({"predict", "p.netloom", "marks.csv"});
    QVERIFY2(marks.status == 0 && !marks.err.contains("contradict"), marks.text());
    QVERIFY2(marks.out.startsWith("amount,x,predicted_y\n1.234,3,"), marks.text());
    const RunResult plain = netloom.run({"predict", "p.netloom", "plain.csv"});
    QCOMPARE(lastCells(marks.out).size(), 2);
    QCOMPARE(lastCells(marks.out), lastCells(plain.out));

    // Such numbers cannot have marks of thousands, so they are small ones, and that is said.
    const RunResult fractions = netloom.run({"predict", "p.netloom", "fractions.csv"});
    QVERIFY2(fractions.status == 0, fractions.text());
    QVERIFY2(fractions.err.contains("\"1.2340\" contradict the way in which the data of training were read"),
             fractions.text());
    QVERIFY2(lastCells(fractions.out) != lastCells(plain.out), fractions.text());
    // What is asked for is no contradiction.
    const RunResult wished =
        netloom.run({"predict", "p.netloom", "marks.csv", "--decimal", "point", "--thousands", "none"});
    QVERIFY2(wished.status == 0 && !wished.err.contains("contradict"), wished.text());
    QCOMPARE(lastCells(wished.out), lastCells(fractions.out));
}

void TestCliReading::newDatesAreReadAsThoseOfTraining()
{
    const NetloomRunner netloom;
    netloom.write("training.csv", monthFirstTable());
    QVERIFY(makeTrained(netloom, {"--data", "training.csv", "--target", "y", "--role", "when=input"}));
    netloom.write("slashes.csv", "when,x\n03/04/2021,1\n05/06/2021,2\n");
    netloom.write("iso.csv", "when,x\n2021-03-04,1\n2021-05-06,2\n");
    netloom.write("days.csv", "when,x\n25/04/2021,1\n13/06/2021,2\n");
    netloom.write("iso_days.csv", "when,x\n2021-04-25,1\n2021-06-13,2\n");
    const auto predict = [&](const QString& file) { return netloom.run({"predict", "p.netloom", file}); };

    const RunResult slashes = predict("slashes.csv");
    QVERIFY2(slashes.status == 0 && !slashes.err.contains("contradict"), slashes.text());
    QCOMPARE(lastCells(slashes.out).size(), 2);
    QCOMPARE(lastCells(slashes.out), lastCells(predict("iso.csv").out));
    const RunResult days = predict("days.csv");
    QVERIFY2(days.err.contains("dates contradict the order in which those of training were read"), days.text());
    QCOMPARE(lastCells(days.out), lastCells(predict("iso_days.csv").out));
    QVERIFY2(lastCells(days.out) != lastCells(slashes.out), days.text());
}

void TestCliReading::cellsOfThePredictedFileStayAsTheyAre()
{
    const NetloomRunner netloom;
    netloom.write("training.csv", tableOfTwo("y", [](double a, double b, int) { return QByteArray::number(a + b); }));
    QVERIFY(makeTrained(netloom, {"--data", "training.csv", "--target", "y"}));
    netloom.write("new.csv", "id,a,b,note\n100000,0.50,1e-1,NA\n208310224003697457,+0.25,.5,\n007,1.0,0,\"x, y\"\n");
    const RunResult result = netloom.run({"predict", "p.netloom", "new.csv"});
    QVERIFY2(result.status == 0, result.text());
    const QList<QByteArray> lines = result.out.trimmed().split('\n');
    QCOMPARE(lines.size(), 4);
    QCOMPARE(lines[0], QByteArray("id,a,b,note,predicted_y"));
    QVERIFY2(lines[1].startsWith("100000,0.50,1e-1,NA,"), result.text());
    QVERIFY2(lines[2].startsWith("208310224003697457,+0.25,.5,,"), result.text());
    QVERIFY2(lines[3].startsWith("007,1.0,0,\"x, y\","), result.text());
}

void TestCliReading::formulasAreInertInEveryColumn()
{
    const NetloomRunner netloom;
    netloom.write("training.csv", tableOfTwo("y", [](double a, double b, int) { return QByteArray::number(a + b); }));
    QVERIFY(makeTrained(netloom, {"--data", "training.csv", "--target", "y"}));
    netloom.write("new.csv", "note,a,b\n=1+1,-0.5,+0.25\n-2+x,=2+2,-\n@x,+cmd,-1e-3\n-,0.5,-3\n");
    const RunResult result = netloom.run({"predict", "p.netloom", "new.csv"});
    const QList<QByteArray> lines = result.out.trimmed().split('\n');
    QVERIFY2(result.status == 0 && lines.size() == 5, result.text());
    QVERIFY2(lines[1].startsWith("'=1+1,-0.5,+0.25,"), result.text()); // numbers and dashes stay
    QVERIFY2(lines[2].startsWith("'-2+x,'=2+2,-,"), result.text());
    QVERIFY2(lines[3].startsWith("'@x,'+cmd,-1e-3,"), result.text());
    QVERIFY2(lines[4].startsWith("-,0.5,-3,"), result.text());
}

void TestCliReading::aColumnThatCannotBeReadIsToldOf()
{
    const NetloomRunner netloom;
    netloom.write("training.csv", tableOfTwo("y", [](double a, double b, int) { return QByteArray::number(a + b); }));
    QVERIFY(makeTrained(netloom, {"--data", "training.csv", "--target", "y"}));
    netloom.write("words.csv", "a,b\nlow,0.5\nhigh,0.25\n");
    const RunResult words = netloom.run({"predict", "p.netloom", "words.csv", "--quiet"});
    QVERIFY2(words.status == 0, words.text());
    QVERIFY2(words.err.contains("column \"a\": no cell can be read as in training"), words.text());
    QVERIFY2(!words.err.contains("column \"b\""), words.text());
    // One readable cell is enough to be quiet about.
    netloom.write("some.csv", "a,b\nlow,0.5\n0.5,0.25\n");
    const RunResult some = netloom.run({"predict", "p.netloom", "some.csv", "--quiet"});
    QVERIFY2(some.status == 0 && some.err.isEmpty(), some.text());
}

void TestCliReading::severalYesNoTargetsHaveTheirMetrics()
{
    const NetloomRunner netloom;
    netloom.write("two.csv", tableOfTwo("p,q", [](double a, double b, int i) {
                      return QByteArray((a > 0.5) != (i % 9 == 0) ? "yes," : "no,") + (b > 0.5 ? "yes" : "no");
                  }));
    QVERIFY(makeTrained(netloom, {"--data", "two.csv", "--target", "p,q"}));
    const RunResult result = netloom.run({"train", "p.netloom", "--fresh", "--epochs", "3", "--json"});
    QVERIFY2(result.status == 0 && result.jsonLines().size() == 4, result.text());
    const QJsonObject last = result.jsonLines().last();
    for (const char* part : {"train", "validation", "test"}) {
        const QJsonObject figures = last[QLatin1String(part)].toObject();
        QVERIFY2(figures["binary_accuracy"].isDouble() && figures["exact_match"].isDouble(), result.text());
        QVERIFY2(!figures.contains("accuracy"), result.text());
        // A row counts once all of its cells are right.
        const double cells = figures["binary_accuracy"].toDouble();
        const double rows = figures["exact_match"].toDouble();
        QVERIFY2(rows <= cells + 1e-9 && rows >= 2 * cells - 1 - 1e-9, result.text());
    }
    QVERIFY2(result.jsonLines().first()["val_exact_match"].isDouble(), result.text());
}

void TestCliReading::anAmountBesideAYesNoIsRefused()
{
    const NetloomRunner netloom;
    netloom.write("mixed.csv", tableOfTwo("amount,won", [](double a, double b, int) {
                      return QByteArray::number(a * 10 + 1, 'f', 3) + (b > 0.5 ? ",yes" : ",no");
                  }));
    const RunResult result = netloom.run({"new", "--data", "mixed.csv", "--target", "amount,won", "-o", "p.netloom"});
    QVERIFY2(result.status == 1 && result.out.isEmpty(), result.text());
    QVERIFY2(result.err.contains("column \"won\"") && result.err.contains("yes and no beside amounts"), result.text());
    QVERIFY(netloom.read("p.netloom").isEmpty());
}

void TestCliReading::classNumbersMayHaveGaps()
{
    const NetloomRunner netloom;
    const auto gaps = [](double, double, int i) { return QByteArray::number(QList<int>{1, 2, 5, 7}[i % 4]); };
    netloom.write("type.csv", tableOfTwo("Type", gaps));
    netloom.write("size.csv", tableOfTwo("size", gaps));
    const auto outputs = [&](const QString& file, const QString& target) {
        const RunResult made =
            netloom.run({"new", "--data", file, "--target", target, "--json", "-o", target + ".netloom"});
        return made.json()["outputs"].toInt();
    };
    QCOMPARE(outputs("type.csv", "Type"), 4);
    QCOMPARE(outputs("size.csv", "size"), 1); // an amount
    QVERIFY(netloom.run({"train", "Type.netloom", "--epochs", "2", "--quiet"}).status == 0);
    netloom.write("new.csv", "a,b\n0.5,0.5\n");
    const RunResult predicted = netloom.run({"predict", "Type.netloom", "new.csv"});
    QVERIFY2(predicted.out.startsWith("a,b,predicted_Type,probability_1,probability_2,probability_5,probability_7\n"),
             predicted.text());
}

/// A number of its own for each row, one value throughout, days, and a number.
static QByteArray tableOfRoles()
{
    QByteArray csv = "id,same,when,x,y\n";
    for (int i = 0; i < 30; ++i)
        csv += QByteArray::number(1001 + i) + ",5,2020-01-" + QByteArray::number(i % 28 + 1).rightJustified(2, '0') +
               ',' + QByteArray::number(i % 7) + ',' + QByteArray::number(i * 2 % 9) + ".5\n";
    return csv;
}

void TestCliReading::columnsAreLeftOutForAReason()
{
    const NetloomRunner netloom;
    netloom.write("t.csv", tableOfRoles());
    const RunResult result = netloom.run({"new", "--data", "t.csv", "--target", "y", "-o", "p.netloom", "--json"});
    QVERIFY2(result.status == 0, result.text());
    QVERIFY2(result.err.contains("column \"id\" is left out: looks like an id: every value is different"),
             result.text());
    QVERIFY2(result.err.contains("column \"same\" is left out: always the same value"), result.text());
    QVERIFY2(result.err.contains("column \"when\" is left out: a date;"), result.text());
    QVERIFY2(!result.err.contains("\"x\""), result.text());
    QCOMPARE(result.json()["inputs"].toInt(), 1);
}

void TestCliReading::rolesCanBeChosen()
{
    const NetloomRunner netloom;
    netloom.write("t.csv", tableOfRoles());
    const RunResult result = netloom.run({"new", "--data", "t.csv", "--target", "y", "--role", "id=input", "--role",
                                          "when=input", "--role", "x=ignore", "-o", "p.netloom", "--json"});
    QVERIFY2(result.status == 0, result.text());
    QVERIFY2(!result.err.contains("\"id\" is left out") && !result.err.contains("\"when\" is left out"), result.text());
    QVERIFY2(!result.err.contains("\"x\" is left out"), result.text()); // as wished
    QCOMPARE(result.json()["target"].toString(), QString("y"));
    QVERIFY(netloom.run({"train", "p.netloom", "--epochs", "2", "--quiet"}).status == 0);
    // So id and when are needed, and x is not.
    netloom.write("new.csv", "id,when\n1001,2020-01-01\n");
    const RunResult enough = netloom.run({"predict", "p.netloom", "new.csv"});
    QVERIFY2(enough.status == 0 && enough.out.startsWith("id,when,predicted_y\n1001,2020-01-01,"), enough.text());
    netloom.write("less.csv", "id,x\n1001,3\n");
    const RunResult less = netloom.run({"predict", "p.netloom", "less.csv"});
    QVERIFY2(less.status == 1 && less.err.contains("when"), less.text());
}

void TestCliReading::rolesThatMakeNoSenseAreRefused()
{
    const NetloomRunner netloom;
    netloom.write("t.csv", tableOfRoles());
    const auto make = [&](const QString& role) {
        return netloom.run({"new", "--data", "t.csv", "--target", "y", "--role", role, "-o", "p.netloom"});
    };
    const RunResult absent = make("height=ignore");
    QVERIFY2(absent.status == 2 && absent.err.contains("no column \"height\""), absent.text());
    for (const QString& role : {QString("x=perhaps"), QString("x"), QString("=input")}) {
        const RunResult result = make(role);
        QVERIFY2(result.status == 2 && result.err.contains("COLUMN=ignore|input|target|weight|split"), result.text());
    }
    QVERIFY(netloom.read("p.netloom").isEmpty());
}

QTEST_GUILESS_MAIN(TestCliReading)
#include "tst_cli_reading.moc"
