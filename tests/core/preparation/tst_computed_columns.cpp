// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/explanation/explained_model.h"
#include "core/explanation/repeated_row.h"
#include "core/preparation/computed_columns.h"
#include "core/preparation/fitted_recipe.h"
#include "core/preparation/recipe_json.h"
#include "tests/core/data/table_builder.h"

#include <QTest>

#include <cmath>

using namespace netloom;
using namespace netloom::testing;

namespace {

constexpr double kDay = 86400;

Table sample()
{
    return table({numbers("x", {1, 2, 3, kMissing}), texts("kind", {"a", "b", "a", ""}),
                  numbers("from", {0, kDay, 2 * kDay, 3 * kDay}, ColumnKind::DateTime),
                  numbers("until", {kDay, 3 * kDay, kMissing, 3.5 * kDay}, ColumnKind::DateTime),
                  booleans("on", {0, 1, 1, 0}, "no", "yes"), numbers("y", {1, 2, 3, 4})});
}

Recipe recipeWith(const std::vector<std::pair<std::string, std::string>>& formulas)
{
    Recipe recipe;
    for (const char* name : {"x", "y"}) {
        ColumnRecipe column;
        column.column = name;
        column.scale = "none";
        column.role = column.column == "y" ? ColumnRole::Target : ColumnRole::Input;
        recipe.columns.push_back(column);
    }
    for (const auto& [name, formula] : formulas) {
        ColumnRecipe column;
        column.column = name;
        column.formula = formula;
        column.scale = "none";
        recipe.columns.push_back(column);
    }
    return recipe;
}

} // namespace

class TestComputedColumns : public QObject
{
    Q_OBJECT

private slots:
    void numbersAndConditions();
    void datesCountInDays();
    void ignoredColumnsMayBeBehindAnInput();
    void whatCannotBeComputed_data();
    void whatCannotBeComputed();
    void tablesAreCompleted();
    void preparationComputesForOtherTables();
    void whatIsIgnoredNeedNotBeThere();
    void formulasAreStored();
    void columnsOfOneSourceMoveWithIt();
    void otherDataKeepWhatTheyCanGive();
};

void TestComputedColumns::numbersAndConditions()
{
    const Column square = computedColumn("xx", "x*x + on", sample());
    QCOMPARE(square.kind, ColumnKind::Number);
    QCOMPARE(square.numbers[1], 5.0);
    QVERIFY(square.isMissing(3));
    QCOMPARE(square.missing, Index(1));
    QVERIFY(square.integers);
    const Column isA = computedColumn("isA", "kind = \"a\"", sample());
    QCOMPARE(isA.kind, ColumnKind::Boolean);
    QCOMPARE(isA.text(0), std::string("yes"));
    QCOMPARE(isA.text(1), std::string("no"));
    QVERIFY(isA.isMissing(3));
    QCOMPARE(computedColumn("none", "missing(kind)", sample()).numbers, (std::vector<double>{0, 0, 0, 1}));
    QCOMPARE(computedColumn("log", "log(x - 1)", sample()).missing, Index(2)); // log 0, and the missing cell
}

void TestComputedColumns::datesCountInDays()
{
    const Column days = computedColumn("days", "until - from", sample());
    QCOMPARE(days.numbers[0], 1.0);
    QCOMPARE(days.numbers[1], 2.0);
    QVERIFY(days.isMissing(2));
    QCOMPARE(days.numbers[3], 0.5);
    // 1970-01-01 was a Thursday.
    QCOMPARE(computedColumn("w", "weekday(from)", sample()).numbers, (std::vector<double>{4, 5, 6, 7}));
    QCOMPARE(computedColumn("h", "hour(until)", sample()).numbers[3], 12.0);
    QCOMPARE(computedColumn("d", "year(from) * 100 + month(from) + day(from) / 100", sample()).numbers[1], 197001.02);
}

void TestComputedColumns::ignoredColumnsMayBeBehindAnInput()
{
    Recipe recipe;
    const auto add = [&](const char* name, const char* formula, ColumnRole role) {
        ColumnRecipe column;
        column.column = name;
        column.formula = formula;
        column.role = role;
        recipe.columns.push_back(column);
    };
    add("x", "", ColumnRole::Input);
    add("from", "", ColumnRole::Ignore);
    add("until", "", ColumnRole::Ignore);
    add("on", "", ColumnRole::Ignore);
    add("kind", "", ColumnRole::Target);
    add("days", "until - from", ColumnRole::Ignore);
    add("weeks", "days / 7", ColumnRole::Input);
    add("unused", "on * 2", ColumnRole::Ignore);
    QCOMPARE(columnsBehindInputs(recipe), (std::vector<std::string>{"x", "from", "until"}));
}

void TestComputedColumns::whatCannotBeComputed_data()
{
    QTest::addColumn<QString>("formula");
    QTest::addColumn<QString>("words");
    QTest::newRow("text") << "kind + 1"
                          << "\"kind\" holds texts";
    QTest::newRow("no dates") << "year(x)"
                              << "\"x\" holds no dates";
    QTest::newRow("unknown") << "z"
                             << "\"z\"";
    QTest::newRow("itself") << "self + 1"
                            << "\"self\"";
}

void TestComputedColumns::whatCannotBeComputed()
{
    QFETCH(QString, formula);
    QFETCH(QString, words);
    try {
        computedColumn("self", formula.toStdString(), sample());
        QFAIL("computed");
    } catch (const Error& error) {
        QVERIFY2(QString::fromStdString(error.message()).contains(words), error.message().c_str());
        QVERIFY(QString::fromStdString(error.where()).startsWith("computed column \"self\""));
    }
}

