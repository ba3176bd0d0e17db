// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/netloom_process.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTest>

#include <cmath>

namespace {

bool trained(const NetloomRunner& netloom, const QStringList& made)
{
    const RunResult first = netloom.run(QStringList{"new"} + made);
    const RunResult second = netloom.run({"train", made.last(), "--epochs", "30", "--quiet"});
    if (first.status != 0 || second.status != 0)
        qWarning("%s %s", first.text(), second.text());
    return first.status == 0 && second.status == 0;
}

} // namespace

class TestCliEvaluation : public QObject
{
    Q_OBJECT

private slots:
    void figuresWithIntervalsAndYardsticks();
    void thresholds();
    void theOtherPositiveClass();
    void twoRuns();
    void subgroups();
    void numbersAndTheirWorstRows();
    void oneRowExplained();
    void theWholeNetwork();
    void oneColumn();
    void plotsAsFiles_data();
    void plotsAsFiles();
    void numbersOfAPlot();
    void theReportRebuildsTheNetwork_data();
    void theReportRebuildsTheNetwork();
    void wrongEnds();
    void usage_data();
    void usage();
};

void TestCliEvaluation::figuresWithIntervalsAndYardsticks()
{
    const NetloomRunner netloom;
    QVERIFY(trained(netloom, {"--sample", "wine", "-o", "p.netloom"}));
    const RunResult result = netloom.run({"evaluate", "p.netloom", "--json", "--resamples", "200"});
    QVERIFY2(result.status == 0, result.text());
    const QJsonObject json = result.json();
    const QJsonObject figures = json["figures"].toObject();
    QCOMPARE(figures["accuracy"].toObject()["value"], json["accuracy"]);
    for (const char* key : {"accuracy", "macro_f1", "auc_macro", "log_loss", "brier", "mcc"}) {
        const QJsonObject one = figures[QLatin1String(key)].toObject();
        QVERIFY2(one["value"].isDouble() && one["linear"].isDouble(), key);
    }
    QCOMPARE(json["yardsticks"].toObject()["linear"].toString(), QString("logistic regression"));
    QCOMPARE(json["per_class"].toArray().size(), json["classes"].toArray().size());
    QCOMPARE(json["multiclass"].toObject()["one_vs_rest"].toArray().size(), json["classes"].toArray().size());
    const RunResult again = netloom.run({"evaluate", "p.netloom", "--json", "--resamples", "200"});
    QCOMPARE(again.out, result.out);
    const RunResult text = netloom.run({"evaluate", "p.netloom", "--resamples", "200"});
    QVERIFY2(text.status == 0 && text.out.contains("95 % interval") && text.out.contains("logistic regression"),
             text.text());
}

void TestCliEvaluation::thresholds()
{
    const NetloomRunner netloom;
    QVERIFY(trained(netloom, {"--sample", "breast_cancer", "-o", "p.netloom"}));
    const QStringList evaluate = {"evaluate", "p.netloom", "--json", "--resamples", "0", "--threshold"};
    const QJsonObject none = netloom.run(evaluate + QStringList{"1"}).json();
    QCOMPARE(none["binary"].toArray()[0].toObject()["tp"].toInt(), 0);
    QCOMPARE(none["confusion"].toArray()[1].toArray()[1].toInt(), 0);
    QVERIFY(none["figures"].toObject()["precision"].toObject()["value"].isNull());
    const RunResult chosen = netloom.run(evaluate + QStringList{"cost:1,20"});
    QVERIFY2(chosen.status == 0, chosen.text());
    QVERIFY(chosen.json()["threshold"].toDouble() < 0.5);
    QVERIFY(chosen.json()["threshold_reason"].toString().contains("validation rows"));
    QCOMPARE(chosen.json()["threshold_optimistic"].toBool(), false);
    const RunResult optimistic = netloom.run(evaluate + QStringList{"youden", "--on", "validation"});
    QCOMPARE(optimistic.json()["threshold_optimistic"].toBool(), true);
    QCOMPARE(none["figures"].toObject()["auc"], chosen.json()["figures"].toObject()["auc"]);
}

