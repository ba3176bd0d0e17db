// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/mean_metric.h"

namespace netloom {

enum class ArticleRate { Precision, Recall, F1 };

/// The article's function of a batch: round() is half to even, so 0.5 counts as 0; 1e-7 stands in every denominator.
double articleRate(ArticleRate rate, ConstBlock prediction, ConstBlock target);

/// That function, averaged over the batches with equal weight, however short the last one is.
template<ArticleRate rate>
class ArticleRates final : public MeanMetric
{
public:
    explicit ArticleRates(const FieldValues&) {}
    void update(ConstBlock prediction, ConstBlock target) override { add(articleRate(rate, prediction, target), 1); }
};

} // namespace netloom
