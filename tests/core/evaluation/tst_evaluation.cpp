// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/csv/csv_reader.h"
#include "core/csv/csv_writer.h"
#include "core/evaluation/part_metrics.h"
#include "core/evaluation/predictions.h"
#include "tests/core/data/table_builder.h"

#include <QTest>

#include <cmath>

using namespace netloom;
using namespace netloom::testing;

namespace {

ColumnRecipe column(std::string name, ColumnRole role, std::string scale = "none")
{
    ColumnRecipe recipe;
    recipe.column = std::move(name);
    recipe.role = role;
    recipe.scale = std::move(scale);
    return recipe;
}

/// Two different values would be read as classes.
ColumnRecipe numberTarget(std::string name, std::string scale = "none")
{
    ColumnRecipe recipe = column(std::move(name), ColumnRole::Target, std::move(scale));
    recipe.encode = "number";
    return recipe;
}

/// One Dense layer; the kernel is [in][out], bias 0.
NetworkSpec denseNetwork(std::int64_t units, const char* activation)
{
    NetworkSpec network;
    network.layers = {{"dense", "output", {{"units", units}, {"activation", std::string(activation)}}}};
    return network;
}

ParameterSet denseWeights(Index inputs, Index outputs, std::vector<Scalar> kernel)
{
    return {{"output", "kernel", {inputs, outputs}, std::move(kernel), true},
            {"output", "bias", {outputs}, std::vector<Scalar>(static_cast<std::size_t>(outputs), Scalar(0)), true}};
}

void compareNear(double actual, double expected, double tolerance = 1e-5)
{
    QVERIFY2(std::abs(actual - expected) <= tolerance * std::max(1.0, std::abs(expected)),
             qPrintable(QStringLiteral("%1 is not %2").arg(actual, 0, 'g', 12).arg(expected, 0, 'g', 12)));
}

} // namespace

class TestEvaluation : public QObject
{
    Q_OBJECT
private slots:
    void numbersAreInUnitsOfTheTarget();
    void aConstantTargetIsAllOrNothing();
    void classesAreCounted();
    void aPartWithoutRowsHasNoValues();
    void predictsNumbersInUnitsOfTheTarget();
    void predictsClassesWithProbabilities();
    void predictsSeveralClassesAndTargets();
    void predictsRowsWithGapsAndTimes();
    void countsWhatTheNetworkDoesNotKnow();
    void refusesAMissingColumnByName();
    void csvTextIsQuotedAndInert();
    void csvNumbersReadBackExactly();
};

void TestEvaluation::numbersAreInUnitsOfTheTarget()
{
    // y has mean 20 and population standard deviation 10, so the network that hands its input on says 20 + 10 x.
    const Table data = table({numbers("x", {-1, 0, 2, 1}), numbers("y", {10, 10, 30, 30})});
    const Recipe recipe{{column("x", ColumnRole::Input), numberTarget("y", "standard")}};
    const FittedRecipe fitted = FittedRecipe::fit(recipe, data, firstRows(4));
    TrainingConfig config;
    config.loss = {"mean_squared_error", {}};
    config.metrics = {{"r2_score", {}}, {"mean_absolute_error", {}}};
    const PartMetrics metrics = partMetrics(modelWith(denseNetwork(1, "linear"), denseWeights(1, 1, {1}), fitted),
                                            config, fitted.transform(data, firstRows(4)));
    QCOMPARE(metrics.rows, Index(4));
    // Predictions 10, 20, 40, 30: errors 0, 10, 10, 0 in units, 0, 1, 1, 0 as trained.
    QCOMPARE(metrics.values.size(), std::size_t(4));
    QCOMPARE(metrics.values[0].first, std::string("loss"));
    compareNear(metrics.values[0].second, 0.5);
    QCOMPARE(metrics.values[1].first, std::string("r2"));
    compareNear(metrics.values[1].second, 1 - 200.0 / 400.0);
    QCOMPARE(metrics.values[2].first, std::string("mean_absolute_error"));
    compareNear(metrics.values[2].second, 5);
    QCOMPARE(metrics.values[3].first, std::string("root_mean_squared_error"));
    compareNear(metrics.values[3].second, std::sqrt(50.0));
    QVERIFY(metrics.confusion.empty());
    QVERIFY(metrics.find("r2") && !metrics.find("accuracy"));
}

