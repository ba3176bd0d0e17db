// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/matrix.h"
#include "core/data/column_values.h"
#include "core/preparation/fitted_recipe.h"
#include "core/preparation/recipe.h"
#include "core/preparation/recipe_guess.h"
#include "tests/core/data/table_builder.h"
#include "tests/support/message_of.h"

#include <QTest>

#include <cmath>
#include <functional>
#include <limits>

using namespace netloom;
using namespace netloom::testing;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

ColumnRecipe column(std::string name, ColumnRole role = ColumnRole::Input)
{
    ColumnRecipe recipe;
    recipe.column = std::move(name);
    recipe.role = role;
    return recipe;
}

ColumnRecipe target(std::string name)
{
    return column(std::move(name), ColumnRole::Target);
}

QString joined(const std::vector<std::string>& texts)
{
    QStringList list;
    for (const std::string& text : texts)
        list.append(QString::fromStdString(text));
    return list.join(QStringLiteral(" | "));
}

/// A table with a column "x" and the target "y" of six rows.
Table tableOf(Column x)
{
    x.name = std::string("x");
    return table({std::move(x), numbers("y", {0, 1, 0, 1, 0, 1})});
}

FittedRecipe fitted(const ColumnRecipe& x, const Table& data)
{
    return FittedRecipe::fit({{x, target("y")}}, data, firstRows(data.rows));
}

using Change = std::function<void(ColumnRecipe&)>;

} // namespace

Q_DECLARE_METATYPE(Column)
Q_DECLARE_METATYPE(Change)

/// How a table is prepared for the network, where it is out of the ordinary: refusals, words for people, odd cells.
class TestPreparation : public QObject
{
    Q_OBJECT

private slots:
    void whatCannotBePreparedIsRefused_data()
    {
        QTest::addColumn<Column>("x");
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("expected");
        const Column plain = numbers("x", {1, 2, 3, 4, 5, 6});
        const auto row = [](const char* name, const Column& x, const Change& change, const char* expected) {
            QTest::newRow(name) << x << change << QString::fromUtf8(expected);
        };
        row(
            "impute", plain, [](ColumnRecipe& r) { r.impute = "guess"; },
            "column \"x\": The way to fill missing cells \"guess\" is not known. Choose one of auto, mean, median, "
            "most_frequent, constant and drop_row.");
        row(
            "scale", plain, [](ColumnRecipe& r) { r.scale = "log"; },
            "column \"x\": The scaling \"log\" is not known. Choose one of auto, standard, min_max, robust and none.");
        row(
            "encode", plain, [](ColumnRecipe& r) { r.encode = "hash"; },
            "column \"x\": The encoding \"hash\" is not known. Choose one of auto, number, one_hot and ordinal.");
        for (const double clip : {0.0, -1.0, kInfinity, std::nan("")})
            row(
                qPrintable(QStringLiteral("clip %1").arg(clip)), plain, [clip](ColumnRecipe& r) { r.clip = clip; },
                "column \"x\": The limit for clipping must be greater than 0.");
        row(
            "constant", plain, [](ColumnRecipe& r) { r.imputeConstant = std::nan(""); },
            "column \"x\": The constant for missing cells must be a number.");
        row(
            "constant under a logarithm", plain,
            [](ColumnRecipe& r) {
                r.log = true;
                r.impute = "constant";
                r.imputeConstant = -1;
            },
            "column \"x\": log(1 + x) needs values greater than -1, the constant for missing cells is -1.");
        row(
            "logarithm", numbers("x", {1, 2, -1, 4, 5, 6}), [](ColumnRecipe& r) { r.log = true; },
            "column \"x\", row 3: log(1 + x) needs values greater than -1, the cell is -1. Switch the logarithm off "
            "for this column.");
        row("infinite", numbers("x", {1, kInfinity, 3, 4, 5, 6}), {},
            "column \"x\", row 2: The value is infinite. Correct the cell, or clear it.");
        row(
            "too large", numbers("x", {1e308, -1e308, 1e308, -1e308, 1e308, -1e308}),
            [](ColumnRecipe& r) { r.scale = "min_max"; },
            "column \"x\": The values are too large to be scaled. Change the unit of the column, or ignore it.");
        row(
            "no row left", numbers("x", std::vector<double>(6, kMissing)),
            [](ColumnRecipe& r) { r.impute = "drop_row"; },
            "column \"x\": No training row is left, because rows with a missing cell are left out. Choose another way "
            "to treat missing cells.");
        row(
            "weight below 0", numbers("x", {1, 2, -3, 4, 5, 6}), [](ColumnRecipe& r) { r.role = ColumnRole::Weight; },
            "column \"x\", row 3: A weight must be a number of at least 0. Correct the cell, or do not use the column "
            "as weight.");
        row(
            "weight missing", numbers("x", {kMissing, 2, 3, 4, 5, 6}),
            [](ColumnRecipe& r) { r.role = ColumnRole::Weight; },
            "column \"x\", row 1: A weight must be a number of at least 0.");
        row(
            "weight infinite", numbers("x", {1, kInfinity, 3, 4, 5, 6}),
            [](ColumnRecipe& r) { r.role = ColumnRole::Weight; },
            "column \"x\", row 2: A weight must be a number of at least 0.");
        row(
            "weights of 0", numbers("x", std::vector<double>(6, 0)),
            [](ColumnRecipe& r) { r.role = ColumnRole::Weight; },
            "column \"x\": All weights are 0. Choose another weight column.");
        row(
            "no input", plain, [](ColumnRecipe& r) { r.role = ColumnRole::Ignore; },
            "No column is an input. Give at least one column the role of an input.");
        row(
            "absent", plain, [](ColumnRecipe& r) { r.column = std::string("z"); },
            "The data has no column \"z\". Load data that has it, or give the column the role ignore.");
        row(
            "twice", plain, [](ColumnRecipe& r) { r.column = std::string("y"); },
            "The column \"y\" is in the recipe twice.");
        row(
            "word", texts("x", {"1", "two", "3", "4", "5", "6"}), [](ColumnRecipe& r) { r.encode = "number"; },
            "column \"x\", row 2: ");
    }
    void whatCannotBePreparedIsRefused()
    {
        QFETCH(Column, x);
        QFETCH(Change, change);
        QFETCH(QString, expected);
        ColumnRecipe recipe = column("x");
        if (change)
            change(recipe);
        const QString message = messageOf([&] { fitted(recipe, tableOf(x)); });
        QVERIFY2(message.startsWith(expected), qPrintable(message));
    }

