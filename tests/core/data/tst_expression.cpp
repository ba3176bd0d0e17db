// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/data/expression.h"
#include "tests/core/data/table_builder.h"
#include "tests/support/message_of.h"

#include <QTest>

#include <cmath>

using namespace netloom;
using netloom::testing::kMissing;

namespace {

ExpressionNames points()
{
    return {{"x", "y"}, false, "y > sin(x)"};
}

/// Plain values of the names.
double of(const std::string& formula, const ExpressionNames& names, const std::vector<double>& values)
{
    const Expression expression = Expression::parse(formula, names);
    std::vector<double> operands;
    for (const Expression::Operand& operand : expression.operands())
        operands.push_back(values[operand.name]);
    return expression.at(operands);
}

} // namespace

class TestExpression : public QObject
{
    Q_OBJECT

private slots:
    void values_data();
    void values();
    void errors_data();
    void errors();
    void namesOfColumns();
    void wordsAndCells();
    void missingValuesStayMissing();
    void errorsOfColumns_data();
    void errorsOfColumns();
};

void TestExpression::values_data()
{
    QTest::addColumn<QString>("formula");
    QTest::addColumn<double>("value"); // at x = 2, y = 3
    const auto row = [](const char* formula, double value) { QTest::newRow(formula) << formula << value; };
    row("1 + 2*3", 7);
    row("(1+2)*3", 9);
    row("2^3^2", 512);
    row("-x^2", -4);
    row("2^-1", 0.5);
    row("x - y - 1", -2);
    row("12/x/y", 2);
    row("--x", 2);
    row("y > x", 1);
    row("y <= x", 0);
    row("y ≥ x", 1);
    row("x < 1 or y > 2 and x > 5", 0);
    row("not x > 5", 1);
    row("sin(pi/2) + cos(0)", 2);
    row("exp(1) - e", 0);
    row("sqrt(x*8) + abs(-y)", 7);
    row("log(exp(y))", 3);
    row("max(x, y) - min(x, y)", 1);
    row("x² + y²", 13);
    row("1.5e1", 15);
    row(".5", 0.5);
    row("tan(0)", 0);
}

void TestExpression::values()
{
    QFETCH(QString, formula);
    QFETCH(double, value);
    QVERIFY(std::abs(of(formula.toStdString(), points(), {2, 3}) - value) < 1e-12);
}

void TestExpression::errors_data()
{
    QTest::addColumn<QString>("formula");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* formula, const char* words) { QTest::newRow(formula) << formula << words; };
    row("", "empty");
    row("x +", "column 4");
    row("x y", "column 3");
    row("sin x", "column 5");
    row("(x", "column 3");
    row("x)", "column 2");
    row("z + 1", "\"z\" is not known");
    row("system(1)", "\"system\" is not known");
    row("1 < x < 2", "chained");
    row("min(x)", "comma");
    row("x² + $", "column 6");
    row("1e999", "not a number");
    QTest::newRow("deep") << QString("(").repeated(500) << "nested";
    QTest::newRow("long") << QString("x+").repeated(600) << "1000 characters";
    QTest::newRow("powers") << QString("2^").repeated(400) + "2"
                            << "nested";
}

void TestExpression::errors()
{
    QFETCH(QString, formula);
    QFETCH(QString, words);
    const QString message = messageOf([&] { Expression::parse(formula.toStdString(), points()); });
    QVERIFY2(message.contains(words), qPrintable(message));
}

void TestExpression::namesOfColumns()
{
    const ExpressionNames names{{"sepal length (cm)", "x2", "größe", "log", "a]b"}, true, "x*x"};
    const std::vector<double> values{4, 3, 2, 7, 5};
    QCOMPARE(of("[sepal length (cm)] * x2", names, values), 12.0);
    QCOMPARE(of("größe² + log", names, values), 11.0);
    QCOMPARE(of("log(1) + log", names, values), 7.0);
    QCOMPARE(of("`a]b` - 1", names, values), 4.0);
    QCOMPARE(Expression::parse("x2*x2 + x2", names).operands().size(), std::size_t(1));
}

void TestExpression::wordsAndCells()
{
    using Kind = Expression::Operand::Kind;
    const ExpressionNames names{{"species", "day", "x"}, true, "x*x"};
    const Expression word = Expression::parse("species = \"Adelie\"", names);
    QVERIFY(word.isCondition());
    QCOMPARE(word.operands(), (std::vector<Expression::Operand>{{Kind::Equals, 0, "Adelie"}}));
    QCOMPARE(word.at(std::vector<double>{1}), 1.0);
    const Expression other = Expression::parse("species != 'Adelie' and x > 2", names);
    QCOMPARE(other.operands().size(), std::size_t(2));
    QCOMPARE(other.at(std::vector<double>{0, 3}), 1.0);
    QCOMPARE(other.at(std::vector<double>{1, 3}), 0.0);
    const Expression date = Expression::parse("year(day) - 2000 + missing(x)", names);
    QCOMPARE(date.operands(), (std::vector<Expression::Operand>{{Kind::Year, 1, {}}, {Kind::Missing, 2, {}}}));
    QCOMPARE(date.at(std::vector<double>{2024, 0}), 24.0);
    QVERIFY(!date.isCondition());
    QVERIFY(Expression::parse("missing(x)", names).isCondition());
    QCOMPARE(of("if(x > 2, x, -x)", names, {0, 0, 1}), -1.0);
    QCOMPARE(of("x = 3", names, {0, 0, 3}), 1.0);
    QCOMPARE(of("x != 3", names, {0, 0, 3}), 0.0);
}

void TestExpression::missingValuesStayMissing()
{
    const ExpressionNames names{{"x", "y"}, true, "x*x"};
    for (const char* formula : {"x + y", "x > y", "x = y", "not (x > y)", "y > 0 and x > 0", "if(x > 0, 1, 2)", "-x"})
        QVERIFY2(std::isnan(of(formula, names, {kMissing, 1})), formula);
    QVERIFY(std::isinf(of("log(x)", names, {0, 1})));
}

void TestExpression::errorsOfColumns_data()
{
    QTest::addColumn<QString>("formula");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* formula, const char* words) { QTest::newRow(formula) << formula << words; };
    row("z + 1", "no column or function \"z\"");
    row("[no such] + 1", "no column \"no such\"");
    row("1 + [x", "closing ]");
    row("x + 1 = \"a\"", "only a column");
    row("year(x + 1)", "closing bracket");
    row("year(3)", "needs the name of a column");
    row("if(x, 1)", "three values");
    row("x = \"a", "closing \"");
}

void TestExpression::errorsOfColumns()
{
    QFETCH(QString, formula);
    QFETCH(QString, words);
    const QString message = messageOf([&] { Expression::parse(formula.toStdString(), {{"x"}, true, "x*x"}); });
    QVERIFY2(message.contains(words), qPrintable(message));
}

QTEST_APPLESS_MAIN(TestExpression)
#include "tst_expression.moc"
