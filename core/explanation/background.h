// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/explanation/explained_model.h"

#include <cstdint>
#include <string>
#include <vector>

namespace netloom {

/// The rows that a prediction is compared with. Another background asks another question.
struct Background {
    Matrix x;                ///< prepared, inputs × rows
    std::vector<Index> rows; ///< of the table
    std::string name;        ///< "100 training rows"
};

constexpr Index kBackgroundRows = 100;

/// Some of `rows`, drawn without replacement by SplitMix64::of(seed, 0); all of them where there are no more. In the
/// order of the rows.
std::vector<Index> drawRows(std::vector<Index> rows, Index most, std::uint64_t seed);

/// Training rows, each class with its share of them (largest remainders).
Background trainingBackground(const ExplainedModel& model, Index most = kBackgroundRows, std::uint64_t seed = 0);
/// Training rows of one class. @throws Error where there is none of that name or no such row
Background classBackground(const ExplainedModel& model, const std::string& name, Index most = kBackgroundRows,
                           std::uint64_t seed = 0);
/// These rows of the table: one for a reference.
Background rowsBackground(const ExplainedModel& model, std::vector<Index> rows);

} // namespace netloom