    void targetsThatCannotBeLearned()
    {
        const auto refusal = [](const Column& y, const Change& change = {}) {
            ColumnRecipe recipe = target("y");
            if (change)
                change(recipe);
            return messageOf([&] {
                FittedRecipe::fit({{column("x"), recipe}}, table({numbers("x", {1, 2, 3, 4}), y}), firstRows(4));
            });
        };
        QCOMPARE(refusal(texts("y", {"a", "a", "a", "a"})),
                 QStringLiteral("column \"y\": All rows have the target \"a\", so there is nothing to learn. Choose "
                                "another target column."));
        QVERIFY(refusal(texts("y", {"", "", "", ""}))
                    .startsWith(QStringLiteral("column \"y\": The target column is empty")));
        QCOMPARE(refusal(texts("y", {"a", "b", "a", "b"}), [](ColumnRecipe& r) { r.positive = std::string("c"); }),
                 QStringLiteral("column \"y\": The positive class \"c\" does not occur. Choose \"a\" or \"b\"."));
        QVERIFY(refusal(numbers("y", {1.5, kMissing, 2.5, 3.5}))
                    .startsWith(QStringLiteral("column \"y\", row 2: The target is not a number.")));
        QVERIFY(refusal(numbers("y", {1.5, -1, 2.5, 3.5}), [](ColumnRecipe& r) {
                    r.log = true;
                }).startsWith(QStringLiteral("column \"y\", row 2: log(1 + x) needs values greater than -1")));
        std::vector<double> many(10001);
        std::vector<double> inputs(many.size());
        for (std::size_t i = 0; i < many.size(); ++i)
            many[i] = inputs[i] = static_cast<double>(i);
        const Table data = table({numbers("x", inputs), numbers("y", many)});
        ColumnRecipe classes = target("y");
        classes.encode = "one_hot";
        QVERIFY(messageOf([&] {
                    FittedRecipe::fit({{column("x"), classes}}, data, firstRows(data.rows));
                }).startsWith(QStringLiteral("column \"y\": The target has 10001 different values.")));
        ColumnRecipe hot = column("x");
        hot.encode = "one_hot";
        QVERIFY(messageOf([&] {
                    FittedRecipe::fit({{hot, target("y")}}, data, firstRows(data.rows));
                })
                    .startsWith(QStringLiteral("column \"x\": The column has 10001 different values, each of which "
                                               "would become an input.")));
        std::vector<std::string> words;
        for (const double value : many)
            words.emplace_back("w").append(numberLabel(value));
        ColumnRecipe places = column("x");
        places.encode = "ordinal";
        QVERIFY(messageOf([&] {
                    FittedRecipe::fit({{places, target("y")}}, table({texts("x", words), numbers("y", many)}),
                                      firstRows(data.rows));
                }).startsWith(QStringLiteral("column \"x\": The column has 10001 different values. Ignore")));
    }

