// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/distinct_elision.h"

#include <QSet>
#include <QTest>

using namespace netloom;

class TestDistinctElision : public QObject
{
    Q_OBJECT

private slots:
    void namesThatFitAreWhole()
    {
        const QStringList names{"radius", "texture"};
        QCOMPARE(elidedApart(names, QFontMetrics(QFont()), 1000), names);
    }

    void namesThatDifferStayDistinct_data()
    {
        QTest::addColumn<QStringList>("names");
        QTest::newRow("at the end") << QStringList{"mean temperature of the spring 2019",
                                                   "mean temperature of the spring 2020"};
        QTest::newRow("in the middle") << QStringList{"mean temperature in spring, in degrees Celsius",
                                                      "mean temperature in autumn, in degrees Celsius"};
        QTest::newRow("at the start") << QStringList{"lowest temperature of the whole year",
                                                     "highest temperature of the whole year"};
        QStringList many;
        for (int i = 100; i < 140; ++i)
            many << QStringLiteral("a very long name of a column, number %1, in units of nobody knows what").arg(i);
        QTest::newRow("many") << many;
    }
    void namesThatDifferStayDistinct()
    {
        QFETCH(const QStringList, names);
        const QFontMetrics metrics{QFont()};
        const int width = metrics.averageCharWidth() * 14;
        const QStringList shown = elidedApart(names, metrics, width);
        QCOMPARE(QSet<QString>(shown.begin(), shown.end()).size(), names.size());
        for (const QString& each : shown)
            QVERIFY2(metrics.horizontalAdvance(each) <= width, qPrintable(each));
    }

    void theSameNameIsShownTheSame()
    {
        const QString name(60, QLatin1Char('x'));
        const QStringList shown = elidedApart({name, name}, QFontMetrics(QFont()), 60);
        QCOMPARE(shown[0], shown[1]);
    }

    void aTextIsBrokenBetweenWords()
    {
        const QFontMetrics metrics{QFont()};
        const int width = metrics.horizontalAdvance("share of the class");
        QCOMPARE(inLines("share of the class found", metrics, width, 2), QStringLiteral("share of the class\nfound"));
        QCOMPARE(inLines("lift", metrics, width, 2), QStringLiteral("lift"));
        const QString cut = inLines("share of the class found in a table that has many rows", metrics, width, 2);
        QCOMPARE(cut.count(QLatin1Char('\n')), 1);
        QVERIFY(cut.contains(QChar(0x2026)));
    }
};

QTEST_MAIN(TestDistinctElision)
#include "tst_distinct_elision.moc"
