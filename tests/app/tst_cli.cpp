// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/netloom_process.h"

#include <QDir>
#include <QImage>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

namespace {

/// Twelve rows that a straight line separates, with a category and a missing cell.
const QByteArray kFlowers = "length,width,place,kind\n"
                            "1.0,2.0,north,rose\n1.2,2.1,south,rose\n0.9,1.9,north,rose\n1.1,,south,rose\n"
                            "1.3,2.2,north,rose\n0.8,1.8,south,rose\n5.0,6.0,north,lily\n5.2,6.1,south,lily\n"
                            "4.9,5.9,north,lily\n5.1,6.2,south,lily\n5.3,6.3,north,lily\n4.8,5.8,south,lily\n";

} // namespace

class TestCli : public QObject
{
    Q_OBJECT
private slots:
    void helpAndVersionAreAnswers();
    void wrongUsageIsStatusTwo_data();
    void wrongUsageIsStatusTwo();
    void badFilesAreStatusOne_data();
    void badFilesAreStatusOne();
    void inspectAnswersWithTheTable();
    void inspectTakesImportOptions();
    void inspectRefusesWithThePlace();
    void helpOfNewListsTheSettings();
    void newMakesAProject();
    void newAddsTheOutputUnlessItIsThere();
    void aNetworkCanBeDrawnWithoutData();
    void newNeverReplacesTheData();
    void nothingIsWrittenOverAnotherKindOfFile_data();
    void nothingIsWrittenOverAnotherKindOfFile();
    void aForeignProjectReadsOnlyDataThatAreNamed();
    void picturesNeedNoDisplay();
    void curvesAsInTheWindow();
    void filmsInEachFormat();
    void anAnswerThatCannotBeWrittenFails();
    void withoutADisplayTheWindowSaysSo();
    void infoFindsDamage();
};

void TestCli::helpAndVersionAreAnswers()
{
    const NetloomRunner netloom;
    const RunResult help = netloom.run({"--help"});
    QCOMPARE(help.status, 0);
    QVERIFY(help.err.isEmpty());
    for (const char* command : {"inspect", "new", "train", "evaluate", "predict", "diagram", "curves", "info"}) {
        QVERIFY2(help.out.contains(command), command);
        const RunResult one = netloom.run({QString::fromLatin1(command), "--help"});
        QVERIFY2(one.status == 0 && one.err.isEmpty() && one.out.contains("Usage"), one.text());
    }
    const RunResult version = netloom.run({"--version"});
    QCOMPARE(version.status, 0);
    QVERIFY(version.out.startsWith("netloom "));
}

void TestCli::wrongUsageIsStatusTwo_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("about");
    const auto row = [](const char* name, const QStringList& arguments, const char* about) {
        QTest::newRow(name) << arguments << QByteArray(about);
    };
    row("unknown option", {"--bogus"}, "--bogus");
    row("unknown option of a command", {"inspect", "flowers.csv", "--bogus"}, "--bogus");
    row("file left out", {"inspect"}, "DATA");
    row("number expected", {"inspect", "flowers.csv", "--cells", "many"}, "many");
    row("number with a rest", {"inspect", "flowers.csv", "--cells", "3x"}, "3x");
    row("bad import option", {"inspect", "flowers.csv", "--decimal", "x"}, "--decimal");
    row("no data", {"new", "-o", "p.netloom"}, "--data");
    row("two kinds of data", {"new", "--data", "flowers.csv", "--sample", "iris", "-o", "p.netloom"}, "--sample");
    row("unknown sample", {"new", "--sample", "tulips", "-o", "p.netloom"}, "breast_cancer");
    row("no output", {"new", "--data", "flowers.csv"}, "--output");
    row("unknown layer", {"new", "--data", "flowers.csv", "--layers", "dens 5", "-o", "p.netloom"}, "dens");
    row("setting without a value", {"new", "--data", "flowers.csv", "--set", "epochs", "-o", "p.netloom"}, "KEY=VALUE");
    row("unknown setting", {"new", "--data", "flowers.csv", "--set", "epoch=5", "-o", "p.netloom"}, "epochs");
    row("bad value of a setting", {"new", "--data", "flowers.csv", "--set", "epochs=-5", "-o", "p.netloom"}, "epochs");
    row("unknown part", {"evaluate", "p.netloom", "--on", "tests"}, "tests");
    row("unknown view", {"diagram", "p.netloom", "-o", "d.png", "--view", "knots"}, "knots");
    row("unknown kind of picture", {"diagram", "p.netloom", "-o", "d.bmp"}, ".svg");
    row("picture without a kind", {"curves", "p.netloom", "-o", "curves"}, ".csv");
    row("epochs of zero", {"train", "p.netloom", "--epochs", "0"}, "--epochs");
}

