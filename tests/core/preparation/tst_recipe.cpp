// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/matrix.h"
#include "core/csv/csv_reader.h"
#include "core/evaluation/column_stats.h"
#include "core/preparation/fitted_recipe.h"
#include "core/preparation/preparation_text.h"
#include "core/preparation/recipe.h"
#include "core/preparation/recipe_guess.h"
#include "core/preparation/recipe_json.h"
#include "tests/core/data/table_builder.h"

#include <QTest>

#include <cmath>
#include <cstring>

using namespace netloom;
using namespace netloom::testing;

namespace {

constexpr double kTight = 1e-6; // prepared numbers are 32 bits

ColumnRecipe input(std::string name)
{
    ColumnRecipe recipe;
    recipe.column = std::move(name);
    return recipe;
}

ColumnRecipe target(std::string name)
{
    ColumnRecipe recipe = input(std::move(name));
    recipe.role = ColumnRole::Target;
    return recipe;
}

bool close(double actual, double expected)
{
    return std::abs(actual - expected) <= kTight * std::max(1.0, std::abs(expected));
}

template<typename Work>
QString messageOf(Work work)
{
    try {
        work();
    } catch (const Error& error) {
        return QString::fromStdString(error.message());
    }
    return {};
}

Dataset prepared(const Recipe& recipe, const Table& data, Index trainRows)
{
    return FittedRecipe::fit(recipe, data, firstRows(trainRows)).transform(data, firstRows(data.rows));
}

} // namespace

class TestRecipe : public QObject
{
    Q_OBJECT
private slots:
    void standardisesByTrainingRowsOnly();
    void fillsMissingNumbersWithTheMedianBeforeScaling();
    void fillsMissingNumbersAsAsked_data();
    void fillsMissingNumbersAsAsked();
    void scalesAsAsked_data();
    void scalesAsAsked();
    void takesLogarithmAndClips();
    void constantColumnBecomesZero();
    void extremeScalesStayFinite_data();
    void extremeScalesStayFinite();
    void textBecomesOneHotOfTrainingValues();
    void missingTextIsACategoryWhereSeen();
    void mostFrequentTextFillsGaps();
    void ordinalFollowsTheOrder();
    void numberAsCategories();
    void booleansAndTimes();
    void leavesOutRowsWithGaps();
    void weightsAreTakenAndChecked();
    void twoClasses_data();
    void twoClasses();
    void moreClassesAreOneHot();
    void numericTargets_data();
    void numericTargets();
    void regressionIsScaledBack();
    void logTargetIsUndone();
    void severalTargets();
    void unknownClassIsNamed();
    void otherTableWithOtherTypes();
    void predictsWithoutTheTargetColumn();
    void refusesInWords();
    void preparationInOneWord_data();
    void preparationInOneWord();
    void jsonKeepsEveryBit();
    void jsonRefusesDamage_data();
    void jsonRefusesDamage();
    void guessesTargetByNameAndPlace_data();
    void guessesTargetByNameAndPlace();
    void guessIgnoresWhatCannotHelp();
    void guessKeepsPictureBorders();
    void guessesAmountsBesideCategories();
    void guessesOnWholeFiles_data();
    void guessesOnWholeFiles();
    void stepsAreInWords();
};

void TestRecipe::standardisesByTrainingRowsOnly()
{
    const Table data = table({numbers("a", {1, 2, 3, 100}), numbers("y", {0, 1, 0, 1})});
    const Dataset set = prepared({{input("a"), target("y")}}, data, 3);
    // mean 2, population deviation √(2/3)
    const double sd = std::sqrt(2.0 / 3.0);
    QVERIFY(close(set.x(0, 0), -1 / sd));
    QVERIFY(close(set.x(0, 1), 0));
    QVERIFY(close(set.x(0, 3), 98 / sd));
    QCOMPARE(set.rows, firstRows(4));
}

void TestRecipe::fillsMissingNumbersWithTheMedianBeforeScaling()
{
    const Table data = table({numbers("a", {1, kMissing, 3, 10}), numbers("y", {0, 1, 0, 1})});
    const Dataset set = prepared({{input("a"), target("y")}}, data, 4);
    // median of 1, 3, 10 is 3; then 1, 3, 3, 10: mean 4.25, variance 46.75 / 4
    const double sd = std::sqrt(46.75 / 4);
    QVERIFY(close(set.x(0, 0), -3.25 / sd));
    QVERIFY(close(set.x(0, 1), -1.25 / sd));
    QVERIFY(close(set.x(0, 3), 5.75 / sd));
}

void TestRecipe::fillsMissingNumbersAsAsked_data()
{
    QTest::addColumn<QString>("impute");
    QTest::addColumn<double>("value");
    QTest::newRow("mean") << "mean" << 4.5;
    QTest::newRow("median") << "median" << 3.5;
    QTest::newRow("most frequent") << "most_frequent" << 2.0;
    QTest::newRow("constant") << "constant" << -7.0;
}

void TestRecipe::fillsMissingNumbersAsAsked()
{
    QFETCH(QString, impute);
    QFETCH(double, value);
    const Table data = table({numbers("a", {2, 2, 5, 9, kMissing}), numbers("y", {0, 1, 0, 1, 1})});
    Recipe recipe{{input("a"), target("y")}};
    recipe.columns[0].impute = impute.toStdString();
    recipe.columns[0].imputeConstant = -7;
    recipe.columns[0].scale = "none";
    QVERIFY(close(prepared(recipe, data, 5).x(0, 4), value));
}

