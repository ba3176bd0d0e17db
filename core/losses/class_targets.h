// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/losses/loss.h"

namespace netloom {

/// The objection of losses that compare one class with the others.
inline std::optional<Remark> needsSeveralClasses(const LossInfo& loss, Task task)
{
    if (task == Task::Multiclass)
        return {};
    return Remark{Severity::Error, "", loss.title + " needs a target of three or more classes."};
}

} // namespace netloom
