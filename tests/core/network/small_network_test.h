// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A small network has passes of its own: they must mean what the layers' passes mean, on every CPU level.
#include "core/base/matrix.h"
#include "core/base/rng.h"
#include "core/kernels/dispatch.h"
#include "core/losses/registry.h"
#include "core/network/network.h"

#include <QTest>

#include <cmath>

using namespace netloom;

namespace {

constexpr Index kMaxBatch = 40;

struct Case {
    const char* layers;
    const char* loss;
    Index inputs;
    Index targetRows;
    double smoothing = 0;
};

const std::vector<Case>& cases()
{
    static const std::vector<Case> list{
        {"dense 5 relu, dropout 0.2, dense 3 relu, dropout 0.2, dense 1 sigmoid", "binary_crossentropy", 10, 1},
        {"dense 8 tanh, dense 1 sigmoid", "binary_crossentropy", 2, 1, 0.1},
        {"dense 6 tanh, dense 6 tanh, dense 6 tanh, dense 1 tanh", "mean_squared_error", 2, 1},
        {"dense 7 sigmoid use_bias=false, dropout 0.5, dense 3 linear", "mean_squared_error", 3, 3},
        {"dense 16 relu, dense 4 softmax", "categorical_crossentropy", 4, 4},
        {"dense 9 tanh, dense 3 softmax", "categorical_crossentropy", 4, 3, 0.2},
        {"dense 11 relu, dense 5 softmax", "sparse_categorical_crossentropy", 4, 1},
        {"dense 4 relu, dense 3 sigmoid", "binary_crossentropy", 5, 3},
        {"dense 4 relu, dense 3 softmax", "mean_squared_error", 5, 3},
        {"dense 4 tanh, dense 2 sigmoid", "mean_absolute_error", 5, 2},
        {"dense 4 tanh, dense 2 sigmoid", "binary_focal_crossentropy", 5, 2},
        {"dense 1 linear", "huber", 3, 1},
    };
    return list;
}

NetworkSpec networkOf(const Case& c)
{
    NetworkSpec spec;
    spec.layers = parseLayers(c.layers);
    for (LayerSpec& layer : spec.layers)
        if (layer.type == "dense" && !layer.fields.contains("use_bias"))
            layer.fields.set("bias_initializer", std::string("random_normal"));
    return spec;
}

std::unique_ptr<Loss> lossOf(const Case& c)
{
    FieldValues values;
    if (c.smoothing != 0)
        values.set("label_smoothing", c.smoothing);
    return findLoss(c.loss)->make(values);
}

/// Whether the network has the passes of small ones.
bool isSmall(const Network& network)
{
    return network.passes().loadsAhead();
}

struct Batch {
    Matrix x;
    Matrix y;
    Vector weights;
};

Batch batchOf(const Case& c, Index outputs, Index count, std::uint64_t seed)
{
    Rng rng(seed, "batch");
    Batch batch{Matrix(c.inputs, count), Matrix::Zero(c.targetRows, count), Vector(count)};
    for (Index j = 0; j < count; ++j) {
        for (Index i = 0; i < c.inputs; ++i)
            batch.x(i, j) = static_cast<Scalar>(rng.uniform(-2, 2));
        const auto chosen = static_cast<Index>(rng.below(static_cast<std::uint64_t>(std::max<Index>(outputs, 2))));
        if (c.targetRows == 1)
            batch.y(0, j) = static_cast<Scalar>(chosen);
        else
            batch.y(chosen, j) = 1;
        batch.weights(j) = static_cast<Scalar>(rng.uniform(0, 2));
    }
    return batch;
}

ConstBlock blockOf(const Matrix& m)
{
    return {m.data(), m.rows(), m.cols(), m.rows()};
}

struct Result {
    Matrix prediction;
    double lossSum = 0;
    ParameterSet gradients;
};

/// There and back through layers, with the loss outside.
Result pass(Network& network, const Loss& loss, bool fused, const Batch& batch, bool training)
{
    const Index count = batch.x.cols();
    const Pass pass{.training = training, .iteration = 3};
    Passes& passes = network.passes();
    passes.prepareStep();
    const ConstBlock p = passes.forward(blockOf(batch.x), pass);
    Result result;
    result.prediction.resize(p.rows, count);
    for (Index j = 0; j < count; ++j)
        for (Index i = 0; i < p.rows; ++i)
            result.prediction(i, j) = p.column(j)[i];
    std::vector<Scalar> losses(static_cast<std::size_t>(count));
    std::vector<Scalar> scale(static_cast<std::size_t>(count));
    for (Index j = 0; j < count; ++j)
        scale[static_cast<std::size_t>(j)] = batch.weights(j) / static_cast<Scalar>(count);
    const ConstBlock y = blockOf(batch.y);
    const MutableBlock d = passes.outputGradient(0, count);
    if (fused) {
        loss.fusedValues(passes.logits(0, count), p, y, losses.data());
        loss.fusedGradient(passes.logits(0, count), p, y, scale.data(), d);
    } else {
        loss.values(p, y, losses.data());
        loss.gradient(p, y, scale.data(), d);
    }
    for (Index j = 0; j < count; ++j)
        result.lossSum += static_cast<double>(losses[static_cast<std::size_t>(j)] * batch.weights(j));
    passes.backward(blockOf(batch.x), pass);
    passes.weightGradient(blockOf(batch.x), pass);
    result.gradients = network.read(network.gradients());
    return result;
}

/// Whether a batch is loaded for the passes at once, or before its turn.
enum class Load { Now, Ahead };

/// The same with the loss as a part of the pass, where there is one.
Result passWithLoss(Network& network, const Batch& batch, bool training, Load when)
{
    const Index count = batch.x.cols();
    const Pass pass{.training = training, .iteration = 3};
    Passes& passes = network.passes();
    const BatchRows rows{.x = batch.x.data(),
                         .y = batch.y.data(),
                         .yRows = batch.y.rows(),
                         .weights = batch.weights.data(),
                         .xStride = batch.x.rows()};
    ConstBlock x;
    if (when == Load::Ahead) {
        passes.loadNext(rows, count);
        x = passes.next(count);
    } else {
        x = passes.load(rows, 0, count);
    }
    passes.forward(x, pass);
    Result result;
    const ConstBlock p = passes.prediction(0, count);
    result.prediction.resize(p.rows, count);
    for (Index j = 0; j < count; ++j)
        for (Index i = 0; i < p.rows; ++i)
            result.prediction(i, j) = p.column(j)[i];
    result.lossSum = passes.lossSum();
    if (training) {
        passes.backward(x, pass);
        passes.weightGradient(x, pass);
        result.gradients = network.read(network.gradients());
    }
    return result;
}

bool near(double a, double b)
{
    const double tolerance = sizeof(Scalar) == 8 ? 1e-12 : 3e-6;
    return std::abs(a - b) <= tolerance * std::max({1.0, std::abs(a), std::abs(b)});
}

void compare(const Result& found, const Result& expected, bool gradients)
{
    for (Index i = 0; i < expected.prediction.size(); ++i)
        QVERIFY2(
            near(static_cast<double>(found.prediction.data()[i]), static_cast<double>(expected.prediction.data()[i])),
            qPrintable(QStringLiteral("prediction %1").arg(i)));
    QVERIFY2(near(found.lossSum, expected.lossSum),
             qPrintable(QStringLiteral("loss %1, not %2").arg(found.lossSum).arg(expected.lossSum)));
    if (!gradients)
        return;
    QCOMPARE(found.gradients.size(), expected.gradients.size());
    for (std::size_t t = 0; t < expected.gradients.size(); ++t)
        for (std::size_t i = 0; i < expected.gradients[t].values.size(); ++i)
            QVERIFY2(near(static_cast<double>(found.gradients[t].values[i]),
                          static_cast<double>(expected.gradients[t].values[i])),
                     qPrintable(QStringLiteral("%1 %2: %3, not %4")
                                    .arg(QString::fromStdString(expected.gradients[t].layer))
                                    .arg(i)
                                    .arg(found.gradients[t].values[i])
                                    .arg(expected.gradients[t].values[i])));
}

} // namespace

class SmallNetworkTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { useKernels(nullptr); }
    void cleanup() { useKernels(nullptr); }

    void passesAreThoseOfTheLayers_data()
    {
        QTest::addColumn<int>("level");
        QTest::addColumn<int>("number");
        QTest::addColumn<int>("count");
        const std::vector<const KernelTable*> levels = availableKernels();
        for (std::size_t level = 0; level < levels.size(); ++level)
            for (std::size_t number = 0; number < cases().size(); ++number)
                for (const int count : {1, 7, 8, 16, 33, 40})
                    QTest::addRow("%s, %s, %s, batch %d", levels[level]->name, cases()[number].layers,
                                  cases()[number].loss, count)
                        << static_cast<int>(level) << static_cast<int>(number) << count;
    }
    void passesAreThoseOfTheLayers()
    {
        QFETCH(int, level);
        QFETCH(int, number);
        QFETCH(int, count);
        useKernels(availableKernels()[static_cast<std::size_t>(level)]);
        const Case& c = cases()[static_cast<std::size_t>(number)];
        const NetworkSpec spec = networkOf(c);
        const std::unique_ptr<Loss> loss = lossOf(c);
        Network layers(spec, c.inputs, kMaxBatch);
        Network outside(spec, c.inputs, kMaxBatch, Network::Storage::CompactIfSmall);
        Network inside(spec, c.inputs, kMaxBatch, Network::Storage::CompactIfSmall);
        QVERIFY(!isSmall(layers) && isSmall(outside) && isSmall(inside));
        layers.initialise(5);
        outside.initialise(5);
        inside.initialise(5);
        QVERIFY(layers.parameters() == inside.parameters());
        const bool fused = layers.fuseWith(*loss);
        QCOMPARE(outside.fuseWith(*loss), fused);
        QCOMPARE(inside.fuseWith(*loss), fused);

        // A larger batch first: nothing of it may be left.
        const Batch before = batchOf(c, layers.outputs(), kMaxBatch, 1);
        const Batch batch = batchOf(c, layers.outputs(), count, 2);
        for (const bool training : {true, false}) {
            const Result expected = pass(layers, *loss, fused, batch, training);
            pass(outside, *loss, fused, before, training);
            compare(pass(outside, *loss, fused, batch, training), expected, true);
            if (QTest::currentTestFailed())
                return;
        }
        if (!inside.passes().include(*loss, fused))
            return;
        for (const Load when : {Load::Now, Load::Ahead})
            for (const bool training : {true, false}) {
                passWithLoss(inside, before, training, Load::Now);
                passWithLoss(inside, before, training, Load::Ahead);
                compare(passWithLoss(inside, batch, training, when), pass(layers, *loss, fused, batch, training),
                        training);
                if (QTest::currentTestFailed())
                    return;
            }
    }

    void crossentropiesAndSquaredErrorAreIncluded()
    {
        for (const Case& c : cases()) {
            Network network(networkOf(c), c.inputs, kMaxBatch, Network::Storage::CompactIfSmall);
            const std::unique_ptr<Loss> loss = lossOf(c);
            const bool fused = network.fuseWith(*loss);
            const std::string_view name = c.loss;
            QCOMPARE(network.passes().include(*loss, fused), name == "mean_squared_error" ||
                                                                 name.ends_with("binary_crossentropy") ||
                                                                 name.ends_with("categorical_crossentropy"));
        }
        // Where the crossentropy is not computed on logits, its clipping matters.
        const Case linear{"dense 2 relu", "binary_crossentropy", 2, 2};
        Network network(networkOf(linear), 2, kMaxBatch, Network::Storage::CompactIfSmall);
        const std::unique_ptr<Loss> loss = lossOf(linear);
        QVERIFY(!network.fuseWith(*loss));
        QVERIFY(!network.passes().include(*loss, false));
    }

    void anImpossibleClassMakesTheLossTell()
    {
        const Case c{"dense 3 softmax", "sparse_categorical_crossentropy", 2, 1};
        Network network(networkOf(c), 2, kMaxBatch, Network::Storage::CompactIfSmall);
        network.initialise(1);
        const std::unique_ptr<Loss> loss = lossOf(c);
        QVERIFY(network.passes().include(*loss, network.fuseWith(*loss)));
        Batch batch = batchOf(c, 3, 4, 1);
        QVERIFY(std::isfinite(passWithLoss(network, batch, true, Load::Now).lossSum));
        batch.y(0, 2) = 3;
        QVERIFY(std::isnan(passWithLoss(network, batch, true, Load::Now).lossSum));
    }

    void extremeLogitsStayFinite()
    {
        for (const char* layers : {"dense 1 sigmoid", "dense 3 softmax"}) {
            const bool classes = std::string_view(layers).ends_with("softmax");
            const Case c{layers, classes ? "sparse_categorical_crossentropy" : "binary_crossentropy", 1, 1};
            Network network(networkOf(c), 1, kMaxBatch, Network::Storage::CompactIfSmall);
            network.initialise(1);
            ParameterSet weights = network.parameters();
            for (NamedTensor& tensor : weights)
                std::fill(tensor.values.begin(), tensor.values.end(), Scalar(0));
            weights[0].values[0] = 1;
            network.setParameters(weights);
            const std::unique_ptr<Loss> loss = lossOf(c);
            QVERIFY(network.passes().include(*loss, network.fuseWith(*loss)));
            for (const double logit : {1e4, -1e4}) {
                Batch batch{Matrix::Constant(1, 1, static_cast<Scalar>(logit)), Matrix::Zero(1, 1), Vector::Ones(1)};
                // By hand: class 0 has the logit, the two others 0.
                const double expected =
                    classes ? (logit > 0 ? 0 : 1e4 + std::log(2.0)) : (logit > 0 ? 1e4 : 0); // target 0
                QVERIFY(near(passWithLoss(network, batch, true, Load::Now).lossSum, expected));
                for (const NamedTensor& tensor : network.read(network.gradients()))
                    for (const Scalar value : tensor.values)
                        QVERIFY(std::isfinite(value));
            }
        }
    }

    void otherNetworksAreLeftToTheirLayers_data()
    {
        QTest::addColumn<QString>("layers");
        QTest::addColumn<int>("inputs");
        QTest::addColumn<int>("batch");
        QTest::newRow("another activation") << "dense 4 elu, dense 1 linear" << 2 << 8;
        QTest::newRow("another layer") << "dense 4 relu, batch_normalization, dense 1 linear" << 2 << 8;
        QTest::newRow("dropout of the inputs") << "dropout 0.2, dense 1 linear" << 2 << 8;
        QTest::newRow("dropout of the outputs") << "dense 1 linear, dropout 0.2" << 2 << 8;
        QTest::newRow("dropout twice") << "dense 4 relu, dropout 0.2, dropout 0.2, dense 1 linear" << 2 << 8;
        QTest::newRow("softmax inside") << "dense 4 softmax, dense 1 linear" << 2 << 8;
        QTest::newRow("many weights") << "dense 64 relu, dense 64 relu, dense 1 linear" << 8 << 8;
        QTest::newRow("many inputs") << "dense 1 linear" << 5000 << 8;
        QTest::newRow("large batch") << "dense 4 relu, dense 1 linear" << 2 << 5000;
    }
    void otherNetworksAreLeftToTheirLayers()
    {
        QFETCH(QString, layers);
        QFETCH(int, inputs);
        QFETCH(int, batch);
        NetworkSpec spec;
        spec.layers = parseLayers(layers.toStdString());
        QVERIFY(!isSmall(Network(spec, inputs, batch, Network::Storage::CompactIfSmall)));
    }

    void notFiniteLayerIsFound()
    {
        NetworkSpec spec;
        spec.layers = parseLayers("dense 4 relu, dropout 0.2, dense 3 tanh, dense 1 linear");
        Network network(spec, 2, 8, Network::Storage::CompactIfSmall);
        network.initialise(1);
        const Matrix x = Matrix::Ones(2, 8);
        network.passes().forward(blockOf(x), {});
        QCOMPARE(network.passes().notFiniteLayer(8), -1);
        ParameterSet weights = network.parameters();
        weights[2].values[0] = std::numeric_limits<Scalar>::quiet_NaN();
        network.setParameters(weights);
        network.passes().forward(blockOf(x), {});
        QCOMPARE(network.passes().notFiniteLayer(8), 2);
    }
};
