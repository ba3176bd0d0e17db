// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optimizers/adamw.h"

#include "core/optimizers/moments.h"

namespace netloom {

namespace {

/// Weight decay is what AdamW is chosen for, so forms show it first.
std::vector<FieldInfo> adamwFields()
{
    std::vector<FieldInfo> fields = optimizerFields(0.001, adamFields(), 0.004);
    for (FieldInfo& field : fields)
        if (field.key == "weight_decay")
            field.advanced = false;
    return fields;
}

} // namespace

const OptimizerInfo& adamwOptimizer()
{
    static const OptimizerInfo info{
        {"adamw", "AdamW",
         "Adam that also shrinks the weights a little in each step, which guards against overfitting.", adamwFields()},
        [](const FieldValues& values) { return makeAdam(withDefaults(adamwOptimizer().fields, values)); }};
    return info;
}

} // namespace netloom