void TestCliEvaluation::theOtherPositiveClass()
{
    const NetloomRunner netloom;
    QVERIFY(trained(netloom, {"--sample", "breast_cancer", "-o", "p.netloom"}));
    const QStringList evaluate = {"evaluate", "p.netloom", "--json", "--resamples", "0"};
    const QJsonObject usual = netloom.run(evaluate).json();
    const QJsonObject other = netloom.run(evaluate + QStringList{"--positive", "benign"}).json();
    QCOMPARE(other["classes"].toArray()[1].toString(), QString("benign"));
    QCOMPARE(other["confusion"].toArray()[1].toArray()[1], usual["confusion"].toArray()[0].toArray()[0]);
    const auto value = [](const QJsonObject& json, const char* key) {
        return json["figures"].toObject()[QLatin1String(key)].toObject()["value"].toDouble();
    };
    QVERIFY(std::abs(value(other, "auc") - value(usual, "auc")) < 1e-9);
    QVERIFY(std::abs(value(other, "recall") - value(usual, "specificity")) < 1e-12);
    QVERIFY(std::abs(value(other, "log_loss") - value(usual, "log_loss")) < 1e-12);
    QVERIFY(netloom.run(evaluate + QStringList{"--positive", "benin"}).err.contains("Did you mean \"benign\"?"));
}

void TestCliEvaluation::twoRuns()
{
    const NetloomRunner netloom;
    QVERIFY(trained(netloom, {"--sample", "breast_cancer", "-o", "p.netloom"}));
    QVERIFY(netloom.run({"train", "p.netloom", "--new-run", "short", "--epochs", "1", "--quiet"}).status == 0);
    const QStringList evaluate = {"evaluate", "p.netloom", "--run", "run1", "--resamples", "100"};
    const RunResult same = netloom.run(evaluate + QStringList{"--against", "run1", "--json"});
    QVERIFY2(same.status == 0, same.text());
    QCOMPARE(same.json()["comparison"].toObject()["mcnemar"].toObject()["exact"].toDouble(), 1.0);
    const RunResult result = netloom.run(evaluate + QStringList{"--against", "short", "--json"});
    QVERIFY2(result.status == 0, result.text());
    const QJsonObject loss = result.json()["comparison"].toObject()["figures"].toObject()["log_loss"].toObject();
    QVERIFY(loss["difference"].toDouble() < 0); // one epoch is not enough
    QCOMPARE(loss["contains_zero"].toBool(), false);
    QVERIFY(netloom.run(evaluate + QStringList{"--against", "short"}).out.contains("McNemar"));
}

void TestCliEvaluation::subgroups()
{
    const NetloomRunner netloom;
    QVERIFY(trained(netloom, {"--sample", "breast_cancer", "-o", "p.netloom"}));
    const RunResult result =
        netloom.run({"evaluate", "p.netloom", "--json", "--resamples", "0", "--by", "mean texture"});
    QVERIFY2(result.status == 0, result.text());
    const QJsonArray groups = result.json()["subgroups"].toObject()["groups"].toArray();
    QCOMPARE(groups.size(), 4);
    int rows = 0;
    for (const QJsonValue& group : groups)
        rows += group.toObject()["rows"].toInt();
    QCOMPARE(rows, result.json()["rows"].toInt());
    const RunResult unknown = netloom.run({"evaluate", "p.netloom", "--by", "mean textur"});
    QVERIFY2(unknown.status == 1 && unknown.err.contains("Did you mean \"mean texture\"?"), unknown.text());
}

