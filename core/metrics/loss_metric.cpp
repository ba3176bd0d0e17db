// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/loss_metric.h"

#include "core/losses/registry.h"
#include "core/metrics/mean_metric.h"

#include <utility>

namespace netloom {

namespace {

class LossMetric final : public MeanMetric
{
public:
    LossMetric(std::unique_ptr<Loss> loss, double sign) : m_loss(std::move(loss)), m_sign(sign) {}

    void update(ConstBlock prediction, ConstBlock target) override
    {
        const auto samples = static_cast<std::size_t>(prediction.columns);
        if (m_perSample.size() < samples)
            m_perSample.resize(samples);
        m_loss->values(prediction, target, m_perSample.data());
        double sum = 0;
        for (std::size_t j = 0; j < samples; ++j)
            sum += static_cast<double>(m_perSample[j]);
        add(m_sign * sum, static_cast<double>(samples));
    }

private:
    std::unique_ptr<Loss> m_loss;
    double m_sign;
    std::vector<Scalar> m_perSample;
};

} // namespace

MetricInfo lossMetricInfo(const LossInfo& loss, MetricFactory make, std::vector<Task> tasks)
{
    MetricInfo info;
    static_cast<ComponentInfo&>(info) = loss;
    info.higherIsBetter = loss.type == "cosine_similarity"; // the metric is the similarity itself, the loss is minus it
    info.tasks = std::move(tasks);
    info.make = make;
    return info;
}

std::unique_ptr<Metric> makeLossMetric(const LossInfo& loss, const FieldValues& values)
{
    return std::make_unique<LossMetric>(loss.make(values), loss.type == "cosine_similarity" ? -1.0 : 1.0);
}

} // namespace netloom
