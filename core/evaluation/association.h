// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table.h"

#include <optional>
#include <string>

namespace netloom {

/// How strongly a column and the target go together, on rows that have both.
struct Association {
    /// "Pearson r" for two numbers (-1…1), "correlation ratio η" for a number and classes (0…1), "Cramér's V" for two
    /// columns of classes (0…1).
    std::string measure;
    double value = 0;
};

/// The measure that fits the two columns; nothing where one of them has no values or does not vary.
/// @param numericTarget  the target is read as a number
std::optional<Association> associationWith(const Column& column, const Column& target, bool numericTarget);

/// Whether the column alone tells the target: numbers with |r| ≥ 0.9999, categories each of which has one class only,
/// numbers whose ranges of the classes do not overlap. Needs at least 20 rows with both.
bool tellsTarget(const Column& column, const Column& target, bool numericTarget);

} // namespace netloom
