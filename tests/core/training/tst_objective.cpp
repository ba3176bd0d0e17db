// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/objective.h"
#include "tests/support/training_setup.h"

#include <QTest>

using namespace netloom;

namespace {

ConstBlock blockOf(const Matrix& m)
{
    return {m.data(), m.rows(), m.cols(), m.rows()};
}

/// One linear unit without bias, of weight 2.
Network unitOf(const std::string& fields, Network::Storage storage)
{
    const NetworkSpec spec = networkOf("dense 1 linear use_bias=false " + fields);
    Network network(spec, 1, 2, storage);
    network.setParameters({{"h1", "kernel", {1, 1}, {2}, true}});
    return network;
}

Scalar gradientOf(const Network& network)
{
    return network.read(network.gradients()).front().values.front();
}

} // namespace

class TestObjective : public QObject
{
    Q_OBJECT

private slots:
    void lossAndPenaltiesByHand()
    {
        Network network = unitOf("kernel_l2=0.5 activity_l1=0.25", Network::Storage::Panels);
        Objective objective(network, {"mean_squared_error", {}}, 1);
        QVERIFY(!objective.inPasses());
        QVERIFY(objective.samplewise());
        Matrix x(1, 2), y(1, 2);
        x << 1, 2;
        y << 3, 4; // predictions are 2 and 4: squares 1 and 0
        const std::vector<Scalar> weights{3, 1};
        const Pass pass{.training = true};
        network.passes().prepareStep();
        const ConstBlock prediction = objective.forward(blockOf(x), blockOf(y), pass);
        QCOMPARE(prediction.column(1)[0], Scalar(4));
        QCOMPARE(objective.sum(weights.data(), 2), 3.0);
        QCOMPARE(objective.sum(nullptr, 2, 10), 11.0);
        QCOMPARE(objective.weightPenalty(), 2.0);          // 0.5 · 2²
        QCOMPARE(objective.outputPenalty(2), 0.75);        // 0.25 · (2 + 4) / 2
        QCOMPARE(objective.mean(weights.data(), 2), 4.25); // 3 / 2, and both

        objective.backward(blockOf(x), blockOf(y), weights.data(), pass);
        network.passes().weightGradient(blockOf(x), pass);
        // Loss: 3 / 2 · 2 · (2 - 3) · 1 = -3; outputs: 0.25 · (1 + 2) / 2 = 0.375.
        QCOMPARE(gradientOf(network), Scalar(-2.625));
        network.addPenaltyGradients(); // 2 · 0.5 · 2
        QCOMPARE(gradientOf(network), Scalar(-0.625));
    }

    void withinThePassesItIsTheSame()
    {
        Network network = unitOf("", Network::Storage::CompactIfSmall);
        Objective objective(network, {"mean_squared_error", {}}, 1);
        QVERIFY(objective.inPasses());
        const std::vector<Scalar> x{1, 2}, y{3, 4}, weights{3, 1};
        const Pass pass{.training = true};
        Passes& passes = network.passes();
        passes.prepareStep();
        const ConstBlock loaded =
            passes.load({.x = x.data(), .y = y.data(), .yRows = 1, .weights = weights.data(), .xStride = 1}, 0, 2);
        objective.forward(loaded, {}, pass);
        QCOMPARE(objective.sum(nullptr, 2), 3.0); // the weights are those that were loaded
        QCOMPARE(objective.mean(nullptr, 2), 1.5);
        objective.backward(loaded, {}, nullptr, pass);
        passes.weightGradient(loaded, pass);
        QCOMPARE(gradientOf(network), Scalar(-3));
    }

    void aLossThatLooksAtTheBatchIsNotSamplewise()
    {
        Network network = unitOf("", Network::Storage::Panels);
        QVERIFY(!Objective(network, {"hinge", {}}, 1).samplewise());
        NetworkSpec spec = networkOf("dense 2 linear, batch_normalization");
        Network normalized(spec, 1, 2);
        QVERIFY(!Objective(normalized, {"mean_squared_error", {}}, 2).samplewise());
    }
};

QTEST_GUILESS_MAIN(TestObjective)
#include "tst_objective.moc"