void TestCli::wrongUsageIsStatusTwo()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, about);
    const NetloomRunner netloom;
    netloom.write("flowers.csv", kFlowers);
    const RunResult result = netloom.run(arguments);
    QVERIFY2(result.status == 2, result.text());
    QVERIFY2(result.out.isEmpty(), result.text());
    QVERIFY2(result.err.contains(about), result.text());
    QVERIFY(netloom.read("p.netloom").isEmpty());
}

void TestCli::badFilesAreStatusOne_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("about");
    const auto row = [](const char* name, const QStringList& arguments, const char* about) {
        QTest::newRow(name) << arguments << QByteArray(about);
    };
    row("no such table", {"inspect", "gone.csv"}, "gone.csv");
    row("no such table for a project", {"new", "--data", "gone.csv", "-o", "p.netloom"}, "gone.csv");
    row("no such target", {"new", "--data", "flowers.csv", "--target", "colour", "-o", "p.netloom"}, "colour");
    row("no such project", {"train", "gone.netloom"}, "gone.netloom");
    row("no project at all", {"info", "flowers.csv"}, "flowers.csv is a text file, not a Netloom project");
    row("a model as a project", {"predict", "model.h5", "flowers.csv"}, "model.h5 is an HDF5 file");
    row("a model looked at", {"inspect", "model.h5"}, "model.h5 is an HDF5 file");
    row("a model as a table", {"new", "--data", "model.h5", "-o", "p.netloom"}, "model.h5 is an HDF5 file");
    row("no such folder", {"new", "--data", "flowers.csv", "-o", "gone/p.netloom"}, "gone");
}

void TestCli::badFilesAreStatusOne()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, about);
    const NetloomRunner netloom;
    netloom.write("flowers.csv", kFlowers);
    netloom.write("model.h5", "\x89HDF\r\n\x1a\n, and more");
    const RunResult result = netloom.run(arguments);
    QVERIFY2(result.status == 1, result.text());
    QVERIFY2(result.out.isEmpty(), result.text());
    QVERIFY2(result.err.contains(about), result.text());
}

void TestCli::inspectAnswersWithTheTable()
{
    const NetloomRunner netloom;
    netloom.write("flowers.csv", kFlowers);
    const RunResult result = netloom.run({"inspect", "flowers.csv", "--json", "--cells", "4"});
    QVERIFY2(result.status == 0, result.text());
    QVERIFY(result.err.isEmpty());
    const QJsonObject json = result.json();
    QCOMPARE(json["outcome"].toString(), QString("table"));
    QCOMPARE(json["rows"].toInt(), 12);
    QCOMPARE(json["columns"].toInt(), 4);
    QCOMPARE(json["missing"].toInt(), 1);
    QCOMPARE(json["names"].toArray(), (QJsonArray{"length", "width", "place", "kind"}));
    QCOMPARE(json["types"].toArray(), (QJsonArray{"number", "number", "text", "text"}));
    QCOMPARE(json["data"].toArray().size(), 4);
    QCOMPARE(json["data"].toArray()[3].toArray(), (QJsonArray{1.1, QJsonValue::Null, "south", "rose"}));

    const RunResult text = netloom.run({"inspect", "flowers.csv"});
    QCOMPARE(text.status, 0);
    QVERIFY(text.out.contains("length") && text.out.endsWith('\n'));
}

void TestCli::inspectTakesImportOptions()
{
    const NetloomRunner netloom;
    netloom.write("t.csv", "1;2,5;-\n3;4,5;x\n");
    const RunResult result =
        netloom.run({"inspect", "t.csv", "--json", "--cells", "9", "--header", "no", "--delimiter", "semicolon",
                     "--decimal", "comma", "--missing", "-", "--type", "column 1=text", "--type", "column 3=text"});
    QVERIFY2(result.status == 0, result.text());
    QCOMPARE(result.json()["types"].toArray(), (QJsonArray{"text", "number", "text"}));
    QCOMPARE(result.json()["data"].toArray(),
             (QJsonArray{QJsonArray{"1", 2.5, QJsonValue::Null}, QJsonArray{"3", 4.5, "x"}}));
}

