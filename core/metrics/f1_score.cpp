// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/f1_score.h"

#include "core/base/field_builders.h"
#include "core/metrics/class_counts.h"
#include "core/metrics/mean_metric.h"

namespace netloom {

namespace {

std::vector<FieldChoice> averageChoices()
{
    return {
        {"macro", "Mean of the classes"}, {"weighted", "Weighted by class size"}, {"micro", "All decisions together"}};
}

class F1Score final : public ClassCounts
{
public:
    explicit F1Score(const FieldValues& values)
        : ClassCounts(values.real("threshold")), m_average(values.text("average"))
    {
    }

    double value() const override
    {
        if (m_average == "micro") {
            Counts all;
            for (Index i = 0; i < outputs(); ++i)
                all += counts(i);
            return f1(all);
        }
        double sum = 0;
        double weights = 0;
        for (Index i = 0; i < outputs(); ++i) {
            const Counts c = counts(i);
            const double weight = m_average == "weighted" ? c.truePositives + c.falseNegatives : 1.0;
            sum += weight * f1(c);
            weights += weight;
        }
        return weights > 0 ? sum / weights : 0.0;
    }

private:
    /// Keras keeps 1e-7 in every denominator.
    static double f1(const Counts& c)
    {
        constexpr double epsilon = 1e-7;
        const double precision = c.truePositives / (c.truePositives + c.falsePositives + epsilon);
        const double recall = c.truePositives / (c.truePositives + c.falseNegatives + epsilon);
        return 2 * precision * recall / (precision + recall + epsilon);
    }

    std::string m_average;
};

} // namespace

const MetricInfo& f1ScoreMetric()
{
    static const MetricInfo info{
        {"f1_score",
         "F1",
         "Balance of precision and recall over the whole epoch.",
         {choiceField("average", "Average", "How the values of several classes become one.", "macro", averageChoices),
          realField("threshold", "Threshold",
                    "Outputs above this count as yes; 0 means 0.5 for one output and the largest output for several.",
                    0, 0, 1)}},
        true,
        {Task::Binary, Task::Multiclass, Task::MultiBinary},
        makeMetric<F1Score, f1ScoreMetric>};
    return info;
}

} // namespace netloom
