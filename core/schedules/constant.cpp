// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/constant.h"

#include "core/base/component_list.h"

namespace netloom {

namespace {

class Constant final : public Schedule
{
public:
    explicit Constant(const FieldValues&) {}
    double rate(double initial, std::int64_t) const override { return initial; }
};

} // namespace

const ScheduleInfo& constantSchedule()
{
    static const ScheduleInfo info{{"constant", "Constant", "Keeps the learning rate of the optimizer.", {}},
                                   makeComponent<Schedule, Constant, constantSchedule>};
    return info;
}

} // namespace netloom
