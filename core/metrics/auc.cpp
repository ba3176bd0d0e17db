// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/auc.h"

#include "core/base/field_builders.h"
#include "core/metrics/mean_metric.h"
#include "core/metrics/target_view.h"

#include <cmath>

namespace netloom {

namespace {

std::vector<FieldChoice> curveChoices()
{
    return {{"ROC", "ROC"}, {"PR", "Precision and recall"}};
}

std::vector<FieldChoice> summationChoices()
{
    return {{"interpolation", "Interpolation"}, {"minoring", "Lower bound"}, {"majoring", "Upper bound"}};
}

double quotient(double a, double b)
{
    return b != 0 ? a / b : 0.0;
}

class Auc final : public Metric
{
public:
    explicit Auc(const FieldValues& values)
        : m_thresholds(values.integer("num_thresholds")),
          m_precisionRecall(values.text("curve") == "PR"),
          m_summation(values.text("summation_method"))
    {
        reset(1);
    }

    void reset(Index) override { m_buckets.assign(static_cast<std::size_t>(2 * m_thresholds), 0.0); }

    /// Bucket k holds the outputs above threshold k and not above threshold k + 1; even places true, odd places false
    /// ones.
    void update(ConstBlock prediction, ConstBlock target) override
    {
        const TargetView view(target, prediction.rows);
        for (Index j = 0; j < prediction.columns; ++j)
            for (Index i = 0; i < prediction.rows; ++i) {
                const auto p = static_cast<double>(prediction.column(j)[i]);
                const double place = std::ceil(p * static_cast<double>(m_thresholds - 1)) - 1;
                const double inside = std::min(std::max(place, 0.0), static_cast<double>(m_thresholds - 1));
                m_buckets[2 * static_cast<std::size_t>(inside) + (view.at(i, j) > Scalar(0.5) ? 0 : 1)] += 1;
            }
    }

    double value() const override
    {
        double positives = 0;
        double negatives = 0;
        for (std::size_t k = 0; k < m_buckets.size(); k += 2) {
            positives += m_buckets[k];
            negatives += m_buckets[k + 1];
        }
        double area = 0;
        Point high; // at the threshold above all outputs nothing is called positive
        for (std::size_t k = m_buckets.size(); k > 0; k -= 2) {
            const Point low{high.truePositives + m_buckets[k - 2], high.falsePositives + m_buckets[k - 1]};
            if (k < m_buckets.size())
                area += strip(low, high, positives, negatives);
            high = low;
        }
        return area;
    }

    std::vector<double> state() const override { return m_buckets; }
    void setState(const std::vector<double>& state) override { m_buckets = state; }

private:
    struct Point {
        double truePositives = 0;
        double falsePositives = 0;
    };

    /// Area between two neighbouring thresholds.
    double strip(const Point& low, const Point& high, double positives, double negatives) const
    {
        const double lowAll = low.truePositives + low.falsePositives;
        const double highAll = high.truePositives + high.falsePositives;
        if (m_precisionRecall && m_summation == "interpolation") {
            // Davis and Goadrich 2006: between two points the true positives grow evenly with all positives.
            const double gained = low.truePositives - high.truePositives;
            const double slope = quotient(gained, std::max(lowAll - highAll, 0.0));
            const double intercept = high.truePositives - slope * highAll;
            const double ratio = lowAll > 0 && highAll > 0 ? lowAll / highAll : 1.0;
            return quotient(slope * (gained + intercept * std::log(ratio)), positives);
        }
        const double lowRecall = quotient(low.truePositives, positives);
        const double highRecall = quotient(high.truePositives, positives);
        if (m_precisionRecall)
            return (lowRecall - highRecall) *
                   height(quotient(low.truePositives, lowAll), quotient(high.truePositives, highAll));
        return (quotient(low.falsePositives, negatives) - quotient(high.falsePositives, negatives)) *
               height(lowRecall, highRecall);
    }

    double height(double a, double b) const
    {
        if (m_summation == "minoring")
            return std::min(a, b);
        return m_summation == "majoring" ? std::max(a, b) : (a + b) / 2;
    }

    Index m_thresholds;
    bool m_precisionRecall;
    std::string m_summation;
    std::vector<double> m_buckets;
};

} // namespace

const MetricInfo& aucMetric()
{
    static const MetricInfo info{
        {"auc",
         "Area under the curve",
         "How well the outputs put yes cases before no cases, whatever the threshold: 1 is perfect, for ROC 0.5 is "
         "guessing.",
         {integerField("num_thresholds", "Thresholds", "How many thresholds the curve is made of, evenly spaced.", 200,
                       2, 100000),
          choiceField("curve", "Curve", "The curve whose area is taken.", "ROC", curveChoices),
          choiceField("summation_method", "Summation", "How the area between two thresholds is taken.", "interpolation",
                      summationChoices)}},
        true,
        {Task::Binary, Task::MultiBinary},
        makeMetric<Auc, aucMetric>};
    return info;
}

} // namespace netloom
