// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optimizers/registry.h"

#include "core/base/component_list.h"
#include "core/optimizers/adadelta.h"
#include "core/optimizers/adagrad.h"
#include "core/optimizers/adam.h"
#include "core/optimizers/adamax.h"
#include "core/optimizers/adamw.h"
#include "core/optimizers/nadam.h"
#include "core/optimizers/rmsprop.h"
#include "core/optimizers/sgd.h"

namespace netloom {

std::span<const OptimizerInfo* const> optimizers()
{
    static const OptimizerInfo* const list[] = {
        &adamOptimizer(),  &adamwOptimizer(),  &sgdOptimizer(),     &rmspropOptimizer(),
        &nadamOptimizer(), &adamaxOptimizer(), &adagradOptimizer(), &adadeltaOptimizer(),
    };
    return list;
}

const OptimizerInfo* findOptimizer(std::string_view type)
{
    return findComponent(optimizers(), type);
}

std::vector<FieldChoice> optimizerChoices()
{
    return componentChoices(optimizers());
}

} // namespace netloom