void TestCliEvaluation::numbersAndTheirWorstRows()
{
    const NetloomRunner netloom;
    QByteArray csv = "a,b,price\n";
    for (int i = 0; i < 200; ++i)
        csv += QByteArray::number(i % 17) + "," + QByteArray::number(i % 23) + "," +
               QByteArray::number(3 * (i % 17) + 2 * (i % 23)) + "\n";
    netloom.write("t.csv", csv);
    QVERIFY(trained(netloom, {"--data", "t.csv", "--target", "price", "-o", "p.netloom"}));
    const RunResult result = netloom.run({"evaluate", "p.netloom", "--json", "--resamples", "100"});
    QVERIFY2(result.status == 0, result.text());
    const QJsonObject json = result.json();
    const QJsonObject one = json["numbers"].toArray()[0].toObject();
    QVERIFY(std::abs(one["r2"].toDouble() - json["r2"].toDouble()) < 1e-5);
    QVERIFY(std::abs(one["mean_absolute_error"].toDouble() / json["mean_absolute_error"].toDouble() - 1) < 1e-4);
    QCOMPARE(one["worst_rows"].toArray().size(), 10);
    QCOMPARE(json["yardsticks"].toObject()["linear"].toString(), QString("ridge regression"));
}

void TestCliEvaluation::oneRowExplained()
{
    const NetloomRunner netloom;
    QVERIFY(trained(netloom, {"--sample", "iris", "-o", "p.netloom"}));
    const RunResult result = netloom.run({"explain", "p.netloom", "--row", "3", "--what-if", "versicolor",
                                          "--integrated-gradients", "-o", "n.csv", "--json"});
    QVERIFY2(result.status == 0, result.text());
    const QJsonObject json = result.json();
    QCOMPARE(json["row"].toInt(), 3);
    double sum = json["expected_value"].toDouble();
    const QJsonArray parts = json["contributions"].toArray();
    QCOMPARE(parts.size(), 4);
    for (const QJsonValue& part : parts)
        sum += part.toObject()["value"].toDouble();
    QVERIFY(std::abs(sum - json["prediction"].toDouble()) < 1e-9);
    QVERIFY(json["gap"].toDouble() < 1e-9);
    QCOMPARE(json["scale"].toString(), QString("probability"));
    QCOMPARE(json["exact"].toBool(), true);
    QCOMPARE(json["nearest_rows"].toArray().size(), 5);
    for (const QJsonValue& answer : json["what_if"].toObject()["answers"].toArray())
        QCOMPARE(answer.toObject()["predicted"].toString(), QString("versicolor"));
    QCOMPARE(netloom.read("n.csv").split('\n').first(),
             QByteArray("column,feature_value,contribution,standard_error,integrated_gradient"));
    QCOMPARE(netloom.read("n.csv").count('\n'), 5);
    // The same row out of another file, in log-odds against one row.
    netloom.write("x.csv", "petal length (cm),petal width (cm),sepal length (cm),sepal width (cm)\n1.4,0.2,5,3\n");
    const RunResult other = netloom.run({"explain", "p.netloom", "--row", "1", "--data", "x.csv", "--scale", "log-odds",
                                         "--background", "row:100", "--json"});
    QVERIFY2(other.status == 0, other.text());
    QCOMPARE(other.json()["scale"].toString(), QString("log-odds"));
    QCOMPARE(other.json()["background_rows"].toInt(), 1);
    const RunResult text = netloom.run({"explain", "p.netloom", "--row", "3"});
    QVERIFY2(text.status == 0 && text.out.contains("They add up to the prediction.") &&
                 text.out.contains("nearest training rows"),
             text.text());
}