void TestRecipe::scalesAsAsked_data()
{
    QTest::addColumn<QString>("scale");
    QTest::addColumn<double>("first");
    QTest::addColumn<double>("last");
    // 1, 2, 3, 4, 10: mean 4, variance 50/5 = 10; median 3, quartiles 2 and 4
    QTest::newRow("standard") << "standard" << -3 / std::sqrt(10.0) << 6 / std::sqrt(10.0);
    QTest::newRow("min_max") << "min_max" << 0.0 << 1.0;
    QTest::newRow("robust") << "robust" << -1.0 << 3.5;
    QTest::newRow("none") << "none" << 1.0 << 10.0;
}

void TestRecipe::scalesAsAsked()
{
    QFETCH(QString, scale);
    QFETCH(double, first);
    QFETCH(double, last);
    const Table data = table({numbers("a", {1, 2, 3, 4, 10}), numbers("y", {0, 1, 0, 1, 1})});
    Recipe recipe{{input("a"), target("y")}};
    recipe.columns[0].scale = scale.toStdString();
    const Dataset set = prepared(recipe, data, 5);
    QVERIFY(close(set.x(0, 0), first));
    QVERIFY(close(set.x(0, 4), last));
}

void TestRecipe::takesLogarithmAndClips()
{
    const Table data = table({numbers("a", {0, std::exp(1.0) - 1, std::exp(2.0) - 1}), numbers("y", {0, 1, 0})});
    Recipe recipe{{input("a"), target("y")}};
    recipe.columns[0].log = true; // 0, 1, 2: deviation √(2/3)
    QVERIFY(close(prepared(recipe, data, 3).x(0, 2), 1 / std::sqrt(2.0 / 3.0)));
    recipe.columns[0].clip = 0.5;
    QVERIFY(close(prepared(recipe, data, 3).x(0, 0), -0.5));
    QVERIFY(close(prepared(recipe, data, 3).x(0, 2), 0.5));
    const Table negative = table({numbers("a", {0, -1, 3}), numbers("y", {0, 1, 0})});
    QVERIFY(messageOf([&] { prepared(recipe, negative, 3); }).contains("column \"a\", row 2"));
}

void TestRecipe::constantColumnBecomesZero()
{
    // The mean of many 0.1 differs from 0.1 by rounding; the column is constant all the same.
    std::vector<double> same(1000, 0.1);
    std::vector<double> y(1000, 0);
    y[3] = 1;
    same.push_back(5);
    y.push_back(1);
    const Table data = table({numbers("a", same), numbers("b", std::vector<double>(1001, kMissing)), numbers("y", y)});
    const Dataset set = prepared({{input("a"), input("b"), target("y")}}, data, 1000);
    QVERIFY(set.x.isZero(0));
}

void TestRecipe::extremeScalesStayFinite_data()
{
    QTest::addColumn<double>("unit");
    for (const double unit : {1e-300, 1e-30, 1e9, 1e30, 1e300})
        QTest::addRow("%g", unit) << unit;
}

void TestRecipe::extremeScalesStayFinite()
{
    QFETCH(double, unit);
    const Table data = table({numbers("a", {-3 * unit, 1 * unit, 5 * unit}), numbers("y", {0, 1, 0})});
    // deviation of -3, 1, 5: √(32/3)
    const Dataset set = prepared({{input("a"), target("y")}}, data, 3);
    QVERIFY(set.x.allFinite());
    QVERIFY(close(set.x(0, 0), -4 / std::sqrt(32.0 / 3)));
    QVERIFY(close(set.x(0, 2), 4 / std::sqrt(32.0 / 3)));
    const Table outlier = table({numbers("a", {0, 1e-300, 2e-300, 1e300}), numbers("y", {0, 1, 0, 1})});
    QVERIFY(prepared({{input("a"), target("y")}}, outlier, 3).x.allFinite());
}

void TestRecipe::textBecomesOneHotOfTrainingValues()
{
    const Table data = table({texts("Island", {"Dream", "Biscoe", "Dream", "Torgersen"}), numbers("y", {0, 1, 0, 1})});
    const FittedRecipe fitted = FittedRecipe::fit({{input("Island"), target("y")}}, data, firstRows(3));
    QCOMPARE(fitted.featureNames(), (std::vector<std::string>{"Island = Biscoe", "Island = Dream"}));
    QCOMPARE(fitted.features()[1].category, std::string("Dream"));
    QCOMPARE(fitted.features()[1].column, Index(0));
    const Dataset set = fitted.transform(data, firstRows(4));
    Matrix expected(2, 4);
    expected << 0, 1, 0, 0, /**/ 1, 0, 1, 0;
    QVERIFY(set.x == expected);
}

