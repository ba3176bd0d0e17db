// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coach/coach.h"

#include "core/base/cancelled.h"
#include "core/base/flush_denormals.h"
#include "core/coach/registry.h"

#include <algorithm>
#include <iterator>

namespace netloom {

namespace {

/// Has a grave remark, or explains one.
bool tellsOfGrave(const CoachRule& rule)
{
    return rule.mayBeGrave || std::any_of(rule.explains.begin(), rule.explains.end(),
                                          [](const std::string& key) { return findCoachRule(key)->mayBeGrave; });
}

std::vector<CoachRemark> remarksOf(const CoachInput& input, bool graveOnly, const std::stop_token& stop)
{
    const FlushDenormals flush;
    std::vector<CoachRemark> remarks;
    if (!input.data || !input.data->data.train || input.data->data.train->samples() == 0)
        return remarks;
    const CoachCase training(input, stop);
    for (const CoachRule* rule : coachRules()) {
        if (graveOnly && !tellsOfGrave(*rule))
            continue;
        if (stop.stop_requested())
            throw Cancelled();
        if (std::optional<CoachRemark> remark = rule->look(training)) {
            remark->key = rule->key;
            if (remark->epoch && remark->first == 0)
                remark->first = remark->last = *remark->epoch;
            remarks.push_back(std::move(*remark));
        }
    }
    const auto isExplained = [&](const CoachRemark& remark) {
        return std::any_of(remarks.begin(), remarks.end(), [&](const CoachRemark& cause) {
            const std::vector<std::string>& explains = findCoachRule(cause.key)->explains;
            return std::find(explains.begin(), explains.end(), remark.key) != explains.end();
        });
    };
    std::vector<CoachRemark> causes;
    std::copy_if(remarks.begin(), remarks.end(), std::back_inserter(causes),
                 [&](const CoachRemark& remark) { return !isExplained(remark); });
    remarks = std::move(causes);
    std::stable_sort(remarks.begin(), remarks.end(),
                     [](const CoachRemark& a, const CoachRemark& b) { return a.grave && !b.grave; });
    return remarks;
}

} // namespace

std::vector<CoachRemark> everyRemark(const CoachInput& input, const std::stop_token& stop)
{
    return remarksOf(input, false, stop);
}

std::vector<CoachRemark> graveRemarks(const CoachInput& input, const std::stop_token& stop)
{
    std::vector<CoachRemark> remarks = remarksOf(input, true, stop);
    std::erase_if(remarks, [](const CoachRemark& remark) { return !remark.grave; });
    return remarks;
}

std::vector<CoachRemark> coach(const CoachInput& input, const std::stop_token& stop)
{
    std::vector<CoachRemark> remarks = everyRemark(input, stop);
    if (remarks.size() > kMostRemarks)
        remarks.resize(kMostRemarks);
    return remarks;
}

} // namespace netloom
