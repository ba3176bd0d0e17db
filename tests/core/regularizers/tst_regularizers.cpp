// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/regularizers/registry.h"
#include "core/regularizers/regularizer.h"

#include <QTest>

#include <cmath>
#include <vector>

using namespace netloom;

/// Penalties and constraints worked out by hand.
class TestRegularizers : public QObject
{
    Q_OBJECT

private slots:
    void penaltiesByHand()
    {
        const Scalar w[] = {-2, 0, 3};
        Scalar g[] = {1, 1, 1};
        const Regularizer both{Scalar(0.5), Scalar(0.25)};
        QVERIFY(both.active());
        QVERIFY(!Regularizer{}.active());
        QCOMPARE(both.penalty(w, 3), 0.5 * 5 + 0.25 * 13);
        both.addGradient(w, g, 3);
        QCOMPARE(g[0], Scalar(1 - 0.5 - 1));
        QCOMPARE(g[1], Scalar(1)); // sign(0) = 0
        QCOMPARE(g[2], Scalar(1 + 0.5 + 1.5));
    }

    void constraintsAlongTheOtherAxis()
    {
        // Rows (3, 4) and (0, 0): norms 5 and 0.
        std::vector<Scalar> w{3, 4, 0, 0};
        findConstraint("unit_norm")->make({{"axis", std::int64_t(1)}})->apply({w.data(), 2, 2, 2, 1});
        QVERIFY(std::abs(static_cast<double>(w[0]) - 0.6) < 1e-6 && std::abs(static_cast<double>(w[1]) - 0.8) < 1e-6);
        QCOMPARE(w[2], Scalar(0));
        w = {3, 4, 0, 0};
        findConstraint("max_norm")->make({{"max_value", 2.0}})->apply({w.data(), 4, 1, 1, 0});
        QVERIFY(std::abs(static_cast<double>(w[0]) - 1.2) < 1e-6 && std::abs(static_cast<double>(w[1]) - 1.6) < 1e-6);
        w = {-1, 4, 0, -3};
        findConstraint("non_neg")->make({})->apply({w.data(), 2, 2, 2, 1});
        const std::vector<Scalar> positive{0, 4, 0, 0};
        QVERIFY(w == positive);
    }
};

QTEST_GUILESS_MAIN(TestRegularizers)

#include "tst_regularizers.moc"
