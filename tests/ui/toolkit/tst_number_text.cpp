// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/value_text.h"

#include <QLocale>
#include <QTest>

using namespace netloom;

/// Numbers as people write them.
class TestNumberText : public QObject
{
    Q_OBJECT
private slots:
    void cleanup() { QLocale::setDefault(QLocale::c()); }

    void smallAndLargeOnesArePowersOfTen_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("text");
        QTest::newRow("tiny") << 7e-11 << QStringLiteral("7×10⁻¹¹");
        QTest::newRow("tiny, negative") << -2.364e-8 << QStringLiteral("−2.364×10⁻⁸");
        QTest::newRow("huge") << 1.5e12 << QStringLiteral("1.5×10¹²");
        QTest::newRow("plain") << 12.34 << QStringLiteral("12.34");
        QTest::newRow("amount") << 123456.7 << QStringLiteral("123457");
        QTest::newRow("nothing") << 0.0 << QStringLiteral("0");
    }
    void smallAndLargeOnesArePowersOfTen()
    {
        QFETCH(const double, value);
        QFETCH(const QString, text);
        QLocale::setDefault(QLocale::c());
        QCOMPARE(shortNumber(value), text);
    }

    void numbersOfAColumnHaveTheSameSigns()
    {
        QLocale::setDefault(QLocale::c());
        QCOMPARE(valueText(ColumnKind::Number, -12), QStringLiteral("−12"));
        QCOMPARE(valueText(ColumnKind::Number, -0.51234), QStringLiteral("−0.5123"));
        QCOMPARE(valueText(ColumnKind::Number, -2.5e-7), QStringLiteral("−2.5×10⁻⁷"));
        QCOMPARE(valueText(ColumnKind::Number, 12345.6), QStringLiteral("12346"));
    }

    void everyLanguageHasTheSamePowers()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); // writes a capital E
        QCOMPARE(shortNumber(2.5e-7), QStringLiteral("2.5×10⁻⁷"));
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        QCOMPARE(shortNumber(2.5e-7), QStringLiteral("2,5×10⁻⁷"));
    }

    void nearlyNothingOfTheVarianceIsNothing()
    {
        QCOMPARE(metricText("r2", -2.813e-5), QStringLiteral("0"));
        QCOMPARE(metricText("r2", -0.25), QStringLiteral("−0.2500"));
    }
};

QTEST_MAIN(TestNumberText)
#include "tst_number_text.moc"
