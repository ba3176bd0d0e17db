// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/component.h"
#include "core/base/types.h"
#include "core/callbacks/callback.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace netloom {

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
    Index threads = 0;                   ///< 0: as many as the machine has; the result does not depend on it
    std::string classWeights = "none";   ///< none, moderate, balanced, or "label=weight, label=weight"
    std::vector<CallbackSpec> callbacks; ///< one of a type at most
    bool keepBest = true;                ///< keep the weights of the best epoch beside the last ones
    bool measureLoss = false;            ///< the loss of all training rows after each epoch, too
    bool measureNorms = false;           ///< norms of gradient and weights after each epoch

    /// The callback of a type where it is switched on, else null.
    const CallbackSpec* enabledCallback(std::string_view type) const;
    /// The callback of a type; one that is switched off is added where there is none.
    CallbackSpec& callback(std::string_view type);
    /// Switches the callback of a type on, with these values.
    void enableCallback(std::string_view type, FieldValues fields = {});
    /// Whether a callback is switched on that watches for the best epoch, or changes the learning rate.
    bool watchesBest() const;
    bool callbacksChangeRate() const;
    /// Whether the training ends with the best weights that a callback has named.
    bool restoresBest() const;
    /// The learning rate of the settings, or the optimizer's own; 0 for an unknown optimizer.
    double learningRate() const;

    bool operator==(const TrainingConfig&) const = default;
};

} // namespace netloom
