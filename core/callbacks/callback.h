// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/component.h"
#include "core/base/types.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace netloom {

/// What a callback is told at the end of an epoch, after validation.
struct EpochEnd {
    Index epoch = 0;                   ///< 0-based, the one that ended
    double rate = 0;                   ///< learning rate of that epoch, before the schedule
    std::span<const std::string> keys; ///< of the history
    std::span<const double> values;    ///< of this epoch, in their order

    /// A value by its key; where no rows are held back, a "val_" key stands for the training rows. NaN: not measured.
    double value(std::string_view key) const;
};

/// What a callback wants to happen.
struct Decision {
    /// Whether this epoch's weights are the best so far; only of callbacks that watch for them.
    std::optional<bool> newBest;
    std::optional<double> rate; ///< learning rate of the next epoch
    bool stop = false;          ///< training ends with this epoch
    std::string message;        ///< why it ends, in a sentence
};

/// Asked once at the end of every epoch, on the training thread. Depends on nothing but what it is told, so a training
/// that goes on from a saved state takes the same decisions.
class Callback
{
public:
    virtual ~Callback() = default;
    virtual Decision epochEnded(const EpochEnd& end) = 0;
    /// Whether the training ends with the best weights that this callback has named.
    virtual bool restoresBest() const { return false; }

    /// What is counted from epoch to epoch; a checkpoint holds it.
    virtual FieldValues state() const { return {}; }
    /// @throws Error where a value is missing or of another type
    virtual void restore(const FieldValues& /*state*/) {}
    /// Whether it has ended the training.
    virtual bool hasStopped() const { return false; }
    /// The user trains further after the end: what was counted towards it begins anew.
    virtual void trainFurther() {}
};

struct CallbackInfo : ComponentInfo {
    std::string key; ///< short name: of its settings ("early_stopping.patience") and of its state in a checkpoint
    std::unique_ptr<Callback> (*make)(const FieldValues& values) = nullptr;
    bool watchesBest = false; ///< its decisions say which epoch is the best
    bool changesRate = false;
    /// What follows from setting one field, in the others; null: nothing.
    void (*follow)(FieldValues& values, std::string_view changed) = nullptr;
};

/// A callback of a training's settings. Switched off it keeps its values for the next time.
struct CallbackSpec : ComponentSpec {
    bool enabled = true;

    bool operator==(const CallbackSpec&) const = default;
};

} // namespace netloom