void TestComputedColumns::tablesAreCompleted()
{
    const auto raw = std::make_shared<const Table>(sample());
    QCOMPARE(withComputedColumns(raw, recipeWith({})), raw);
    const Recipe two = recipeWith({{"xx", "x*x"}, {"x4", "xx*xx"}});
    const auto complete = withComputedColumns(raw, two);
    QCOMPARE(complete->columns.size(), raw->columns.size() + 2);
    QCOMPARE(complete->columns.back().numbers[2], 81.0);
    QCOMPARE(withComputedColumns(complete, two), complete);
    const auto changed = withComputedColumns(complete, recipeWith({{"xx", "x + 1"}, {"x4", "xx*xx"}}));
    QCOMPARE(changed->columns[static_cast<std::size_t>(changed->find("xx"))].numbers[2], 4.0);
    QCOMPARE(changed->columns.back().numbers[2], 16.0); // what is made of it follows
    QCOMPARE(withComputedColumns(complete, recipeWith({}))->columns.size(), raw->columns.size());
    QVERIFY_EXCEPTION_THROWN(withComputedColumns(raw, recipeWith({{"x", "y*2"}})), Error);
    // One row, many times, is computed anew from what is changed in it.
    QCOMPARE(repeatedRow(*complete, 0, 2).find("xx"), Index(-1));
}

void TestComputedColumns::preparationComputesForOtherTables()
{
    const Recipe recipe = recipeWith({{"xx", "x*x"}, {"big", "x > 2"}});
    const FittedRecipe fitted = FittedRecipe::fit(recipe, sample(), firstRows(3));
    QCOMPARE(fitted.featureNames(), (std::vector<std::string>{"x", "xx", "big"}));
    QCOMPARE(fitted.steps("xx").front(), std::string("= x*x"));
    const Dataset data = fitted.transform(table({numbers("x", {5, kMissing})}), firstRows(2), false);
    QCOMPARE(data.x(1, 0), Scalar(25));
    QCOMPARE(data.x(2, 0), Scalar(1));
    QCOMPARE(data.x(1, 1), Scalar(4)); // the median of 1, 4, 9, where x is missing
    try {
        fitted.transform(table({numbers("other", {1})}), firstRows(1), false);
        QFAIL("computed from nothing");
    } catch (const Error& error) {
        QVERIFY(QString::fromStdString(error.message()).contains("\"x\""));
    }
}

void TestComputedColumns::whatIsIgnoredNeedNotBeThere()
{
    Recipe recipe = recipeWith({{"xx", "x*x"}, {"unused", "other + 1"}});
    recipe.columns.back().role = ColumnRole::Ignore;
    const auto complete = withComputedColumns(std::make_shared<const Table>(sample()), recipe);
    QVERIFY(complete->find("xx") >= 0);
    QCOMPARE(complete->find("unused"), Index(-1));
    recipe.columns.back().role = ColumnRole::Input;
    QVERIFY_EXCEPTION_THROWN(withComputedColumns(complete, recipe), Error);
}

void TestComputedColumns::formulasAreStored()
{
    const Recipe recipe = recipeWith({{"xx", "x*x"}});
    QVERIFY(recipeFromJson(recipeToJson(recipe)) == recipe);
    QVERIFY(!QString::fromStdString(recipeToJson(recipeWith({}))).contains("formula"));
    const FittedRecipe fitted = FittedRecipe::fit(recipe, sample(), firstRows(3));
    QCOMPARE(FittedRecipe::fromJson(fitted.toJson()).recipe().columns.back().formula, std::string("x*x"));
    const ColumnRecipe parsed = parseComputed(" is a = kind = \"a\" ");
    QCOMPARE(parsed.column, std::string("is a"));
    QCOMPARE(parsed.formula, std::string("kind = \"a\""));
    QVERIFY_EXCEPTION_THROWN(parseComputed("x*x"), Error);
    QVERIFY_EXCEPTION_THROWN(parseComputed("= x*x"), Error);
}

void TestComputedColumns::columnsOfOneSourceMoveWithIt()
{
    Recipe recipe = recipeWith({{"xx", "x*x"}, {"x4", "xx*xx"}, {"on x", "x*on"}});
    ColumnRecipe on;
    on.column = "on";
    recipe.columns.insert(recipe.columns.begin() + 1, on);
    QCOMPARE(onlySourceOf(recipe.columns[3], recipe), std::string("x"));
    QCOMPARE(onlySourceOf(recipe.columns[4], recipe), std::string("x"));
    QCOMPARE(onlySourceOf(recipe.columns[5], recipe), std::string());
    QCOMPARE(onlySourceOf(recipe.columns[0], recipe), std::string());
    recipe.columns[0].role = ColumnRole::Ignore;
    QCOMPARE(onlySourceOf(recipe.columns[3], recipe), std::string());
}

void TestComputedColumns::otherDataKeepWhatTheyCanGive()
{
    const Recipe from = recipeWith({{"xx", "x*x"}, {"z2", "z*z"}, {"x4", "xx*xx"}});
    Recipe other = recipeWith({});
    takeOverComputed(from, other, sample());
    QCOMPARE(other.columns.size(), std::size_t(4));
    QCOMPARE(other.columns[2].column, std::string("xx"));
    QCOMPARE(other.columns[3].column, std::string("x4"));
}

QTEST_APPLESS_MAIN(TestComputedColumns)
#include "tst_computed_columns.moc"
