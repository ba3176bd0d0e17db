// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/outlying_values.h"
#include "tests/core/data/table_builder.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace netloom;

/// What lies past all measure is found and told with its place; long tails are not.
class TestOutlyingValues : public QObject
{
    Q_OBJECT

private slots:
    void aSlipIsNamedWithItsRow();
    void bothSidesCount();
    void aLongTailIsNone();
    void mostlyEqualValuesHaveNoRange();
    void missingCellsAndOtherKindsAreLeftAlone();
};

namespace {

std::vector<double> upTo(int count)
{
    std::vector<double> values;
    for (int i = 0; i < count; ++i)
        values.push_back(i);
    return values;
}

} // namespace

void TestOutlyingValues::aSlipIsNamedWithItsRow()
{
    std::vector<double> values = upTo(101); // quartiles 25 and 75, so the limit is 50 ± 5,000,000
    values[3] = 1e308;
    values[7] = 4.9e6;
    const OutlyingValues found = outlyingValues(netloom::testing::numbers("a", values));
    QCOMPARE(found.count, Index(1));
    QCOMPARE(found.row, Index(3));
    QCOMPARE(found.words(), std::string("1 value lies more than 100,000 times as far out as half of the others (first: "
                                        "1e+308, row 4)"));
}

void TestOutlyingValues::bothSidesCount()
{
    std::vector<double> values = upTo(5000);
    values[11] = -1e12;
    values[4321] = 1e12;
    const OutlyingValues found = outlyingValues(netloom::testing::numbers("a", values));
    QCOMPARE(found.count, Index(2));
    QCOMPARE(found.row, Index(11));
    QCOMPARE(found.value, -1e12);
}

void TestOutlyingValues::aLongTailIsNone()
{
    std::vector<double> values;
    for (int i = 1; i <= 2000; ++i)
        values.push_back(1 / std::pow(i / 2000.0, 1.5)); // Pareto: the largest is 89,443
    QCOMPARE(outlyingValues(netloom::testing::numbers("a", values)).count, Index(0));
    QVERIFY(outlyingValues(netloom::testing::numbers("a", values)).words().empty());
}

void TestOutlyingValues::mostlyEqualValuesHaveNoRange()
{
    std::vector<double> values(100, 0.0);
    values[5] = 1e9;
    QCOMPARE(outlyingValues(netloom::testing::numbers("a", values)).count, Index(0));
    values[6] = 1e31; // no float can hold its square
    QCOMPARE(outlyingValues(netloom::testing::numbers("a", values)).count, Index(1));
}

void TestOutlyingValues::missingCellsAndOtherKindsAreLeftAlone()
{
    std::vector<double> values = upTo(50);
    values[2] = std::numeric_limits<double>::quiet_NaN();
    QCOMPARE(outlyingValues(netloom::testing::numbers("a", values)).count, Index(0));
    Column times = netloom::testing::numbers("t", upTo(50));
    times.numbers[1] = 1e300;
    times.kind = ColumnKind::DateTime;
    QCOMPARE(outlyingValues(times).count, Index(0));
    QCOMPARE(outlyingValues(Column{}).count, Index(0));
}

QTEST_APPLESS_MAIN(TestOutlyingValues)
#include "tst_outlying_values.moc"
