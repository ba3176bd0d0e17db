// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/field.h"
#include "core/metrics/monitor.h"
#include "core/training/training_config.h"

namespace netloom {

/// Keras's ReduceLROnPlateau (keras/src/callbacks/reduce_lr_on_plateau.py): asked once at the end of every epoch.
///
/// After `patience` epochs without an improvement by more than minDelta the learning rate becomes max(rate · factor,
/// minLearningRate) from the next epoch on; then nothing is counted for `cooldown` epochs.
class ReduceLrOnPlateau
{
public:
    explicit ReduceLrOnPlateau(const PlateauConfig& config);

    /// @param rate  learning rate of the epoch that ended
    /// @returns the rate of the next epoch
    double epochEnded(double value, double rate);

    double best() const { return m_best; } ///< infinite before the first
    Index wait() const { return m_wait; }
    Index cooldownLeft() const { return m_cooldownLeft; }

    /// The state under keys that begin with "reduce_lr.", for a checkpoint.
    void save(FieldValues& values) const;
    /// @throws Error where a value is missing or of another type
    void restore(const FieldValues& values);

private:
    PlateauConfig m_config;
    MonitorMode m_mode;
    double m_best;
    Index m_wait = 0;
    Index m_cooldownLeft = 0;
};

} // namespace netloom
