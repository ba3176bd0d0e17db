// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace netloom {

/// One setting of a sweep and what it may be: a list of values, or a range of numbers to draw from.
struct SweepAxis {
    std::string key; ///< see trial_settings.h
    std::vector<std::string> values;
    double low = 0; ///< of a range, where `values` is empty
    double high = 0;
    bool logarithmic = false; ///< drawn evenly over its logarithm
    bool whole = false;       ///< whole numbers only, both ends among them

    bool isRange() const { return values.empty(); }
    bool operator==(const SweepAxis&) const = default;
};

/// Settings of one trial by their keys, in the order of the axes.
using TrialSettings = std::vector<std::pair<std::string, std::string>>;

constexpr Index kMostTrials = 100'000;

/// "learning_rate=0.001,0.01", "layers=dense 8 relu|dense 16 relu" (a bar anywhere: bars divide, and commas belong to
/// the values), "dropout=0..0.5" (a range), "learning_rate=1e-4..1e-1 log". A range is of whole numbers where both ends
/// are written as such. A value that is given twice counts once.
/// @throws Error naming what is not understood
SweepAxis parseAxis(std::string_view text);
/// The same axis as parseAxis() reads it.
std::string axisText(const SweepAxis& axis);

/// Every combination, the last axis changing fastest.
/// @throws Error where an axis is a range, a key is there twice, or there are more than kMostTrials
std::vector<TrialSettings> gridTrials(const std::vector<SweepAxis>& axes);
/// `count` combinations drawn by the seed, none of them twice. Where the lists have no more combinations than that, all
/// of them. @throws Error as above; ranges are welcome
std::vector<TrialSettings> randomTrials(const std::vector<SweepAxis>& axes, Index count, std::uint64_t seed);

/// How many combinations the lists have; kMostTrials + 1 where there are more than kMostTrials, or a range among them.
Index combinations(const std::vector<SweepAxis>& axes);

/// "learning_rate=0.01, units=16".
std::string settingsText(const TrialSettings& settings);

} // namespace netloom
