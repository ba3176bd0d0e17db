// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedules/schedule.h"

#include <span>
#include <string_view>
#include <vector>

namespace netloom {

/// Every learning-rate schedule, in menu order. Hand-written.
std::span<const ScheduleInfo* const> schedules();
/// Null for an unknown type.
const ScheduleInfo* findSchedule(std::string_view type);
/// The list as choices of a form field.
std::vector<FieldChoice> scheduleChoices();

} // namespace netloom
