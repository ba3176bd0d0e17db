// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/threshold_argument.h"

#include "app/usage_error.h"
#include "core/base/error.h"
#include "core/data/column_values.h"

namespace netloom {

namespace {

[[noreturn]] void refuse(const std::string& text)
{
    throw UsageError("--threshold: a number from 0 to 1, f1, youden or cost:FP,FN (two costs of at least 0) is needed, "
                     "not " +
                     netloom::quoted(text));
}

} // namespace

void addThreshold(Arguments& arguments, ThresholdWish& wish, const std::string& help)
{
    const auto take = [&wish](const std::string& text) {
        wish = {};
        if (text == "f1") {
            wish.rule = ThresholdRule{ThresholdRule::Kind::F1, 1, 1};
        } else if (text == "youden") {
            wish.rule = ThresholdRule{ThresholdRule::Kind::Youden, 1, 1};
        } else if (text.starts_with("cost:")) {
            const std::size_t comma = text.find(',');
            if (comma == std::string::npos)
                refuse(text);
            const auto falsePositive = labelNumber(std::string_view(text).substr(5, comma - 5));
            const auto falseNegative = labelNumber(std::string_view(text).substr(comma + 1));
            if (!falsePositive || !falseNegative || *falsePositive < 0 || *falseNegative < 0)
                refuse(text);
            wish.rule = ThresholdRule{ThresholdRule::Kind::Cost, *falsePositive, *falseNegative};
        } else {
            wish.value = labelNumber(text);
            if (!wish.value || *wish.value < 0 || *wish.value > 1)
                refuse(text);
        }
    };
    arguments.add({"--threshold", help, "T|f1|youden|cost:FP,FN", {}, Argument::Values::One, false, take});
}

} // namespace netloom
