// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/csv/csv_reader.h"
#include "core/evaluation/association.h"
#include "core/evaluation/column_stats.h"
#include "core/samples/own_function.h"
#include "tests/core/data/table_builder.h"

#include <QTest>

#include <cmath>
#include <numbers>

using namespace netloom;
using namespace netloom::testing;

namespace {

Recipe recipeFor(const Table& table, std::string_view target)
{
    Recipe recipe;
    for (const Column& column : table.columns) {
        recipe.columns.emplace_back();
        recipe.columns.back().column = column.name;
        recipe.columns.back().role = column.name == target ? ColumnRole::Target : ColumnRole::Input;
    }
    return recipe;
}

bool has(const std::vector<DataRemark>& remarks, std::string_view code)
{
    return std::any_of(remarks.begin(), remarks.end(), [&](const DataRemark& r) { return r.code == code; });
}

bool close(double a, double b)
{
    return std::abs(a - b) <= 1e-12 * std::max(1.0, std::abs(b));
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

} // namespace

class TestColumnStats : public QObject
{
    Q_OBJECT
private slots:
    void numbersAreSummarised();
    void hugeNumbersAreSummarised();
    void wholeNumbersHaveABarEach();
    void categoriesByFrequency();
    void pearsonByHand();
    void correlationRatioByHand();
    void cramersVByHand();
    void associationsOfDegenerateColumns();
    void remarksOnColumns();
    void remarksOnLeaks();
    void remarksOnTargets();
    void duplicateRowsAreCounted();
    void statisticsCanBeCancelled();
    void ownFunctionFollowsTheFormula();
    void ownFunctionRefusesInWords();
};

void TestColumnStats::numbersAreSummarised()
{
    const Table data = table({numbers("a", {1, 2, kMissing, 4, 9.5})});
    const ColumnStats stats = columnStats(data, {}, 0);
    QCOMPARE(stats.rows, Index(5));
    QCOMPARE(stats.missing, Index(1));
    QCOMPARE(stats.distinct, Index(4));
    QCOMPARE(stats.min, 1.0);
    QCOMPARE(stats.max, 9.5);
    QVERIFY(close(stats.mean, 4.125));
    // deviations -3.125, -2.125, -0.125, 5.375: squares 9.765625 + 4.515625 + 0.015625 + 28.890625
    QVERIFY(close(stats.sd, std::sqrt(43.1875 / 4)));
    QCOMPARE(stats.histogram.size(), std::size_t(20));
    Index sum = 0;
    for (const HistogramBar& bar : stats.histogram) {
        QVERIFY(close(bar.high - bar.low, 8.5 / 20));
        sum += bar.count;
    }
    QCOMPARE(sum, Index(4));
    QCOMPARE(stats.histogram.front().count, Index(1));
    QCOMPARE(stats.histogram.back().count, Index(1)); // the largest value
    QCOMPARE(stats.histogram[7].count, Index(1));     // (4 - 1) / 0.425 = 7.06
}

void TestColumnStats::hugeNumbersAreSummarised()
{
    const Table data = table({numbers("a", {-1e300, 1e300}), numbers("b", {1e-300, 3e-300})});
    const ColumnStats huge = columnStats(data, {}, 0);
    QCOMPARE(huge.mean, 0.0);
    QVERIFY(close(huge.sd / 1e300, 1));
    const ColumnStats tiny = columnStats(data, {}, 1);
    QVERIFY(close(tiny.mean / 1e-300, 2));
    QVERIFY(close(tiny.sd / 1e-300, 1));
}

void TestColumnStats::wholeNumbersHaveABarEach()
{
    const ColumnStats stats = columnStats(table({numbers("a", {3, 5, 3, 3})}), {}, 0);
    QCOMPARE(stats.histogram.size(), std::size_t(2));
    QCOMPARE(stats.histogram[0].label, std::string("3"));
    QCOMPARE(stats.histogram[0].count, Index(3));
    QCOMPARE(stats.histogram[1].label, std::string("5"));
}

void TestColumnStats::categoriesByFrequency()
{
    std::vector<std::string> cells{"", "rare", "often", "often", "mid", "often", "mid"};
    const ColumnStats few = columnStats(table({texts("t", cells)}), {}, 0);
    QCOMPARE(few.missing, Index(1));
    QCOMPARE(few.distinct, Index(3));
    QCOMPARE(few.histogram[0].label, std::string("often"));
    QCOMPARE(few.histogram[0].count, Index(3));
    QCOMPARE(few.histogram[2].label, std::string("rare"));
    QCOMPARE(few.otherCategories, Index(0));
    cells.clear();
    for (int i = 0; i < 20; ++i)
        for (int k = 0; k <= i; ++k)
            cells.push_back(std::string(1, static_cast<char>('a' + i)));
    const ColumnStats many = columnStats(table({texts("t", cells)}), {}, 0);
    QCOMPARE(many.histogram.size(), std::size_t(13));
    QCOMPARE(many.otherCategories, Index(8));
    QCOMPARE(many.histogram.back().count, Index(36)); // 1 + … + 8
}

void TestColumnStats::pearsonByHand()
{
    // x 1…4, y 2, 1, 4, 3: Σ(x-x̄)(y-ȳ) = 3, Σ(x-x̄)² = Σ(y-ȳ)² = 5
    const Table data = table({numbers("x", {1, 2, 3, 4, kMissing}), numbers("y", {2, 1, 4, 3, 1000})});
    const auto association = associationWith(data.columns[0], data.columns[1], true);
    QVERIFY(association);
    QCOMPARE(association->measure, std::string("Pearson r"));
    QVERIFY(close(association->value, 0.6));
}

void TestColumnStats::correlationRatioByHand()
{
    // classes a: 1, 3 (mean 2), b: 6, 10 (mean 8); all: mean 5, total 16 + 4 + 1 + 25 = 46, between 2·9 + 2·9 = 36
    const Table data = table({numbers("x", {1, 3, 6, 10}), texts("c", {"a", "a", "b", "b"})});
    const auto ofNumber = associationWith(data.columns[0], data.columns[1], false);
    QVERIFY(ofNumber);
    QVERIFY(close(ofNumber->value, std::sqrt(36.0 / 46)));
    const auto ofText = associationWith(data.columns[1], data.columns[0], true);
    QVERIFY(ofText);
    QVERIFY(close(ofText->value, std::sqrt(36.0 / 46)));
    QCOMPARE(ofText->measure, std::string("correlation ratio η"));
}

void TestColumnStats::cramersVByHand()
{
    // 2 × 2 table 3, 1 / 1, 3: χ² = 8 · (9 - 1)² / 4⁴ = 2, V = √(2 / 8)
    const Table data = table(
        {texts("a", {"u", "u", "u", "u", "v", "v", "v", "v"}), texts("b", {"s", "s", "s", "t", "s", "t", "t", "t"})});
    const auto association = associationWith(data.columns[0], data.columns[1], false);
    QVERIFY(association);
    QCOMPARE(association->measure, std::string("Cramér's V"));
    QVERIFY(close(association->value, 0.5));
}

void TestColumnStats::associationsOfDegenerateColumns()
{
    const Table data = table({numbers("same", {1, 1, 1}), numbers("none", {kMissing, kMissing, kMissing}),
                              texts("one", {"a", "a", "a"}), numbers("y", {1, 2, 3}), texts("c", {"a", "b", "a"}),
                              numbers("empty", {kMissing, kMissing, kMissing}, ColumnKind::Empty)});
    for (std::size_t i : {0, 1, 2, 5}) {
        QVERIFY(!associationWith(data.columns[i], data.columns[3], true));
        QVERIFY(!associationWith(data.columns[i], data.columns[4], false));
    }
}

void TestColumnStats::remarksOnColumns()
{
    std::vector<std::string> ids, many;
    for (int i = 0; i < 100; ++i) {
        ids.push_back(std::string("N").append(std::to_string(i)));
        many.push_back(std::string("M").append(std::to_string(i % 40)));
    }
    std::vector<double> same(100, 3), gaps(100, kMissing);
    gaps[0] = 1;
    gaps[1] = 2;
    const Table data = table({texts("ids", ids), texts("many", many), numbers("same", same), numbers("gaps", gaps),
                              numbers("nothing", std::vector<double>(100, kMissing), ColumnKind::Empty)});
    const TableStats stats = tableStats(data, {});
    QVERIFY(has(stats.columns[0].remarks, "id"));
    QVERIFY(has(stats.columns[1].remarks, "many_categories"));
    QVERIFY(has(stats.columns[2].remarks, "constant"));
    QVERIFY(has(stats.columns[3].remarks, "mostly_missing"));
    QVERIFY(QString::fromStdString(stats.columns[3].remarks[0].text).startsWith("98 %"));
    QVERIFY(has(stats.columns[4].remarks, "mostly_missing"));
    Recipe ignoring = recipeFor(data, "nothing");
    ignoring.columns[2].role = ColumnRole::Ignore;
    QVERIFY(columnStats(data, ignoring, 2).remarks.empty());
}

void TestColumnStats::remarksOnLeaks()
{
    std::vector<double> x, celsius, fahrenheit, noise;
    std::vector<std::string> classes, codes, labels;
    for (int i = 0; i < 60; ++i) {
        x.push_back(i);
        celsius.push_back(i * 0.5 - 3);
        fahrenheit.push_back((i * 0.5 - 3) * 1.8 + 32);
        noise.push_back(std::sin(i * 12.9898));
        classes.push_back(i < 20 ? "low" : "high");
        codes.push_back(i < 20 ? "L" : i < 40 ? "H1" : "H2");
        labels.push_back(i % 3 == 0 ? "p" : "q");
    }
    const Table data = table({numbers("celsius", celsius), numbers("noise", noise), texts("codes", codes),
                              texts("labels", labels), texts("class", classes), numbers("fahrenheit", fahrenheit)});
    const auto leaks = [&](const char* column, const char* target) {
        return has(columnStats(data, recipeFor(data, target), data.find(column)).remarks, "predicts_target");
    };
    QVERIFY(leaks("celsius", "fahrenheit"));
    QVERIFY(!leaks("noise", "fahrenheit"));
    QVERIFY(leaks("codes", "class"));
    QVERIFY(!leaks("labels", "class"));
    QVERIFY(leaks("celsius", "class"));
    QVERIFY(!leaks("noise", "class"));
    QVERIFY(!leaks("class", "class"));
}

void TestColumnStats::remarksOnTargets()
{
    std::vector<double> price;
    std::vector<std::string> kind;
    for (int i = 0; i < 100; ++i) {
        price.push_back(1000.0 * i);
        kind.push_back(i < 90 ? "usual" : i < 97 ? "rare" : "once");
    }
    const Table data = table({numbers("price", price), texts("kind", kind)});
    Recipe recipe = recipeFor(data, "price");
    QVERIFY(!has(columnStats(data, recipe, 0).remarks, "unscaled_target"));
    recipe.columns[0].scale = "none";
    QVERIFY(has(columnStats(data, recipe, 0).remarks, "unscaled_target"));
    QVERIFY(tableStats(data, recipe).classBalance.empty());

    const TableStats stats = tableStats(data, recipeFor(data, "kind"));
    QVERIFY(stats.classBalance ==
            (std::vector<std::pair<std::string, Index>>{{"once", 3}, {"rare", 7}, {"usual", 90}}));
    QCOMPARE(std::count_if(stats.remarks.begin(), stats.remarks.end(), [](auto& r) { return r.code == "rare_class"; }),
             2);
    QVERIFY(has(stats.remarks, "unbalanced"));
}

void TestColumnStats::duplicateRowsAreCounted()
{
    const Table data =
        table({numbers("a", {1, 1, 0, -0.0, kMissing, kMissing, 1}), texts("b", {"u", "u", "", "", "v", "v", "w"})});
    QCOMPARE(countDuplicateRows(data), Index(3));
    QVERIFY(has(tableStats(data, {}).remarks, "duplicate_rows"));
    QCOMPARE(countDuplicateRows({}), Index(0));
}

void TestColumnStats::statisticsCanBeCancelled()
{
    std::stop_source stop;
    stop.request_stop();
    QVERIFY_EXCEPTION_THROWN(tableStats(table({numbers("a", {1, 2})}), {}, stop.get_token()), Cancelled);
}

void TestColumnStats::ownFunctionFollowsTheFormula()
{
    const auto make = [](const char* formula) {
        GeneratorOptions options{300, 0, 1};
        options.formula = formula;
        return ownFunction(options);
    };
    const auto isA = [](const Table& data, std::size_t row) {
        return data.columns[2].dictionary[static_cast<std::size_t>(data.columns[2].codes[row])] == "A";
    };
    const Table disc = make("x^2 + y^2 < 9");
    const Table above = make("3*sin(x)");
    const Table product = make("x*y/10");
    const Table roots = make("sqrt(x)");
    QCOMPARE(product.columns[2].name, std::string("value"));
    for (std::size_t i = 0; i < 300; ++i) {
        const auto x = [i](const Table& data) { return data.columns[0].numbers[i]; };
        const auto y = [i](const Table& data) { return data.columns[1].numbers[i]; };
        QCOMPARE(isA(disc, i), x(disc) * x(disc) + y(disc) * y(disc) < 9);
        QCOMPARE(isA(above, i), y(above) > 3 * std::sin(x(above)));
        QVERIFY(close(product.columns[2].numbers[i], x(product) * y(product) / 10));
        QVERIFY(x(roots) >= 0);
    }
}

void TestColumnStats::ownFunctionRefusesInWords()
{
    const auto message = [](const char* formula) {
        return messageOf([&] {
            GeneratorOptions options{50, 0, 1};
            options.formula = formula;
            ownFunction(options);
        });
    };
    QVERIFY(message("sqrt(0 - 1)").contains("no value"));
    QVERIFY(message("y > 100").contains("one side"));
    QVERIFY(message("y > (").contains("column 6"));
}

QTEST_APPLESS_MAIN(TestColumnStats)
#include "tst_column_stats.moc"
