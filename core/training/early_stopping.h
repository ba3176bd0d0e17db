// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/field.h"
#include "core/metrics/monitor.h"
#include "core/training/training_config.h"

namespace netloom {

/// Keras's EarlyStopping (keras/src/callbacks/early_stopping.py): asked once at the end of every epoch.
///
/// Epochs before startFromEpoch are not looked at. A value better than the best by strictly more than minDelta is the
/// new best; waiting starts anew if it also beats the baseline. Otherwise, after `patience` epochs of waiting (but
/// never after epoch 0), training should stop. The caller keeps and restores the weights.
class EarlyStopping
{
public:
    explicit EarlyStopping(const EarlyStoppingConfig& config);

    struct Verdict {
        bool newBest = false; ///< keep the weights of this epoch
        bool stop = false;
    };
    /// @param epoch  0-based
    Verdict epochEnded(Index epoch, double value);

    double best() const { return m_best; }          ///< infinite before the first
    Index bestEpoch() const { return m_bestEpoch; } ///< -1 before the first
    Index wait() const { return m_wait; }
    Index stoppedEpoch() const { return m_stoppedEpoch; } ///< 0: not stopped

    /// The state under keys that begin with "early_stopping.", for a checkpoint.
    void save(FieldValues& values) const;
    /// @throws Error where a value is missing or of another type
    void restore(const FieldValues& values);

private:
    EarlyStoppingConfig m_config;
    MonitorMode m_mode;
    double m_best;
    Index m_bestEpoch = -1;
    Index m_wait = 0;
    Index m_stoppedEpoch = 0;
};

} // namespace netloom
