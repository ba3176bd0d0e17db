// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optimizers/clip_gradients.h"
#include "core/optimizers/power_table.h"

#include <QTest>

#include <cmath>
#include <span>
#include <vector>

using namespace netloom;

/// Powers and clipping, by numbers worked out by hand.
class TestOptimizers : public QObject
{
    Q_OBJECT

private slots:
    void powersDoNotDependOnTheirOrder()
    {
        for (const double base : {0.9, 0.999, 0.0, 0.5}) {
            PowerTable upwards(base);
            std::vector<double> powers;
            for (std::int64_t t = 0; t < 1000; ++t) {
                powers.push_back(upwards.at(t));
                const double expected = std::pow(base, static_cast<double>(t));
                QVERIFY(std::abs(powers.back() - expected) <= 1e-15 * expected);
            }
            PowerTable jumping(base);
            for (const std::int64_t t : {999, 3, 64, 63, 0, 500, 501, 1})
                QVERIFY(jumping.at(t) == powers[static_cast<std::size_t>(t)]);
        }
    }

    void gradientsAreClipped()
    {
        std::vector<Scalar> a{3, 4};
        std::vector<Scalar> b{12};
        const std::vector<std::span<Scalar>> both{a, b};
        clipGradients({}, both);
        QCOMPARE(a[0], Scalar(3));
        clipGradients({.norm = 20}, both);
        QCOMPARE(b[0], Scalar(12));
        clipGradients({.norm = 2.5}, both); // a has the norm 5
        QCOMPARE(a[0], Scalar(1.5));
        QCOMPARE(a[1], Scalar(2));
        QCOMPARE(b[0], Scalar(2.5));
        a = {3, 4};
        b = {12};
        clipGradients({.globalNorm = 6.5}, both); // 3² + 4² + 12² = 13²
        QCOMPARE(a[1], Scalar(2));
        QCOMPARE(b[0], Scalar(6));
        clipGradients({.globalNorm = 100}, both);
        QCOMPARE(b[0], Scalar(6));
        clipGradients({.value = 1.75}, both);
        QCOMPARE(a[0], Scalar(1.5));
        QCOMPARE(b[0], Scalar(1.75));
    }
};

QTEST_GUILESS_MAIN(TestOptimizers)

#include "tst_optimizers.moc"