void TestRecipe::missingTextIsACategoryWhereSeen()
{
    const Table data = table({texts("Sex", {"F", "", "M", ""}), numbers("y", {0, 1, 0, 1})});
    const FittedRecipe fitted = FittedRecipe::fit({{input("Sex"), target("y")}}, data, firstRows(3));
    QCOMPARE(fitted.featureNames(), (std::vector<std::string>{"Sex = F", "Sex = M", "Sex = (missing)"}));
    const Dataset set = fitted.transform(data, firstRows(4));
    Matrix expected(3, 4);
    expected << 1, 0, 0, 0, /**/ 0, 0, 1, 0, /**/ 0, 1, 0, 1;
    QVERIFY(set.x == expected);
    // Not seen in training: no category, zeros.
    const Table late = table({texts("Sex", {"F", "F", "M", ""}), numbers("y", {0, 1, 0, 1})});
    const Dataset zeros = prepared({{input("Sex"), target("y")}}, late, 3);
    QCOMPARE(zeros.x.rows(), Index(2));
    QVERIFY(zeros.x.col(3).isZero(0));
}

void TestRecipe::mostFrequentTextFillsGaps()
{
    const Table data = table({texts("Sex", {"F", "M", "M", ""}), numbers("y", {0, 1, 0, 1})});
    Recipe recipe{{input("Sex"), target("y")}};
    recipe.columns[0].impute = "most_frequent";
    const Dataset set = prepared(recipe, data, 4);
    QCOMPARE(set.x.rows(), Index(2));
    QCOMPARE(set.x(1, 3), Scalar(1));
}

void TestRecipe::ordinalFollowsTheOrder()
{
    const Table data =
        table({texts("size", {"small", "large", "medium", "small", "huge"}), numbers("y", {0, 1, 0, 1, 1})});
    Recipe recipe{{input("size"), target("y")}};
    recipe.columns[0].encode = "ordinal";
    recipe.columns[0].scale = "none";
    recipe.columns[0].order = {"small", "medium", "large"};
    const Dataset set = prepared(recipe, data, 4);
    QCOMPARE(set.x(0, 0), Scalar(0));
    QCOMPARE(set.x(0, 1), Scalar(2));
    QCOMPARE(set.x(0, 2), Scalar(1));
    QCOMPARE(set.x(0, 4), Scalar(0)); // unseen counts as missing: the most frequent, small
}

void TestRecipe::numberAsCategories()
{
    const Table data = table({numbers("Hour", {10, 2, 10, 2}), numbers("y", {0, 1, 0, 1})});
    Recipe recipe{{input("Hour"), target("y")}};
    recipe.columns[0].encode = "one_hot";
    const FittedRecipe fitted = FittedRecipe::fit(recipe, data, firstRows(4));
    QCOMPARE(fitted.featureNames(), (std::vector<std::string>{"Hour = 2", "Hour = 10"}));
    QCOMPARE(fitted.transform(data, {0}).x(1, 0), Scalar(1));
}

void TestRecipe::booleansAndTimes()
{
    const Table data =
        table({booleans("open", {0, 1, 1, kMissing}, "No", "Yes"),
               numbers("day", {0, 86400, 172800, 86400}, ColumnKind::DateTime), numbers("y", {0, 1, 0, 1})});
    const FittedRecipe fitted = FittedRecipe::fit({{input("open"), input("day"), target("y")}}, data, firstRows(4));
    const Dataset set = fitted.transform(data, firstRows(4));
    QCOMPARE(set.x(0, 0), Scalar(0));
    QCOMPARE(set.x(0, 1), Scalar(1));
    QCOMPARE(set.x(0, 3), Scalar(1));                 // most frequent
    QVERIFY(close(set.x(1, 0), -1 / std::sqrt(0.5))); // days 0, 1, 2, 1
    // Another file, in which the words came as text.
    const Table words = table({texts("open", {"Yes", "No"}), numbers("day", {0, 0}, ColumnKind::DateTime)});
    const Dataset again = fitted.transform(words, firstRows(2), false);
    QCOMPARE(again.x(0, 0), Scalar(1));
    QCOMPARE(again.x(0, 1), Scalar(0));
}

void TestRecipe::leavesOutRowsWithGaps()
{
    const Table data =
        table({numbers("a", {1, kMissing, 3, 1000}), numbers("b", {0, 50, 2, 7}), numbers("y", {0, 1, 0, 1})});
    Recipe recipe{{input("a"), input("b"), target("y")}};
    recipe.columns[0].impute = "drop_row";
    recipe.columns[1].scale = "min_max";
    const FittedRecipe fitted = FittedRecipe::fit({recipe}, data, firstRows(4));
    const Dataset set = fitted.transform(data, firstRows(4));
    QCOMPARE(set.rows, (std::vector<Index>{0, 2, 3}));
    QCOMPARE(set.samples(), Index(3));
    QCOMPARE(set.x(1, 2), Scalar(1)); // 7 is the largest of the rows that are used
    QCOMPARE(fitted.transform(data, firstRows(4), false).samples(), Index(4));
}

void TestRecipe::weightsAreTakenAndChecked()
{
    Recipe recipe{{input("a"), input("w"), target("y")}};
    recipe.columns[1].role = ColumnRole::Weight;
    const Table data = table({numbers("a", {1, 2, 3}), numbers("w", {0.5, 2, 0}), numbers("y", {0, 1, 0})});
    const Dataset set = prepared(recipe, data, 3);
    QCOMPARE(set.x.rows(), Index(1));
    QCOMPARE(set.weights[1], Scalar(2));
    const Table negative = table({numbers("a", {1, 2, 3}), numbers("w", {0.5, -2, 0}), numbers("y", {0, 1, 0})});
    QVERIFY(messageOf([&] { prepared(recipe, negative, 3); }).contains("column \"w\", row 2"));
}

