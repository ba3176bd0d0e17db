// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/activations/registry.h"
#include "core/kernels/dispatch.h"
#include "core/training/evaluate.h"
#include "tests/core/test_edges.h"
#include "tests/support/edges.h"
#include "tests/support/training_setup.h"

#include <QScopeGuard>
#include <QTest>

#include <array>
#include <map>
#include <string>

using namespace netloom;

namespace {

Matrix activated(const std::string& type, const Matrix& z)
{
    Matrix y = z;
    findActivation(type)->make({})->forward(block(z), block(y));
    return y;
}

Matrix slope(const std::string& type, const Matrix& z)
{
    const Matrix y = activated(type, z);
    Matrix d = Matrix::Ones(z.rows(), z.cols());
    findActivation(type)->make({})->backward(block(z), block(y), block(d));
    return d;
}

} // namespace

void TestEdges::activationsFarOut_data()
{
    QTest::addColumn<QString>("type");
    for (const ActivationInfo* info : activations())
        QTest::newRow(info->type.c_str()) << QString::fromStdString(info->type);
}

void TestEdges::activationsFarOut()
{
    QFETCH(QString, type);
    // Value and slope at -1e4 and 1e4, from the formulas.
    constexpr double s = 1.0507009873554805;
    constexpr double a = 1.6732632423543772;
    static const std::map<QString, std::array<double, 4>> wanted{
        {"linear", {-kFar, kFar, 1, 1}}, {"relu", {0, kFar, 0, 1}},
        {"relu6", {0, 6, 0, 0}},         {"leaky_relu", {-0.2 * kFar, kFar, 0.2, 1}},
        {"elu", {-1, kFar, 0, 1}},       {"selu", {-s * a, s * kFar, 0, s}},
        {"celu", {-1, kFar, 0, 1}},      {"gelu", {0, kFar, 0, 1}},
        {"softplus", {0, kFar, 0, 1}},   {"softsign", {-kFar / (1 + kFar), kFar / (1 + kFar), 1e-8, 1e-8}},
        {"tanh", {-1, 1, 0, 0}},         {"sigmoid", {0, 1, 0, 0}},
        {"silu", {0, kFar, 0, 1}},       {"mish", {0, kFar, 0, 1}},
        {"hard_sigmoid", {0, 1, 0, 0}},  {"hard_sigmoid_keras2", {0, 1, 0, 0}},
        {"hard_silu", {0, kFar, 0, 1}},  {"binary_step", {0, 1, 0, 0}},
    };
    const std::string name = type.toStdString();
    const Matrix z = sample({-kFar, kFar});
    const auto found = wanted.find(type);
    if (found ==
        wanted.end()) { // softmax and its logarithm have a test of their own; the exponential overflows rightly
        const Matrix y = activated(name, sample({-kFar, 80}));
        QVERIFY(y.allFinite());
        QVERIFY(slope(name, sample({-kFar, 80})).allFinite());
        if (type == QLatin1String("exponential"))
            QCOMPARE(y(0, 0), Scalar(0));
        return;
    }
    const Matrix y = activated(name, z);
    const Matrix d = slope(name, z);
    compareNear(double(y(0, 0)), found->second[0], 1e-6, "value at -1e4");
    compareNear(double(y(1, 0)), found->second[1], 1e-6, "value at 1e4");
    compareNear(double(d(0, 0)), found->second[2], 1e-6, "slope at -1e4");
    compareNear(double(d(1, 0)), found->second[3], 1e-6, "slope at 1e4");

    // The same through a layer, which has kernels of its own for some.
    for (const KernelTable* table : availableKernels()) {
        const auto usual = qScopeGuard([] { useKernels(nullptr); });
        useKernels(table);
        const NetworkSpec network = networkOf("dense 2 " + name + " use_bias=false");
        ParameterSet weights = initialWeights(network, 1, 1);
        weights[0].values = {Scalar(-kFar), Scalar(kFar)};
        const Matrix out = predict(network, weights, sample({1}));
        compareNear(double(out(0, 0)), found->second[0], 1e-6, table->name);
        compareNear(double(out(1, 0)), found->second[1], 1e-6, table->name);
    }
}

void TestEdges::softmaxFarOut()
{
    const Matrix z = sample({kFar, 0, -kFar});
    const Matrix y = activated("softmax", z);
    QCOMPARE(y(0, 0), Scalar(1));
    compareNear(double(y(1, 0)), 0, 1e-30, "softmax");
    compareNear(double(y(2, 0)), 0, 1e-30, "softmax");
    const Matrix logarithm = activated("log_softmax", z);
    QCOMPARE(logarithm(0, 0), Scalar(0));
    QCOMPARE(logarithm(1, 0), Scalar(-kFar));
    QCOMPARE(logarithm(2, 0), Scalar(-2 * kFar));
    QVERIFY(slope("softmax", z).allFinite());
    QVERIFY(slope("log_softmax", z).allFinite());
    const Matrix same = activated("softmax", sample({-kFar, -kFar, -kFar, -kFar}));
    for (Index i = 0; i < 4; ++i)
        compareNear(double(same(i, 0)), 0.25, 1e-7, "softmax of equals");
}
