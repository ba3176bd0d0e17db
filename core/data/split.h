// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table.h"

#include <cstdint>
#include <string>
#include <vector>

namespace netloom {

/// How rows are divided. Keys of the command line: split.test, split.validation, split.order, split.seed.
struct SplitConfig {
    double validation = 0.15; ///< share of all rows
    double test = 0.15;       ///< share of all rows
    /// shuffled, stratified (by the target's classes), file (consecutive: training, validation, test), or a column's name:
    /// its words train/validation/test, or its order (time) where it holds numbers or dates.
    std::string order = "stratified";
    std::uint64_t seed = 42;

    bool operator==(const SplitConfig&) const = default;
};

/// Rows of each part.
struct Split {
    std::vector<Index> train;
    std::vector<Index> validation;
    std::vector<Index> test;

    bool operator==(const Split&) const = default;
};

/// Divides `rows` (those with a target). The training share of order "file" is floor(n × (1 − validation − test)).
/// @param target  column for stratified; may be null (then: shuffled)
/// @throws Error when a share is impossible or a part that was asked for would be empty
Split makeSplit(const SplitConfig& config, const Table& table, const std::vector<Index>& rows, const Column* target);

/// k folds of `rows`, as (training, validation) pairs; test stays empty. Stratified where `target` is text.
std::vector<Split> makeFolds(Index k, const std::vector<Index>& rows, const Column* target, std::uint64_t seed);

} // namespace netloom
