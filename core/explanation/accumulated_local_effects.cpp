// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explanation/accumulated_local_effects.h"

#include "core/base/cancelled.h"

#include <algorithm>
#include <cmath>

namespace netloom {

std::vector<double> effectEdges(std::span<const double> values, Index bins)
{
    std::vector<double> sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    std::vector<double> edges = {sorted.front()};
    for (Index k = 1; k <= bins; ++k) {
        // Type 1: the smallest value that at least the share k / bins of the rows does not exceed.
        const auto rank = static_cast<std::size_t>((k * static_cast<Index>(sorted.size()) + bins - 1) / bins);
        if (const double edge = sorted[rank - 1]; edge > edges.back())
            edges.push_back(edge);
    }
    return edges;
}

AccumulatedLocalEffects accumulatedLocalEffects(const ValueFunction& f, const Matrix& x, const InputGroup& group,
                                                std::span<const double> values, Index bins,
                                                const std::function<Vector(double)>& prepared,
                                                const std::stop_token& stop)
{
    AccumulatedLocalEffects result;
    result.edges = effectEdges(values, bins);
    const std::size_t count = result.edges.size() - 1;
    std::vector<Vector> inputs;
    for (const double edge : result.edges)
        inputs.push_back(prepared(edge));
    std::vector<std::size_t> bin(values.size());
    Matrix low = x;
    Matrix high = x;
    result.counts.assign(count, 0);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto place = std::lower_bound(result.edges.begin() + 1, result.edges.end() - 1, values[i]);
        bin[i] = static_cast<std::size_t>(place - (result.edges.begin() + 1));
        ++result.counts[bin[i]];
        for (std::size_t k = 0; k < group.size(); ++k) {
            low(group[k], static_cast<Index>(i)) = inputs[bin[i]][static_cast<Index>(k)];
            high(group[k], static_cast<Index>(i)) = inputs[bin[i] + 1][static_cast<Index>(k)];
        }
    }
    const Eigen::MatrixXd lowValues = f(low);
    if (stop.stop_requested())
        throw Cancelled();
    const Eigen::MatrixXd difference = f(high) - lowValues;
    result.effect.setZero(static_cast<Index>(count) + 1, difference.rows());
    for (std::size_t i = 0; i < values.size(); ++i)
        result.effect.row(static_cast<Index>(bin[i]) + 1) += difference.col(static_cast<Index>(i)).transpose();
    Eigen::RowVectorXd centre = Eigen::RowVectorXd::Zero(difference.rows());
    for (std::size_t k = 0; k < count; ++k) {
        const auto row = static_cast<Index>(k);
        const auto rows = static_cast<double>(result.counts[k]);
        if (rows > 0)
            result.effect.row(row + 1) /= rows;
        result.effect.row(row + 1) += result.effect.row(row);
        centre += rows * (result.effect.row(row) + result.effect.row(row + 1)) / 2;
    }
    result.effect.rowwise() -= centre / static_cast<double>(values.size());
    return result;
}

} // namespace netloom
