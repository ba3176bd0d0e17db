// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/coach/coach_rule.h"

#include <span>
#include <string>

namespace netloom {

// What several rules say, and settings that several of them change.

/// Three significant digits, locale-free: "0.0912", "−12.3", "1.2×10⁻⁷".
std::string coachNumber(double value);
/// "82.3 %" for shares such as accuracy, else coachNumber().
std::string coachScore(const std::string& key, double value);
/// "R²", "accuracy".
std::string coachScoreName(const std::string& key);

double meanOf(std::span<const double> values);
/// Mean change from one value to the next, up or down.
double leapOf(std::span<const double> values);
/// Place of the smallest finite value; -1: there is none.
Index smallestOf(std::span<const double> values);

/// The learning rate times a factor.
CoachRemedy rateTimes(const CoachCase& training, double factor, std::string title);
/// A tenth of the learning rate, or ten times of it; another one near the optimizer's usual rate where even that is far
/// beyond.
/// @param most  times the usual rate, beyond which it is far
CoachRemedy smallerRate(const CoachCase& training, double most = 1);
CoachRemedy largerRate(const CoachCase& training);
/// The optimizer's usual rate beside the rest of a remedy where this training's is far above it, which undoes the rest.
/// @param brief  what the rest is, for a title that names both: "Leaky ReLU"
CoachRemedy withSmallerRate(const CoachCase& training, CoachRemedy remedy, const std::string& brief);
/// Another activation of the hidden Dense layers that have one of these.
CoachRemedy activationInstead(const CoachCase& training, const std::vector<std::string>& of, const std::string& by,
                              std::string title);
/// "The nearest neighbours on the training rows reach accuracy 97 %, the network 82 %".
std::string behindText(const CoachCase::Behind& behind);

} // namespace netloom
