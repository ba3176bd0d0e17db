// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optimizers/adam.h"

#include "core/optimizers/moments.h"

namespace netloom {

const OptimizerInfo& adamOptimizer()
{
    static const OptimizerInfo info{
        {"adam", "Adam",
         "Adapts the step of every weight to its gradients; works well without much tuning, the usual choice.",
         optimizerFields(0.001, adamFields())},
        [](const FieldValues& values) { return makeAdam(withDefaults(adamOptimizer().fields, values)); }};
    return info;
}

} // namespace netloom