void TestRecipe::twoClasses_data()
{
    QTest::addColumn<QStringList>("values");
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<QString>("positive");
    QTest::newRow("word") << QStringList{"malignant", "benign", "malignant"} << ""
                          << "malignant";
    QTest::newRow("word for no") << QStringList{"healthy", "afflicted", "afflicted"} << ""
                                 << "afflicted";
    QTest::newRow("rarer") << QStringList{"b", "g", "g", "g"} << ""
                           << "b";
    QTest::newRow("last") << QStringList{"mâle", "femelle", "mâle", "femelle"} << ""
                          << "mâle";
    QTest::newRow("chosen") << QStringList{"malignant", "benign", "malignant"} << "benign"
                            << "benign";
}

void TestRecipe::twoClasses()
{
    QFETCH(QStringList, values);
    QFETCH(QString, wanted);
    QFETCH(QString, positive);
    std::vector<std::string> words;
    std::vector<double> a;
    for (const QString& value : values) {
        words.push_back(value.toStdString());
        a.push_back(static_cast<double>(a.size()));
    }
    const Table data = table({numbers("a", a), texts("y", words)});
    Recipe recipe{{input("a"), target("y")}};
    recipe.columns[1].positive = wanted.toStdString();
    const FittedRecipe fitted = FittedRecipe::fit(recipe, data, firstRows(data.rows));
    QCOMPARE(fitted.target().task, Task::Binary);
    QCOMPARE(fitted.target().outputs(), Index(1));
    QCOMPARE(fitted.target().names, std::vector<std::string>{positive.toStdString()});
    QCOMPARE(fitted.target().activation(), std::string_view("sigmoid"));
    QCOMPARE(fitted.target().loss(), std::string_view("binary_crossentropy"));
    const Dataset set = fitted.transform(data, firstRows(data.rows));
    for (Index i = 0; i < data.rows; ++i)
        QCOMPARE(set.y(0, i), Scalar(values[static_cast<int>(i)] == positive ? 1 : 0));
    QCOMPARE(fitted.predictionText(Vector::Constant(1, Scalar(0.75))), positive.toStdString());
    QCOMPARE(fitted.predictionText(Vector::Constant(1, Scalar(0.5))), fitted.target().classes[0]);
}

void TestRecipe::moreClassesAreOneHot()
{
    const Table data =
        table({numbers("a", {1, 2, 3, 4}), texts("kind", {"setosa", "virginica", "versicolor", "setosa"})});
    Recipe recipe{{input("a"), target("kind")}};
    const FittedRecipe fitted = FittedRecipe::fit(recipe, data, firstRows(2)); // versicolor is not in the training rows
    QCOMPARE(fitted.target().task, Task::Multiclass);
    QCOMPARE(fitted.target().names, (std::vector<std::string>{"setosa", "versicolor", "virginica"}));
    QCOMPARE(fitted.target().activation(), std::string_view("softmax"));
    QCOMPARE(fitted.target().loss(), std::string_view("categorical_crossentropy"));
    Matrix expected(3, 4);
    expected << 1, 0, 0, 1, /**/ 0, 0, 1, 0, /**/ 0, 1, 0, 0;
    QVERIFY(fitted.transform(data, firstRows(4)).y == expected);
    Vector output(3);
    output << Scalar(0.2), Scalar(0.5), Scalar(0.3);
    QCOMPARE(fitted.predictionText(output), std::string("versicolor"));
    recipe.columns[1].order = {"virginica", "setosa"};
    QCOMPARE(FittedRecipe::fit(recipe, data, firstRows(2)).target().names,
             (std::vector<std::string>{"virginica", "setosa", "versicolor"}));
}

