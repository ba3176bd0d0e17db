// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/explanation/unit_report.h"
#include "core/project/unit_edit.h"
#include "core/training/evaluate.h"

#include <QTest>

#include <algorithm>

using namespace netloom;

namespace {

NetworkSpec networkOf(const char* layers)
{
    NetworkSpec network;
    network.layers = parseLayers(layers);
    network.setInputs(4);
    return network;
}

Checkpoint trained(const NetworkSpec& network)
{
    Checkpoint stored;
    stored.weights = SharedParameters(initialWeights(network, 4, 3));
    ParameterSet state;
    for (const NamedTensor& tensor : stored.weights)
        if (tensor.trainable) {
            state.push_back(tensor);
            state.back().name += "/m";
        }
    stored.optimizerState = SharedParameters(std::move(state));
    return stored;
}

Matrix samples()
{
    Rng rng(5, "test");
    Matrix x(4, 6);
    for (Index i = 0; i < x.size(); ++i)
        x.data()[i] = static_cast<Scalar>(2 * rng.uniform() - 1);
    return x;
}

Matrix predictions(const NetworkSpec& network, const ParameterSet& weights)
{
    return Inference(network, weights, 4).predict(samples());
}

} // namespace

class TestUnitEdit : public QObject
{
    Q_OBJECT

private slots:
    void aNewUnitChangesNothing_data()
    {
        QTest::addColumn<QString>("layers");
        QTest::addColumn<QString>("more");
        QTest::newRow("dense") << "dense 5 tanh, dense 3 relu, dense 2 softmax"
                               << "dense 6 tanh, dense 3 relu, dense 2 softmax";
        QTest::newRow("per-unit layers between")
            << "dense 5 relu, batch_normalization, prelu, dropout 0.5, dense 1 sigmoid"
            << "dense 6 relu, batch_normalization, prelu, dropout 0.5, dense 1 sigmoid";
    }
    void aNewUnitChangesNothing()
    {
        QFETCH(QString, layers);
        QFETCH(QString, more);
        const NetworkSpec before = networkOf(layers.toUtf8());
        const NetworkSpec after = networkOf(more.toUtf8());
        const Checkpoint stored = trained(before);
        const Checkpoint added = withUnitsAdded(stored, before, after, 4, 0, 11);
        QCOMPARE(predictions(after, added.weights), predictions(before, stored.weights));
        // It is as at the start of a training, so that it can learn: not 0.
        const NamedTensor& kernel = added.weights[0];
        QCOMPARE(kernel.shape, (Shape{4, 6}));
        QVERIFY(kernel.values[5] != 0);
        QCOMPARE(added.optimizerState[0].shape, (Shape{4, 6}));
        QCOMPARE(added.optimizerState[0].values[5], Scalar(0));
        // Taken away again, everything is as it was.
        const Checkpoint back = withUnitsRemoved(added, after, 4, 0, 5);
        QVERIFY(back.weights == stored.weights);
        QVERIFY(back.optimizerState == stored.optimizerState);
    }

    void withoutAUnitIsAsWithTheUnitOff()
    {
        const NetworkSpec before = networkOf("dense 5 relu, dropout 0.5, dense 3 softmax");
        const NetworkSpec after = networkOf("dense 4 relu, dropout 0.5, dense 3 softmax");
        Checkpoint stored = trained(before);
        stored.bestWeights = stored.weights;
        stored.history.bestEpoch = 0;
        for (Index unit = 0; unit < 5; ++unit) {
            const Checkpoint removed = withUnitsRemoved(stored, before, 4, 0, unit);
            // Another network: what was best before is no measure for it.
            QCOMPARE(removed.history.bestEpoch, -1);
            QVERIFY(removed.bestWeights.empty());
            const Matrix off = predictions(before, withUnitOff(before, stored.weights, 4, 0, unit));
            QVERIFY((predictions(after, removed.weights) - off).cwiseAbs().maxCoeff() < Scalar(1e-6));
        }
    }

    void manyAtOnceAreAsOneAfterTheOther()
    {
        const NetworkSpec four = networkOf("dense 4 relu, prelu, dense 3 softmax");
        const NetworkSpec five = networkOf("dense 5 relu, prelu, dense 3 softmax");
        const NetworkSpec seven = networkOf("dense 7 relu, prelu, dense 3 softmax");
        const Checkpoint stored = trained(seven);
        const Checkpoint fewer = withUnits(stored, seven, four, 4, 0, 11);
        Checkpoint each = stored;
        for (const char* layers : {"dense 7 relu, prelu, dense 3 softmax", "dense 6 relu, prelu, dense 3 softmax",
                                   "dense 5 relu, prelu, dense 3 softmax"}) {
            const NetworkSpec from = networkOf(layers);
            each = withUnitsRemoved(each, from, 4, 0, layerShapes(from, 4)[0].outputs() - 1);
        }
        QVERIFY(fewer == each);
        const Checkpoint more = withUnits(fewer, four, seven, 4, 0, 11);
        QCOMPARE(more.weights[0].shape, (Shape{4, 7}));
        QCOMPARE(predictions(seven, more.weights), predictions(four, fewer.weights));
        for (std::size_t row = 0; row < 4; ++row)
            for (std::size_t unit = 0; unit < 7; ++unit)
                QCOMPARE(more.weights[0].values[7 * row + unit] == stored.weights[0].values[7 * row + unit], unit < 4);
        QVERIFY(withUnits(stored, seven, seven, 4, 0, 11) == stored);
        QVERIFY_EXCEPTION_THROWN(withUnitsRemoved(trained(five), five, 4, 0, 0, 5), Error);
        QVERIFY_EXCEPTION_THROWN(withUnitsRemoved(trained(five), five, 4, 0, 3, 3), Error);
    }

    void whatCannotBeIsRefused()
    {
        const NetworkSpec network = networkOf("dense 1 relu, dropout 0.5, dense 3 softmax");
        QVERIFY(canEditUnits(network, 0));
        QVERIFY(!canEditUnits(network, 1));
        QVERIFY(!canEditUnits(network, 2));
        const Checkpoint stored = trained(network);
        QVERIFY_EXCEPTION_THROWN(withUnitsRemoved(stored, network, 4, 0, 0), Error);
        QVERIFY_EXCEPTION_THROWN(withUnitsRemoved(stored, network, 4, 2, 0), Error);
    }
};

QTEST_APPLESS_MAIN(TestUnitEdit)
#include "tst_unit_edit.moc"
