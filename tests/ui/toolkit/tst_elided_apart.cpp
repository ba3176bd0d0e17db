// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/elided_apart.h"

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
};

QTEST_MAIN(TestElidedApart)
#include "tst_elided_apart.moc"