void TestCli::inspectRefusesWithThePlace()
{
    const NetloomRunner netloom;
    netloom.write("ragged.csv", "a,b\n1,2\n3,4,5\n");
    const RunResult result = netloom.run({"inspect", "ragged.csv", "--json"});
    QVERIFY2(result.status == 1, result.text());
    QCOMPARE(result.json()["outcome"].toString(), QString("error"));
    QCOMPARE(result.json()["class"].toString(), QString("ragged"));
    QCOMPARE(result.json()["line"].toInt(), 3);
    const RunResult text = netloom.run({"inspect", "ragged.csv"});
    QCOMPARE(text.status, 1);
    QVERIFY(text.out.isEmpty());
    QVERIFY(text.err.contains("line 3"));
}

void TestCli::helpOfNewListsTheSettings()
{
    const RunResult help = NetloomRunner().run({"new", "--help"});
    QCOMPARE(help.status, 0);
    for (const char* key : {"split.test", "split.order", "optimizer", "learning_rate", "batch_size", "epochs", "loss",
                            "metrics", "early_stopping.patience", "seed"})
        QVERIFY2(help.out.contains(QByteArray("  ") + key), key);
}

void TestCli::newMakesAProject()
{
    const NetloomRunner netloom;
    netloom.write("flowers.csv", kFlowers);
    const RunResult made =
        netloom.run({"new", "--data", "flowers.csv", "--target", "kind", "--layers", "dense 5 relu, dropout 0.2",
                     "--set", "split.test=0.25", "--set", "split.validation=0", "--set", "split.order=file", "--set",
                     "optimizer=sgd", "--set", "learning_rate=0.05", "-o", "p.netloom"});
    QVERIFY2(made.status == 0, made.text());
    const RunResult info = netloom.run({"info", "p.netloom", "--json"});
    QVERIFY2(info.status == 0, info.text());
    const QJsonObject json = info.json();
    QVERIFY2(json["sound"].toBool(), info.text());
    QVERIFY(!json["trained"].toBool());
    QCOMPARE(json["target"].toString(), QString("kind"));
    QCOMPARE(json["inputs"].toInt(), 4); // length, width, two places
    QCOMPARE(json["data"]["parts"]["train"].toInt(), 9);
    QCOMPARE(json["data"]["parts"]["test"].toInt(), 3);
    const QJsonArray layers = json["layers"].toArray();
    QCOMPARE(layers.size(), 3);
    QCOMPARE(layers[0]["parameters"].toInt(), 4 * 5 + 5);
    QCOMPARE(layers[1]["type"].toString(), QString("dropout"));
    QCOMPARE(layers[2]["name"].toString(), QString("output"));
    QCOMPARE(layers[2]["fields"]["activation"].toString(), QString("sigmoid"));
    QCOMPARE(json["parameters"].toInt(), 25 + 6);
    QCOMPARE(json["settings"]["optimizer"].toString(), QString("sgd"));
    QCOMPARE(json["settings"]["learning_rate"].toString(), QString("0.05"));
}

void TestCli::newAddsTheOutputUnlessItIsThere()
{
    const NetloomRunner netloom;
    const auto layersOf = [&](const QString& layers, const QString& sample = "iris") {
        netloom.run({"new", "--sample", sample, "--layers", layers, "-o", "p.netloom"});
        return netloom.run({"info", "p.netloom", "--json"}).json()["layers"].toArray();
    };
    QCOMPARE(layersOf("dense 7 relu").size(), 2);
    QCOMPARE(layersOf("dense 7 relu, dense 3 softmax").size(), 2);
    QCOMPARE(layersOf("dense 7 relu, dense 3 relu").size(), 3);
    QCOMPARE(layersOf("dense 7 relu, dense 3 sigmoid").size(), 2);
    QCOMPARE(layersOf("dense 7 relu, dense 1 tanh", "breast_cancer").size(), 2);
    QCOMPARE(layersOf("").size(), 1);
    QCOMPARE(layersOf("").at(0)["outputs"].toInt(), 3);
    const auto other =
        netloom.run({"new", "--sample", "iris", "--layers", "dense 7 relu, dense 4 softmax", "-o", "q.netloom"});
    QCOMPARE(other.status, 2);
    QVERIFY2(other.err.contains("an output of 4 units") && other.err.contains("3 softmax"), other.err.constData());
    // One unit for one number is the output, and keeps the activation it was given.
    const QJsonArray own = layersOf("dense 7 relu, dense 1 softplus", "plane");
    QCOMPARE(own.size(), 2);
    QCOMPARE(own.at(1)["fields"]["activation"].toString(), QString("softplus"));
    QCOMPARE(netloom.run({"train", "p.netloom", "--epochs", "2", "--quiet"}).status, 0);
    QCOMPARE(netloom.run({"info", "p.netloom", "--json"}).json()["layers"][1]["fields"]["activation"].toString(),
             QString("softplus"));
}

