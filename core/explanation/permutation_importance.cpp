// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explanation/permutation_importance.h"

#include "core/base/cancelled.h"
#include "core/base/split_mix.h"

#include <cmath>
#include <numeric>

namespace netloom {

Permutations drawPermutations(std::uint64_t seed, std::size_t groups, Index repeats, Index rows)
{
    Permutations all(groups);
    for (std::size_t g = 0; g < groups; ++g)
        for (Index repeat = 0; repeat < repeats; ++repeat) {
            SplitMix64 stream =
                SplitMix64::of(seed, static_cast<std::uint64_t>(g) * static_cast<std::uint64_t>(repeats) +
                                         static_cast<std::uint64_t>(repeat));
            std::vector<Index> order(static_cast<std::size_t>(rows));
            std::iota(order.begin(), order.end(), Index(0));
            for (std::size_t i = order.size(); i > 1; --i)
                std::swap(order[i - 1], order[static_cast<std::size_t>(stream.below(static_cast<Index>(i)))]);
            all[g].push_back(std::move(order));
        }
    return all;
}

PermutationImportance permutationImportance(const ScoreFunction& score, const Matrix& x,
                                            const std::vector<InputGroup>& groups, const Permutations& permutations,
                                            const std::stop_token& stop, const ProgressFunction& progress)
{
    PermutationImportance result;
    result.baseline = score(x);
    Matrix permuted = x;
    for (std::size_t g = 0; g < groups.size(); ++g) {
        std::vector<double> losses;
        for (const std::vector<Index>& order : permutations.at(g)) {
            if (stop.stop_requested())
                throw Cancelled();
            if (progress)
                progress((static_cast<double>(g) +
                          static_cast<double>(losses.size()) / static_cast<double>(permutations[g].size())) /
                         static_cast<double>(groups.size()));
            for (const Index input : groups[g])
                for (std::size_t i = 0; i < order.size(); ++i)
                    permuted(input, static_cast<Index>(i)) = x(input, order[i]);
            losses.push_back(result.baseline - score(permuted));
        }
        for (const Index input : groups[g])
            permuted.row(input) = x.row(input);
        const auto repeats = static_cast<double>(losses.size());
        const double mean = std::accumulate(losses.begin(), losses.end(), 0.0) / repeats;
        double spread = 0;
        for (const double loss : losses)
            spread += (loss - mean) * (loss - mean);
        result.mean.push_back(mean);
        result.sd.push_back(std::sqrt(spread / repeats));
        result.importances.push_back(std::move(losses));
    }
    return result;
}

} // namespace netloom
