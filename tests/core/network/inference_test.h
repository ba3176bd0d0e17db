// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a network says, layer by layer, and how its outputs move with its inputs.
#include "core/activations/registry.h"
#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/layers/registry.h"
#include "core/network/inference.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace netloom;

namespace {

constexpr bool kDouble = sizeof(Scalar) == 8;

NetworkSpec networkOf(const std::string& layers)
{
    NetworkSpec spec;
    spec.layers = parseLayers(layers);
    return spec;
}

Matrix drawn(Index rows, Index columns, std::uint64_t seed)
{
    Rng rng(seed, "test data");
    Matrix m(rows, columns);
    for (Index j = 0; j < columns; ++j)
        for (Index i = 0; i < rows; ++i)
            m(i, j) = static_cast<Scalar>(rng.uniform(-1, 1));
    return m;
}

/// Initial weights, moved so that no tensor is constant.
ParameterSet weightsOf(const NetworkSpec& spec, Index inputs)
{
    Network network(spec, inputs, 1);
    network.initialise(3);
    ParameterSet weights = network.parameters();
    Rng rng(4, "test weights");
    for (NamedTensor& tensor : weights)
        for (Scalar& value : tensor.values)
            value += static_cast<Scalar>(rng.uniform(0.02, 0.2));
    return weights;
}

bool same(const Matrix& a, const Matrix& b)
{
    return a.rows() == b.rows() && a.cols() == b.cols() && std::equal(a.data(), a.data() + a.size(), b.data());
}

bool near(Scalar a, double b)
{
    return std::abs(static_cast<double>(a) - b) <= (kDouble ? 1e-12 : 1e-5) * std::max(1.0, std::abs(b));
}

/// d sum(weights * outputs) / d input by the five-point quotient.
Matrix byDifferences(Inference& inference, const Matrix& x, const Matrix& weights)
{
    constexpr double kStep = 5e-4;
    Matrix result(x.rows(), x.cols());
    for (Index i = 0; i < x.rows(); ++i) {
        const auto at = [&](double steps) {
            Matrix moved = x;
            moved.row(i).array() += static_cast<Scalar>(steps * kStep);
            return Matrix(inference.predict(moved).cwiseProduct(weights).colwise().sum());
        };
        result.row(i) = (at(-2) - 8 * at(-1) + 8 * at(1) - at(2)) / static_cast<Scalar>(12 * kStep);
    }
    return result;
}

/// Both gradients of a network, of every output and of a mixture of them, against differences.
void compareWithDifferences(const NetworkSpec& spec)
{
    constexpr Index kInputs = 5;
    constexpr Index kSamples = 7;
    Inference inference(spec, weightsOf(spec, kInputs), kInputs, 3); // several batches
    const Matrix x = drawn(kInputs, kSamples, 10);
    const auto compare = [&](const Matrix& found, const Matrix& expected, const QString& what) {
        const double scale = std::max({kDouble ? 1e-4 : 1.0, static_cast<double>(found.cwiseAbs().maxCoeff()),
                                       static_cast<double>(expected.cwiseAbs().maxCoeff())});
        const double error = static_cast<double>((found - expected).cwiseAbs().maxCoeff()) / scale;
        QVERIFY2(error <= (kDouble ? 1e-7 : 0.05), qPrintable(QStringLiteral("%1: %2").arg(what).arg(error)));
    };
    for (Index output = 0; output < inference.outputs(); ++output) {
        Matrix one = Matrix::Zero(inference.outputs(), kSamples);
        one.row(output).setOnes();
        compare(inference.inputGradient(x, output), byDifferences(inference, x, one),
                QStringLiteral("output %1").arg(output));
    }
    const Matrix mixture = drawn(inference.outputs(), kSamples, 11);
    compare(inference.inputGradient(x, mixture), byDifferences(inference, x, mixture), QStringLiteral("mixture"));
}

} // namespace

