// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/precision_article.h"

#include "core/metrics/article_metric.h"

namespace netloom {

const MetricInfo& precisionArticleMetric()
{
    static const MetricInfo info{{"precision_article",
                                  "Precision (mean of batches, as in the article)",
                                  "Share of the yes answers that are right in each batch, averaged over the batches.",
                                  {}},
                                 true,
                                 {Task::Binary},
                                 makeMetric<ArticleRates<ArticleRate::Precision>, precisionArticleMetric>};
    return info;
}

} // namespace netloom
