// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/component_list.h"
#include "core/metrics/metric.h"

namespace netloom {

/// A metric that is a mean: sum of what update() adds, divided by how many there were; 0 before the first.
class MeanMetric : public Metric
{
public:
    void reset(Index) override { m_sum = m_count = 0; }
    double value() const override { return m_count > 0 ? m_sum / m_count : 0.0; }
    std::vector<double> state() const override { return {m_sum, m_count}; }
    void setState(const std::vector<double>& state) override
    {
        m_sum = state.at(0);
        m_count = state.at(1);
    }

protected:
    void add(double sum, double count)
    {
        m_sum += sum;
        m_count += count;
    }

private:
    double m_sum = 0;
    double m_count = 0;
};

/// The factory of a metric built from its complete field values; `info` is the function that publishes it.
template<typename T, auto info>
std::unique_ptr<Metric> makeMetric(const FieldValues& values, Index, Index)
{
    return makeComponent<Metric, T, info>(values);
}

/// Share of the samples that Rule calls right: `bool operator()(const Scalar* prediction, Index n, TargetView, Index
/// sample)`, built from field values.
template<typename Rule>
class HitRate final : public MeanMetric
{
public:
    explicit HitRate(const FieldValues& values) : m_rule(values) {}

    void update(ConstBlock prediction, ConstBlock target) override
    {
        double hits = 0;
        for (Index j = 0; j < prediction.columns; ++j)
            hits += m_rule(prediction.column(j), prediction.rows, target, j);
        add(hits, static_cast<double>(prediction.columns));
    }

private:
    Rule m_rule;
};

} // namespace netloom