    void rowsOutsideTheTable()
    {
        const Table data = tableOf(numbers("x", {1, 2, 3, 4, 5, 6}));
        const Recipe recipe{{column("x"), target("y")}};
        QVERIFY(messageOf([&] {
                    FittedRecipe::fit(recipe, data, {});
                }).startsWith(QStringLiteral("There are no training")));
        for (const Index row : {Index(-1), Index(6)}) {
            const QString expected = QStringLiteral("Row %1 is not in the data.").arg(row + 1);
            QCOMPARE(messageOf([&] { FittedRecipe::fit(recipe, data, {0, 1, row}); }), expected);
            QCOMPARE(messageOf([&] { fitted(column("x"), data).transform(data, {row}); }), expected);
        }
    }

    void cellsOfOtherTables()
    {
        ColumnRecipe logarithm = column("x");
        logarithm.log = true;
        ColumnRecipe number = target("y");
        number.encode = "number";
        const Recipe recipe{{logarithm, number, column("w", ColumnRole::Weight)}};
        const auto data = [](double x, double y, double w) {
            return table({numbers("x", {1, x}), numbers("y", {2.5, y}), numbers("w", {1, w})});
        };
        const Table good = data(2, 3, 2);
        const FittedRecipe fit = FittedRecipe::fit(recipe, good, firstRows(2));
        const auto refusal = [&](const Table& other) { return messageOf([&] { fit.transform(other, {1}); }); };
        QCOMPARE(refusal(good), QStringLiteral("no error"));
        QCOMPARE(refusal(data(-1, 3, 2)),
                 QStringLiteral("column \"x\", row 2: log(1 + x) needs values greater than -1, "
                                "the cell is -1. Correct the cell."));
        QCOMPARE(refusal(data(kInfinity, 3, 2)),
                 QStringLiteral("column \"x\", row 2: The value is infinite. Correct the cell, or clear it."));
        QCOMPARE(refusal(data(2, kMissing, 2)), QStringLiteral("column \"y\", row 2: The target is missing or not a "
                                                               "number that can be used. Leave the row out."));
        for (const double weight : {-1.0, kMissing, kInfinity})
            QCOMPARE(refusal(data(2, 3, weight)),
                     QStringLiteral("column \"w\", row 2: A weight must be a number of at least 0. Correct the cell."));
        Table times = good;
        times.columns[0].kind = ColumnKind::DateTime;
        QCOMPARE(refusal(times), QStringLiteral("column \"x\": The column holds datetime here, it held number in the "
                                                "training data. Choose the column's type when importing the file."));
        const FittedRecipe classes = fitted(column("x"), tableOf(numbers("x", {1, 2, 3, 4, 5, 6})));
        const Table gap = table({numbers("x", {1}), numbers("y", {kMissing})});
        QCOMPARE(messageOf([&] { classes.transform(gap, {0}); }),
                 QStringLiteral("column \"y\", row 1: The target is missing. Leave the row out."));
        QCOMPARE(classes.transform(gap, {0}, false).y.cols(), Eigen::Index(1));
    }

