// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/cancelled.h"
#include "core/csv/csv_reader.h"
#include "core/evaluation/model_comparison.h"
#include "core/evaluation/part_evaluation.h"
#include "core/evaluation/subgroups.h"
#include "core/preparation/recipe_guess.h"
#include "tests/support/message_of.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <numeric>

using namespace netloom;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

TargetInfo twoClasses()
{
    TargetInfo target;
    target.task = Task::Binary;
    target.classes = {"no", "yes"};
    target.names = {"yes"};
    return target;
}

PredictedRows binaryRows(const std::vector<double>& truth, const std::vector<double>& p)
{
    const auto count = static_cast<Index>(truth.size());
    std::vector<Index> rows(truth.size());
    std::iota(rows.begin(), rows.end(), Index(0));
    return usableRows(twoClasses(), rows, Eigen::Map<const Eigen::RowVectorXd>(truth.data(), count),
                      Eigen::Map<const Eigen::RowVectorXd>(p.data(), count));
}

/// Every third row positive, scores that tell the classes apart but for some.
PredictedRows manyRows(int count)
{
    std::vector<double> truth;
    std::vector<double> p;
    for (int i = 0; i < count; ++i) {
        truth.push_back(i % 3 == 0 ? 1 : 0);
        p.push_back(std::fmod(0.37 * i, 0.6) + (i % 3 == 0 ? 0.35 : 0.0));
    }
    return binaryRows(truth, p);
}

const Figure& figure(const std::vector<Figure>& figures, const std::string& key)
{
    for (const Figure& one : figures)
        if (one.info.key == key)
            return one;
    throw std::runtime_error("no figure " + key);
}

bool says(const std::vector<std::string>& remarks, const std::string& text)
{
    return std::any_of(remarks.begin(), remarks.end(),
                       [&](const std::string& one) { return one.find(text) != std::string::npos; });
}

/// y = 2 x, one layer without bias; the rest of a model.
struct Made {
    std::shared_ptr<const Table> table;
    Model model;
};
Made classifier(Scalar weight, const std::string& csv = "x,kind\n0,a\n1,b\n2,a\n3,b\n4,a\n5,b\n6,a\n7,b\n")
{
    Made made;
    made.table = std::make_shared<const Table>(readCsvText(csv, "t.csv").table);
    const Recipe recipe = guessRecipe(*made.table, "kind");
    std::vector<Index> rows(static_cast<std::size_t>(made.table->rows));
    std::iota(rows.begin(), rows.end(), Index(0));
    NetworkSpec network;
    network.layers = parseLayers("dense 1 sigmoid");
    network.setInputs(1);
    const std::string name = network.layers[0].name;
    made.model =
        modelWith(network, {{name, "kernel", Shape({1, 1}), {weight}, true}, {name, "bias", Shape(1), {0}, true}},
                  FittedRecipe::fit(recipe, *made.table, rows));
    return made;
}

} // namespace

class TestPartEvaluation : public QObject
{
    Q_OBJECT

private slots:
    void noRows();
    void fewRows();
    void oneClass();
    void constantPrediction();
    void missingAndUnknownTargets();
    void brokenNetwork();
    void withoutTargetColumn();
    void outputsThatAreNoProbabilities();
    void intervalsCoverTheValue();
    void perfectHasNoInterval();
    void sameSeedSameInterval();
    void movedThresholdLeavesTheRest();
    void subgroups();
    void comparisonOfTheSameModel();
    void comparisonFindsTheBetterOne();
    void severalYesNoTargets();
    void stops();
};

void TestPartEvaluation::noRows()
{
    const PartEvaluation e = evaluatePart(binaryRows({}, {}), "test", {});
    QVERIFY(says(e.remarks, "There are no rows to evaluate in the part \"test\"."));
    for (const Figure& one : e.figures)
        QVERIFY(!one.value && !one.interval && one.note == "there are no rows");
    PredictedRows classes;
    classes.target.task = Task::Multiclass;
    classes.target.classes = {"a", "b", "c"};
    const PartEvaluation several = evaluatePart(classes, "test", {});
    QCOMPARE(several.multiclass->rankings.size(), std::size_t(3)); // one for each class, though it says nothing
    QVERIFY(!several.multiclass->rankings[2].auc());
}