void TestRecipe::numericTargets_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QList<double>>("values");
    QTest::addColumn<QString>("encode");
    QTest::addColumn<int>("task");
    QTest::addColumn<int>("outputs");
    const auto row = [](const char* title, const char* name, QList<double> values, const char* encode, Task task,
                        int outputs) {
        QTest::newRow(title) << name << values << encode << static_cast<int>(task) << outputs;
    };
    row("cultivars", "cultivar", {1, 2, 3, 1, 2, 3}, "auto", Task::Multiclass, 3);
    row("digits", "n", {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, "auto", Task::Multiclass, 10);
    row("quality", "quality", {3, 4, 5, 6, 7, 8}, "auto", Task::Regression, 1);
    row("quality as classes", "quality", {3, 4, 5, 6, 7, 8}, "one_hot", Task::Multiclass, 6);
    row("cultivars as numbers", "cultivar", {1, 2, 3, 1, 2, 3}, "number", Task::Regression, 1);
    row("gap", "n", {0, 1, 3, 4}, "auto", Task::Regression, 1);
    row("fractions", "n", {0, 0.5, 1, 1.5}, "auto", Task::Regression, 1);
    row("almost whole", "n", {0, 1.0000001, 2, 1}, "auto", Task::Regression, 1);
    row("two values", "n", {-1, 1, 1, -1}, "auto", Task::Binary, 1);
    row("eleven", "n", {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, "auto", Task::Regression, 1);
    row("eleven by name", "class", {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, "auto", Task::Multiclass, 11);
}

void TestRecipe::numericTargets()
{
    QFETCH(QString, name);
    QFETCH(QList<double>, values);
    QFETCH(QString, encode);
    QFETCH(int, task);
    QFETCH(int, outputs);
    const std::vector<double> y(values.begin(), values.end());
    std::vector<double> a(y.size());
    std::iota(a.begin(), a.end(), 0.0);
    const Table data = table({numbers("a", a), numbers(name.toStdString(), y)});
    Recipe recipe{{input("a"), target(name.toStdString())}};
    recipe.columns[1].encode = encode.toStdString();
    const FittedRecipe fitted = FittedRecipe::fit(recipe, data, firstRows(data.rows));
    QCOMPARE(static_cast<int>(fitted.target().task), task);
    QCOMPARE(fitted.target().outputs(), Index(outputs));
}

void TestRecipe::regressionIsScaledBack()
{
    const Table data = table({numbers("a", {1, 2, 3, 4}), numbers("price", {1e9, 3e9, 5e9, 9.5e9})});
    const FittedRecipe fitted = FittedRecipe::fit({{input("a"), target("price")}}, data, firstRows(3));
    QCOMPARE(fitted.target().activation(), std::string_view("linear"));
    QCOMPARE(fitted.target().loss(), std::string_view("mean_squared_error"));
    const Dataset set = fitted.transform(data, firstRows(4));
    // mean 3e9, deviation √(8/3)·1e9
    QVERIFY(close(set.y(0, 0), -2 / std::sqrt(8.0 / 3)));
    QVERIFY(close(set.y(0, 3), 6.5 / std::sqrt(8.0 / 3)));
    const Matrix back = fitted.undoTarget(set.y);
    for (Index i = 0; i < 4; ++i)
        QVERIFY(close(back(0, i), data.columns[1].numbers[static_cast<std::size_t>(i)]));
    QCOMPARE(fitted.predictionText(Vector::Constant(1, Scalar(2.5))), std::string("2.5"));
    QCOMPARE(fitted.predictionText(Vector::Constant(1, Scalar(1e9))), std::string("1000000000"));
}

void TestRecipe::logTargetIsUndone()
{
    const Table data = table({numbers("a", {1, 2, 3, 4}), numbers("price", {10, 1000, 20, 555})});
    Recipe recipe{{input("a"), target("price")}};
    recipe.columns[1].log = true;
    const FittedRecipe fitted = FittedRecipe::fit(recipe, data, firstRows(4));
    const Matrix back = fitted.undoTarget(fitted.transform(data, firstRows(4)).y);
    for (Index i = 0; i < 4; ++i)
        QVERIFY(std::abs(back(0, i) / data.columns[1].numbers[static_cast<std::size_t>(i)] - 1) < 1e-5);
}

void TestRecipe::severalTargets()
{
    const Table data = table({numbers("a", {1, 2, 3}), numbers("u", {10, 20, 40}), numbers("v", {-1, 0.5, 2}),
                              booleans("p", {0, 1, 1}, "no", "yes"), texts("q", {"red", "blue", "red"})});
    const FittedRecipe regression = FittedRecipe::fit({{input("a"), target("u"), target("v")}}, data, firstRows(3));
    QCOMPARE(regression.target().task, Task::Regression);
    QCOMPARE(regression.target().names, (std::vector<std::string>{"u", "v"}));
    const Matrix back = regression.undoTarget(regression.transform(data, firstRows(3)).y);
    QVERIFY(close(back(0, 2), 40));
    QVERIFY(close(back(1, 0), -1));

    const FittedRecipe flags = FittedRecipe::fit({{input("a"), target("p"), target("q")}}, data, firstRows(3));
    QCOMPARE(flags.target().task, Task::MultiBinary);
    QCOMPARE(flags.target().names, (std::vector<std::string>{"p", "q = blue"})); // blue is the rarer
    QCOMPARE(flags.target().column, std::string("p, q"));
    const Dataset set = flags.transform(data, firstRows(3));
    Matrix expected(2, 3);
    expected << 0, 1, 1, /**/ 0, 1, 0;
    QVERIFY(set.y == expected);
    Vector output(2);
    output << Scalar(0.9), Scalar(0.1);
    QCOMPARE(flags.predictionText(output), std::string("p"));
    QVERIFY(messageOf([&] {
                FittedRecipe::fit({{input("a"), target("u"), target("q")}}, data, firstRows(3));
            }).contains("\"q\""));
}

void TestRecipe::unknownClassIsNamed()
{
    const Table data = table({numbers("a", {1, 2}), texts("y", {"dog", "cat"})});
    const FittedRecipe fitted = FittedRecipe::fit({{input("a"), target("y")}}, data, firstRows(2));
    const Table other = table({numbers("a", {1, 2}), texts("y", {"dog", "fox"})});
    const QString message = messageOf([&] { fitted.transform(other, firstRows(2)); });
    QVERIFY2(message.contains("\"fox\"") && message.contains("column \"y\", row 2"), qPrintable(message));
}

void TestRecipe::otherTableWithOtherTypes()
{
    const Table data =
        table({texts("zip", {"1", "2", "x", "1"}), numbers("a", {1, 2, 3, 2}), numbers("y", {0, 1, 0, 1})});
    const FittedRecipe fitted = FittedRecipe::fit({{input("zip"), input("a"), target("y")}}, data, firstRows(4));
    // A file in which zip happens to be all numbers and "a" has no values.
    const Table other = table({numbers("zip", {2, 7}), numbers("a", {kMissing, kMissing}, ColumnKind::Empty)});
    const Dataset set = fitted.transform(other, firstRows(2), false);
    QCOMPARE(set.x(1, 0), Scalar(1));
    QVERIFY(set.x.col(1).head(3).isZero(0));
    QCOMPARE(set.x(3, 0), Scalar(0)); // the median is the mean here
    const Table words = table({texts("zip", {"1"}), texts("a", {"many"})});
    QVERIFY(messageOf([&] { fitted.transform(words, {0}, false); }).contains("\"many\" is not a number"));
    const Table without = table({texts("zip", {"1"})});
    QVERIFY(messageOf([&] { fitted.transform(without, {0}, false); }).contains("no column \"a\""));
}

void TestRecipe::predictsWithoutTheTargetColumn()
{
    const Table data = table({numbers("a", {1, 2}), texts("y", {"dog", "cat"})});
    const FittedRecipe fitted = FittedRecipe::fit({{input("a"), target("y")}}, data, firstRows(2));
    const Table other = table({numbers("b", {7}), numbers("a", {1.5})});
    const Dataset set = fitted.transform(other, {0}, false);
    QVERIFY(close(set.x(0, 0), 0));
    QCOMPARE(set.y.rows(), Index(0));
}

void TestRecipe::preparationInOneWord_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("understood");
    for (const char* text : {"auto", "impute:median", "impute:-2.5", "impute:drop_row,encode:ordinal,scale:robust,log",
                             "encode:one_hot", "scale:none,clip:3", "log,clip:0.1"})
        QTest::newRow(text) << QString::fromLatin1(text) << true;
    for (const char* text :
         {"", "impute", "impute:", "impute:nearest", "scale:3", "clip:wide", "square", "log,,clip:3"})
        QTest::newRow(*text ? text : "nothing") << QString::fromLatin1(text) << false;
}

void TestRecipe::preparationInOneWord()
{
    QFETCH(const QString, text);
    QFETCH(const bool, understood);
    ColumnRecipe column = input("a");
    column.scale = "min_max"; // is left to the data where it is not named
    const ColumnRecipe before = column;
    const QString said = messageOf([&] { setPreparation(column, text.toStdString()); });
    QCOMPARE(said.isEmpty(), understood);
    if (understood)
        QCOMPARE(QString::fromStdString(preparationText(column)), text);
    else
        QVERIFY(column == before);
}

void TestRecipe::refusesInWords()
{
    const Table data =
        table({numbers("a", {1, 2, 3}), texts("y", {"dog", "cat", "cat"}), texts("one", {"b", "b", "b"})});
    const auto message = [&](const Recipe& recipe, std::vector<Index> rows) {
        return messageOf([&] { FittedRecipe::fit(recipe, data, rows); });
    };
    QVERIFY(message({{input("a"), target("y")}}, {}).contains("no training rows"));
    QVERIFY(message({{input("a"), target("nope")}}, {0}).contains("\"nope\""));
    QVERIFY(message({{input("a"), target("one")}}, {0, 1}).contains("nothing to learn"));
    QVERIFY(message({{input("a"), target("y")}}, {1, 2}).contains("one class"));
    QVERIFY(message({{target("y")}}, {0, 1}).contains("No column is an input"));
    ColumnRecipe left = input("one");
    left.role = ColumnRole::Ignore;
    left.reason = "always the same value";
    const QString nothingLeft = message({{left, target("y")}}, {0, 1});
    QVERIFY(nothingLeft.contains("\"one\" (always the same value)"));
    QVERIFY(message({{input("a"), input("a"), target("y")}}, {0, 1}).contains("twice"));
    Recipe wrong{{input("a"), target("y")}};
    wrong.columns[0].scale = "cubic";
    QVERIFY(message(wrong, {0, 1}).contains("\"cubic\""));
    wrong = {{input("a"), target("y")}};
    wrong.columns[1].positive = "fox";
    QVERIFY(message(wrong, {0, 1}).contains("\"fox\""));
}

void TestRecipe::jsonKeepsEveryBit()
{
    const Table data = table({numbers("a", {0.1, 1.0 / 3, 1e-300, kMissing}), texts("b", {"x\"\\", "ü", "", "x\"\\"}),
                              booleans("c", {0, 1, 1, 1}, "no", "yes"), numbers("t", {3.3, 4.7, 1e22, -0.0})});
    Recipe recipe{{input("a"), input("b"), input("c"), target("t")}};
    recipe.columns[0].clip = 0.30000000000000004;
    recipe.columns[0].imputeConstant = 5e-324;
    recipe.columns[1].order = {"ü"};
    recipe.columns[2].encode = "ordinal";
    const FittedRecipe fitted = FittedRecipe::fit(recipe, data, firstRows(4));
    const FittedRecipe back = FittedRecipe::fromJson(fitted.toJson());
    QCOMPARE(back.toJson(), fitted.toJson());
    QVERIFY(back.recipe() == recipe);
    QVERIFY(back.target() == fitted.target());
    QCOMPARE(back.featureNames(), fitted.featureNames());
    QVERIFY(back.transform(data, firstRows(4)).x == fitted.transform(data, firstRows(4)).x);
    QVERIFY(back.undoTarget(Matrix::Ones(1, 1)) == fitted.undoTarget(Matrix::Ones(1, 1)));
    QVERIFY(recipeFromJson(recipeToJson(recipe)) == recipe);
    // Nothing fitted yet.
    QCOMPARE(FittedRecipe::fromJson(FittedRecipe().toJson()).toJson(), FittedRecipe().toJson());
}

void TestRecipe::jsonRefusesDamage_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("place");
    QTest::newRow("no json") << "{"
                             << "{{"
                             << "recipe";
    QTest::newRow("newer") << "\"format\":1"
                           << "\"format\":2"
                           << "newer";
    QTest::newRow("task") << "\"task\":\"binary\""
                          << "\"task\":\"dancing\""
                          << "task";
    QTest::newRow("other task") << "\"task\":\"binary\""
                                << "\"task\":\"regression\""
                                << "fitted[1].coding";
    QTest::newRow("role") << "\"role\":\"input\""
                          << "\"role\":7"
                          << "recipe[0].role";
    QTest::newRow("scale") << "\"shift\":1.5"
                           << "\"shift\":\"wide\""
                           << "fitted[0].shift";
    QTest::newRow("overflow") << "\"shift\":1.5"
                              << "\"shift\":1e999"
                              << "recipe";
    QTest::newRow("missing") << "\"shift\":1.5,"
                             << ""
                             << "shift";
    QTest::newRow("classes") << "[\"dog\",\"cat\"]"
                             << "[\"dog\"]"
                             << "fitted[1].categories";
    QTest::newRow("same class") << "[\"dog\",\"cat\"]"
                                << "[\"dog\",\"dog\"]"
                                << "fitted[1].categories[1]";
    QTest::newRow("nesting") << "{" << QString("[").repeated(100000) << "recipe";
}