void TestCliEvaluation::theWholeNetwork()
{
    const NetloomRunner netloom;
    QVERIFY(trained(netloom, {"--sample", "iris", "-o", "p.netloom"}));
    const RunResult result = netloom.run({"explain", "p.netloom", "--global", "--json", "--repeats", "3"});
    QVERIFY2(result.status == 0, result.text());
    const QJsonArray columns = result.json()["columns"].toArray();
    QCOMPARE(columns.size(), 4);
    QVERIFY(columns[0].toObject()["importance"].toDouble() >= columns[3].toObject()["importance"].toDouble());
    QCOMPARE(columns[0].toObject()["importances"].toArray().size(), 3);
    QVERIFY(!result.json()["unit_sensitivity"].toArray().isEmpty());
    const RunResult threads =
        netloom.run({"explain", "p.netloom", "--global", "--json", "--repeats", "3", "--threads", "1"});
    QCOMPARE(threads.out, result.out);
    QVERIFY(netloom.run({"explain", "p.netloom", "--global", "--score", "accuracy"}).out.contains("accuracy"));
}

void TestCliEvaluation::oneColumn()
{
    const NetloomRunner netloom;
    QVERIFY(trained(netloom, {"--sample", "iris", "-o", "p.netloom"}));
    const QStringList explain = {"explain", "p.netloom", "--dependence", "petal width (cm)", "--json"};
    const QJsonObject plain = netloom.run(explain).json();
    QCOMPARE(plain["values"].toArray().size(), plain["average"].toArray().size());
    QVERIFY(!plain["individual"].toArray().isEmpty());
    const QJsonObject effects = netloom.run(explain + QStringList{"--ale", "-o", "e.csv"}).json();
    QCOMPARE(effects["edges"].toArray().size(), effects["counts"].toArray().size() + 1);
    QCOMPARE(netloom.read("e.csv").count('\n'), effects["edges"].toArray().size() + 1);
    const QJsonObject map = netloom.run(explain + QStringList{"--with", "sepal width (cm)"}).json();
    QCOMPARE(map["average"].toArray().size(), map["labels"].toArray().size());
    const RunResult unknown = netloom.run({"explain", "p.netloom", "--dependence", "petal"});
    QVERIFY2(unknown.status == 1 && unknown.err.contains("no input column \"petal\""), unknown.text());
}

void TestCliEvaluation::plotsAsFiles_data()
{
    QTest::addColumn<QStringList>("sample");
    QTest::addColumn<QStringList>("command");
    QTest::addColumn<QByteArray>("begins");
    QTest::addColumn<QString>("ending");
    const QByteArray png("\x89PNG");
    const QByteArray svg("<?xml");
    const QByteArray pdf("%PDF");
    const QStringList wine{"--sample", "wine"};
    const QStringList numbers{"--sample", "plane"};
    const auto row = [](const char* name, const QStringList& sample, const QStringList& command,
                        const QByteArray& begins, const char* ending) {
        QTest::newRow(name) << sample << command << begins << QString::fromLatin1(ending);
    };
    row("confusion", wine, {"evaluate"}, png, "png");
    row("roc of a class", wine, {"evaluate", "--plot", "roc", "--of", "2"}, svg, "svg");
    row("calibration", wine, {"evaluate", "--plot", "calibration"}, pdf, "pdf");
    row("predicted", numbers, {"evaluate"}, png, "png");
    row("residuals", numbers, {"evaluate", "--column", "y"}, svg, "svg");
    row("waterfall", wine, {"explain", "--row", "3"}, svg, "svg");
    row("decision", wine, {"explain", "--row", "3", "--plot", "decision"}, pdf, "pdf");
    row("importance", wine, {"explain", "--global", "--repeats", "2"}, png, "png");
    row("beeswarm", wine, {"explain", "--global", "--repeats", "2", "--plot", "beeswarm"}, svg, "svg");
    row("dependence", wine, {"explain", "--dependence", "alcohol"}, png, "png");
    row("effects", wine, {"explain", "--dependence", "alcohol", "--ale"}, png, "png");
    row("map", wine, {"explain", "--dependence", "alcohol", "--with", "hue"}, svg, "svg");
}

