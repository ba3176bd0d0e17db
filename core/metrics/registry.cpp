// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/registry.h"

#include "core/base/component_list.h"
#include "core/losses/binary_crossentropy.h"
#include "core/losses/binary_focal_crossentropy.h"
#include "core/losses/categorical_crossentropy.h"
#include "core/losses/categorical_hinge.h"
#include "core/losses/cosine_similarity.h"
#include "core/losses/hinge.h"
#include "core/losses/huber.h"
#include "core/losses/kl_divergence.h"
#include "core/losses/log_cosh.h"
#include "core/losses/mean_absolute_error.h"
#include "core/losses/mean_absolute_percentage_error.h"
#include "core/losses/mean_squared_error.h"
#include "core/losses/mean_squared_logarithmic_error.h"
#include "core/losses/poisson.h"
#include "core/losses/sparse_categorical_crossentropy.h"
#include "core/losses/squared_hinge.h"
#include "core/metrics/accuracy.h"
#include "core/metrics/auc.h"
#include "core/metrics/binary_accuracy.h"
#include "core/metrics/categorical_accuracy.h"
#include "core/metrics/exact_match.h"
#include "core/metrics/f1_article.h"
#include "core/metrics/f1_macro.h"
#include "core/metrics/f1_score.h"
#include "core/metrics/loss_metric.h"
#include "core/metrics/precision.h"
#include "core/metrics/precision_article.h"
#include "core/metrics/r2_article.h"
#include "core/metrics/r2_score.h"
#include "core/metrics/recall.h"
#include "core/metrics/recall_article.h"
#include "core/metrics/root_mean_squared_error.h"
#include "core/metrics/sparse_categorical_accuracy.h"
#include "core/metrics/sparse_top_k_categorical_accuracy.h"
#include "core/metrics/top_k_categorical_accuracy.h"

namespace netloom {

std::span<const MetricInfo* const> metrics()
{
    static const MetricInfo* const list[] = {
        &accuracyMetric(),
        &binaryAccuracyMetric(),
        &exactMatchMetric(),
        &categoricalAccuracyMetric(),
        &sparseCategoricalAccuracyMetric(),
        &topKCategoricalAccuracyMetric(),
        &sparseTopKCategoricalAccuracyMetric(),
        &precisionMetric(),
        &recallMetric(),
        &f1ScoreMetric(),
        &f1MacroMetric(),
        &aucMetric(),
        &r2ScoreMetric(),
        &rootMeanSquaredErrorMetric(),
        &lossMetric<meanAbsoluteErrorLoss, Task::Regression>(),
        &lossMetric<meanSquaredErrorLoss, Task::Regression>(),
        &lossMetric<meanAbsolutePercentageErrorLoss, Task::Regression>(),
        &lossMetric<meanSquaredLogarithmicErrorLoss, Task::Regression>(),
        &lossMetric<huberLoss, Task::Regression>(),
        &lossMetric<logCoshLoss, Task::Regression>(),
        &lossMetric<poissonLoss, Task::Regression>(),
        &lossMetric<cosineSimilarityLoss, Task::Regression>(),
        &lossMetric<binaryCrossentropyLoss, Task::Binary, Task::MultiBinary>(),
        &lossMetric<binaryFocalCrossentropyLoss, Task::Binary, Task::MultiBinary>(),
        &lossMetric<categoricalCrossentropyLoss, Task::Multiclass>(),
        &lossMetric<sparseCategoricalCrossentropyLoss, Task::Multiclass>(),
        &lossMetric<hingeLoss, Task::Binary, Task::MultiBinary>(),
        &lossMetric<squaredHingeLoss, Task::Binary, Task::MultiBinary>(),
        &lossMetric<categoricalHingeLoss, Task::Multiclass>(),
        &lossMetric<klDivergenceLoss, Task::Multiclass>(),
        &precisionArticleMetric(),
        &recallArticleMetric(),
        &f1ArticleMetric(),
        &r2ArticleMetric(),
    };
    return list;
}

const MetricInfo* findMetric(std::string_view type)
{
    static constexpr ComponentAlias aliases[] = {
        {"acc", "accuracy"},
        {"mae", "mean_absolute_error"},
        {"mse", "mean_squared_error"},
        {"rmse", "root_mean_squared_error"},
        {"mape", "mean_absolute_percentage_error"},
        {"msle", "mean_squared_logarithmic_error"},
        {"bce", "binary_crossentropy"},
        {"f1", "f1_score"},
        {"r2", "r2_score"},
        {"Precision_article", "precision_article"},
        {"Recall_article", "recall_article"},
        {"F1_article", "f1_article"},
        {"R2_article", "r2_article"},
    };
    return findComponent(metrics(), type, aliases);
}

std::vector<FieldChoice> metricChoices()
{
    return componentChoices(metrics());
}

} // namespace netloom
