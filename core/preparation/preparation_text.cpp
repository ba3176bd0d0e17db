// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preparation/preparation_text.h"

#include "core/base/error.h"
#include "core/base/field.h"
#include "core/data/column_values.h"

#include <algorithm>
#include <array>

namespace netloom {

namespace {

constexpr std::string_view kAuto = "auto";

/// The choices of one step by the key that stands before the colon.
struct PreparationStep {
    std::string_view key;
    std::string ColumnRecipe::*value;
    std::array<std::string_view, 5> choices; ///< "" where there are fewer
};
constexpr std::array<PreparationStep, 3> kPreparationSteps = {
    {{"impute", &ColumnRecipe::impute, {"mean", "median", "most_frequent", "drop_row", ""}},
     {"encode", &ColumnRecipe::encode, {"number", "one_hot", "ordinal", "", ""}},
     {"scale", &ColumnRecipe::scale, {"standard", "min_max", "robust", "none", ""}}}};

[[noreturn]] void notUnderstood(std::string_view step)
{
    throw Error(quoted(step) + " is not a way to prepare a column", {},
                "Write auto, or some of impute:mean|median|most_frequent|drop_row|NUMBER, "
                "encode:number|one_hot|ordinal, scale:standard|min_max|robust|none, log, clip:NUMBER, with commas "
                "between them.");
}

void setStep(ColumnRecipe& column, std::string_view step)
{
    if (step == kAuto)
        return;
    if (step == "log") {
        column.log = true;
        return;
    }
    const std::size_t colon = step.find(':');
    if (colon == std::string_view::npos)
        notUnderstood(step);
    const std::string_view key = step.substr(0, colon);
    const std::string_view value = step.substr(colon + 1);
    const std::optional<double> number = labelNumber(value);
    if (key == "clip" && number) {
        column.clip = *number;
        return;
    }
    if (key == "impute" && number) {
        column.impute = "constant";
        column.imputeConstant = *number;
        return;
    }
    for (const PreparationStep& each : kPreparationSteps)
        if (key == each.key && !value.empty() &&
            std::find(each.choices.begin(), each.choices.end(), value) != each.choices.end()) {
            column.*each.value = value;
            return;
        }
    notUnderstood(step);
}

} // namespace

std::string preparationText(const ColumnRecipe& column)
{
    std::string text;
    const auto add = [&](const std::string& step) { text += (text.empty() ? "" : ",") + step; };
    for (const PreparationStep& each : kPreparationSteps) {
        const std::string& value = column.*each.value;
        if (value == "constant")
            add(std::string(each.key) + ':' + formatField(column.imputeConstant));
        else if (value != kAuto)
            add(std::string(each.key) + ':' + value);
    }
    if (column.log)
        add("log");
    if (column.clip)
        add("clip:" + formatField(*column.clip));
    return text.empty() ? std::string(kAuto) : text;
}

void setPreparation(ColumnRecipe& column, std::string_view text)
{
    const ColumnRecipe plain;
    ColumnRecipe made = column;
    made.impute = plain.impute;
    made.imputeConstant = plain.imputeConstant;
    made.encode = plain.encode;
    made.scale = plain.scale;
    made.log = plain.log;
    made.clip = plain.clip;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(',', at), text.size());
        setStep(made, text.substr(at, end - at));
        at = end + 1;
    }
    column = std::move(made);
}

} // namespace netloom