void TestCliEvaluation::plotsAsFiles()
{
    QFETCH(QStringList, sample);
    QFETCH(QStringList, command);
    QFETCH(QByteArray, begins);
    QFETCH(QString, ending);
    const NetloomRunner netloom;
    QVERIFY(trained(netloom, sample + QStringList{"-o", "p.netloom"}));
    command.insert(1, "p.netloom");
    const QString file = "plot." + ending;
    const RunResult result = netloom.run(command + QStringList{"-o", file});
    QVERIFY2(result.status == 0 && result.err.contains("Written: " + file.toUtf8()), result.text());
    const QByteArray bytes = netloom.read(file);
    QVERIFY(bytes.startsWith(begins));
    QVERIFY(bytes.size() > 1000);
    QVERIFY(!result.out.isEmpty()); // the answer is given all the same
}

void TestCliEvaluation::numbersOfAPlot()
{
    const NetloomRunner netloom;
    QVERIFY(trained(netloom, {"--sample", "wine", "-o", "p.netloom"}));
    const RunResult result = netloom.run({"evaluate", "p.netloom", "--json", "--resamples", "0", "-o", "c.csv"});
    QVERIFY2(result.status == 0, result.text());
    const QList<QByteArray> lines = netloom.read("c.csv").trimmed().split('\n');
    QCOMPARE(lines.size(), 10); // three classes each way
    QCOMPARE(lines.front(), QByteArray("truth,prediction,rows"));
    const QJsonArray confusion = result.json()["confusion"].toArray();
    for (int truth = 0; truth < 3; ++truth)
        for (int prediction = 0; prediction < 3; ++prediction)
            QCOMPARE(lines[1 + 3 * truth + prediction].split(',').back().toInt(),
                     confusion[truth].toArray()[prediction].toInt());
    // Its last place is the prediction that is told.
    const RunResult decision = netloom.run({"explain", "p.netloom", "--row", "3", "--json", "--scale", "probability",
                                            "--plot", "decision", "-o", "d.csv"});
    QVERIFY2(decision.status == 0, decision.text());
    const QList<QByteArray> steps = netloom.read("d.csv").trimmed().split('\n');
    QCOMPARE(steps.size(), 15); // the expected value, and thirteen columns
    const double end = steps.back().split(',').back().toDouble();
    QVERIFY2(std::abs(end - decision.json()["prediction"].toDouble()) < 1e-6, steps.back());
}

void TestCliEvaluation::theReportRebuildsTheNetwork_data()
{
    QTest::addColumn<QStringList>("made");
    QTest::newRow("as the rule suggests") << QStringList{"--data", "t.csv", "--target", "bought"};
    QTest::newRow("generated") << QStringList{"--sample", "moons", "--points",      "120",
                                              "--noise",  "0.2",   "--points-seed", "7"};
    QTest::newRow("everything changed") << QStringList{
        "--data",     "t.csv",
        "--target",   "bought",
        "--role",     "it's free=ignore",
        "--compute",  "both = age * pay",
        "--prepare",  "pay=impute:mean,scale:min_max,log",
        "--prepare",  "city=encode:ordinal",
        "--positive", "no",
        "--layers",   "dense 6 tanh kernel_initializer=he_normal, dropout 0.1, dense 1 sigmoid",
        "--set",      "optimizer=sgd",
        "--set",      "optimizer.momentum=0.5",
        "--set",      "learning_rate=0.02",
        "--set",      "schedule=cosine_decay",
        "--set",      "class_weights=balanced",
        "--set",      "batch_size=7",
        "--set",      "seed=11",
        "--set",      "early_stopping=yes",
        "--set",      "early_stopping.patience=3",
        "--set",      "split.order=shuffled",
        "--set",      "split.seed=5",
        "--set",      "split.test=0.2"};
    QTest::newRow("an output of one's own") << QStringList{"--data",
                                                           "t.csv",
                                                           "--target",
                                                           "age",
                                                           "--layers",
                                                           "dense 4 relu, dense 1 relu",
                                                           "--no-output",
                                                           "--set",
                                                           "loss=log_cosh",
                                                           "--set",
                                                           "metrics=mean_squared_error"};
}

