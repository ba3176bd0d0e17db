// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activations/activation.h"
#include "core/base/remark.h"
#include "core/base/types.h"

#include <string>
#include <vector>

namespace netloom {

/// What speaks against an activation of so many units.
inline std::vector<Remark> activationRemarks(const ActivationInfo& activation, Index units, const std::string& field)
{
    if (activation.type == "binary_step")
        return {{Severity::Warning, field, "A binary step has no slope: nothing can be learned through it."}};
    if (!activation.ofOneUnit || units != 1)
        return {};
    return {{Severity::Error, field,
             "A " + activation.shortName() + " of one unit is always " + activation.ofOneUnit +
                 "; use sigmoid, or more units."}};
}

} // namespace netloom
