// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/registry.h"

#include "core/base/component_list.h"
#include "core/schedules/constant.h"
#include "core/schedules/cosine_decay.h"
#include "core/schedules/cosine_decay_restarts.h"
#include "core/schedules/exponential_decay.h"
#include "core/schedules/inverse_time_decay.h"
#include "core/schedules/piecewise_constant_decay.h"
#include "core/schedules/polynomial_decay.h"

namespace netloom {

std::span<const ScheduleInfo* const> schedules()
{
    static const ScheduleInfo* const list[] = {
        &constantSchedule(),
        &exponentialDecaySchedule(),
        &inverseTimeDecaySchedule(),
        &piecewiseConstantDecaySchedule(),
        &polynomialDecaySchedule(),
        &cosineDecaySchedule(),
        &cosineDecayRestartsSchedule(),
    };
    return list;
}

const ScheduleInfo* findSchedule(std::string_view type)
{
    return findComponent(schedules(), type);
}

std::vector<FieldChoice> scheduleChoices()
{
    return componentChoices(schedules());
}

} // namespace netloom
