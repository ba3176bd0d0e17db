// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coach/diverged.h"

#include "core/base/count_text.h"
#include "core/coach/coach_words.h"

#include <string_view>

namespace netloom {

namespace {

std::optional<CoachRemark> lookForDiverged(const CoachCase& training)
{
    if (!training.hasDiverged())
        return std::nullopt;
    CoachRemark remark;
    remark.grave = true;
    remark.epoch = training.epochs() + 1;
    // The trainer says where and what, then why, in sentences.
    const std::string& message = training->message;
    const std::size_t end = message.find(". ");
    remark.text = message.empty()
                      ? "The training diverged in epoch " + countText(*remark.epoch) + "."
                      : "The training d" + message.substr(std::string_view("Training d").size(),
                                                          end == std::string::npos
                                                              ? std::string::npos
                                                              : end + 1 - std::string_view("Training d").size());
    for (std::size_t i = 0; i < training->network.layers.size(); ++i)
        if (message.find("layer \"" + training->network.layers[i].name + "\"") != std::string::npos)
            remark.layer = static_cast<int>(i);
    if (!training->data->data.train->x.allFinite() || !training->data->data.train->y.allFinite()) {
        remark.why = "The prepared data contain numbers that are not finite, and every sum with them is not finite "
                     "either. Look at the columns for such cells, or for a preparation that makes them.";
        return remark;
    }
    remark.why = "Steps that overshoot make the next gradient larger, and the steps after it larger still, until the "
                 "numbers are too large to be held. A smaller rate makes steps that stay where the gradient is true.";
    remark.remedy = smallerRate(training);
    return remark;
}

} // namespace

const CoachRule& divergedRule()
{
    static const CoachRule rule{"diverged", "Diverged", lookForDiverged, {}, true};
    return rule;
}

} // namespace netloom