void TestCli::aNetworkCanBeDrawnWithoutData()
{
    const NetloomRunner netloom;
    const RunResult made = netloom.run({"new", "--inputs", "7", "--layers",
                                        "dense 5 relu, dropout 0.2, dense 1 sigmoid", "-o", "d.netloom", "--json"});
    QVERIFY2(made.status == 0, made.text());
    QCOMPARE(made.json()["inputs"].toInt(), 7);
    QVERIFY(netloom.run({"diagram", "d.netloom", "-o", "d.svg"}).status == 0);
    QVERIFY(netloom.read("d.svg").contains("<svg"));
    QCOMPARE(netloom.run({"new", "--inputs", "7", "-o", "e.netloom"}).status, 2);
    QCOMPARE(netloom.run({"new", "--inputs", "7", "--sample", "iris", "--layers", "dense 1", "-o", "e.netloom"}).status,
             2);
    const RunResult trained = netloom.run({"train", "d.netloom"});
    QVERIFY2(trained.status == 1 && trained.err.contains("no data"), trained.text());
}

void TestCli::newNeverReplacesTheData()
{
    const NetloomRunner netloom;
    netloom.write("flowers.csv", kFlowers);
    const RunResult result = netloom.run({"new", "--data", "flowers.csv", "-o", "./flowers.csv"});
    QVERIFY2(result.status == 2, result.text());
    QCOMPARE(netloom.read("flowers.csv"), kFlowers);
}

void TestCli::nothingIsWrittenOverAnotherKindOfFile_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("kept");
    const auto add = [](const char* name, const QStringList& arguments, const char* kept) {
        QTest::newRow(name) << arguments << kept;
    };
    add("history over its project", {"train", "p.netloom", "--epochs", "2", "--history", "p.netloom"}, "p.netloom");
    add("history over the data", {"train", "p.netloom", "--epochs", "2", "--history", "flowers.csv"}, "flowers.csv");
    add("project over the data", {"train", "p.netloom", "--epochs", "2", "-o", "flowers.csv"}, "flowers.csv");
    add("project over another table", {"train", "p.netloom", "--epochs", "2", "-o", "other.csv"}, "other.csv");
    add("history over another project", {"train", "p.netloom", "--epochs", "2", "--history", "q.netloom"}, "q.netloom");
    add("history over its output", {"train", "p.netloom", "--epochs", "2", "-o", "q.netloom", "--history", "q.netloom"},
        "q.netloom");
    add("curves over the data", {"curves", "p.netloom", "-o", "flowers.csv"}, "flowers.csv");
    add("curves over the data by a link", {"curves", "p.netloom", "-o", "link.csv"}, "flowers.csv");
    add("picture over a table", {"diagram", "p.netloom", "-o", "other.png"}, "other.png");
    add("picture of another kind", {"curves", "p.netloom", "-o", "picture.svg"}, "picture.svg");
    add("predictions over the data", {"predict", "p.netloom", "other.csv", "-o", "flowers.csv"}, "flowers.csv");
    add("predictions over a project", {"predict", "p.netloom", "other.csv", "-o", "q.netloom"}, "q.netloom");
    add("new over a table", {"new", "--sample", "iris", "-o", "other.csv"}, "other.csv");
}

void TestCli::nothingIsWrittenOverAnotherKindOfFile()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QString, kept);
    const NetloomRunner netloom;
    netloom.write("flowers.csv", kFlowers);
    netloom.write("other.csv", kFlowers);
    netloom.write("other.png", kFlowers);
    netloom.write("picture.svg", "\x89PNG\r\n\x1a\n");
    QVERIFY(QFile::link(netloom.path("flowers.csv"), netloom.path("link.csv")));
    QVERIFY(netloom.run({"new", "--data", "flowers.csv", "-o", "p.netloom"}).status == 0);
    QVERIFY(netloom.run({"new", "--sample", "iris", "-o", "q.netloom"}).status == 0);
    QVERIFY(netloom.run({"train", "p.netloom", "--epochs", "1", "--quiet"}).status == 0);
    const QByteArray before = netloom.read(kept);
    const RunResult result = netloom.run(arguments);
    QVERIFY2(result.status == 2 && result.err.contains("would replace"), result.text());
    QCOMPARE(netloom.read(kept), before);
}