void TestEvaluation::aConstantTargetIsAllOrNothing()
{
    const Table data = table({numbers("x", {0, 0.5, 1}), numbers("y", {1, 2, 3})});
    const Recipe recipe{{column("x", ColumnRole::Input), numberTarget("y")}};
    const FittedRecipe fitted = FittedRecipe::fit(recipe, data, firstRows(3));
    TrainingConfig config;
    config.loss = {"mean_squared_error", {}};
    const Table flat = table({numbers("x", {2, 2}), numbers("y", {2, 2})});
    const auto r2 = [&](Scalar weight) {
        const PartMetrics metrics =
            partMetrics(modelWith(denseNetwork(1, "linear"), denseWeights(1, 1, {weight}), fitted), config,
                        fitted.transform(flat, firstRows(2)));
        return *metrics.find("r2");
    };
    QCOMPARE(r2(1), 1.0); // scikit-learn 1.2.1, r2_score([2, 2], [2, 2])
    QCOMPARE(r2(3), 0.0); // r2_score([2, 2], [6, 6])
}

void TestEvaluation::classesAreCounted()
{
    // The kernel hands on three inputs as logits: the class is the largest input.
    const Table data = table({numbers("a", {5, 0, 0, 5}), numbers("b", {0, 5, 0, 0}), numbers("c", {0, 0, 5, 0}),
                              texts("kind", {"red", "green", "green", "red"})});
    Recipe recipe{{column("a", ColumnRole::Input), column("b", ColumnRole::Input), column("c", ColumnRole::Input),
                   column("kind", ColumnRole::Target)}};
    const Table all = table({numbers("a", {0, 0, 0}), numbers("b", {0, 0, 0}), numbers("c", {0, 0, 0}),
                             texts("kind", {"blue", "green", "red"})});
    const FittedRecipe fitted = FittedRecipe::fit(recipe, all, firstRows(3));
    TrainingConfig config;
    config.loss = {"categorical_crossentropy", {}};
    config.metrics = {{"accuracy", {}}};
    const PartMetrics metrics =
        partMetrics(modelWith(denseNetwork(3, "softmax"), denseWeights(3, 3, {0, 0, 1, 0, 1, 0, 1, 0, 0}), fitted),
                    config, fitted.transform(data, firstRows(4)));
    QCOMPARE(metrics.classes, (std::vector<std::string>{"blue", "green", "red"}));
    // Rows: red as red, green as green, green as blue, red as red.
    const std::vector<std::vector<Index>> expected = {{0, 0, 0}, {1, 1, 0}, {0, 0, 2}};
    QVERIFY(metrics.confusion == expected);
    compareNear(*metrics.find("accuracy"), 0.75);
}

void TestEvaluation::aPartWithoutRowsHasNoValues()
{
    const Table data = table({numbers("x", {0, 1}), numbers("y", {1, 2.5})});
    const Recipe recipe{{column("x", ColumnRole::Input), numberTarget("y")}};
    const FittedRecipe fitted = FittedRecipe::fit(recipe, data, firstRows(2));
    const PartMetrics metrics = partMetrics(modelWith(denseNetwork(1, "linear"), denseWeights(1, 1, {1}), fitted),
                                            TrainingConfig(), fitted.transform(data, {}));
    QCOMPARE(metrics.rows, Index(0));
    QVERIFY(metrics.values.empty());
}

void TestEvaluation::predictsNumbersInUnitsOfTheTarget()
{
    const Table data = table({numbers("x", {-1, 0, 2, 1}), numbers("y", {10, 10.5, 30, 29.5})});
    Recipe recipe{{column("x", ColumnRole::Input), numberTarget("y")}};
    const FittedRecipe fitted = FittedRecipe::fit(recipe, data, firstRows(4));
    const Table rows = table({texts("id", {"=1+1", "b"}), numbers("x", {0.5, 2})}); // no target
    const Predictions predictions =
        predictTable(modelWith(denseNetwork(1, "linear"), denseWeights(1, 1, {4}), fitted), rows);
    QVERIFY(predictions.remarks.empty());
    QCOMPARE(QString::fromStdString(predictionsCsv(rows, fitted, predictions)),
             QStringLiteral("id,x,predicted_y\n'=1+1,0.5,2\nb,2,8\n"));
}