void TestRecipe::jsonRefusesDamage()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, place);
    const Table data = table({numbers("a", {1, 2}), texts("y", {"dog", "cat"})});
    Recipe recipe{{input("a"), target("y")}};
    recipe.columns[1].positive = "cat";
    QString json = QString::fromStdString(FittedRecipe::fit(recipe, data, firstRows(2)).toJson());
    QVERIFY2(json.contains(from), qPrintable(json));
    json.replace(json.indexOf(from), from.size(), to);
    const QString message = messageOf([&] { FittedRecipe::fromJson(json.toStdString()); });
    QVERIFY2(message.contains(place), qPrintable(message));
}

void TestRecipe::guessesTargetByNameAndPlace_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QString>("target");
    QTest::newRow("last") << QStringList{"a", "b", "c"} << "c";
    QTest::newRow("class first") << QStringList{"Class", "b", "c"} << "Class";
    QTest::newRow("cultivar") << QStringList{"cultivar", "alcohol", "proline"} << "cultivar";
    QTest::newRow("y is a coordinate") << QStringList{"x", "y", "z"} << "z";
    QTest::newRow("y is the target") << QStringList{"y", "age", "job"} << "y";
    QTest::newRow("label before class") << QStringList{"class", "label", "c"} << "label";
}

void TestRecipe::guessesTargetByNameAndPlace()
{
    QFETCH(QStringList, names);
    QFETCH(QString, target);
    std::vector<Column> columns;
    for (int i = 0; i < names.size(); ++i)
        columns.push_back(numbers(names[i].toStdString(), {1, 2, 3, 1, 2, 3, 1.0 + i}));
    const Recipe recipe = guessRecipe(table(columns));
    for (const ColumnRecipe& column : recipe.columns)
        QCOMPARE(column.role, column.column == target.toStdString() ? ColumnRole::Target : ColumnRole::Input);
    const Recipe chosen = guessRecipe(table(columns), names[1].toStdString());
    QCOMPARE(chosen.columns[1].role, ColumnRole::Target);
    QVERIFY(messageOf([&] { guessRecipe(table(columns), "nope"); }).contains("\"nope\""));
}

