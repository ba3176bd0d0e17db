// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/losses/registry.h"
#include "tests/core/test_edges.h"
#include "tests/support/edges.h"

#include <QTest>

#include <cmath>
#include <string>
#include <vector>

using namespace netloom;

namespace {

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