    void stepsNameEveryChoice_data()
    {
        QTest::addColumn<Column>("x");
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("expected");
        const Column plain = numbers("x", {1, 2, kMissing, 4, 4, 6});
        const auto row = [](const char* name, const Column& x, const Change& change, const char* expected) {
            QTest::newRow(name) << x << change << QString::fromUtf8(expected);
        };
        row("plain", plain, {}, "median 4 for missing | standardised");
        row(
            "mean", plain,
            [](ColumnRecipe& r) {
                r.impute = "mean"; // 17 / 5
                r.scale = "none";
            },
            "mean 3.4 for missing");
        row(
            "constant", plain,
            [](ColumnRecipe& r) {
                r.impute = "constant";
                r.imputeConstant = 7;
                r.log = true;
                r.scale = "min_max";
            },
            "constant 7 for missing | log(1 + x) | scaled to 0…1");
        row(
            "most frequent", plain,
            [](ColumnRecipe& r) {
                r.impute = "most_frequent";
                r.scale = "robust";
                r.clip = 2.5;
            },
            "most frequent 4 for missing | scaled by median and interquartile range | clipped to ±2.5");
        row(
            "rows left out", plain, [](ColumnRecipe& r) { r.impute = "drop_row"; },
            "rows with a missing cell left out | standardised");
        row("constant column", numbers("x", std::vector<double>(6, 3)), {},
            "median 3 for missing | constant, set to 0");
        row("boolean", booleans("x", {0, 1, 1, 1, 0, 1}, "no", "yes"), {}, "most frequent 1 for missing");
        row(
            "scaled boolean", booleans("x", {0, 1, 1, 1, 0, 1}, "no", "yes"),
            [](ColumnRecipe& r) { r.scale = "standard"; }, "most frequent 1 for missing | standardised");
        row("words", texts("x", {"a", "b", "", "c", "a", "b"}), {}, "one-hot, 3 categories and missing");
        row(
            "frequent word", texts("x", {"a", "b", "", "c", "b", "b"}),
            [](ColumnRecipe& r) { r.impute = "most_frequent"; }, "b for missing | one-hot, 3 categories");
        row(
            "words left out", texts("x", {"a", "b", "", "c", "b", "b"}), [](ColumnRecipe& r) { r.impute = "drop_row"; },
            "rows with a missing cell left out | one-hot, 3 categories");
        row(
            "ordinal", texts("x", {"a", "b", "", "c", "b", "b"}), [](ColumnRecipe& r) { r.encode = "ordinal"; },
            "most frequent for missing | ordinal, 3 categories | standardised");
        row(
            "weight", numbers("x", {1, 2, 3, 4, 5, 6}), [](ColumnRecipe& r) { r.role = ColumnRole::Weight; },
            "weight of the row");
        row(
            "ignored", plain, [](ColumnRecipe& r) { r.role = ColumnRole::Ignore; }, "not used");
        row(
            "split", plain, [](ColumnRecipe& r) { r.role = ColumnRole::Split; }, "divides the rows");
    }
    void stepsNameEveryChoice()
    {
        QFETCH(Column, x);
        QFETCH(Change, change);
        QFETCH(QString, expected);
        ColumnRecipe recipe = column("x");
        if (change)
            change(recipe);
        const Table data = table({x, numbers("z", {6, 5, 4, 3, 2, 1}), numbers("y", {0, 1, 0, 1, 0, 1})});
        const FittedRecipe fit = FittedRecipe::fit({{recipe, column("z"), target("y")}}, data, firstRows(6));
        QCOMPARE(joined(fit.steps("x")), expected);
        QCOMPARE(joined(fit.steps("y")), QStringLiteral("two classes, positive is 1"));
        QVERIFY(fit.steps("absent").empty());
    }

    void manyClassesInWords()
    {
        const Table data = table({numbers("x", {1, 2, 3}), texts("y", {"a", "b", "c"})});
        const FittedRecipe fit = FittedRecipe::fit({{column("x"), target("y")}}, data, firstRows(3));
        QCOMPARE(joined(fit.steps("y")), QStringLiteral("3 classes, one output each"));
    }

