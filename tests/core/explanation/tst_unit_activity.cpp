// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explanation/unit_importance.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace netloom;

namespace {

NetworkSpec networkOf(const char* layers)
{
    NetworkSpec network;
    network.layers = parseLayers(layers);
    network.setInputs(2);
    network.layers.back().name = "h2";
    return network;
}

/// h1 = relu(x0, −x0 − 5, x1), output = 2 h1a + 7 h1b − 3 h1c
ParameterSet handWeights()
{
    return {{"h1", "kernel", {2, 3}, {1, -1, 0, 0, 0, 1}},
            {"h1", "bias", {3}, {0, -5, 0}},
            {"h2", "kernel", {3, 1}, {2, 7, -3}},
            {"h2", "bias", {1}, {0}}};
}

Matrix handRows()
{
    Matrix x(2, 4);
    x << -1, 1, 3, -3, // x0
        2, 2, 2, 2;    // x1
    return x;
}

} // namespace

class TestUnitActivity : public QObject
{
    Q_OBJECT

private slots:
    void countsByHand()
    {
        const NetworkActivity activity =
            networkActivity(networkOf("dense 3 relu, dense 1 linear"), handWeights(), handRows());
        const UnitActivity& first = activity.column(1)->at(0); // 0 1 3 0
        QCOMPARE(first.mean, 1.0);
        QCOMPARE(first.spread, std::sqrt(6.0 / 4));
        QCOMPARE(first.on, 0.5);
        QCOMPARE(first.largest, 3.0);
        QVERIFY(!first.isDead());
        QVERIFY(activity.column(1)->at(1).isDead());
        QCOMPARE(activity.column(1)->at(2).spread, 0.0);
        QVERIFY(!activity.column(1)->at(2).isDead()); // constant, but not 0
        QCOMPARE(activity.column(2)->at(0).mean, 2.0 - 6.0);
        QCOMPARE(activity.column(0)->at(0).spread, std::sqrt(5.0));
        QVERIFY(!activity.column(3));
    }

    void saturationNeedsTwoEnds()
    {
        Matrix x(2, 4);
        x << 9, -9, 9, -9, 9, 9, 9, 0;
        const ParameterSet weights{{"h1", "kernel", {2, 2}, {1, 0, 0, 1}},
                                   {"h1", "bias", {2}, {0, 0}},
                                   {"h2", "kernel", {2, 1}, {1, 1}},
                                   {"h2", "bias", {1}, {0}}};
        const auto tanh = networkActivity(networkOf("dense 2 tanh, dense 1 linear"), weights, x);
        QVERIFY(tanh.column(1)->at(0).isSaturated());
        QCOMPARE(tanh.column(1)->at(1).atEnds, 0.75);
        QVERIFY(!tanh.column(1)->at(1).isSaturated());
        QVERIFY(
            networkActivity(networkOf("dense 2 sigmoid, dense 1 linear"), weights, x).column(1)->at(0).isSaturated());
        for (const char* open :
             {"dense 2 relu, dense 1 linear", "dense 2 elu, dense 1 linear", "dense 2 linear, dense 1 linear"})
            QCOMPARE(networkActivity(networkOf(open), weights, x).column(1)->at(0).atEnds, 0.0);
    }

    void importanceByHand()
    {
        const NetworkSpec network = networkOf("dense 3 relu, dropout 0.5, dense 1 linear");
        const ParameterSet weights = handWeights();
        // Without rows: h1 (2, 7, 3) / 7; x0: √(4 + 49) / 7, x1: 3 / 7, over the larger.
        const auto bare = unitImportance(network, weights, 2, {});
        QCOMPARE(bare.size(), std::size_t(4));
        QCOMPARE(bare[3], std::vector<double>({1}));
        QCOMPARE(bare[2], std::vector<double>({2.0 / 7, 1, 3.0 / 7}));
        QCOMPARE(bare[1], bare[2]); // Dropout has no weights: as the units behind it
        QCOMPARE(bare[0][0], 1.0);
        QVERIFY(std::abs(bare[0][1] - 3 / std::sqrt(53.0)) < 1e-12);
        // With rows the dead unit and the constant one count for nothing, and neither does x1.
        const auto seen = unitImportance(network, weights, 2, networkActivity(network, weights, handRows()));
        QCOMPARE(seen[2], std::vector<double>({1, 0, 0}));
        QCOMPARE(seen[0], std::vector<double>({1, 0}));
    }

    void weightsThatAreNotFiniteCountForNothing()
    {
        ParameterSet weights = handWeights();
        weights[2].values[1] = std::numeric_limits<Scalar>::quiet_NaN();
        const auto importance = unitImportance(networkOf("dense 3 relu, dense 1 linear"), weights, 2, {});
        QCOMPARE(importance[1], std::vector<double>({2.0 / 3, 0, 1}));
    }

    void noRowsNoActivity()
    {
        QVERIFY(networkActivity(networkOf("dense 3 relu, dense 1 linear"), handWeights(), Matrix(2, 0)).isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestUnitActivity)
#include "tst_unit_activity.moc"
