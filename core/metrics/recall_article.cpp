// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/recall_article.h"

#include "core/metrics/article_metric.h"

namespace netloom {

const MetricInfo& recallArticleMetric()
{
    static const MetricInfo info{
        {"recall_article",
         "Recall (mean of batches, as in the article)",
         "Share of the true yes cases that are found in each batch, averaged over the batches.",
         {}},
        true,
        {Task::Binary},
        makeMetric<ArticleRates<ArticleRate::Recall>, recallArticleMetric>};
    return info;
}

} // namespace netloom