void TestRecipe::guessIgnoresWhatCannotHelp()
{
    std::vector<std::string> ids, notes, same, part;
    std::vector<double> numbersOfRows, gaps, useful, dates;
    for (int i = 0; i < 40; ++i) {
        ids.push_back(std::string("N").append(std::to_string(i)));
        notes.push_back(std::string("remark ").append(std::to_string(i % 25)));
        same.push_back("Anvers");
        part.push_back(i % 4 == 0 ? "test" : "train");
        numbersOfRows.push_back(i + 1);
        gaps.push_back(i % 10 == 0 ? i : kMissing);
        useful.push_back(std::sin(i));
        dates.push_back(86400.0 * (i / 2));
    }
    const Table data = table({numbers("rank", numbersOfRows), texts("Individual", ids), texts("Comments", notes),
                              texts("Region", same), numbers("gaps", gaps), numbers("day", dates, ColumnKind::DateTime),
                              texts("part", part), numbers("sample_weight", std::vector<double>(useful.size(), 0.5)),
                              numbers("useful", useful), numbers("t", useful)});
    const Recipe recipe = guessRecipe(data);
    for (const char* name : {"rank", "Individual", "Comments", "Region", "gaps", "day"}) {
        QCOMPARE(recipe.find(name)->role, ColumnRole::Ignore);
        QVERIFY(!recipe.find(name)->reason.empty());
    }
    QVERIFY(QString::fromStdString(recipe.find("gaps")->reason).contains("90 %"));
    QCOMPARE(recipe.find("part")->role, ColumnRole::Split);
    QCOMPARE(recipe.find("useful")->role, ColumnRole::Input);
    QCOMPARE(recipe.find("t")->role, ColumnRole::Target);
    QVERIFY(recipe.find("nope") == nullptr);
}