void TestCli::aForeignProjectReadsOnlyDataThatAreNamed()
{
    const NetloomRunner netloom;
    netloom.write("flowers.csv", kFlowers);
    QVERIFY(QDir(netloom.path(".")).mkdir("project"));
    QVERIFY(netloom.run({"new", "--data", "flowers.csv", "-o", "project/p.netloom"}).status == 0);
    // The file that the project was saved with may be anywhere; another one in its place is not read unasked.
    QVERIFY(netloom.run({"train", "project/p.netloom", "--epochs", "1", "--quiet"}).status == 0);
    netloom.write("flowers.csv", kFlowers + "1.0,2.0,north,SECRET\n");
    const RunResult refused = netloom.run({"train", "project/p.netloom", "--epochs", "2", "--quiet"});
    QVERIFY2(refused.status == 1 && refused.err.contains("outside its folder") && refused.err.contains("flowers.csv"),
             refused.text());
    QVERIFY(!netloom.read("project/p.netloom").contains("SECRET"));
    QVERIFY(!netloom.run({"info", "project/p.netloom"}).out.contains("SECRET"));
    const RunResult named =
        netloom.run({"train", "project/p.netloom", "--data", "flowers.csv", "--epochs", "2", "--fresh", "--quiet"});
    QVERIFY2(named.status == 0, named.text());
}

void TestCli::picturesNeedNoDisplay()
{
    const NetloomRunner netloom;
    QVERIFY(netloom.run({"new", "--sample", "iris", "-o", "p.netloom"}).status == 0);
    const RunResult none = netloom.run({"curves", "p.netloom", "-o", "c.png"});
    QVERIFY2(none.status == 1 && none.err.contains("not been trained"), none.text());
    const RunResult trained = netloom.run({"train", "p.netloom", "--epochs", "3", "--quiet"});
    QVERIFY2(trained.status == 0 && trained.err.isEmpty(), trained.text());

    const RunResult png = netloom.run({"diagram", "p.netloom", "-o", "d.png", "--color", "weights", "--descriptions",
                                       "--width", "600", "--scale", "2"});
    QVERIFY2(png.status == 0 && png.out.isEmpty(), png.text());
    const QImage picture = QImage::fromData(netloom.read("d.png"));
    QCOMPARE(picture.width(), 1200);
    QVERIFY(!picture.isNull() && !picture.hasAlphaChannel());
    QVERIFY(netloom.run({"diagram", "p.netloom", "-o", "n.svg"}).status == 0);
    // Names end at their neuron whatever the viewer's font, which is one without serifs.
    const QString drawn = QString::fromUtf8(netloom.read("n.svg"));
    const QRegularExpression anchored(QStringLiteral("<text [^>]*text-anchor=\"end\"[^>]*>\\s*petal width \\(cm\\)"));
    QVERIFY(drawn.contains(anchored));
    QVERIFY(drawn.contains("sans-serif\"") && !drawn.contains("font-family=\"Sans Serif\""));
    const RunResult svg = netloom.run({"diagram", "p.netloom", "-o", "d.SVG", "--view", "blocks", "--dark"});
    QVERIFY2(svg.status == 0, svg.text());
    QXmlStreamReader xml(netloom.read("d.SVG"));
    while (!xml.atEnd())
        xml.readNext();
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QVERIFY(netloom.run({"diagram", "p.netloom", "-o", "d.pdf"}).status == 0);
    QVERIFY(netloom.read("d.pdf").startsWith("%PDF"));

    QVERIFY(netloom.run({"curves", "p.netloom", "-o", "c.png", "--width", "800"}).status == 0);
    QCOMPARE(QImage::fromData(netloom.read("c.png")).width(), 800);
    QVERIFY(netloom.run({"curves", "p.netloom", "-o", "c.csv"}).status == 0);
    QCOMPARE(netloom.read("c.csv").count('\n'), 4); // heading and three epochs
    QVERIFY(netloom.read("c.csv").startsWith("epoch,loss"));
}

