// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/math/golden_math.h"

#include "core/activations/registry.h"
#include "core/losses/registry.h"
#include "core/optimizers/clip_gradients.h"
#include "core/optimizers/registry.h"
#include "core/schedules/registry.h"
#include "tests/support/golden.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

using namespace netloom;
using namespace netloom::golden;

namespace {

constexpr bool kDouble = sizeof(Scalar) == sizeof(double);

/// To these the reference's file allows twice the error in single precision.
const std::set<std::string> kRoundedTwice{"gelu", "mish", "hard_silu", "silu"};

/// The row a weight in the reduction gets, as d reduced / d row value.
std::vector<double> rowScales(const Json& test, std::size_t rows)
{
    std::vector<double> scales(rows, 1.0);
    if (!test.at("sample_weight").is_null())
        scales = numbers(test.at("sample_weight"));
    const std::string reduction = test.at("reduction");
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

/// An optimizer with its learning rate, run over tensors.
class OptimizerRun
{
public:
    OptimizerRun(const Json& spec, std::vector<std::vector<Scalar>> tensors) : m_tensors(std::move(tensors))
    {
        FieldValues values = fields(spec, {"name", "learning_rate"});
        const Json rate = spec.contains("learning_rate") ? spec.at("learning_rate") : Json();
        if (rate.is_object()) {
            m_initialRate = rate.value("initial_learning_rate", 0.0);
            m_schedule = findSchedule(snakeCase(rate.at("name").get<std::string>()))
                             ->make(fields(rate, {"name", "initial_learning_rate"}));
        } else if (rate.is_number()) {
            values.set("learning_rate", rate.get<double>());
        }
        m_optimizer = findOptimizer(spec.at("name").get<std::string>())->make(values);
        if (!rate.is_object())
            m_initialRate = m_optimizer->learningRate();
        for (const auto& tensor : m_tensors) {
            auto& states = m_slots.emplace_back();
            for (std::size_t slot = 0; slot < m_optimizer->slotNames().size(); ++slot)
                states.emplace_back(tensor.size(), m_optimizer->slotInitial(slot));
        }
    }

    void step(std::vector<std::vector<Scalar>> gradients)
    {
        const std::vector<std::span<Scalar>> spans(gradients.begin(), gradients.end());
        clipGradients(m_optimizer->clipping(), spans);
        m_optimizer->begin(m_iteration, m_schedule ? m_schedule->rate(m_initialRate, m_iteration) : m_initialRate);
        ++m_iteration;
        for (std::size_t t = 0; t < m_tensors.size(); ++t) {
            std::vector<Scalar*> states;
            for (auto& slot : m_slots[t])
                states.push_back(slot.data());
            m_optimizer->update(m_tensors[t].data(), gradients[t].data(), states.data(),
                                static_cast<Index>(m_tensors[t].size()));
        }
    }

    const std::vector<std::vector<Scalar>>& tensors() const { return m_tensors; }

private:
    std::vector<std::vector<Scalar>> m_tensors;
    std::vector<std::vector<std::vector<Scalar>>> m_slots;
    std::unique_ptr<Optimizer> m_optimizer;
    std::unique_ptr<Schedule> m_schedule;
    double m_initialRate = 0;
    std::int64_t m_iteration = 0;
};

} // namespace

void GoldenMath::finish(const Comparison& comparison)
{
    const QString report = QString::fromStdString(comparison.report());
    qInfo("%s", qPrintable(report));
    QVERIFY2(comparison.good(), qPrintable(report));
    QVERIFY2(comparison.count() > 0, "no values were compared");
}

void GoldenMath::wrongValuesFail()
{
    Comparison near("near", 1e-6);
    near.compare("large", 1000.0005, 1000);
    QVERIFY(near.good());
    near.compare("slightly off", 1.00001, 1);
    QVERIFY(!near.good());
    Comparison missing("missing", 1e-6);
    missing.compare("length", {1.0}, {1.0, 2.0});
    QVERIFY(!missing.good());
    Comparison nan("nan", 1e-6);
    nan.compare("NaN", std::numeric_limits<double>::quiet_NaN(), 1);
    QVERIFY(!nan.good());

    const std::vector<Json> known = filesOfKind("activations");
    if (known.empty())
        QSKIP("skipped: no file of activations to change");
    const Json& file = known.front();
    Json wrong = file.at("elementwise").front();
    Comparison changed("changed reference", tolerance(file));
    changed.compare("y", numbers(wrong.at("x")), numbers(wrong.at("y")));
    QVERIFY(changed.good());
    wrong.at("y")[3] = wrong.at("y")[3].get<double>() + 0.001;
    changed.compare("y", numbers(wrong.at("x")), numbers(wrong.at("y")));
    QVERIFY(!changed.good());
}

void GoldenMath::activations()
{
    for (const Json& file : filesOfKind("activations")) {
        Comparison values(title(file, "activation values"), tolerance(file));
        Comparison slopes(title(file, "activation derivatives"), tolerance(file));
        for (const Json& test : file.at("elementwise")) {
            std::string name = test.at("name");
            FieldValues params = fields(test.at("params"));
            if (name == "prelu") { // with a given alpha the same function as leaky_relu; alpha is trained by the layer
                name = "leaky_relu";
                params = {{"negative_slope", params.real("alpha")}};
            }
            const ActivationInfo* info = findActivation(name);
            QVERIFY2(info, name.c_str());
            const auto activation = info->make(params);
            const double allowance = !kDouble && kRoundedTwice.contains(name) ? 2 : 1;
            const Matrix x = samples(test.at("x"));
            Matrix y(x.rows(), x.cols());
            activation->forward(block(x), block(y));
            Matrix d = Matrix::Ones(x.rows(), x.cols());
            activation->backward(activation->needsInput() ? block(x) : ConstBlock{}, block(std::as_const(y)), block(d));
            const std::vector<double> wantedY = numbers(test.at("y"));
            const std::vector<double> wantedSlope = numbers(test.at("dydx"));
            const auto kinks = test.at("kink_indices").get<std::vector<std::size_t>>();
            for (std::size_t i = 0; i < wantedY.size(); ++i) {
                const std::string place = describe(test) + " at x[" + std::to_string(i) + "]";
                values.compare(place, static_cast<double>(y(0, static_cast<Index>(i))), wantedY[i], allowance);
                if (std::find(kinks.begin(), kinks.end(), i) == kinks.end())
                    slopes.compare(place, static_cast<double>(d(0, static_cast<Index>(i))), wantedSlope[i], allowance);
            }
        }
        finish(values);
        finish(slopes);
    }
}

void GoldenMath::activationsOverColumns()
{
    for (const Json& file : filesOfKind("activations")) {
        Comparison comparison(title(file, "activations over a layer"), tolerance(file));
        for (const Json& test : file.at("vector")) {
            const ActivationInfo* info = findActivation(test.at("name").get<std::string>());
            QVERIFY(info);
            const auto activation = info->make({});
            const Matrix x = samples(test.at("x"));
            Matrix y(x.rows(), x.cols());
            Matrix d = samples(test.at("upstream"));
            activation->forward(block(x), block(y));
            activation->backward({}, block(std::as_const(y)), block(d));
            comparison.compare(describe(test) + " y", numbers(y), numbers(test.at("y")));
            comparison.compare(describe(test) + " dx", numbers(d), numbers(test.at("dx")));
        }
        finish(comparison);
    }
}

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

void GoldenMath::optimizers()
{
    for (const Json& file : filesOfKind("optimizers")) {
        const Json& given = file.at("given_gradients");
        const Json& quadratic = file.at("quadratic");
        const Matrix a = samples(quadratic.at("A")).transpose();
        const std::vector<double> b = numbers(quadratic.at("b"));
        Comparison comparison(title(file, "optimizers"), tolerance(file));
        for (const Json& test : file.at("cases")) {
            const Json& spec = test.at("optimizer");
            QVERIFY2(findOptimizer(spec.at("name").get<std::string>()), spec.dump().c_str());
            std::vector<std::vector<Scalar>> start;
            for (const Json& tensor : given.at("w0"))
                start.push_back(scalars(tensor));
            OptimizerRun run(spec, start);
            for (std::size_t step = 0; step < given.at("grads").size(); ++step) {
                std::vector<std::vector<Scalar>> gradients;
                for (const Json& tensor : given.at("grads")[step])
                    gradients.push_back(scalars(tensor));
                run.step(gradients);
                for (std::size_t t = 0; t < start.size(); ++t)
                    comparison.compare(spec.dump() + " step " + std::to_string(step), doubles(run.tensors()[t]),
                                       numbers(test.at("given_gradients_w")[step][t]));
            }
            OptimizerRun onQuadratic(spec, {scalars(quadratic.at("w0"))});
            for (std::size_t step = 0; step < test.at("quadratic_w").size(); ++step) {
                const auto& w = onQuadratic.tensors().front();
                std::vector<Scalar> gradient(w.size());
                for (std::size_t i = 0; i < w.size(); ++i) {
                    double sum = -b[i];
                    for (std::size_t k = 0; k < w.size(); ++k)
                        sum += static_cast<double>(a(static_cast<Index>(i), static_cast<Index>(k))) *
                               static_cast<double>(w[k]);
                    gradient[i] = static_cast<Scalar>(sum);
                }
                onQuadratic.step({gradient});
                comparison.compare(spec.dump() + " quadratic step " + std::to_string(step),
                                   doubles(onQuadratic.tensors().front()), numbers(test.at("quadratic_w")[step]));
            }
        }
        finish(comparison);
    }
}