/// The commands that a report names are run where nothing but the table is, and come to the same weights.
void TestCliEvaluation::theReportRebuildsTheNetwork()
{
    QFETCH(const QStringList, made);
    const NetloomRunner netloom;
    QByteArray csv = "age,pay,city,it's free,bought\n";
    for (int i = 0; i < 80; ++i)
        csv += QByteArray::number(20 + (i * 37) % 50) + ',' +
               (i % 9 == 0 ? QByteArray() : QByteArray::number(1000 + (i * 7919) % 3000)) + ',' +
               (i % 3 == 0   ? "Rome"
                : i % 3 == 1 ? "Oslo"
                             : "Bern") +
               ',' + (i % 4 == 0 ? "yes" : "no") + ',' + ((i * 37) % 50 > 22 ? "yes" : "no") + '\n';
    netloom.write("t.csv", csv);
    QVERIFY(trained(netloom, made + QStringList{"-o", "p.netloom"}));
    const auto report = [&](const char* project) {
        const RunResult result = netloom.run({"report", project, "-o", "r.html"});
        if (result.status != 0)
            qWarning("%s", result.text());
        return QString::fromUtf8(netloom.read("r.html"));
    };
    const auto between = [](const QString& text, const char* before, const char* behind) {
        const qsizetype from = text.indexOf(QLatin1String(before)) + qsizetype(qstrlen(before));
        return text.mid(from, text.indexOf(QLatin1String(behind), from) - from);
    };
    const QString first = report("p.netloom");
    const QString weights = between(first, "SHA-256 of the weights</td><td>", "<");
    QCOMPARE(weights.size(), 64);
    QString commands = between(first, "<pre>", "</pre>");
    for (const auto& [coded, plain] : {std::pair("&lt;", "<"), std::pair("&gt;", ">"), std::pair("&quot;", "\""),
                                       std::pair("&#39;", "'"), std::pair("&amp;", "&")})
        commands.replace(QLatin1String(coded), QLatin1String(plain));
    QVERIFY2(commands.startsWith("netloom new") && commands.contains("\nnetloom train"), qPrintable(commands));

    QProcess shell;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("PATH", QFileInfo(QStringLiteral(NETLOOM_EXECUTABLE)).path() + ':' + environment.value("PATH"));
    shell.setProcessEnvironment(environment);
    shell.setWorkingDirectory(netloom.path("."));
    shell.start("sh", {"-e", "-c", commands});
    QVERIFY(shell.waitForFinished(60000));
    QVERIFY2(shell.exitCode() == 0, qPrintable(commands + shell.readAllStandardError()));
    QCOMPARE(between(report("rebuilt.netloom"), "SHA-256 of the weights</td><td>", "<"), weights);
}