void TestRecipe::guessKeepsPictureBorders()
{
    std::vector<Column> columns;
    for (int i = 0; i < 16; ++i)
        columns.push_back(numbers(std::string("p").append(std::to_string(i)), {0, 0, i == 0 ? 0.0 : 5.0}));
    columns.push_back(numbers("blank", {0, 0, 0}));
    columns.push_back(numbers("digit", {0, 1, 2}));
    const Recipe recipe = guessRecipe(table(columns));
    QCOMPARE(recipe.find("p0")->role, ColumnRole::Input);
    QCOMPARE(recipe.find("blank")->role, ColumnRole::Ignore);
    QCOMPARE(recipe.find("digit")->role, ColumnRole::Target);
}

void TestRecipe::guessesAmountsBesideCategories()
{
    std::vector<double> amount, hour;
    std::vector<std::string> season, place;
    for (int i = 0; i < 48; ++i) {
        amount.push_back(100 + i * i);
        hour.push_back(i % 24);
        season.push_back(i < 24 ? "Winter" : "Spring");
        place.push_back(i % 2 ? "INLAND" : "NEAR BAY");
    }
    const Recipe bikes = guessRecipe(table({numbers("Rented Bike Count", amount), numbers("Hour", hour),
                                            texts("Seasons", season), texts("Holiday", place), texts("Open", place)}));
    QCOMPARE(bikes.columns[0].role, ColumnRole::Target);
    QCOMPARE(bikes.columns[1].encode, std::string("one_hot"));
    const Recipe houses = guessRecipe(
        table({numbers("total_rooms", hour), numbers("median_house_value", amount), texts("place", place)}));
    QCOMPARE(houses.columns[1].role, ColumnRole::Target);
}

void TestRecipe::guessesOnWholeFiles_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("target");
    QTest::addColumn<int>("task");
    QTest::addColumn<QStringList>("ignored");
    const auto row = [](const char* file, const char* target, Task task, const QStringList& ignored) {
        QTest::newRow(file) << file << target << static_cast<int>(task) << ignored;
    };
    row("field_notes", "Species", Task::Multiclass,
        {"Sample Number", "Region", "Stage", "Individual ID", "Date Egg", "Comments"});
    row("carnet_bom", "Sexe", Task::Binary, {"Stade", "Date de l’œuf"});
    row("laboratory_eu", "quality", Task::Regression, {});
    row("echoes_noheader", "column 35", Task::Binary, {"column 2"});
}

void TestRecipe::guessesOnWholeFiles()
{
    QFETCH(QString, file);
    QFETCH(QString, target);
    QFETCH(int, task);
    QFETCH(QStringList, ignored);
    const Table data = readCsv(QString(NETLOOM_SOURCE_DIR "/tests/data/%1.csv").arg(file).toStdString()).table;
    const Recipe recipe = guessRecipe(data);
    QStringList found;
    for (const ColumnRecipe& column : recipe.columns)
        if (column.role == ColumnRole::Ignore)
            found << QString::fromStdString(column.column);
    QCOMPARE(found, ignored);
    const std::vector<Index> rows = rowsWithTarget(recipe, data);
    const FittedRecipe fitted = FittedRecipe::fit(recipe, data, rows);
    QCOMPARE(fitted.target().column, target.toStdString());
    QCOMPARE(static_cast<int>(fitted.target().task), task);
    const Dataset set = fitted.transform(data, rows);
    QVERIFY(set.x.allFinite() && set.y.allFinite());
    if (file == "carnet_bom") {
        QCOMPARE(rows.size(), std::size_t(54)); // 6 rows without a target
        QCOMPARE(fitted.target().names, std::vector<std::string>{"mâle"});
    }
    if (file == "laboratory_eu")
        QCOMPARE(countDuplicateRows(data), Index(5));
}

void TestRecipe::stepsAreInWords()
{
    const Table data =
        table({numbers("a", {1, 2, kMissing, 4}), texts("b", {"u", "v", "u", ""}), numbers("y", {0, 1, 0, 1})});
    Recipe recipe{{input("a"), input("b"), target("y")}};
    recipe.columns[0].clip = 3;
    const FittedRecipe fitted = FittedRecipe::fit(recipe, data, firstRows(4));
    QCOMPARE(fitted.steps("a"), (std::vector<std::string>{"median 2 for missing", "standardised", "clipped to ±3"}));
    QCOMPARE(fitted.steps("b"), (std::vector<std::string>{"one-hot, 2 categories and missing"}));
    QCOMPARE(fitted.steps("y"), (std::vector<std::string>{"two classes, positive is 1"}));
}

QTEST_APPLESS_MAIN(TestRecipe)
#include "tst_recipe.moc"
