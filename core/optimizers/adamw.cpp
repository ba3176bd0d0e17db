// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optimizers/adamw.h"

#include "core/optimizers/moments.h"

namespace netloom {

const OptimizerInfo& adamwOptimizer()
{
    static const OptimizerInfo info{
        {"adamw", "AdamW",
         "Adam that also shrinks the weights a little in each step, which guards against overfitting.",
         optimizerFields(0.001, adamFields(), 0.004)},
        [](const FieldValues& values) { return makeAdam(withDefaults(adamwOptimizer().fields, values)); }};
    return info;
}

} // namespace netloom
