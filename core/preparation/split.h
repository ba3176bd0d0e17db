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
    /// shuffled, stratified (by the target's classes), file (consecutive: training, validation, test), or a column's
    /// name: its words train/validation/test, or its order (time) where it holds numbers or dates.
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

/// The part a row of the table belongs to.
enum class RowPart : std::uint8_t { Train, Validation, Test, LeftOut };

/// The part of each of the `rows` rows of the table. @pre the split's rows are among them
std::vector<RowPart> partsOf(const Split& split, Index rows);

/// Divides `rows` (those with a target). With n rows, training gets floor(n × (1 − validation − test)), training and
/// validation together floor(n × (1 − test)), test the rest. Without a test part the product is taken in double
/// arithmetic like Keras's validation_split (90 rows, 0.9: 8 for training); with one, the shares are meant as decimal
/// numbers, and a product that misses a whole number by rounding alone counts as it (20640 rows, 0.3: 14448 for
/// training). Stratified: largest remainders per class; a class keeps a row for training as long as possible. Each part
/// is in the order of the table, except for order by a column's values. A boolean column: true is the part its name
/// speaks of (train, val), else the test part.
/// @param target  column for stratified: texts, booleans, numbers with at most 20 values; null or other: shuffled
/// @throws Error when a share is impossible or a part that was asked for would be empty
Split makeSplit(const SplitConfig& config, const Table& table, const std::vector<Index>& rows, const Column* target);

/// k folds of `rows`, as (training, validation) pairs; test stays empty. Stratified as in makeSplit(). Sizes differ by
/// one at most. @throws Error where k is less than 2 or greater than the number of rows
std::vector<Split> makeFolds(Index k, const std::vector<Index>& rows, const Column* target, std::uint64_t seed);

/// k folds of `rows` for cross-validation: each row is in the test part of exactly one fold, and the sizes of the test
/// parts differ by one at most. `config.order` decides as in makeSplit(): shuffled, stratified, consecutive blocks
/// (file, or a column of numbers or dates); the words of a column do not make folds, there they are stratified.
/// @param watched  whether some of the other rows become a validation part, so that the fold's training can be watched
///                 without a look at its test rows; in the proportion of the shares, drawn as `config.order` says
/// @throws Error as makeSplit(), and where k is less than 2 or greater than the number of rows
std::vector<Split> makeFolds(Index k, const SplitConfig& config, const Table& table, const std::vector<Index>& rows,
                             const Column* target, bool watched);

} // namespace netloom
