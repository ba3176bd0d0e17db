// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

#include <string>
#include <string_view>
#include <vector>

namespace netloom {

/// What the target asks of the network.
enum class Task { None, Binary, Multiclass, Regression, MultiBinary };

/// Whether one of two or more classes is predicted.
constexpr bool hasClasses(Task task)
{
    return task == Task::Binary || task == Task::Multiclass;
}

/// The target as the network sees it.
struct TargetInfo {
    Task task = Task::None;
    std::vector<std::string> names;   ///< one per output: classes, or target columns; for Binary the positive class
    std::vector<std::string> classes; ///< Binary: negative, positive. Multiclass: in order of the outputs
    std::string column;               ///< name(s) of the target column(s), joined by ", "

    Index outputs() const { return static_cast<Index>(names.size()); }
    std::string_view activation() const; ///< sigmoid, softmax or linear
    std::string_view loss() const;       ///< binary_crossentropy, categorical_crossentropy or mean_squared_error
    bool operator==(const TargetInfo&) const = default;
};

} // namespace netloom
