// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/callbacks/monitor_fields.h"

#include "core/base/field_builders.h"

namespace netloom {

namespace {

std::vector<FieldChoice> modeChoices()
{
    return {{"auto", "By the figure"}, {"min", "Lower is better"}, {"max", "Higher is better"}};
}

} // namespace

FieldInfo monitorField()
{
    return textField("monitor", "Watched",
                     "val_loss is the validation loss, loss the training loss; a metric of the list goes by its name, "
                     "with val_ before it on the validation rows.",
                     "val_loss");
}

FieldInfo modeField()
{
    return advancedField(
        choiceField("mode", "Better is", "Which values of the watched figure are better.", "auto", modeChoices));
}

} // namespace netloom