    void gapsAreFilledByTheRecipe()
    {
        // Places of the order low, middle, high; unscaled. The constant stands for the missing cell.
        ColumnRecipe places = column("x");
        places.encode = "ordinal";
        places.order = {"low", "middle", "high"};
        places.scale = "none";
        places.impute = "constant";
        places.imputeConstant = -3;
        const Table data = tableOf(texts("x", {"high", "low", "", "middle", "low", "low"}));
        const Dataset set = fitted(places, data).transform(data, firstRows(6));
        QCOMPARE(set.x(0, 0), Scalar(2));
        QCOMPARE(set.x(0, 1), Scalar(0));
        QCOMPARE(set.x(0, 2), Scalar(-3));
        QCOMPARE(set.x(0, 3), Scalar(1));
        places.impute = "auto"; // most frequent: low, place 0
        QCOMPARE(fitted(places, data).transform(data, {2}).x(0, 0), Scalar(0));

        // A column without a word in the training rows: every cell is filled with 0.
        const Table empty = tableOf(texts("x", {"", "", "", "", "", ""}));
        QCOMPARE(fitted(places, empty).transform(empty, {2}).x(0, 0), Scalar(0));

        // Half of the values equal: the quartiles are, the deviation stands in. Values 5 5 5 5 5 11: sd² = 36·5/36.
        ColumnRecipe robust = column("x");
        robust.scale = "robust";
        const Table flat = tableOf(numbers("x", {5, 5, 5, 5, 5, 11}));
        const Dataset scaled = fitted(robust, flat).transform(flat, firstRows(6));
        QCOMPARE(scaled.x(0, 0), Scalar(0));
        QVERIFY(std::abs(double(scaled.x(0, 5)) - 6 / std::sqrt(5.0)) < 1e-6);

        // A constant target has nothing to scale; what was prepared can still be undone.
        const Table constant = table({numbers("x", {1, 2, 3}), numbers("y", {7.5, 7.5, 7.5})});
        ColumnRecipe number = target("y");
        number.encode = "number";
        const FittedRecipe fit = FittedRecipe::fit({{column("x"), number}}, constant, firstRows(3));
        const Matrix y = fit.transform(constant, firstRows(3)).y;
        QCOMPARE(y(0, 0), Scalar(0));
        QCOMPARE(fit.undoTarget(y)(0, 1), Scalar(7.5));
    }

    void booleansAreFoundAgainByWordOrNumber()
    {
        const Table trained = tableOf(booleans("x", {0, 1, 1, 1, 0, 1}, "no", "yes"));
        const FittedRecipe fit = fitted(column("x"), trained);
        const auto read = [&](const Column& x) {
            const Table other = tableOf(x);
            const Dataset set = fit.transform(other, firstRows(6));
            QString text;
            for (Index i = 0; i < 6; ++i)
                text += set.x(0, i) == Scalar(1)   ? QLatin1Char('1')
                        : set.x(0, i) == Scalar(0) ? QLatin1Char('0')
                                                   : QLatin1Char('?');
            return text;
        };
        QCOMPARE(read(texts("x", {"no", "yes", "", "yes", "no", "no"})), QStringLiteral("011100")); // the gap: yes
        QCOMPARE(read(numbers("x", {0, 1, 0, 1, kMissing, 0})), QStringLiteral("010110"));
        QCOMPARE(read(booleans("x", {0, 1, 0, 1, 0, 0}, "", "")), QStringLiteral("010100"));

        ColumnRecipe hot = column("x");
        hot.encode = "one_hot";
        const FittedRecipe categories = fitted(hot, trained);
        QCOMPARE(joined(categories.featureNames()), QStringLiteral("x = no | x = yes"));
        const auto second = [&](const Column& x, Index row) {
            const Table other = tableOf(x);
            return categories.transform(other, {row}).x(1, 0);
        };
        QCOMPARE(second(numbers("x", {0, 1, 0, 1, 0, 0}), 1), Scalar(1)); // 1 is the second word
        QCOMPARE(second(booleans("x", {0, 1, 0, 1, 0, 0}, "false", "true"), 3), Scalar(1));
        QCOMPARE(second(booleans("x", {0, 1, 0, 1, 0, 0}, "", ""), 0), Scalar(0));
        QCOMPARE(second(texts("x", {"1.0", "1", "0", "", "yes", "no"}), 4), Scalar(1));
        QCOMPARE(second(texts("x", {"1.0", "1", "0", "", "yes", "no"}), 0), Scalar(1));
        QCOMPARE(second(texts("x", {"1.0", "1", "0", "", "yes", "no"}), 2), Scalar(0));
    }

