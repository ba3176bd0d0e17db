// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/coach/coach_rule.h"

#include <stop_token>
#include <vector>

namespace netloom {

constexpr std::size_t kMostRemarks = 2;

/// Everything that the rules have to say of a training, but what another remark explains; graver remarks first, else
/// in the order of the list.
/// @throws Error where network, weights and data do not fit each other; Cancelled after a stop
std::vector<CoachRemark> everyRemark(const CoachInput& input, const std::stop_token& stop = {});

/// The grave ones alone, asked of the rules that have or explain such: of a training that still runs.
std::vector<CoachRemark> graveRemarks(const CoachInput& input, const std::stop_token& stop = {});

/// The first kMostRemarks of everyRemark(): more are not read.
std::vector<CoachRemark> coach(const CoachInput& input, const std::stop_token& stop = {});

} // namespace netloom
