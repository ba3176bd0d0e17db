// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/losses/registry.h"

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

namespace netloom {

std::span<const LossInfo* const> losses()
{
    static const LossInfo* const list[] = {
        &meanSquaredErrorLoss(),
        &meanAbsoluteErrorLoss(),
        &meanAbsolutePercentageErrorLoss(),
        &meanSquaredLogarithmicErrorLoss(),
        &huberLoss(),
        &logCoshLoss(),
        &binaryCrossentropyLoss(),
        &binaryFocalCrossentropyLoss(),
        &categoricalCrossentropyLoss(),
        &sparseCategoricalCrossentropyLoss(),
        &hingeLoss(),
        &squaredHingeLoss(),
        &categoricalHingeLoss(),
        &klDivergenceLoss(),
        &poissonLoss(),
        &cosineSimilarityLoss(),
    };
    return list;
}

const LossInfo* findLoss(std::string_view type)
{
    static constexpr ComponentAlias aliases[] = {
        {"mse", "mean_squared_error"},
        {"mae", "mean_absolute_error"},
        {"mape", "mean_absolute_percentage_error"},
        {"msle", "mean_squared_logarithmic_error"},
        {"bce", "binary_crossentropy"},
        {"kld", "kl_divergence"},
        {"kullback_leibler_divergence", "kl_divergence"},
        {"logcosh", "log_cosh"},
    };
    return findComponent(losses(), type, aliases);
}

std::vector<FieldChoice> lossChoices()
{
    return componentChoices(losses());
}

} // namespace netloom
