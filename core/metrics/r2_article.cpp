// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/r2_article.h"

#include "core/metrics/article_metric.h"

namespace netloom {

namespace {

class ArticleR2 final : public MeanMetric
{
public:
    explicit ArticleR2(const FieldValues&) {}

    void update(ConstBlock prediction, ConstBlock target) override
    {
        double mean = 0;
        for (Index j = 0; j < target.columns; ++j)
            for (Index i = 0; i < target.rows; ++i)
                mean += static_cast<double>(target.column(j)[i]);
        mean /= static_cast<double>(target.rows * target.columns);
        double residual = 0;
        double total = 0;
        for (Index j = 0; j < target.columns; ++j)
            for (Index i = 0; i < target.rows; ++i) {
                const auto y = static_cast<double>(target.column(j)[i]);
                const double e = y - static_cast<double>(prediction.column(j)[i]);
                residual += e * e;
                total += (y - mean) * (y - mean);
            }
        add(1 - residual / (total + 1e-7), 1);
    }
};

} // namespace

const MetricInfo& r2ArticleMetric()
{
    static const MetricInfo info{{"r2_article",
                                  "R² (mean of batches, as in the article)",
                                  "Explained share of the variance in each batch, averaged over the batches.",
                                  {}},
                                 true,
                                 {Task::Regression},
                                 makeMetric<ArticleR2, r2ArticleMetric>};
    return info;
}

} // namespace netloom
