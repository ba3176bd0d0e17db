// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/root_mean_squared_error.h"

#include "core/metrics/mean_metric.h"

#include <cmath>

namespace netloom {

namespace {

class RootMeanSquaredError final : public MeanMetric
{
public:
    explicit RootMeanSquaredError(const FieldValues&) {}

    void update(ConstBlock prediction, ConstBlock target) override
    {
        double squares = 0;
        for (Index j = 0; j < prediction.columns; ++j)
            for (Index i = 0; i < prediction.rows; ++i) {
                const double e =
                    static_cast<double>(target.column(j)[i]) - static_cast<double>(prediction.column(j)[i]);
                squares += e * e;
            }
        add(squares, static_cast<double>(prediction.rows * prediction.columns));
    }

    double value() const override { return std::sqrt(MeanMetric::value()); }
};

} // namespace

const MetricInfo& rootMeanSquaredErrorMetric()
{
    static const MetricInfo info{{"root_mean_squared_error",
                                  "Root mean squared error",
                                  "Typical size of the error in the unit of the target, over the whole epoch.",
                                  {}},
                                 false,
                                 {Task::Regression},
                                 makeMetric<RootMeanSquaredError, rootMeanSquaredErrorMetric>};
    return info;
}

} // namespace netloom
