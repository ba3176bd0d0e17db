// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/comparison.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace netloom {

McNemar mcNemar(Index onlyA, Index onlyB)
{
    McNemar result{onlyA, onlyB, 1, 1};
    const Index n = onlyA + onlyB;
    if (n == 0)
        return result;
    const Index least = std::min(onlyA, onlyB);
    double logarithm = -static_cast<double>(n) * std::numbers::ln2;
    for (Index i = 1; i <= least; ++i)
        logarithm += std::log(static_cast<double>(n - least + i) / static_cast<double>(i));
    const double observed = std::exp(logarithm);
    // Terms in units of the largest one, so that none is lost however many rows there are.
    double term = 1;
    double sum = 1;
    for (Index i = least; i > 0; --i) {
        term *= static_cast<double>(i) / static_cast<double>(n - i + 1);
        sum += term;
    }
    result.exact = std::min(1.0, 2 * observed * sum);
    result.midP = std::min(1.0, 2 * observed * (sum - 0.5));
    return result;
}

McNemar mcNemar(std::span<const std::uint8_t> aIsRight, std::span<const std::uint8_t> bIsRight)
{
    Index onlyA = 0;
    Index onlyB = 0;
    for (std::size_t i = 0; i < aIsRight.size(); ++i) {
        onlyA += aIsRight[i] && !bIsRight[i] ? 1 : 0;
        onlyB += !aIsRight[i] && bIsRight[i] ? 1 : 0;
    }
    return mcNemar(onlyA, onlyB);
}

} // namespace netloom
