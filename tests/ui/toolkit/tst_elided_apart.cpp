// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/elided_apart.h"

#include <QSet>
#include <QTest>

using namespace netloom;

namespace {

double characters(const QString& text)
{
    return static_cast<double>(text.size());
}

} // namespace

class TestElidedApart : public QObject
{
    Q_OBJECT

private slots:
    void whatFitsStays()
    {
        QCOMPARE(elidedApart("petal length", {"petal width"}, 12, characters), QString("petal length"));
    }

    void theBeginningStays()
    {
        QCOMPARE(elidedApart("petal length", {"sepal width"}, 8, characters), QString("petal l…"));
    }

    void namesThatBeginAlikeDiffer()
    {
        const QString inlet = "temperature of the water at the inlet";
        const QString outlet = "temperature of the water at the outlet";
        QCOMPARE(elidedApart(inlet, {inlet, outlet}, 16, characters), QString("temperatur…inlet"));
        QCOMPARE(elidedApart(outlet, {inlet, outlet}, 16, characters), QString("temperatu…outlet"));
    }

    void neverWider()
    {
        const QString first = QString(200, 'a') + QString(80, 'b');
        const QString second = QString(200, 'a') + QString(80, 'c');
        for (double limit = 4; limit < 60; ++limit) {
            const QString shown = elidedApart(first, {second}, limit, characters);
            QVERIFY(characters(shown) <= limit);
            QVERIFY(shown != elidedApart(second, {first}, limit, characters));
        }
    }

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
};

QTEST_MAIN(TestElidedApart)
#include "tst_elided_apart.moc"
