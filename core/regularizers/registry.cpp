// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/regularizers/registry.h"

#include "core/base/component_list.h"
#include "core/regularizers/max_norm.h"
#include "core/regularizers/min_max_norm.h"
#include "core/regularizers/non_neg.h"
#include "core/regularizers/unit_norm.h"

namespace netloom {

std::span<const ConstraintInfo* const> constraints()
{
    static const ConstraintInfo* const list[] = {
        &maxNormConstraint(),
        &nonNegConstraint(),
        &unitNormConstraint(),
        &minMaxNormConstraint(),
    };
    return list;
}

const ConstraintInfo* findConstraint(std::string_view type)
{
    return findComponent(constraints(), type);
}

std::vector<FieldChoice> constraintChoices()
{
    return componentChoices(constraints());
}

} // namespace netloom