void TestCli::curvesAsInTheWindow()
{
    const NetloomRunner netloom;
    QVERIFY(netloom.run({"new", "--sample", "iris", "-o", "p.netloom"}).status == 0);
    QVERIFY(netloom.run({"train", "p.netloom", "--epochs", "5", "--quiet"}).status == 0);
    QVERIFY(netloom
                .run({"train", "p.netloom", "--new-run", "norms", "--set", "measure_norms=yes", "--set",
                      "measure_loss=yes", "--epochs", "5", "--quiet"})
                .status == 0);
    const auto drawn = [&](const QStringList& more) {
        const RunResult result = netloom.run(QStringList{"curves", "p.netloom", "-o", "c.svg"} + more);
        return result.status == 0 ? netloom.read("c.svg") : QByteArray(result.text());
    };
    QVERIFY(drawn({}).contains("train, after the epoch"));
    QVERIFY(drawn({"--runs", "--metric", "all", "--log", "--log-epochs", "--smooth", "0.9"})
                .contains("run1")); // the other run
    QVERIFY(drawn({"--yardsticks"}).contains("logistic regression"));
    QVERIFY(drawn({"--metric", "gradient_norm", "--log-metric"}).contains("gradient norm"));
    const QByteArray parts = drawn({"--layout", "parts"});
    QVERIFY(parts.contains(">Training<") && parts.contains(">Validation<") && parts.contains(">Score<"));
    const QByteArray together = drawn({"--layout", "together", "--yardsticks"});
    QVERIFY(together.contains(">validation<") && together.contains("logistic regression"));
    QVERIFY(!together.contains(">Validation<"));
    QVERIFY(netloom.run({"curves", "p.netloom", "-o", "c.svg", "--layout", "round"}).status == 2);
    const RunResult unknown = netloom.run({"curves", "p.netloom", "-o", "c.svg", "--metric", "speed"});
    QVERIFY2(unknown.status == 2 && unknown.err.contains("no metric \"speed\"; it has: accuracy"), unknown.text());
    QVERIFY(netloom.run({"curves", "p.netloom", "-o", "c.csv"}).status == 0);
    QVERIFY(netloom.read("c.csv").split('\n')[0].endsWith("loss_after_epoch,gradient_norm,weight_norm"));
}

void TestCli::filmsInEachFormat()
{
    const NetloomRunner netloom;
    QVERIFY(netloom.run({"new", "--sample", "moons", "-o", "p.netloom"}).status == 0);
    QVERIFY(netloom.run({"train", "p.netloom", "--epochs", "4", "--quiet"}).status == 0);
    const RunResult gif = netloom.run({"film", "p.netloom", "-o", "f.gif", "--width", "300"});
    QVERIFY2(gif.status == 0, gif.text());
    QVERIFY(netloom.read("f.gif").startsWith("GIF89a"));
    QVERIFY(netloom.run({"film", "p.netloom", "-o", "f.webp", "--width", "300"}).status == 0);
    QVERIFY(netloom.read("f.webp").startsWith("RIFF"));
    const RunResult missing = netloom.run({"film", "p.netloom", "-o", "pictures"});
    QVERIFY2(missing.status == 2 && missing.err.contains("no folder \"pictures\""), missing.text());
    const RunResult over = netloom.run({"film", "p.netloom", "-o", "p.netloom"});
    QVERIFY2(over.status == 2 && over.err.contains(".webp, .gif"), over.text());
}

void TestCli::anAnswerThatCannotBeWrittenFails()
{
    const NetloomRunner netloom;
    netloom.write("flowers.csv", kFlowers);
    QProcess process;
    process.setStandardOutputFile(QStringLiteral("/dev/full"));
    netloom.start(process, {"inspect", "flowers.csv"});
    const RunResult result = NetloomRunner::finish(process);
    QVERIFY2(result.status == 1 && result.err.contains("No space"), result.text());
}

void TestCli::withoutADisplayTheWindowSaysSo()
{
    const NetloomRunner netloom;
    for (const QStringList& environment : {QStringList(), QStringList{"DISPLAY=:987"}}) {
        const RunResult result = netloom.run({}, environment);
        QVERIFY2(result.status == 1 && result.out.isEmpty() && result.err.contains("no display"), result.text());
    }
}

void TestCli::infoFindsDamage()
{
    const NetloomRunner netloom;
    QVERIFY(netloom.run({"new", "--sample", "iris", "-o", "p.netloom"}).status == 0);
    const RunResult sound = netloom.run({"info", "p.netloom"});
    QVERIFY2(sound.status == 0 && sound.out.contains("sound"), sound.text());
    QByteArray bytes = netloom.read("p.netloom");
    bytes.truncate(bytes.size() * 2 / 3);
    netloom.write("cut.netloom", bytes);
    const RunResult cut = netloom.run({"info", "cut.netloom", "--json"});
    QVERIFY2(cut.status == 1 && cut.err.contains("cut.netloom"), cut.text());
}

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