    void labelsOfEveryKind()
    {
        Column times = numbers("t", {0, 86400, kMissing, 0}, ColumnKind::DateTime);
        const auto counts = countLabels(times, firstRows(4));
        QCOMPARE(counts.size(), std::size_t(2));
        QCOMPARE(counts[0].second, Index(2)); // 1 January 1970 twice
        QVERIFY(counts[0].first.starts_with("1970-01-01"));
        QVERIFY(counts[1].first.starts_with("1970-01-02"));
        const LabelFinder days(times, {counts[0].first, counts[1].first}, false);
        QCOMPARE(days.at(1), 1);
        QCOMPARE(days.at(2), LabelFinder::kMissing);
        QVERIFY(cellLabel(times, 2).empty());

        Column empty;
        empty.name = "e";
        empty.kind = ColumnKind::Empty;
        empty.numbers = std::vector<double>(3, kMissing);
        empty.missing = 3;
        QVERIFY(countLabels(empty, firstRows(3)).empty());
        QVERIFY(cellLabel(empty, 0).empty());
        QCOMPARE(LabelFinder(empty, {"a"}, false).at(1), LabelFinder::kMissing);

        const Column flags = booleans("b", {1, 0, kMissing}, "", "");
        QCOMPARE(cellLabel(flags, 0), std::string("1"));
        QCOMPARE(cellLabel(flags, 1), std::string("0"));
        QVERIFY(cellLabel(flags, 2).empty());
        const auto both = countLabels(flags, firstRows(3));
        QCOMPARE(both.size(), std::size_t(2));
        QCOMPARE(both[0].first, std::string("0")); // false first
        const Column values = numbers("n", {2.5, kMissing, 4});
        QVERIFY(cellLabel(values, 1).empty());
        QCOMPARE(cellLabel(values, 0), std::string("2.5"));
        const LabelFinder finder(values, {"2.5"}, false);
        QCOMPARE(finder.at(0), 0);
        QCOMPARE(finder.at(1), LabelFinder::kMissing);
        QCOMPARE(finder.at(2), LabelFinder::kUnknown);

        std::vector<std::string> labels{"10", "9", "-1.5"};
        sortLabels(labels);
        QCOMPARE(joined(labels), QStringLiteral("-1.5 | 9 | 10"));
        labels = {"10", "9", "x"};
        sortLabels(labels);
        QCOMPARE(joined(labels), QStringLiteral("10 | 9 | x"));
        QCOMPARE(joined(orderedLabels({"z", "b", "b"}, {{"a", 1}, {"b", 2}}, false)), QStringLiteral("b | a"));
        QCOMPARE(joined(orderedLabels({"z", "b"}, {{"a", 1}, {"b", 2}}, true)), QStringLiteral("z | b | a"));
    }

    void numbersAsLabels()
    {
        QCOMPARE(labelNumber("+2.5").value(), 2.5);
        QCOMPARE(labelNumber("1e3").value(), 1000.0);
        for (const char* word : {"", "+", "1,5", "nan", "inf", "1e999", "0x10", " 1", "one"})
            QVERIFY2(!labelNumber(word), word);
        QCOMPARE(numberLabel(3), std::string("3"));
        QCOMPARE(numberLabel(-0.1), std::string("-0.1"));
        const Column words = texts("w", {"1.5", "", "maybe"});
        const NumberReader reader(words);
        QCOMPARE(reader.at(0), 1.5);
        QVERIFY(std::isnan(reader.at(1)));
        QVERIFY(messageOf([&] { reader.at(2); }).startsWith(QStringLiteral("column \"w\", row 3: ")));
    }

