// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/remark.h"
#include "core/network/network_spec.h"
#include "core/training/training_config.h"

namespace netloom {

struct TargetInfo;

/// Something that cannot work (error) or is unlikely to be meant (warning), in words, at its place.
struct Fault {
    using Severity = netloom::Severity;
    Severity severity = Severity::Error;
    int layer = -1;    ///< index in NetworkSpec::layers; -1: the whole network or the training settings
    std::string field; ///< key of the field, empty where the whole layer is meant
    std::string text;  ///< one sentence

    bool operator==(const Fault&) const = default;
};

/// Everything wrong with a network and its training settings for this target (null: no data yet).
/// Training may start when no fault is an error. Also refuses networks that would not fit the memory.
std::vector<Fault> validate(const NetworkSpec& spec, const TrainingConfig& config, Index inputs,
                            const TargetInfo* target);

} // namespace netloom
