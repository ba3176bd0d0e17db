// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/f1_article.h"

#include "core/metrics/article_metric.h"

namespace netloom {

const MetricInfo& f1ArticleMetric()
{
    static const MetricInfo info{{"f1_article",
                                  "F1 (mean of batches, as in the article)",
                                  "Balance of precision and recall in each batch, averaged over the batches.",
                                  {}},
                                 true,
                                 {Task::Binary},
                                 makeMetric<ArticleRates<ArticleRate::F1>, f1ArticleMetric>};
    return info;
}

} // namespace netloom
