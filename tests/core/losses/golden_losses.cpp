// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/activations/registry.h"
#include "core/losses/registry.h"
#include "tests/core/golden_math.h"
#include "tests/support/golden.h"

#include <QTest>

#include <string>
#include <vector>

using namespace netloom;
using namespace netloom::golden;

namespace {

constexpr bool kDouble = sizeof(Scalar) == sizeof(double);

/// The row a weight in the reduction gets, as d reduced / d row value.
std::vector<double> rowScales(const Json& test, std::size_t rows)
{
    std::vector<double> scales(rows, 1.0);
    if (!test.at("sample_weight").is_null())
        scales = numbers(test.at("sample_weight"));
    const auto reduction = test.at("reduction").get<std::string>();
    double divisor = 1;
    if (reduction == "sum_over_batch_size")
        divisor = static_cast<double>(rows);
    else if (reduction == "mean_with_sample_weight") {
        divisor = 0;
        for (const double scale : scales)
            divisor += scale;
    }
    for (double& scale : scales)
        scale = divisor == 0 ? 0 : scale / divisor;
    return scales;
}

std::string describe(const Json& test)
{
    return test.at("name").get<std::string>() + " " + test.at("params").dump();
}

} // namespace

void GoldenMath::losses()
{
    for (const Json& file : filesOfKind("losses")) {
        Comparison values(title(file, "loss values"), tolerance(file));
        Comparison gradients(title(file, "loss gradients"), tolerance(file));
        for (const Json& test : file.at("cases")) {
            const LossInfo* info = findLoss(test.at("name").get<std::string>());
            QVERIFY2(info, describe(test).c_str());
            const auto loss = info->make(fields(test.at("params")));
            const Matrix prediction = samples(test.at("y_pred"));
            const Matrix target = samples(test.at("y_true"));
            QCOMPARE(loss->targetRows(prediction.rows()), Index(target.rows()));
            std::vector<Scalar> perSample(static_cast<std::size_t>(prediction.cols()));
            loss->values(block(prediction), block(target), perSample.data());
            const std::vector<double> wanted = numbers(test.at("per_sample"));
            const bool hasAlternative = !kDouble && test.contains("per_sample_float32_formula");
            const std::vector<double> alternative =
                hasAlternative ? numbers(test.at("per_sample_float32_formula")) : wanted;
            const std::vector<double> scales = rowScales(test, perSample.size());
            double reduced = 0;
            double reducedAlternative = 0;
            for (std::size_t j = 0; j < perSample.size(); ++j) {
                values.compareEither(describe(test) + " row " + std::to_string(j), static_cast<double>(perSample[j]),
                                     wanted.at(j), alternative.at(j));
                reduced += scales[j] * static_cast<double>(perSample[j]);
                reducedAlternative += scales[j] * alternative.at(j);
            }
            values.compareEither(describe(test) + " reduced", reduced, test.at("loss").get<double>(),
                                 hasAlternative ? reducedAlternative : test.at("loss").get<double>());
            if (test.contains("grad") &&
                test.value("note", std::string()).find("gradient not compared") == std::string::npos) {
                const std::vector<Scalar> rowScale(scales.begin(), scales.end());
                Matrix d(prediction.rows(), prediction.cols());
                loss->gradient(block(prediction), block(target), rowScale.data(), block(d));
                gradients.compare(describe(test) + " gradient", numbers(d), numbers(test.at("grad")));
            }
        }
        finish(values);
        finish(gradients);
    }
}

void GoldenMath::fusedLossesAgree()
{
    // The formula on logits behind a sigmoid or softmax: the reference's from_logits cases, through the fused
    // functions.
    for (const Json& file : filesOfKind("losses")) {
        Comparison comparison(title(file, "fused losses"), tolerance(file));
        for (const Json& test : file.at("cases")) {
            if (!test.at("params").value("from_logits", false))
                continue;
            const auto loss =
                findLoss(test.at("name").get<std::string>())->make(fields(test.at("params"), {"from_logits"}));
            const bool binary = test.at("name").get<std::string>().starts_with("binary");
            const auto activation = findActivation(binary ? "sigmoid" : "softmax")->make({});
            QVERIFY(loss->fusesWith(activation->kernel()));
            QVERIFY(!loss->fusesWith(ActivationKernel::Relu));
            const Matrix z = samples(test.at("y_pred"));
            const Matrix target = samples(test.at("y_true"));
            Matrix y(z.rows(), z.cols());
            activation->forward(block(z), block(y));
            std::vector<Scalar> perSample(static_cast<std::size_t>(z.cols()));
            loss->fusedValues(block(z), block(std::as_const(y)), block(target), perSample.data());
            comparison.compare(describe(test), doubles(perSample), numbers(test.at("per_sample")));
            const std::vector<double> scales = rowScales(test, perSample.size());
            const std::vector<Scalar> rowScale(scales.begin(), scales.end());
            Matrix d(z.rows(), z.cols());
            loss->fusedGradient(block(z), block(std::as_const(y)), block(target), rowScale.data(), block(d));
            comparison.compare(describe(test) + " gradient", numbers(d), numbers(test.at("grad")));
        }
        finish(comparison);
    }
}
