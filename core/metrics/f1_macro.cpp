// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/f1_macro.h"

#include "core/metrics/class_counts.h"
#include "core/metrics/mean_metric.h"

namespace netloom {

namespace {

class F1Macro final : public ClassCounts
{
public:
    explicit F1Macro(const FieldValues&) : ClassCounts(0) {}

    double value() const override
    {
        double sum = 0;
        double classes = 0;
        const auto addClass = [&](const Counts& c) {
            const double all = 2 * c.truePositives + c.falsePositives + c.falseNegatives;
            if (all > 0) {
                sum += 2 * c.truePositives / all;
                ++classes;
            }
        };
        for (Index i = 0; i < outputs(); ++i)
            addClass(counts(i));
        if (outputs() == 1)
            addClass(
                {counts(0).trueNegatives, counts(0).falseNegatives, counts(0).falsePositives, counts(0).truePositives});
        return classes > 0 ? sum / classes : 0.0;
    }
};

} // namespace

const MetricInfo& f1MacroMetric()
{
    static const MetricInfo info{{"f1_macro",
                                  "F1 (exact mean of classes)",
                                  "Exact F1 of each class over the whole epoch, averaged over the classes that occur; "
                                  "a single output counts as the classes no and yes.",
                                  {}},
                                 true,
                                 {Task::Binary, Task::Multiclass},
                                 makeMetric<F1Macro, f1MacroMetric>};
    return info;
}

} // namespace netloom