void TestPartEvaluation::fewRows()
{
    const PartEvaluation one = evaluatePart(binaryRows({1}, {0.9}), "test", {});
    QVERIFY(says(one.remarks, "one row only"));
    QCOMPARE(figure(one.figures, "accuracy").value, std::optional(1.0));
    QVERIFY(figure(one.figures, "accuracy").interval.has_value()); // Wilson's
    QVERIFY(!figure(one.figures, "auc").value && figure(one.figures, "auc").note == "needs rows of both classes");
    QVERIFY(!figure(one.figures, "log_loss").interval);
    const PartEvaluation nineteen = evaluatePart(manyRows(19), "test", {});
    QCOMPARE(figure(nineteen.figures, "auc").note, std::string("too few rows for an interval"));
    const PartEvaluation thirty = evaluatePart(manyRows(30), "test", {});
    QVERIFY(figure(thirty.figures, "auc").interval && figure(thirty.figures, "auc").probablyTooNarrow);
    const PartEvaluation sixty = evaluatePart(manyRows(60), "test", {});
    QVERIFY(figure(sixty.figures, "auc").interval && !figure(sixty.figures, "auc").probablyTooNarrow);
}

void TestPartEvaluation::oneClass()
{
    std::vector<double> p(40, 0.25);
    p[3] = 0.75;
    const PartEvaluation e = evaluatePart(binaryRows(std::vector<double>(40, 0.0), p), "test", {});
    QVERIFY(says(e.remarks, "All rows are of the class no"));
    for (const char* key : {"auc", "recall", "average_precision", "mcc"})
        QVERIFY(!figure(e.figures, key).value && !figure(e.figures, key).note.empty());
    QVERIFY(!e.binary.front().recalibration);
    QVERIFY(figure(e.figures, "log_loss").interval.has_value());
}

void TestPartEvaluation::constantPrediction()
{
    std::vector<double> truth(40, 0.0);
    for (int i = 0; i < 10; ++i)
        truth[static_cast<std::size_t>(i)] = 1;
    const PartEvaluation e = evaluatePart(binaryRows(truth, std::vector<double>(40, 0.5)), "test", {});
    QVERIFY(says(e.remarks, "predicts the same for every row"));
    QCOMPARE(figure(e.figures, "auc").value, std::optional(0.5));
    QCOMPARE(e.binary.front().counts.tp, Index(0)); // p = t is negative
    QVERIFY(!figure(e.figures, "precision").value);
}

void TestPartEvaluation::missingAndUnknownTargets()
{
    const Made made = classifier(1);
    const Table other = readCsvText("kind,x\na,1\nc,2\n,3\nb,4\n", "t.csv").table;
    const TargetRows rows = targetRows(*made.model.preparation, other, {0, 1, 2, 3});
    const PredictedRows predicted = predictRows(made.model, rows);
    QCOMPARE(predicted.size(), Index(2));
    QCOMPARE(predicted.rows, std::vector<Index>({0, 3}));
    QCOMPARE(predicted.missingTargets, Index(1));
    QCOMPARE(predicted.unknownClasses, Index(1));
    QVERIFY(says(predicted.remarks(), "1 row without a target; 1 row of a class that the network does not know"));
}

void TestPartEvaluation::brokenNetwork()
{
    const Made made = classifier(std::numeric_limits<Scalar>::quiet_NaN());
    const TargetRows rows = targetRows(*made.model.preparation, *made.table, {0, 1, 2});
    const PartEvaluation e = evaluatePart(made.model, rows, "test", nullptr, {});
    QCOMPARE(e.rows.broken, Index(3));
    QVERIFY(e.remarks.front().find("The network is broken: its prediction for 3 rows is not a number.") == 0);
    for (const Figure& one : e.figures)
        QVERIFY(!one.value);
}

