// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/activations/registry.h"
#include "core/base/rng.h"
#include "core/layers/registry.h"
#include "core/losses/registry.h"
#include "core/network/network.h"
#include "core/training/gradient_check.h"

#include <QTest>

using namespace netloom;

namespace {

constexpr double kTolerance = 1e-7;
/// Data for which no kink of an activation or a loss lies within a step of the differences.
constexpr std::uint64_t kSeed = 10;
constexpr Index kInputs = 5;
constexpr Index kOutputs = 3;

Matrix numbers(Index rows, Index columns, std::uint64_t seed, double low, double high)
{
    Rng rng(seed, "test data");
    Matrix m(rows, columns);
    for (Index j = 0; j < columns; ++j)
        for (Index i = 0; i < rows; ++i)
            m(i, j) = static_cast<Scalar>(rng.uniform(low, high));
    return m;
}

/// Targets that every loss accepts: one-hot, +-1 or positive numbers, as its formula wants them.
Matrix targetsFor(const LossInfo& loss, Index samples)
{
    const std::unique_ptr<Loss> made = loss.make({});
    const Index rows = made->targetRows(kOutputs);
    Matrix y = Matrix::Zero(rows, samples);
    for (Index j = 0; j < samples; ++j) {
        if (rows == 1)
            y(0, j) = static_cast<Scalar>((j * 2 + 1) % kOutputs);
        else if (loss.type.find("crossentropy") != std::string::npos || loss.type == "categorical_hinge" ||
                 loss.type == "kl_divergence")
            y((j * 2 + 1) % kOutputs, j) = 1;
        else
            for (Index i = 0; i < rows; ++i)
                y(i, j) = static_cast<Scalar>(0.3 + 0.25 * static_cast<double>((i + 2 * j) % 5));
    }
    return y;
}

NetworkSpec dense(const std::string& activation)
{
    NetworkSpec spec;
    spec.layers = {{"dense", "hidden", {{"units", std::int64_t{4}}, {"activation", std::string("tanh")}}},
                   {"dense", "output", {{"units", std::int64_t{kOutputs}}, {"activation", activation}}}};
    return spec;
}

} // namespace

/// Gradients of backward() against difference quotients, in double precision.
class TestGradientCheck : public QObject
{
    Q_OBJECT

private slots:
    void activationsAndLosses_data()
    {
        QTest::addColumn<QString>("activation");
        QTest::addColumn<QString>("loss");
        for (const ActivationInfo* activation : activations())
            for (const LossInfo* loss : losses())
                QTest::addRow("%s, %s", activation->type.c_str(), loss->type.c_str())
                    << QString::fromStdString(activation->type) << QString::fromStdString(loss->type);
    }

    void activationsAndLosses()
    {
        QFETCH(QString, activation);
        QFETCH(QString, loss);
        const std::string type = activation.toStdString();
        if (type == "binary_step")
            QSKIP("The slope of a step is 0 by definition, not by difference.");
        const LossInfo& info = *findLoss(loss.toStdString());
        // The layers' own passes, and where there are such those of small networks.
        for (const Network::Storage storage : {Network::Storage::Panels, Network::Storage::CompactIfSmall})
            for (const Index samples : {1, 2, 7}) {
                const Matrix x = numbers(kInputs, samples, kSeed, -1, 1);
                const GradientCheck check =
                    checkGradients(dense(type), {info.type, {}}, x, targetsFor(info, samples), 11, 0, storage);
                QVERIFY2(check.worst <= kTolerance, qPrintable(QStringLiteral("%1 samples: %2 at %3")
                                                                   .arg(samples)
                                                                   .arg(check.worst)
                                                                   .arg(QString::fromStdString(check.where))));
                QVERIFY(check.numbers > 0);
            }
    }

    void layers_data()
    {
        QTest::addColumn<QString>("layer");
        for (const LayerInfo* layer : layerTypes())
            QTest::addRow("%s", layer->type.c_str()) << QString::fromStdString(layer->type);
    }

    void layers()
    {
        QFETCH(QString, layer);
        NetworkSpec spec;
        spec.layers = {{"dense", "first", {{"units", std::int64_t{6}}, {"activation", std::string("tanh")}}},
                       {layer.toStdString(), "middle", {}},
                       {"dense", "output", {{"units", std::int64_t{1}}, {"activation", std::string("sigmoid")}}}};
        for (const Index samples : {1, 2, 7}) {
            const Matrix x = numbers(kInputs, samples, kSeed, -1, 1);
            Matrix y(1, samples);
            for (Index j = 0; j < samples; ++j)
                y(0, j) = static_cast<Scalar>(j % 2);
            const GradientCheck check = checkGradients(spec, {"binary_crossentropy", {}}, x, y, 5);
            QVERIFY2(check.worst <= kTolerance, qPrintable(QStringLiteral("%1 samples: %2 at %3")
                                                               .arg(samples)
                                                               .arg(check.worst)
                                                               .arg(QString::fromStdString(check.where))));
        }
    }

    void penalties()
    {
        NetworkSpec spec = dense("softmax");
        spec.layers[0].fields.set("kernel_l1", 0.01);
        spec.layers[0].fields.set("bias_l2", 0.02);
        spec.layers[1].fields.set("kernel_l2", 0.03);
        spec.layers[0].fields.set("activity_l1", 0.05);
        spec.layers[1].fields.set("activity_l2", 0.04);
        const LossInfo& loss = *findLoss("categorical_crossentropy");
        const GradientCheck check =
            checkGradients(spec, {loss.type, {}}, numbers(kInputs, 7, 7, -1, 1), targetsFor(loss, 7), 11);
        QVERIFY2(check.worst <= kTolerance, qPrintable(QString::number(check.worst)));
    }

    void aWrongGradientIsFound()
    {
        const LossInfo& loss = *findLoss("mean_squared_error");
        const GradientCheck check = checkGradients(dense("linear"), {loss.type, {}}, numbers(kInputs, 7, 7, -1, 1),
                                                   targetsFor(loss, 7), 11, 1e-5);
        QVERIFY(check.worst > kTolerance);
        QCOMPARE(QString::fromStdString(check.where), QStringLiteral("hidden kernel"));
    }
};

QTEST_GUILESS_MAIN(TestGradientCheck)
#include "tst_gradient_check.moc"