    void storedPreparationIsChecked_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* from, const char* to, const char* expected) {
            QTest::addRow("%s", to) << QString::fromUtf8(from) << QString::fromUtf8(to) << QString::fromUtf8(expected);
        };
        // Columns of the recipe: an input, a weight, one left out, one that divides the rows, and the target.
        row("\"format\":1", "\"format\":0", "format: a whole number is expected");
        row("\"format\":1", "\"format\":1.5", "format: a whole number is expected");
        row("\"format\":1", "\"form\":1", "recipe");
        row("\"fitted\":[", "\"fitted\":7,\"other\":[", "fitted: one entry per column of the recipe is expected");
        row("\"fitted\":[{", "\"fitted\":[{}, {", "fitted: one entry per column of the recipe is expected");
        row("\"coding\":\"number\"", "\"coding\":\"weight\"", "fitted[0].coding: this does not fit the role");
        row("\"coding\":\"weight\"", "\"coding\":\"number\"", "fitted[1].coding: this does not fit the role");
        row("\"coding\":\"unused\"", "\"coding\":\"number\"", "fitted[2].coding: this does not fit the role");
        row("\"coding\":\"classes\"", "\"coding\":\"number\"", "fitted[4].coding: this does not fit the role");
        row("\"categories\":[\"a\",\"b\"]", "\"categories\":[\"a\",\"b\",\"c\"]",
            "fitted[4].categories: two classes are expected");
        row("\"categories\":[\"a\",\"b\"]", "\"categories\":[\"a\"]",
            "fitted[4].categories: at least two classes are expected");
        row("\"task\":\"binary\"", "\"task\":\"none\"", "task: the task does not fit the number of target columns");
        row("\"task\":\"binary\"", "\"task\":\"multi_binary\"", "task: ");
        row("\"scale\":1.5", "\"scale\":-1.5", "fitted[0].scale: the scale must not be negative");
        row("\"missing_category\":false", "\"missing_category\":0",
            "fitted[0].missing_category: true or false is expected");
        row("\"categories\":[]", "\"categories\":{}", "fitted[0].categories: a list is expected");
        row("\"clip\":2.5", "\"clip\":0", "recipe[0].clip: the limit must be greater than 0");
        row("\"column\":\"w\"", "\"column\":\"x\"", "recipe[1]: the column \"x\" is in the list twice");
        row("{\"format\"", "[{\"format\"", "recipe");
    }
    void storedPreparationIsChecked()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(QString, expected);
        ColumnRecipe clipped = column("x");
        clipped.clip = 2.5;
        // Values 1 and 4: mean 2.5, deviation 1.5.
        const Table data = table({numbers("x", {1, 4}), numbers("w", {1, 2}), numbers("i", {1, 2}),
                                  texts("p", {"train", "train"}), texts("y", {"a", "b"})});
        const FittedRecipe fit =
            FittedRecipe::fit({{clipped, column("w", ColumnRole::Weight), column("i", ColumnRole::Ignore),
                                column("p", ColumnRole::Split), target("y")}},
                              data, firstRows(2));
        QString json = QString::fromStdString(fit.toJson());
        QCOMPARE(FittedRecipe::fromJson(json.toStdString()).toJson(), fit.toJson());
        const auto at = json.indexOf(from);
        QVERIFY2(at >= 0, qPrintable(json));
        json.replace(at, from.size(), to);
        const QString message = messageOf([&] { FittedRecipe::fromJson(json.toStdString()); });
        QVERIFY2(message.startsWith(expected), qPrintable(message));
    }

    void rolesGuessedFromNamesAndValues()
    {
        // 400 rows, so that shares of them count.
        const int rows = 400;
        std::vector<std::string> guid, many, flavour, phase;
        std::vector<double> serial, weight, hour, price, pixel;
        for (int i = 0; i < rows; ++i) {
            guid.emplace_back("g").append(std::to_string(i % 30));
            many.emplace_back("m").append(std::to_string(i % 150));
            flavour.push_back(i % 3 == 0 ? "sweet" : "sour");
            phase.push_back(i % 5 == 0 ? "validation" : i % 5 == 1 ? "TEST" : "Training");
            serial.push_back(i / 4 + 1);
            weight.push_back(0.5 + i % 2);
            hour.push_back(i % 24);
            price.push_back(1.5 * i);
            pixel.push_back(i % 7);
        }
        const Table data = table({texts("sessionId", guid), texts("remark", many), numbers("serial", serial),
                                  numbers("Sample_Weight", weight), numbers("hr", hour), texts("phase", phase),
                                  numbers("unit price", price), numbers("n", pixel), texts("flavour", flavour)});
        const Recipe recipe = guessRecipe(data);
        const auto role = [&](const char* name) { return recipe.find(name)->role; };
        const auto reason = [&](const char* name) { return QString::fromStdString(recipe.find(name)->reason); };
        QCOMPARE(role("sessionId"), ColumnRole::Ignore);
        QCOMPARE(reason("sessionId"), QStringLiteral("looks like an id: 30 different values in 400 rows"));
        QCOMPARE(role("remark"), ColumnRole::Ignore);
        QCOMPARE(reason("remark"), QStringLiteral("too many categories: 150 different values in 400 rows"));
        QCOMPARE(role("serial"), ColumnRole::Ignore);
        QCOMPARE(reason("serial"), QStringLiteral("looks like an id: numbered without gaps"));
        QCOMPARE(role("Sample_Weight"), ColumnRole::Weight);
        QCOMPARE(role("hr"), ColumnRole::Input);
        QCOMPARE(recipe.find("hr")->encode, std::string("one_hot"));
        QCOMPARE(role("phase"), ColumnRole::Split);
        QCOMPARE(role("unit price"), ColumnRole::Target); // an amount before the categories at the end
        QCOMPARE(reason("unit price"), QStringLiteral("its name says so"));
        QCOMPARE(role("n"), ColumnRole::Input);
        QCOMPARE(role("flavour"), ColumnRole::Input);

        // One column has nothing to be predicted from; columns without use have nothing to predict.
        QCOMPARE(guessRecipe(table({numbers("a", {1, 2, 3})})).columns[0].role, ColumnRole::Input);
        const Recipe useless =
            guessRecipe(table({numbers("a", {1, 1, 1}), numbers("b", {kMissing, kMissing, kMissing})}));
        QCOMPARE(useless.columns[0].role, ColumnRole::Ignore);
        QCOMPARE(QString::fromStdString(useless.columns[1].reason), QStringLiteral("no values"));
        // y beside x is a coordinate where something stands behind it; alone at the end it is the target.
        QCOMPARE(guessRecipe(table({numbers("x", {1, 2.5, 3}), numbers("y", {1, 2.5, 9}), numbers("z", {1, 0.5, 1})}))
                     .find("z")
                     ->role,
                 ColumnRole::Target);
        QCOMPARE(guessRecipe(table({numbers("y", {1, 2.5, 9}), numbers("z", {1, 0.5, 1})})).find("y")->role,
                 ColumnRole::Target);
        QVERIFY(messageOf([&] {
                    guessRecipe(data, "taste");
                }).startsWith(QStringLiteral("The data has no column \"taste\". The last column is \"flavour\".")));
    }

    void targetsThatAreNotInTheData()
    {
        const Table data = table({numbers("x", {1, 2})});
        QCOMPARE(messageOf([&] {
                     rowsWithTarget({{column("x"), target("y")}}, data);
                 }),
                 QStringLiteral("The data has no column \"y\", which is the target. Choose another target column, or "
                                "load data that has it."));
        QCOMPARE(roleName(ColumnRole::Split), std::string_view("split"));
        TargetInfo none;
        QVERIFY(!none.activation().empty());
        QVERIFY(!none.loss().empty());
    }

    void predictionsInWords()
    {
        const auto vector = [](std::initializer_list<double> values) {
            Vector v(static_cast<Index>(values.size()));
            Index i = 0;
            for (const double value : values)
                v(i++) = static_cast<Scalar>(value);
            return v;
        };
        const FittedRecipe yesNo = fitted(column("x"), tableOf(numbers("x", {1, 2, 3, 4, 5, 6})));
        QCOMPARE(yesNo.predictionText(vector({0.5})), std::string("0")); // not greater than a half
        QCOMPARE(yesNo.predictionText(vector({0.75})), std::string("1"));
        QCOMPARE(yesNo.predictionText(vector({kMissing})), std::string("not a number"));
        QCOMPARE(yesNo.predictionText(vector({kInfinity})), std::string("not a number"));
        QCOMPARE(yesNo.predictionText(Vector()), std::string());

        const Table data =
            table({numbers("x", {1, 2, 3, 4}), booleans("p", {0, 1, 0, 1}, "no", "yes"),
                   texts("q", {"a", "a", "b", "b"}), numbers("v", {0.5, 1.5, 2.5, 9}), numbers("w", {1, 2, 3, 40})});
        const FittedRecipe several = FittedRecipe::fit({{column("x"), target("p"), target("q")}}, data, firstRows(4));
        QCOMPARE(several.target().task, Task::MultiBinary);
        QCOMPARE(joined(several.target().names), QStringLiteral("p | q = b"));
        QCOMPARE(several.predictionText(vector({0.9, 0.8})), std::string("p, q = b"));
        QCOMPARE(several.predictionText(vector({0.1, 0.8})), std::string("q = b"));
        QCOMPARE(several.predictionText(vector({0.1, 0.2})), std::string("none"));

        ColumnRecipe v = target("v");
        v.encode = "number";
        ColumnRecipe w = target("w");
        w.encode = "number";
        const FittedRecipe values = FittedRecipe::fit({{column("x"), v, w}}, data, firstRows(4));
        QCOMPARE(values.target().task, Task::Regression);
        QCOMPARE(values.predictionText(vector({0.25, -3})), std::string("0.25, -3"));
        QCOMPARE(values.predictionText(vector({1234567936, 2})), std::string("1234567936, 2")); // a float to its unit
        QCOMPARE(values.predictionText(vector({1e-20, 1e20})), std::string("1e-20, 1e+20"));
        QVERIFY(messageOf([&] {
                    values.undoTarget(Matrix::Zero(3, 2));
                }).startsWith(QStringLiteral("The network has 3 outputs, the target has 2")));
    }
};

QTEST_APPLESS_MAIN(TestPreparation)
#include "tst_preparation.moc"