void TestPartEvaluation::withoutTargetColumn()
{
    const Made made = classifier(1);
    const Table other = readCsvText("x\n1\n2\n", "t.csv").table;
    const QString message = messageOf([&] { targetRows(*made.model.preparation, other, {0, 1}); });
    QVERIFY2(message.contains("no column \"kind\"") && message.contains("can be predicted, but not evaluated"),
             qPrintable(message));
    const Table renamed = readCsvText("X1,kind\n1,a\n2,b\n", "t.csv").table;
    const QString input = messageOf([&] { targetRows(*made.model.preparation, renamed, {0, 1}); });
    QVERIFY2(input.contains("no column \"x\""), qPrintable(input));
}

void TestPartEvaluation::outputsThatAreNoProbabilities()
{
    PredictedRows rows = manyRows(60);
    rows.output.array() += 3;
    const PartEvaluation e = evaluatePart(rows, "test", {0.5, 0, 0, 1});
    QVERIFY(says(e.remarks, "The outputs are not probabilities"));
    QVERIFY(!figure(e.figures, "log_loss").value && !figure(e.figures, "brier").value);
    QVERIFY(figure(e.figures, "auc").value.has_value());
}

void TestPartEvaluation::intervalsCoverTheValue()
{
    const PartEvaluation e = evaluatePart(manyRows(300), "test", {0.5, 500, 4, 1});
    for (const Figure& one : e.figures) {
        QVERIFY2(one.value && one.interval, one.info.key.c_str());
        QVERIFY2(one.interval->contains(*one.value), one.info.key.c_str());
        QVERIFY2(one.interval->low < one.interval->high, one.info.key.c_str());
    }
}

void TestPartEvaluation::perfectHasNoInterval()
{
    std::vector<double> truth;
    std::vector<double> p;
    for (int i = 0; i < 80; ++i) {
        truth.push_back(i % 2);
        p.push_back(i % 2 ? 0.9 : 0.1);
    }
    const PartEvaluation e = evaluatePart(binaryRows(truth, p), "test", {0.5, 200, 1, 1});
    QCOMPARE(figure(e.figures, "auc").value, std::optional(1.0));
    QVERIFY(!figure(e.figures, "auc").interval);
    QVERIFY(figure(e.figures, "auc").note.find("the same in every resample of 80 rows") == 0);
    QVERIFY(figure(e.figures, "accuracy").interval->low < 1); // Wilson's
}

void TestPartEvaluation::sameSeedSameInterval()
{
    const EvaluationOptions options{0.5, 200, 9, 1};
    const auto first = figuresWithIntervals(manyRows(120), options);
    const auto again = figuresWithIntervals(manyRows(120), options);
    const auto other = figuresWithIntervals(manyRows(120), {0.5, 200, 10, 1});
    QVERIFY(figure(first, "auc").interval == figure(again, "auc").interval);
    QVERIFY(figure(first, "auc").interval != figure(other, "auc").interval);
}

void TestPartEvaluation::movedThresholdLeavesTheRest()
{
    PartEvaluation e = evaluatePart(manyRows(120), "test", {0.5, 200, 9, 1});
    const PartEvaluation before = e;
    moveThreshold(e, 0.3);
    QVERIFY(e.binary.front().counts != before.binary.front().counts);
    for (const char* key : {"auc", "average_precision", "log_loss", "brier"}) {
        QCOMPARE(figure(e.figures, key).value, figure(before.figures, key).value);
        QCOMPARE(figure(e.figures, key).interval, figure(before.figures, key).interval);
    }
    moveThreshold(e, 0.5);
    QCOMPARE(e.binary.front().counts, before.binary.front().counts);
    QCOMPARE(figure(e.figures, "f1").value, figure(before.figures, "f1").value);
}