class InferenceTest : public QObject
{
    Q_OBJECT

private slots:
    void everyLayerByHand()
    {
        const NetworkSpec spec = networkOf("dense 2 relu, dropout 0.5, dense 1 sigmoid");
        const ParameterSet weights{{"h1", "kernel", {2, 2}, {1, -2, 3, 4}, true}, // [in][out]
                                   {"h1", "bias", {2}, {Scalar(0.5), -1}, true},
                                   {"h2", "kernel", {2, 1}, {2, -1}, true},
                                   {"h2", "bias", {1}, {Scalar(0.25)}, true}};
        Inference inference(spec, weights, 2);
        QCOMPARE(inference.inputs(), Index(2));
        QCOMPARE(inference.outputs(), Index(1));
        Matrix x(2, 2);
        x << 1, 1, // one row per input
            2, -1;
        // First sample: 1·1 + 2·3 + 0.5 = 7.5 and 1·(-2) + 2·4 - 1 = 5. Second: 1 - 3 + 0.5 = -1.5 and -2 - 4 - 1 = -7.
        Matrix sums(2, 2);
        sums << Scalar(7.5), Scalar(-1.5), 5, -7;
        QVERIFY(same(inference.logits(0, x), sums));
        const Matrix hidden = sums.cwiseMax(Scalar(0));
        QVERIFY(same(inference.output(0, x), hidden));
        QVERIFY(same(inference.output(1, x), hidden)); // nothing is dropped
        QVERIFY(same(inference.logits(1, x), hidden)); // dropout has no activation
        // 2·7.5 - 5 + 0.25 = 10.25; behind the ReLUs nothing is left of the second sample.
        Matrix logits(1, 2);
        logits << Scalar(10.25), Scalar(0.25);
        QVERIFY(same(inference.logits(2, x), logits));
        const Matrix output = inference.output(2, x);
        QVERIFY(same(inference.predict(x), output));
        for (Index j = 0; j < 2; ++j)
            QVERIFY(near(output(0, j), 1 / (1 + std::exp(-static_cast<double>(logits(0, j))))));
        // Sigmoid's slope s (1 - s), times 2·1 - 1·(-2) = 4 and 2·3 - 1·4 = 2.
        const double s = 1 / (1 + std::exp(-10.25));
        const Matrix gradient = inference.inputGradient(x, 0);
        QVERIFY(near(gradient(0, 0), s * (1 - s) * 4));
        QVERIFY(near(gradient(1, 0), s * (1 - s) * 2));
        QVERIFY(same(gradient.col(1), Matrix::Zero(2, 1)));
    }

    void layersWithoutUnitsHaveWhatTheyAreAppliedTo()
    {
        const NetworkSpec spec = networkOf("dense 3 linear, relu, prelu, softmax, layer_normalization");
        Inference inference(spec, weightsOf(spec, 2), 2);
        const Matrix x = drawn(2, 4, 1);
        QVERIFY(same(inference.logits(0, x), inference.output(0, x)));
        for (std::size_t layer = 1; layer < 4; ++layer)
            QVERIFY(same(inference.logits(layer, x), inference.output(layer - 1, x)));
        QVERIFY(same(inference.logits(4, x), inference.output(4, x)));
        QVERIFY(same(inference.output(1, x), inference.output(0, x).cwiseMax(Scalar(0))));
    }

    void gradientsOfActivations_data()
    {
        QTest::addColumn<QString>("activation");
        for (const ActivationInfo* activation : activations())
            QTest::addRow("%s", activation->type.c_str()) << QString::fromStdString(activation->type);
    }
    void gradientsOfActivations()
    {
        QFETCH(QString, activation);
        const std::string type = activation.toStdString();
        compareWithDifferences(networkOf("dense 4 " + type + ", dense 3 tanh"));
        compareWithDifferences(networkOf("dense 4 tanh, dense 3 " + type));
    }

    void gradientsOfLayers_data()
    {
        QTest::addColumn<QString>("layer");
        for (const LayerInfo* layer : layerTypes())
            QTest::addRow("%s", layer->type.c_str()) << QString::fromStdString(layer->type);
    }
    void gradientsOfLayers()
    {
        QFETCH(QString, layer);
        const std::string type = layer.toStdString();
        compareWithDifferences(networkOf("dense 6 tanh, " + type + ", dense 2 sigmoid"));
        compareWithDifferences(networkOf(type + ", dense 3 tanh"));
        compareWithDifferences(networkOf("dense 6 tanh activity_l2=0.1, " + type)); // a penalty is for training
    }

