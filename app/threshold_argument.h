// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/arguments.h"
#include "core/evaluation/threshold_choice.h"

#include <optional>

namespace netloom {

/// What --threshold said: a number, or a rule by which it is chosen.
struct ThresholdWish {
    std::optional<double> value;
    std::optional<ThresholdRule> rule;

    bool isGiven() const { return value || rule; }
};

/// --threshold T|f1|youden|cost:FP,FN
void addThreshold(Arguments& arguments, ThresholdWish& wish, const std::string& help);

} // namespace netloom
