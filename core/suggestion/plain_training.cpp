// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/suggestion/plain_training.h"

#include <utility>

namespace netloom {

TrainingConfig plainTraining(const TrainingConfig& current, ComponentSpec optimizer, Index epochs, Index batchSize)
{
    const TrainingConfig initial;
    TrainingConfig training = current;
    training.optimizer = std::move(optimizer);
    training.schedule = initial.schedule;
    training.epochs = epochs;
    training.batchSize = batchSize;
    training.classWeights = initial.classWeights;
    training.callbacks = initial.callbacks;
    return training;
}

} // namespace netloom
