// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optimizers/clip_gradients.h"
#include "core/optimizers/registry.h"
#include "core/schedules/registry.h"
#include "tests/core/golden_math.h"
#include "tests/support/golden.h"

#include <QTest>

#include <memory>
#include <span>
#include <string>
#include <vector>

using namespace netloom;
using namespace netloom::golden;

namespace {

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
