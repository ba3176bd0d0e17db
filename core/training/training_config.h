// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/component.h"
#include "core/base/types.h"

#include <cstdint>
#include <string>
#include <vector>

namespace netloom {

/// Stop when the monitored value has not improved for a while. Meaning: Keras's EarlyStopping.
struct EarlyStoppingConfig {
    bool enabled = false;
    std::string monitor = "val_loss";
    std::string mode = "auto"; ///< auto, min, max
    Index patience = 10;
    double minDelta = 0;
    bool restoreBest = true;
    Index startFromEpoch = 0;
    bool hasBaseline = false;
    double baseline = 0;

    bool operator==(const EarlyStoppingConfig&) const = default;
};

/// Lower the learning rate when the monitored value stays flat. Meaning: Keras's ReduceLROnPlateau.
struct PlateauConfig {
    bool enabled = false;
    std::string monitor = "val_loss";
    std::string mode = "auto";
    double factor = 0.1;
    Index patience = 10;
    double minDelta = 1e-4;
    Index cooldown = 0;
    double minLearningRate = 0;

    bool operator==(const PlateauConfig&) const = default;
};

/// How a network is trained. A plain value. Every part can be read and written by a key (settings.h).
struct TrainingConfig {
    ComponentSpec optimizer{"adam", {}}; ///< includes learning_rate and clipping
    ComponentSpec schedule{"constant", {}};
    ComponentSpec loss{"binary_crossentropy", {}};
    bool lossFollowsTarget = true;      ///< the loss fits the target until the user takes it over
    std::vector<ComponentSpec> metrics; ///< empty with metricsFollowTarget: chosen by the target
    bool metricsFollowTarget = true;    ///< classes: accuracy and F1; numbers: R² and MAE
    Index epochs = 100;
    Index batchSize = 32;
    std::uint64_t seed = 42;
    bool shuffle = true;
    Index threads = 0;                 ///< 0: as many as the machine has; the result does not depend on it
    std::string classWeights = "none"; ///< none, moderate, balanced, or "label=weight, label=weight"
    EarlyStoppingConfig earlyStopping;
    PlateauConfig plateau;
    bool keepBest = true; ///< keep the weights of the best epoch beside the last ones

    bool operator==(const TrainingConfig&) const = default;
};

} // namespace netloom
