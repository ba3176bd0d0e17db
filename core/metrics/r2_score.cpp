// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/r2_score.h"

#include "core/metrics/mean_metric.h"

namespace netloom {

namespace {

class R2Score final : public Metric
{
public:
    explicit R2Score(const FieldValues&) {}

    void reset(Index outputs) override { m_state.assign(static_cast<std::size_t>(1 + kSums * outputs), 0.0); }

    /// Running mean and spread (Welford): sums of squares would lose the spread of values far from 0.
    void update(ConstBlock prediction, ConstBlock target) override
    {
        for (Index j = 0; j < prediction.columns; ++j) {
            const double count = ++m_state[0];
            double* sums = m_state.data() + 1;
            for (Index i = 0; i < prediction.rows; ++i, sums += kSums) {
                const auto y = static_cast<double>(target.column(j)[i]);
                const double e = y - static_cast<double>(prediction.column(j)[i]);
                const double distance = y - sums[0];
                sums[0] += distance / count;
                sums[1] += distance * (y - sums[0]);
                sums[2] += e * e;
            }
        }
    }

    /// A column that never changes gives 1 where it is predicted exactly, otherwise 0.
    double value() const override
    {
        double sum = 0;
        double columns = 0;
        for (std::size_t at = 1; at + kSums <= m_state.size(); at += kSums) {
            const double total = m_state[at + 1];
            const double residual = m_state[at + 2];
            sum += total > 0 ? 1 - residual / total : (residual > 0 ? 0.0 : 1.0);
            ++columns;
        }
        return columns > 0 && m_state[0] > 0 ? sum / columns : 0.0;
    }

    std::vector<double> state() const override { return m_state; }
    void setState(const std::vector<double>& state) override { m_state = state; }

private:
    static constexpr Index kSums = 3; ///< per output: mean, spread, residual
    std::vector<double> m_state;
};

} // namespace

const MetricInfo& r2ScoreMetric()
{
    static const MetricInfo info{
        {"r2_score",
         "R²",
         "Explained share of the variance over the whole epoch: 1 is perfect, 0 no better than the mean.",
         {}},
        true,
        {Task::Regression},
        makeMetric<R2Score, r2ScoreMetric>};
    return info;
}

} // namespace netloom