    void askedAgainTheSameIsSaid()
    {
        const NetworkSpec spec = networkOf("dense 6 tanh, batch_normalization, dropout 0.3, dense 2 softmax");
        const ParameterSet weights = weightsOf(spec, 4);
        const Matrix x = drawn(4, 20, 2);
        Inference fresh(spec, weights, 4);
        const Matrix prediction = fresh.predict(x);
        const Matrix hidden = Inference(spec, weights, 4).output(1, x);
        const Matrix logits = Inference(spec, weights, 4).logits(3, x);
        const Matrix gradient = Inference(spec, weights, 4).inputGradient(x, 1);
        Inference inference(spec, weights, 4, 6); // four batches, the last of two samples
        for (int round = 0; round < 2; ++round) {
            QVERIFY(same(inference.inputGradient(x, 1), gradient));
            QVERIFY(same(inference.predict(x), prediction));
            QVERIFY(same(inference.logits(3, x), logits));
            QVERIFY(same(inference.output(1, x), hidden));
        }
        QCOMPARE(inference.predict(Matrix(4, 0)).cols(), Eigen::Index(0));
    }

    void aMissingNumberStaysMissing_data()
    {
        QTest::addColumn<QString>("layer");
        for (const LayerInfo* layer : layerTypes())
            QTest::addRow("%s", layer->type.c_str()) << QString::fromStdString(layer->type);
    }
    void aMissingNumberStaysMissing()
    {
        QFETCH(QString, layer);
        const NetworkSpec spec = networkOf("dense 4 relu, " + layer.toStdString() + ", dense 2 binary_step");
        Inference inference(spec, weightsOf(spec, 3), 3);
        const Matrix whole = drawn(3, 5, 6);
        Matrix x = whole;
        x(1, 2) = std::numeric_limits<Scalar>::quiet_NaN();
        const auto check = [&](const char* what, const Matrix& found, const Matrix& expected) {
            for (Index j = 0; j < x.cols(); ++j)
                for (Index i = 0; i < found.rows(); ++i)
                    QVERIFY2(j == 2 ? std::isnan(found(i, j)) : found(i, j) == expected(i, j), what);
        };
        check("prediction", inference.predict(x), inference.predict(whole));
        check("output", inference.output(1, x), inference.output(1, whole));
        check("logits", inference.logits(2, x), inference.logits(2, whole));
        const Matrix d = drawn(2, 5, 7);
        check("gradient", inference.inputGradient(x, 1), inference.inputGradient(whole, 1));
        check("gradient of a mixture", inference.inputGradient(x, d), inference.inputGradient(whole, d));
    }

    void whatDoesNotFitIsRefused()
    {
        const NetworkSpec spec = networkOf("dense 2 tanh, dense 1 linear");
        Inference inference(spec, weightsOf(spec, 3), 3);
        const auto refusal = [](const auto& ask) {
            try {
                ask();
            } catch (const Error& error) {
                return QString::fromStdString(error.message());
            }
            return QString();
        };
        const Matrix x = Matrix::Zero(3, 4);
        QCOMPARE(refusal([&] { inference.predict(Matrix::Zero(2, 4)); }),
                 QStringLiteral("the samples have 2 numbers, the network 3 inputs."));
        QCOMPARE(refusal([&] { inference.output(2, x); }), QStringLiteral("there is no layer 3, the network has 2."));
        QCOMPARE(refusal([&] { inference.logits(2, x); }), QStringLiteral("there is no layer 3, the network has 2."));
        QCOMPARE(refusal([&] { inference.inputGradient(x, 1); }),
                 QStringLiteral("there is no output 2, the network has 1."));
        QCOMPARE(refusal([&] { inference.inputGradient(x, Matrix::Zero(1, 3)); }),
                 QStringLiteral("the derivatives of the outputs are 1 for each of 3 samples, not 1 for each of 4."));
        QVERIFY(!refusal([&] { Inference(spec, weightsOf(spec, 2), 3); }).isEmpty());
    }
};
