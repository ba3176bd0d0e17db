// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/callbacks/monitor_fields.h"

#include "core/base/field_builders.h"

namespace netloom {

namespace {

std::vector<FieldChoice> modeChoices()
{
    return {{"auto", "By the quantity"}, {"min", "Lower is better"}, {"max", "Higher is better"}};
}

} // namespace

FieldInfo monitorField()
{
    return textField("monitor", "Quantity", "What is watched: a column of the history, such as val_loss.", "val_loss");
}

FieldInfo modeField()
{
    return advancedField(
        choiceField("mode", "Better is", "Which values of the quantity are better.", "auto", modeChoices));
}

} // namespace netloom
