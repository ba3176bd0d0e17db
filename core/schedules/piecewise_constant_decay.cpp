// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/piecewise_constant_decay.h"

#include "core/base/component_list.h"
#include "core/base/error.h"
#include "core/base/field_builders.h"
#include "core/schedules/number_list.h"

#include <algorithm>
#include <functional>

namespace netloom {

namespace {

class PiecewiseConstantDecay final : public Schedule
{
public:
    explicit PiecewiseConstantDecay(const FieldValues& values)
        : m_boundaries(parseNumberList(values.text("boundaries"), "boundaries")),
          m_values(parseNumberList(values.text("values"), "values"))
    {
        if (std::adjacent_find(m_boundaries.begin(), m_boundaries.end(), std::greater_equal()) != m_boundaries.end())
            throw Error("the numbers of batches must grow", "boundaries");
        if (m_values.size() != m_boundaries.size() + 1)
            throw Error("there must be one learning rate more than there are boundaries", "values",
                        "Write one rate for the batches before each boundary and one for those after the last.");
        if (std::any_of(m_values.begin(), m_values.end(), [](double rate) { return rate < 0; }))
            throw Error("a learning rate must not be negative", "values");
    }

    double rate(double, std::int64_t iteration) const override
    {
        const auto reached = std::lower_bound(m_boundaries.begin(), m_boundaries.end(), static_cast<double>(iteration));
        return m_values[static_cast<std::size_t>(reached - m_boundaries.begin())];
    }

private:
    std::vector<double> m_boundaries;
    std::vector<double> m_values;
};

} // namespace

const ScheduleInfo& piecewiseConstantDecaySchedule()
{
    static const ScheduleInfo info{
        {"piecewise_constant_decay",
         "Piecewise constant",
         "Changes the learning rate at the batches you name.",
         {textField("boundaries", "Boundaries",
                    "Numbers of the last batch (from 0) of each rate but the last, separated by commas.", "100, 200"),
          textField("values", "Learning rates", "One rate more than boundaries, separated by commas.",
                    "0.1, 0.01, 0.001")}},
        makeComponent<Schedule, PiecewiseConstantDecay, piecewiseConstantDecaySchedule>};
    return info;
}

} // namespace netloom
