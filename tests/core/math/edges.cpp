// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/activations/registry.h"
#include "core/kernels/dispatch.h"
#include "core/losses/registry.h"
#include "core/metrics/registry.h"
#include "core/training/evaluate.h"
#include "core/training/trainer.h"
#include "tests/core/math/test_edges.h"
#include "tests/support/layer_bench.h"
#include "tests/support/training_setup.h"

#include <QScopeGuard>
#include <QTest>

#include <cmath>
#include <map>

using namespace netloom;

namespace {

constexpr double kFar = 1e4;

ConstBlock block(const Matrix& m)
{
    return {m.data(), m.rows(), m.cols(), m.rows()};
}

MutableBlock block(Matrix& m)
{
    return {m.data(), m.rows(), m.cols(), m.rows()};
}

/// One sample of these values.
Matrix sample(std::initializer_list<double> values)
{
    Matrix m(static_cast<Index>(values.size()), 1);
    Index i = 0;
    for (const double value : values)
        m(i++, 0) = static_cast<Scalar>(value);
    return m;
}

void compareNear(double actual, double expected, double tolerance, const char* what)
{
    QVERIFY2(std::abs(actual - expected) <= tolerance * std::max(1.0, std::abs(expected)),
             qPrintable(QStringLiteral("%1: %2, expected %3").arg(QLatin1String(what)).arg(actual).arg(expected)));
}

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

struct LossAt {
    double value;
    Matrix gradient;
};

LossAt lossAt(const std::string& type, const FieldValues& fields, const Matrix& prediction, const Matrix& target)
{
    const auto loss = findLoss(type)->make(fields);
    Scalar value = 0;
    const Scalar scale = 1;
    LossAt result;
    loss->values(block(prediction), block(target), &value);
    result.value = static_cast<double>(value);
    result.gradient = Matrix::Zero(prediction.rows(), 1);
    loss->gradient(block(prediction), block(target), &scale, block(result.gradient));
    return result;
}

const bool kSingle = sizeof(Scalar) == sizeof(float);

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

void TestEdges::crossentropiesOfLogits()
{
    const FieldValues logits{{"from_logits", true}};
    // max(z,0) - z y + log(1 + e^-|z|); slope sigmoid(z) - y
    for (const auto& [z, y, value, slopeAt] :
         {std::array{kFar, 1.0, 0.0, 0.0}, std::array{kFar, 0.0, kFar, 1.0}, std::array{-kFar, 0.0, 0.0, 0.0},
          std::array{-kFar, 1.0, kFar, -1.0}, std::array{0.0, 1.0, std::log(2.0), -0.5}}) {
        const LossAt at = lossAt("binary_crossentropy", logits, sample({z}), sample({y}));
        compareNear(at.value, value, 1e-6, "binary");
        compareNear(double(at.gradient(0, 0)), slopeAt, 1e-6, "binary slope");
    }
    // -log_softmax(z) of the label: 0 for the first, 1e4 and 2e4 for the others; slope softmax(z) - y
    for (Index label = 0; label < 3; ++label) {
        Matrix y = Matrix::Zero(3, 1);
        y(label, 0) = 1;
        const Matrix z = sample({kFar, 0, -kFar});
        for (const LossAt& at :
             {lossAt("categorical_crossentropy", logits, z, y),
              lossAt("sparse_categorical_crossentropy", logits, z, sample({static_cast<double>(label)}))}) {
            compareNear(at.value, static_cast<double>(label) * kFar, 1e-6, "categorical");
            for (Index i = 0; i < 3; ++i)
                compareNear(double(at.gradient(i, 0)), (i == 0 ? 1 : 0) - (i == label ? 1 : 0), 1e-6, "slope");
        }
    }
    const LossAt focal = lossAt("binary_focal_crossentropy", logits, sample({-kFar}), sample({1}));
    // The sigmoid, then (1 - p)^2 of the crossentropy of the clipped probability (keras/src/losses/losses.py, 3.x).
    compareNear(focal.value, 16.118095650958319, 1e-6, "focal");
    QVERIFY(focal.gradient.allFinite());
}

void TestEdges::crossentropiesOfCertainties()
{
    // Clipped to [1e-7, 1 - 1e-7], where in single precision 1 - 1e-7 is 0.99999988: 15.942385 instead of 16.118096.
    const double high = kSingle ? 15.942385 : 16.118095650958319;
    const LossAt wrongNo = lossAt("binary_crossentropy", {}, sample({0}), sample({1}));
    const LossAt wrongYes = lossAt("binary_crossentropy", {}, sample({1}), sample({0}));
    compareNear(wrongNo.value, 16.118095650958319, 1e-6, "p = 0, y = 1");
    compareNear(wrongYes.value, high, 1e-6, "p = 1, y = 0");
    QCOMPARE(wrongNo.gradient(0, 0), Scalar(0)); // nothing comes through the clipping
    QCOMPARE(wrongYes.gradient(0, 0), Scalar(0));
    const LossAt right = lossAt("binary_crossentropy", {}, sample({1}), sample({1}));
    QVERIFY(right.value >= 0 && right.value < 2e-7);

    const LossAt classes = lossAt("categorical_crossentropy", {}, sample({1, 0, 0}), sample({0, 1, 0}));
    compareNear(classes.value, 16.118095650958319, 1e-6, "certain of another class");
    QVERIFY(classes.gradient.allFinite());
    compareNear(lossAt("sparse_categorical_crossentropy", {}, sample({1, 0, 0}), sample({1})).value, 16.118095650958319,
                1e-6, "the same by label");
    // Both clipped to [1e-7, 1]: 1 log(1 / 1e-7), and 1e-7 log(1e-7) is next to nothing.
    compareNear(lossAt("kl_divergence", {}, sample({0, 1}), sample({1, 0})).value, 16.118095650958319, 1e-5,
                "divergence");
    // p - y log(p + 1e-7)
    compareNear(lossAt("poisson", {}, sample({0}), sample({2})).value, 32.236191301916639, 1e-6, "Poisson");
    // A zero row has no direction.
    QCOMPARE(lossAt("cosine_similarity", {}, sample({0, 0}), sample({1, 0})).value, 0.0);
    // 100 |y - p| / max(|y|, 1e-7)
    compareNear(lossAt("mean_absolute_percentage_error", {}, sample({1}), sample({0})).value, 1e9, 1e-6,
                "percentage of 0");
    // Far apart: |e| - log 2, with a slope of 1
    const LossAt far = lossAt("log_cosh", {}, sample({kFar}), sample({0}));
    compareNear(far.value, kFar - std::log(2.0), 1e-6, "log cosh");
    compareNear(double(far.gradient(0, 0)), 1, 1e-6, "log cosh slope");
}

void TestEdges::everyLossStaysFinite_data()
{
    QTest::addColumn<QString>("type");
    for (const LossInfo* info : losses())
        QTest::newRow(info->type.c_str()) << QString::fromStdString(info->type);
}

void TestEdges::everyLossStaysFinite()
{
    QFETCH(QString, type);
    const std::string name = type.toStdString();
    const bool sparse = type.startsWith(QLatin1String("sparse"));
    const bool logits = [&] {
        const auto& fields = findLoss(name)->fields;
        return std::any_of(fields.begin(), fields.end(), [](const FieldInfo& f) { return f.key == "from_logits"; });
    }();
    for (const bool fromLogits : {false, true}) {
        if (fromLogits && !logits)
            continue;
        FieldValues fields;
        if (logits)
            fields.set("from_logits", fromLogits);
        std::vector<double> edges{0, 1, 0.5, 1e-30};
        if (fromLogits)
            edges = {0, kFar, -kFar, 1e-30};
        for (const double first : edges)
            for (const double second : edges)
                for (const double label : {0.0, 1.0}) {
                    const Matrix prediction = sample({first, second});
                    const LossAt at =
                        lossAt(name, fields, prediction, sparse ? sample({label}) : sample({label, 1 - label}));
                    QVERIFY2(std::isfinite(at.value) && at.gradient.allFinite(),
                             qPrintable(QStringLiteral("%1 %2 %3: %4, %5 %6")
                                            .arg(first)
                                            .arg(second)
                                            .arg(label)
                                            .arg(at.value)
                                            .arg(double(at.gradient(0, 0)))
                                            .arg(double(at.gradient(1, 0)))));
                }
    }
}

void TestEdges::everyMetricOfOneSample_data()
{
    QTest::addColumn<QString>("type");
    for (const MetricInfo* info : metrics())
        QTest::newRow(info->type.c_str()) << QString::fromStdString(info->type);
}

void TestEdges::everyMetricOfOneSample()
{
    QFETCH(QString, type);
    const MetricInfo* info = findMetric(type.toStdString());
    const bool sparse = info->type.starts_with("sparse");
    for (const Index outputs : {1, 3}) {
        if (sparse && outputs == 1)
            continue;
        for (const double p : {0.0, 1.0})
            for (const double y : {0.0, 1.0}) {
                const Index rows = sparse ? 1 : outputs;
                const auto metric = info->make({}, outputs, rows);
                metric->reset(outputs);
                QVERIFY2(std::isfinite(metric->value()), "before the first sample");
                const Matrix prediction = Matrix::Constant(outputs, 1, static_cast<Scalar>(p));
                const Matrix target = Matrix::Constant(rows, 1, static_cast<Scalar>(y));
                metric->update(block(prediction), block(target));
                QVERIFY2(
                    std::isfinite(metric->value()),
                    qPrintable(
                        QStringLiteral("%1 outputs, p %2, y %3: %4").arg(outputs).arg(p).arg(y).arg(metric->value())));
                if (info->type == "r2_score") // a constant target: all or nothing
                    QCOMPARE(metric->value(), p == y ? 1.0 : 0.0);
                metric->reset(outputs);
                QVERIFY(std::isfinite(metric->value()));
            }
    }
}

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

void TestEdges::trainingOnCertainties_data()
{
    QTest::addColumn<QString>("level");
    for (const KernelTable* table : availableKernels())
        QTest::newRow(table->name) << QString::fromLatin1(table->name);
}

void TestEdges::trainingOnCertainties()
{
    QFETCH(QString, level);
    const auto usual = qScopeGuard([] { useKernels(nullptr); });
    for (const KernelTable* table : availableKernels())
        if (level == QLatin1String(table->name))
            useKernels(table);
    // A logit of 1e4 with the label 0: the loss is 1e4, the slope 1, and one step of rate 1 takes 1 off the weight.
    TrainingConfig config = shortTraining();
    config.optimizer = {"sgd", {{"learning_rate", 1.0}}};
    config.metrics.clear();
    config.epochs = 1;
    const NetworkSpec yesNo = networkOf("dense 1 sigmoid use_bias=false");
    Checkpoint start;
    start.weights = initialWeights(yesNo, 1, 1);
    start.weights[0].values = {Scalar(kFar)};
    Trainer binary(yesNo, config, rowData({{1, 0}}), start);
    binary.step();
    compareNear(binary.batchLoss(), kFar, 1e-6, "binary");
    compareNear(double(binary.weights()[0].values[0]), kFar - 1, 1e-6, "weight");
    // Logits 1e4, 0, -1e4 and the last class: the loss is 2e4, the slopes 1, 0, -1.
    config.loss.type = "categorical_crossentropy";
    const NetworkSpec classes = networkOf("dense 3 softmax use_bias=false");
    start.weights = initialWeights(classes, 1, 1);
    start.weights[0].values = {Scalar(kFar), 0, Scalar(-kFar)};
    auto data = std::make_shared<Dataset>();
    data->x = sample({1});
    data->y = sample({0, 0, 1});
    Trainer softmax(classes, config, {data, nullptr}, start);
    softmax.step();
    compareNear(softmax.batchLoss(), 2 * kFar, 1e-6, "softmax");
    const std::vector<Scalar> after = softmax.weights()[0].values;
    compareNear(double(after[0]), kFar - 1, 1e-6, "weight");
    compareNear(double(after[1]), 0, 1e-6, "weight");
    compareNear(double(after[2]), 1 - kFar, 1e-6, "weight");
    // The same with the softmax as a layer of its own.
    const NetworkSpec apart = networkOf("dense 3 linear use_bias=false, activation softmax");
    start.weights[0].layer = apart.layers[0].name;
    Trainer layer(apart, config, {data, nullptr}, start);
    layer.step();
    compareNear(layer.batchLoss(), 2 * kFar, 1e-6, "softmax layer");
    compareNear(double(layer.weights()[0].values[0]), kFar - 1, 1e-6, "weight");
    compareNear(double(layer.weights()[0].values[2]), 1 - kFar, 1e-6, "weight");
}
