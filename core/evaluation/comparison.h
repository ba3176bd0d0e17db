// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"
#include "core/evaluation/interval.h"

#include <cstdint>
#include <span>

namespace netloom {

/// Two models on the same rows, by the rows only one of them gets right. McNemar, Psychometrika 1947, with binomial
/// probabilities (no chi-square): two-sided, of the hypothesis that both are right equally often.
struct McNemar {
    Index onlyA = 0;
    Index onlyB = 0;
    double exact = 1; ///< min(1, 2 P(Bin(b + c, ½) ≤ min(b, c)))
    double midP = 1;  ///< the observed split counted by half: less conservative
};

McNemar mcNemar(Index onlyA, Index onlyB);
/// @param aIsRight, bIsRight  0 or 1 for each row
McNemar mcNemar(std::span<const std::uint8_t> aIsRight, std::span<const std::uint8_t> bIsRight);

} // namespace netloom