void TestCliEvaluation::wrongEnds()
{
    const NetloomRunner netloom;
    QVERIFY(netloom.run({"new", "--sample", "iris", "-o", "p.netloom"}).status == 0);
    for (const QStringList& command :
         {QStringList{"evaluate", "p.netloom"}, QStringList{"explain", "p.netloom", "--row", "1"}}) {
        const RunResult untrained = netloom.run(command);
        QVERIFY2(untrained.status == 1 && untrained.err.contains("has not been trained yet"), untrained.text());
    }
    QVERIFY(netloom.run({"train", "p.netloom", "--epochs", "5", "--quiet"}).status == 0);
    const auto says = [&](const QStringList& command, const char* sentence) {
        const RunResult result = netloom.run(command);
        if (!result.err.contains(sentence))
            qWarning("%s", result.text());
        return result.err.contains(sentence);
    };
    netloom.write("noTarget.csv", "petal length (cm),petal width (cm),sepal length (cm),sepal width (cm)\n1,2,3,4\n");
    QVERIFY(says({"evaluate", "p.netloom", "--data", "noTarget.csv"}, "can be predicted, but not evaluated"));
    netloom.write("renamed.csv",
                  "length,petal width (cm),sepal length (cm),sepal width (cm),species\n1,2,3,4,setosa\n");
    QVERIFY(says({"evaluate", "p.netloom", "--data", "renamed.csv"}, "no column \"petal length (cm)\""));
    QVERIFY(says({"explain", "p.netloom", "--row", "1", "--data", "renamed.csv"}, "no column \"petal length (cm)\""));
    netloom.write("one.csv", "petal length (cm),petal width (cm),sepal length (cm),sepal width (cm),species\n"
                             "1.4,0.2,5,3,setosa\n");
    QVERIFY(says({"evaluate", "p.netloom", "--data", "one.csv"}, "There is one row only"));
    QVERIFY(says({"evaluate", "p.netloom", "--data", "one.csv"}, "All rows are of the class setosa"));
    netloom.write("strange.csv", "petal length (cm),petal width (cm),sepal length (cm),sepal width (cm),species\n"
                                 "1.4,0.2,5,3,tulip\n1.4,0.2,5,3,\n");
    QVERIFY(says({"evaluate", "p.netloom", "--data", "strange.csv"}, "there are no rows with a target"));
    QVERIFY(says({"evaluate", "p.netloom", "--data", "strange.csv"}, "of a class that the network does not know"));
    QVERIFY(says({"explain", "p.netloom", "--row", "151"}, "there is no row 151, the data have 150"));
    QVERIFY(says({"explain", "p.netloom", "--row", "1", "--what-if", "rose"}, "There is no class \"rose\""));
    QVERIFY(says({"explain", "p.netloom", "--row", "1", "--what-if", "other"}, "it has to be said which one"));
    QVERIFY(says({"explain", "p.netloom", "--row", "1", "--of", "rose"}, "nothing called \"rose\""));
    QVERIFY(says({"explain", "p.netloom", "--row", "1", "--scale", "units"}, "Classes have no units"));
    QVERIFY(says({"evaluate", "p.netloom", "--plot", "qq", "-o", "x.png"}, "Choose one of: confusion, roc"));
    QVERIFY(says({"evaluate", "p.netloom", "--of", "rose", "-o", "x.png"}, "no class or target \"rose\""));
}

void TestCliEvaluation::usage_data()
{
    QTest::addColumn<QStringList>("arguments");
    const auto row = [](const char* name, const QStringList& arguments) { QTest::newRow(name) << arguments; };
    row("nothing to explain", {"explain", "p.netloom"});
    row("two things", {"explain", "p.netloom", "--row", "1", "--global"});
    row("a plot without a file", {"explain", "p.netloom", "--row", "1", "--plot", "waterfall"});
    row("a class without a plot", {"evaluate", "p.netloom", "--of", "2"});
    row("a plot of folds", {"evaluate", "p.netloom", "--folds", "3", "-o", "x.png"});
    row("what-if without a row", {"explain", "p.netloom", "--global", "--what-if", "a"});
    row("ale without a column", {"explain", "p.netloom", "--global", "--ale"});
    row("freeze alone", {"explain", "p.netloom", "--row", "1", "--freeze", "a"});
    row("threshold", {"evaluate", "p.netloom", "--threshold", "f2"});
    row("threshold above 1", {"evaluate", "p.netloom", "--threshold", "1.5"});
    row("costs", {"evaluate", "p.netloom", "--threshold", "cost:1"});
    row("folds and threshold", {"evaluate", "p.netloom", "--folds", "3", "--threshold", "0.3"});
}

void TestCliEvaluation::usage()
{
    QFETCH(QStringList, arguments);
    const NetloomRunner netloom;
    const RunResult result = netloom.run(arguments);
    QVERIFY2(result.status == 2 && !result.err.isEmpty(), result.text());
}

QTEST_GUILESS_MAIN(TestCliEvaluation)
#include "tst_cli_evaluation.moc"