void TestEvaluation::predictsClassesWithProbabilities()
{
    const Table data = table({numbers("x", {0, 1}), texts("answer", {"no", "yes"})});
    Recipe recipe{{column("x", ColumnRole::Input), column("answer", ColumnRole::Target)}};
    recipe.columns[1].positive = "yes";
    const FittedRecipe fitted = FittedRecipe::fit(recipe, data, firstRows(2));
    const Table rows = table({numbers("x", {0, 100, -100}), texts("predicted_answer", {"a", "b", "c"})});
    const Predictions predictions =
        predictTable(modelWith(denseNetwork(1, "sigmoid"), denseWeights(1, 1, {1}), fitted), rows);
    QCOMPARE(QString::fromStdString(predictionsCsv(rows, fitted, predictions)).section('\n', 0, 2),
             QStringLiteral("x,predicted_answer,predicted_answer_2,probability_no,probability_yes\n"
                            "0,a,no,0.5,0.5\n"
                            "100,b,yes,0,1"));
}

void TestEvaluation::predictsSeveralClassesAndTargets()
{
    // z = 0, x, 2x for the classes a, b, c: x = 100 is the last alone, x = -100 the first.
    const Table data = table({numbers("x", {0, 1, 2}), texts("kind", {"a", "b", "c"})});
    const FittedRecipe classes =
        FittedRecipe::fit({{column("x", ColumnRole::Input), column("kind", ColumnRole::Target)}}, data, firstRows(3));
    const Table rows = table({numbers("x", {100, -100})});
    const Predictions three =
        predictTable(modelWith(denseNetwork(3, "softmax"), denseWeights(1, 3, {0, 1, 2}), classes), rows);
    const QStringList lines = QString::fromStdString(predictionsCsv(rows, classes, three)).split(QLatin1Char('\n'));
    QCOMPARE(lines[0], QStringLiteral("x,predicted_kind,probability_a,probability_b,probability_c"));
    QVERIFY2(lines[1].startsWith(QLatin1String("100,c,")) && lines[1].endsWith(QLatin1String(",1")),
             qPrintable(lines[1]));
    QVERIFY2(lines[2].startsWith(QLatin1String("-100,a,1,")), qPrintable(lines[2]));
    compareNear(double(three.output(0, 0)), 0);
    compareNear(double(three.output(2, 1)), 0);
    QVERIFY(three.remarks.empty());

    const Table two = table({numbers("x", {0, 1}), booleans("wet", {0, 1}, "no", "yes"), numbers("cold", {1, 0})});
    const FittedRecipe both = FittedRecipe::fit(
        {{column("x", ColumnRole::Input), column("wet", ColumnRole::Target), column("cold", ColumnRole::Target)}}, two,
        firstRows(2));
    const Predictions several =
        predictTable(modelWith(denseNetwork(2, "sigmoid"), denseWeights(1, 2, {1000, 0}), both), rows);
    const QString text = QString::fromStdString(predictionsCsv(rows, both, several));
    QVERIFY2(text.startsWith(QLatin1String("x,predicted_wet,predicted_cold,probability_wet,probability_cold\n"
                                           "100,yes,0,1,0.5\n-100,no,0,")),
             qPrintable(text));
    compareNear(double(several.output(0, 1)), 0);
}

