// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explanation/partial_dependence.h"

#include "core/base/cancelled.h"

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

void put(Matrix& rows, const InputGroup& group, const Matrix& grid, Index point)
{
    for (std::size_t k = 0; k < group.size(); ++k)
        rows.row(group[k]).setConstant(grid(static_cast<Index>(k), point));
}

void step(const std::stop_token& stop, const ProgressFunction& progress, Index done, Index all)
{
    if (stop.stop_requested())
        throw Cancelled();
    if (progress)
        progress(static_cast<double>(done) / static_cast<double>(all));
}

} // namespace

Eigen::MatrixXd PartialDependence::centred(Index output) const
{
    const Eigen::MatrixXd& curves = individual[static_cast<std::size_t>(output)];
    return curves.colwise() - curves.col(0);
}

Eigen::VectorXd PartialDependence::quantile(Index output, double share) const
{
    const Eigen::MatrixXd& curves = individual[static_cast<std::size_t>(output)];
    Eigen::VectorXd result(curves.cols());
    std::vector<double> sorted(static_cast<std::size_t>(curves.rows()));
    for (Index g = 0; g < curves.cols(); ++g) {
        std::copy_n(curves.col(g).data(), sorted.size(), sorted.begin());
        std::sort(sorted.begin(), sorted.end());
        const double place = share * static_cast<double>(sorted.size() - 1);
        const auto low = static_cast<std::size_t>(place);
        const std::size_t high = std::min(low + 1, sorted.size() - 1);
        result[g] = sorted[low] + (place - static_cast<double>(low)) * (sorted[high] - sorted[low]);
    }
    return result;
}

Eigen::VectorXd PartialDependence::sd(Index output) const
{
    const Eigen::MatrixXd& curves = individual[static_cast<std::size_t>(output)];
    const Eigen::MatrixXd residuals = curves.rowwise() - curves.colwise().mean();
    return (residuals.array().square().colwise().sum() / static_cast<double>(curves.rows())).sqrt().transpose();
}

PartialDependence partialDependence(const ValueFunction& f, const Matrix& x, const InputGroup& group,
                                    const Matrix& grid, const std::stop_token& stop, const ProgressFunction& progress)
{
    PartialDependence result;
    Matrix rows = x;
    for (Index point = 0; point < grid.cols(); ++point) {
        step(stop, progress, point, grid.cols());
        put(rows, group, grid, point);
        const Eigen::MatrixXd values = f(rows);
        if (point == 0) {
            result.average.resize(grid.cols(), values.rows());
            result.individual.assign(static_cast<std::size_t>(values.rows()), Eigen::MatrixXd(x.cols(), grid.cols()));
        }
        for (Index o = 0; o < values.rows(); ++o) {
            result.individual[static_cast<std::size_t>(o)].col(point) = values.row(o).transpose();
            result.average(point, o) = values.row(o).mean();
        }
    }
    return result;
}

std::vector<Eigen::MatrixXd> partialDependence(const ValueFunction& f, const Matrix& x, const InputGroup& first,
                                               const Matrix& firstGrid, const InputGroup& second,
                                               const Matrix& secondGrid, const std::stop_token& stop,
                                               const ProgressFunction& progress)
{
    std::vector<Eigen::MatrixXd> result;
    Matrix rows = x;
    for (Index i = 0; i < firstGrid.cols(); ++i) {
        put(rows, first, firstGrid, i);
        for (Index j = 0; j < secondGrid.cols(); ++j) {
            step(stop, progress, i * secondGrid.cols() + j, firstGrid.cols() * secondGrid.cols());
            put(rows, second, secondGrid, j);
            const Eigen::MatrixXd values = f(rows);
            result.resize(static_cast<std::size_t>(values.rows()),
                          Eigen::MatrixXd(firstGrid.cols(), secondGrid.cols()));
            for (Index o = 0; o < values.rows(); ++o)
                result[static_cast<std::size_t>(o)](i, j) = values.row(o).mean();
        }
    }
    return result;
}

} // namespace netloom
