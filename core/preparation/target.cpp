// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preparation/target.h"

namespace netloom {

std::string_view TargetInfo::activation() const
{
    switch (task) {
    case Task::Binary:
    case Task::MultiBinary:
        return "sigmoid";
    case Task::Multiclass:
        return "softmax";
    case Task::None:
    case Task::Regression:
        break;
    }
    return "linear";
}

std::string_view TargetInfo::loss() const
{
    switch (task) {
    case Task::Binary:
    case Task::MultiBinary:
        return "binary_crossentropy";
    case Task::Multiclass:
        return "categorical_crossentropy";
    case Task::None:
    case Task::Regression:
        break;
    }
    return "mean_squared_error";
}

} // namespace netloom