void TestEvaluation::predictsRowsWithGapsAndTimes()
{
    const Table data = table({numbers("x", {0, 2}), numbers("y", {1, 2.5})});
    const FittedRecipe fitted =
        FittedRecipe::fit({{column("x", ColumnRole::Input), numberTarget("y")}}, data, firstRows(2));
    const Table rows = table({numbers("x", {kMissing, 4}), texts("note", {"", "=1+1"}),
                              numbers("day", {0, kMissing}, ColumnKind::DateTime)});
    const Predictions predictions =
        predictTable(modelWith(denseNetwork(1, "linear"), denseWeights(1, 1, {10}), fitted), rows);
    QCOMPARE(QString::fromStdString(predictionsCsv(rows, fitted, predictions)),
             QStringLiteral("x,note,day,predicted_y\n"
                            ",,1970-01-01 00:00:00,10\n" // the median of the training rows, 1
                            "4,'=1+1,,40\n"));
    QCOMPARE(predictions.remarks.size(), std::size_t(1));
    QCOMPARE(QString::fromStdString(predictions.remarks[0]),
             QStringLiteral("column \"x\": 1 cell missing; treated as in training."));
    // No target at all: the outputs are what they are.
    const FittedRecipe plain = FittedRecipe::fit({{column("x", ColumnRole::Input)}}, data, firstRows(2));
    QCOMPARE(plain.target().task, Task::None);
    const Predictions raw = predictTable(modelWith(denseNetwork(1, "linear"), denseWeights(1, 1, {10}), plain), data);
    QCOMPARE(raw.output(0, 1), Scalar(20));
}

void TestEvaluation::countsWhatTheNetworkDoesNotKnow()
{
    const Table data = table({texts("island", {"Biscoe", "Dream"}), numbers("y", {1, 2.5})});
    const Recipe recipe{{column("island", ColumnRole::Input), numberTarget("y")}};
    const FittedRecipe fitted = FittedRecipe::fit(recipe, data, firstRows(2));
    const Table rows = table({texts("island", {"Dream", "Atlantis", "", "Lemuria"})});
    const Predictions predictions =
        predictTable(modelWith(denseNetwork(1, "linear"), denseWeights(2, 1, {10, 20}), fitted), rows);
    QCOMPARE(predictions.output(0, 0), Scalar(20));
    QCOMPARE(predictions.output(0, 1), Scalar(0)); // none of the categories
    QCOMPARE(predictions.remarks.size(), std::size_t(2));
    const QString unknown = QString::fromStdString(predictions.remarks[0]);
    QVERIFY2(unknown.contains("\"island\"") && unknown.contains("2 cells") && unknown.contains("\"Atlantis\"") &&
                 unknown.contains("row 2"),
             qPrintable(unknown));
    QVERIFY(QString::fromStdString(predictions.remarks[1]).contains("1 cell missing"));
}

void TestEvaluation::refusesAMissingColumnByName()
{
    const Table data = table({numbers("width", {0, 1}), numbers("y", {1, 2.5})});
    const Recipe recipe{{column("width", ColumnRole::Input), numberTarget("y")}};
    const FittedRecipe fitted = FittedRecipe::fit(recipe, data, firstRows(2));
    try {
        predictTable(modelWith(denseNetwork(1, "linear"), denseWeights(1, 1, {1}), fitted),
                     table({numbers("height", {1})}));
        QFAIL("no error");
    } catch (const Error& error) {
        QVERIFY(QString::fromUtf8(error.what()).contains("\"width\""));
    }
}

void TestEvaluation::csvTextIsQuotedAndInert()
{
    CsvWriter csv;
    for (const char* text : {"plain", "a,b", "say \"hi\"", "two\nlines", "", " padded", "=SUM(A1)", "-5", "+x", "@cmd"})
        csv.addText(text);
    csv.endRow();
    QCOMPARE(QString::fromStdString(csv.text()),
             QStringLiteral("plain,\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",,\" padded\",'=SUM(A1),-5,'+x,'@cmd\n"));
}

void TestEvaluation::csvNumbersReadBackExactly()
{
    const std::vector<double> values = {0.1, 1.0 / 3.0, 1e300, -2.5e-7, 123456789012345678.0, 5e-324};
    CsvWriter csv;
    csv.addText("value");
    csv.endRow();
    for (const double value : values) {
        csv.addNumber(value);
        csv.endRow();
    }
    const CsvResult read = readCsvText(csv.text(), "written.csv");
    QCOMPARE(read.table.columns.size(), std::size_t(1));
    QVERIFY(read.table.columns[0].numbers == values);
    CsvWriter missing;
    missing.addNumber(std::nan(""));
    missing.addNumber(INFINITY);
    missing.addNumber(0.5F);
    missing.endRow();
    QCOMPARE(missing.text(), std::string(",,0.5\n"));
}

QTEST_GUILESS_MAIN(TestEvaluation)
#include "tst_evaluation.moc"
