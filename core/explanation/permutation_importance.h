// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/explanation/explained_network.h"

#include <cstdint>
#include <stop_token>
#include <vector>

namespace netloom {

/// How well prepared rows are predicted; greater is better.
using ScoreFunction = std::function<double(const Matrix& x)>;

/// What a score loses when the cells of a column change places; Breiman, "Random forests", 2001.
struct PermutationImportance {
    double baseline = 0;                          ///< score of the rows as they are
    std::vector<std::vector<double>> importances; ///< [group][repeat]: baseline − score of the permuted rows
    std::vector<double> mean;                     ///< of each group; may be negative
    std::vector<double> sd;                       ///< population standard deviation over the repeats
};

/// Row i of a group's inputs becomes row permutations[group][repeat][i], all its inputs together.
using Permutations = std::vector<std::vector<std::vector<Index>>>;
Permutations drawPermutations(std::uint64_t seed, std::size_t groups, Index repeats, Index rows);

/// @param x  inputs × rows, of validation or test  @throws Cancelled
PermutationImportance permutationImportance(const ScoreFunction& score, const Matrix& x,
                                            const std::vector<InputGroup>& groups, const Permutations& permutations,
                                            const std::stop_token& stop = {}, const ProgressFunction& progress = {});

} // namespace netloom
