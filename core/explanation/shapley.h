// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/explanation/explained_network.h"

#include <cstdint>
#include <stop_token>
#include <vector>

namespace netloom {

struct ShapleyOptions {
    std::size_t exactUpTo = 15; ///< groups; beyond, orders are sampled
    Index pairs = 64;           ///< of orders, at least
    Index mostPairs = 2000;
    /// Sampling ends where the largest standard error is below this share of the largest |φ|.
    double wantedError = 0.01;
    std::uint64_t seed = 0; ///< of the orders
    /// From so many inputs on, the sums of a network's first layer are changed by the one group that changes instead of
    /// made anew: below, the engine's product is faster (bench_evaluation).
    Index wideInputs = 256;
};

/// How a prediction comes about: value = expected + sum of φ, for each output.
struct ShapleyValues {
    Eigen::VectorXd expected;      ///< mean value of the background rows
    Eigen::VectorXd value;         ///< of the row that is explained, asked for on its own
    Eigen::MatrixXd phi;           ///< groups × outputs
    Eigen::MatrixXd standardError; ///< groups × outputs; 0 where exact
    Index pairs = 0;               ///< of sampled orders; 0: exact
    Index evaluations = 0;         ///< rows that the network was asked for

    bool isExact() const { return pairs == 0; }
    /// Additivity: largest |expected + sum of φ − value| of an output.
    double gap() const;
};

/// Interventional Shapley values with groups as players. v(S) is the mean over the background rows of the value of the
/// row in which the groups of S come from x and the others from that background row; φ of a group is the sum over the S
/// without it of |S|! (G − |S| − 1)! / G! × (v(S + group) − v(S)). A group in which x equals every background row has φ
/// = 0 and is no player.
///
/// Exact for few groups: all subsets in Gray-code order, in which one group changes at a time; 2^G × rows. Beyond:
/// orders and their reverses (antithetic pairs), each coalition over all background rows, so that additivity is exact
/// at any number; the standard error is that of the mean over pairs: sd / √pairs. Sums in double. Lundberg and Lee,
/// NIPS 2017; Mitchell et al., "Sampling permutations for Shapley value estimation", JMLR 2022.
///
/// @param groups  disjoint inputs; those in no group stay as in the background
/// @param background  inputs × rows, at least one  @param x  inputs
/// @throws Error where there is no background, Cancelled
ShapleyValues shapleyValues(const ValueFunction& f, const std::vector<InputGroup>& groups, const Matrix& background,
                            const Vector& x, const ShapleyOptions& options = {}, const std::stop_token& stop = {},
                            const ProgressFunction& progress = {});

/// The same of a network, whose first layer is changed by groups where it is a dense one with many inputs.
ShapleyValues shapleyValues(ExplainedNetwork& network, const std::vector<InputGroup>& groups, const Matrix& background,
                            const Vector& x, const ShapleyOptions& options = {}, const std::stop_token& stop = {},
                            const ProgressFunction& progress = {});

/// Rows the network is asked for at least, to be shown before the work begins.
Index shapleyCost(std::size_t groups, Index background, const ShapleyOptions& options = {});

} // namespace netloom
