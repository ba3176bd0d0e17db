// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/explanation/unit_report.h"
#include "core/network/network.h"

#include <QTest>

#include <cmath>

using namespace netloom;

namespace {

NetworkSpec networkOf(const char* layers, Index inputs)
{
    NetworkSpec network;
    network.layers = parseLayers(layers);
    network.setInputs(inputs);
    return network;
}

/// h1 = relu(x0, −x0 − 5, x1), output = 2 h1a + 7 h1b − 3 h1c + 0.5
ParameterSet handWeights(const NetworkSpec& network)
{
    const std::string& first = network.layers.front().name;
    const std::string& last = network.layers.back().name;
    return {{first, "kernel", {2, 3}, {1, -1, 0, 0, 0, 1}},
            {first, "bias", {3}, {0, -5, 0}},
            {last, "kernel", {3, 1}, {2, 7, -3}},
            {last, "bias", {1}, {0.5}}};
}

Matrix column(std::initializer_list<Scalar> values)
{
    Matrix x(static_cast<Index>(values.size()), 1);
    std::copy(values.begin(), values.end(), x.data());
    return x;
}

} // namespace

class TestUnitReport : public QObject
{
    Q_OBJECT

private slots:
    void arithmeticByHand()
    {
        const NetworkSpec network = networkOf("dense 3 relu, dense 1 linear", 2);
        const ParameterSet weights = handWeights(network);
        Matrix rows(2, 4);
        rows << 1, 2, -1, -8, 4, 4, 4, 4;
        const UnitReport report = unitReport(network, weights, 1, 0, column({4, 1}), rows, {0, 0, 1, 1}, 2);
        // h1 = 4, 0, 1: 2 · 4 + 0 − 3 + 0.5
        QCOMPARE(report.terms.size(), std::size_t(3));
        QCOMPARE(report.terms[0].product(), 8.0);
        QCOMPARE(report.terms[1].product(), 0.0);
        QCOMPARE(report.terms[2].product(), -3.0);
        QCOMPARE(report.bias, 0.5);
        QCOMPARE(report.sum, 5.5);
        QCOMPARE(report.output, 5.5);
        QCOMPARE(report.listens, std::vector<double>({8, -3})); // the second unit is off: nothing is heard through it
        QCOMPARE(report.predictionOff.size(), Index(0));        // an output cannot be switched off
        QVERIFY(!canSwitchOff(network, 1));
        const UnitReport hidden = unitReport(network, weights, 0, 1, column({4, 1}), rows, {0, 0, 1, 1}, 2);
        QCOMPARE(hidden.sum, -9.0);
        QCOMPARE(hidden.output, 0.0);
        QCOMPARE(hidden.activity.on, 0.25); // −x0 − 5 > 0 for −8 alone
        QCOMPARE(hidden.histogram.on, std::vector<double>({0, 0.5}));
        QCOMPARE(hidden.histogram.counts[1].back(), Index(1));
        QCOMPARE(hidden.histogram.counts[0].front(), Index(2));
        const UnitReport first = unitReport(network, weights, 0, 0, column({4, 1}), {}, {}, 0);
        QCOMPARE(first.predictionOff[0], 5.5 - 8);
    }

    void sumsAreWhatTheEngineComputes()
    {
        double largest = 0;
        int checked = 0;
        for (const char* layers : {"dense 24 tanh, dropout 0.3, dense 16 relu, dense 3 softmax",
                                   "dense 20 silu, batch_normalization, dense 12 sigmoid, dense 1 sigmoid"}) {
            const NetworkSpec network = networkOf(layers, 9);
            Network made(network, 9, 1);
            made.initialise(7);
            const ParameterSet weights = made.parameters();
            Rng rng(11, "test");
            for (int round = 0; round < 14; ++round) {
                Matrix x(9, 1);
                for (Index i = 0; i < 9; ++i)
                    x(i, 0) = static_cast<Scalar>(4 * rng.uniform() - 2);
                for (std::size_t layer = 0; layer < network.layers.size(); ++layer) {
                    if (network.layers[layer].type != "dense")
                        continue;
                    const Index units = layerShapes(network, 9)[layer].outputs();
                    for (Index unit = 0; unit < units; ++unit, ++checked) {
                        const UnitReport report = unitReport(network, weights, layer, unit, x, {}, {}, 0);
                        largest = std::max(largest, std::abs(report.sum - report.logit));
                    }
                }
            }
        }
        qInfo("%d units, largest gap between the terms and the engine's sum: %.3g", checked, largest);
        QVERIFY(checked >= 1000);
        QVERIFY(largest < 2e-6); // float32 against double
    }

    void switchedOffThroughWhatComesBetween()
    {
        NetworkSpec network = networkOf("dense 3 relu, dropout 0.5, dense 1 linear", 2);
        const ParameterSet weights = handWeights(network);
        const ParameterSet off = withUnitOff(network, weights, 2, 0, 2);
        QCOMPARE(off[2].values, std::vector<Scalar>({2, 7, 0}));
        QCOMPARE(off[0].values, weights[0].values);
    }

    void whatDoesNotExistIsRefused()
    {
        const NetworkSpec network = networkOf("dense 3 relu, dropout 0.5, dense 1 linear", 2);
        const ParameterSet weights = handWeights(network);
        QVERIFY_EXCEPTION_THROWN(unitReport(network, weights, 1, 0, {}, {}, {}, 0), Error);
        QVERIFY_EXCEPTION_THROWN(unitReport(network, weights, 0, 3, {}, {}, {}, 0), Error);
        QVERIFY_EXCEPTION_THROWN(unitReport(network, weights, 9, 0, {}, {}, {}, 0), Error);
        QVERIFY_EXCEPTION_THROWN(withUnitOff(network, weights, 2, 2, 0), Error);
    }
};

QTEST_APPLESS_MAIN(TestUnitReport)
#include "tst_unit_report.moc"
