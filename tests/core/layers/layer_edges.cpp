// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/test_edges.h"
#include "tests/support/edges.h"
#include "tests/support/layer_bench.h"

#include <QTest>

#include <cmath>

using namespace netloom;

void TestEdges::constantColumnsAreNormalised()
{
    // Variance 0: what is left is beta, and nothing comes back.
    LayerBench batch("batch_normalization", {}, 2, 3);
    batch.set("gamma", {3, 3});
    batch.set("beta", {0.5, -0.5});
    const Pass pass{.training = true};
    Matrix x(2, 3);
    x << 7, 7, 7, 1e4, 1e4, 1e4;
    const Matrix y = batch.forward(x, pass);
    const Matrix dx = batch.backward(Matrix::Constant(2, 3, 2), pass);
    for (Index j = 0; j < 3; ++j) {
        compareNear(double(y(0, j)), 0.5, 1e-6, "beta");
        compareNear(double(y(1, j)), -0.5, 1e-6, "beta");
        compareNear(double(dx(0, j)), 0, 1e-5, "gradient");
        compareNear(double(dx(1, j)), 0, 1e-5, "gradient");
    }
    LayerBench layer("layer_normalization", {}, 3, 1);
    layer.set("gamma", {3, 3, 3});
    layer.set("beta", {1, 2, 3});
    const Matrix rows = layer.forward(sample({5, 5, 5}), pass);
    for (Index i = 0; i < 3; ++i)
        compareNear(double(rows(i, 0)), static_cast<double>(i + 1), 1e-6, "beta");
    const Matrix back = layer.backward(sample({1, 1, 1}), pass); // equal slopes shift the row, which changes nothing
    for (Index i = 0; i < 3; ++i)
        compareNear(double(back(i, 0)), 0, 1e-4, "gradient");

    // Without scale and shift there is nothing but the row: (1, 2, 3) has mean 2 and variance 2/3.
    LayerBench plain("layer_normalization", {{"scale", false}, {"center", false}}, 3, 1);
    QVERIFY(!plain.has("gamma") && !plain.has("beta"));
    const Matrix normal = plain.forward(sample({1, 2, 3}), pass);
    const double unit = 1 / std::sqrt(2.0 / 3 + 1e-3);
    compareNear(double(normal(0, 0)), -unit, 1e-6, "plain");
    compareNear(double(normal(2, 0)), unit, 1e-6, "plain");
    // d = (1, 0, 0): dx = unit (d - mean(d) - xhat mean(d xhat))
    const Matrix slopes = plain.backward(sample({1, 0, 0}), pass);
    const double correlation = -unit / 3;
    compareNear(double(slopes(0, 0)), unit * (1 - 1.0 / 3 + unit * correlation), 1e-5, "plain slope");
    compareNear(double(slopes(1, 0)), unit * (-1.0 / 3), 1e-5, "plain slope");
    compareNear(double(slopes(2, 0)), unit * (-1.0 / 3 - unit * correlation), 1e-5, "plain slope");
}

void TestEdges::oneSampleIsNormalised()
{
    LayerBench batch("batch_normalization", {}, 2, 1);
    batch.set("beta", {0.25, 4});
    batch.set("moving_variance", {1, 1});
    const Pass pass{.training = true};
    const Matrix y = batch.forward(sample({-3, 1e4}), pass);
    compareNear(double(y(0, 0)), 0.25, 1e-6, "beta");
    compareNear(double(y(1, 0)), 4, 1e-6, "beta");
    QCOMPARE(batch.backward(sample({1, 1}), pass)(0, 0), Scalar(0));
    // The moving variance takes the variance of one sample, which is 0.
    compareNear(batch.value("moving_variance")[0], 0.99, 1e-6, "moving variance");
    compareNear(batch.value("moving_mean")[0], -0.03, 1e-6, "moving mean");
    // Nothing random outside training, in either direction.
    for (const char* type : {"dropout", "gaussian_dropout", "gaussian_noise"}) {
        LayerBench layer(type, {}, 2, 1);
        QVERIFY2(layer.forward(sample({-3, 1e4})) == sample({-3, 1e4}), type);
        QVERIFY2(layer.backward(sample({5, 7})) == sample({5, 7}), type);
    }
    LayerBench all("dropout", {{"rate", 1.0}}, 2, 1);
    QVERIFY(all.forward(sample({-3, 1e4}), pass) == sample({0, 0}));
    QVERIFY(all.backward(sample({5, 7}), pass) == sample({0, 0}));
    LayerBench none("dropout", {{"rate", 0.0}}, 2, 1);
    QVERIFY(none.forward(sample({-3, 1e4}), pass) == sample({-3, 1e4}));
    QVERIFY(none.backward(sample({5, 7}), pass) == sample({5, 7}));
}