void TestPartEvaluation::subgroups()
{
    const PredictedRows rows = manyRows(120);
    std::string csv = "group,size\n";
    for (int i = 0; i < 120; ++i) {
        csv += i < 15 ? "small," : i % 2 ? "odd," : "even,";
        csv += std::to_string(i);
        csv += '\n';
    }
    const Table table = readCsvText(csv, "t.csv").table;
    const auto words = subgroupFigures(rows, table, 0, {0.5, 0, 0, 1});
    QCOMPARE(words.size(), std::size_t(3));
    Index all = 0;
    for (const Subgroup& group : words) {
        all += static_cast<Index>(group.rows.size());
        if (group.name == "small") {
            QVERIFY(!figure(group.figures, "accuracy").value);
            QCOMPARE(figure(group.figures, "accuracy").note, std::string("fewer than 20 rows"));
        } else {
            QVERIFY(figure(group.figures, "accuracy").value.has_value());
        }
    }
    QCOMPARE(all, Index(120));
    const auto quarters = subgroupFigures(rows, table, 1, {0.5, 0, 0, 1});
    QCOMPARE(quarters.size(), std::size_t(4));
    QCOMPARE(quarters.front().name, std::string("0 … 29"));
    QCOMPARE(quarters.front().rows.size(), std::size_t(30));
    // Of 50 rows quarters would all be too small to be judged.
    const auto halves = subgroupFigures(manyRows(50), table, 1, {0.5, 0, 0, 1});
    QCOMPARE(halves.size(), std::size_t(2));
    for (const Subgroup& group : halves) {
        QCOMPARE(group.rows.size(), std::size_t(25));
        QVERIFY(figure(group.figures, "accuracy").value.has_value());
    }
}

void TestPartEvaluation::comparisonOfTheSameModel()
{
    const PredictedRows rows = manyRows(120);
    const ModelComparison same = compareModels(rows, rows, 0.5, 0.5, {0.5, 100, 2, 1});
    QCOMPARE(same.rows.size(), std::size_t(120));
    for (const FigureDifference& one : same.figures) {
        QCOMPARE(one.difference, std::optional(0.0));
        QCOMPARE(one.containsZero(), std::optional(true));
    }
    QCOMPARE(same.mcNemar->exact, 1.0);
}

void TestPartEvaluation::comparisonFindsTheBetterOne()
{
    const PredictedRows good = manyRows(300);
    PredictedRows bad = good;
    bad.output = 1 - good.output.array();
    const ModelComparison comparison = compareModels(good, bad, 0.5, 0.5, {0.5, 200, 2, 1});
    for (const FigureDifference& one : comparison.figures)
        if (one.info.key == "auc") {
            QVERIFY(*one.difference > 0);
            QCOMPARE(one.containsZero(), std::optional(false));
        }
    QVERIFY(comparison.mcNemar->exact < 0.01);
}

void TestPartEvaluation::severalYesNoTargets()
{
    TargetInfo target;
    target.task = Task::MultiBinary;
    target.names = {"red", "round"};
    Eigen::MatrixXd truth(2, 4);
    truth << 1, 0, 1, 0, //
        1, 1, 0, 0;
    Eigen::MatrixXd p(2, 4);
    p << 0.9, 0.2, 0.4, 0.1, //
        0.8, 0.7, 0.3, 0.6;
    const PartEvaluation e = evaluatePart(usableRows(target, {0, 1, 2, 3}, truth, p), "test", {0.5, 0, 0, 1});
    QCOMPARE(e.binary.size(), std::size_t(2));
    QCOMPARE(e.binary[0].positive, std::string("red"));
    QCOMPARE(e.binary[0].counts, (BinaryCounts{1, 0, 1, 2}));
    QCOMPARE(e.binary[1].counts, (BinaryCounts{2, 1, 0, 1}));
    QCOMPARE(figure(e.figures, "exact_match").value, std::optional(0.5));
    QCOMPARE(figure(e.figures, "binary_accuracy").value, std::optional(0.75));
    QCOMPARE(figure(e.figures, "auc_macro").value, std::optional(1.0)); // 1 and 1
}

void TestPartEvaluation::stops()
{
    std::stop_source source;
    source.request_stop();
    QVERIFY_THROWS_EXCEPTION(Cancelled, figuresWithIntervals(manyRows(60), {}, source.get_token()));
}

QTEST_APPLESS_MAIN(TestPartEvaluation)
#include "tst_part_evaluation.moc"
