// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/component.h"

#include <cstdint>
#include <memory>

namespace netloom {

/// Learning rate as a function of the 0-based iteration (batch number).
class Schedule
{
public:
    virtual ~Schedule() = default;
    /// @param initial  the optimizer's learning rate
    virtual double rate(double initial, std::int64_t iteration) const = 0;
    /// How many batches the whole training has: told before the first one, and again when the epochs are changed.
    virtual void setTrainingSteps(std::int64_t) {}
};

struct ScheduleInfo : ComponentInfo {
    std::unique_ptr<Schedule> (*make)(const FieldValues& values) = nullptr;
};

} // namespace netloom
