// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/ridge_regression.h"

#include "core/base/cancelled.h"
#include "core/base/decompositions.h"

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

constexpr Index kDirect = 600;
constexpr int kMostIterations = 1000;
constexpr double kResidual = 1e-9;

/// W^T of the centred, weighted problem: (X X^T + alpha I) V = X T^T.
Eigen::MatrixXd solve(const Eigen::MatrixXd& x, const Eigen::MatrixXd& t, double alpha, const std::stop_token& stop)
{
    const Index inputs = x.rows();
    const Index samples = x.cols();
    if (std::min(inputs, samples) <= kDirect) {
        // X (X^T X + alpha I)^-1 is the same where there are more inputs than samples.
        const bool dual = samples < inputs;
        Eigen::MatrixXd gram = dual ? Eigen::MatrixXd(x.transpose() * x) : Eigen::MatrixXd(x * x.transpose());
        gram.diagonal().array() += alpha;
        if (dual)
            return x * solveSymmetric(gram, t.transpose());
        return solveSymmetric(gram, x * t.transpose());
    }
    const Eigen::MatrixXd right = x * t.transpose();
    Eigen::MatrixXd solution = Eigen::MatrixXd::Zero(inputs, t.rows());
    for (Index output = 0; output < t.rows(); ++output) {
        Eigen::VectorXd residual = right.col(output);
        Eigen::VectorXd direction = residual;
        double squares = residual.squaredNorm();
        const double enough = squares * kResidual * kResidual;
        for (int i = 0; i < kMostIterations && squares > enough; ++i) {
            if (stop.stop_requested())
                throw Cancelled();
            const Eigen::VectorXd image = x * (x.transpose() * direction) + alpha * direction;
            const double step = squares / direction.dot(image);
            solution.col(output) += step * direction;
            residual -= step * image;
            const double next = residual.squaredNorm();
            direction = residual + next / squares * direction;
            squares = next;
        }
    }
    return solution;
}

} // namespace

LinearModel fitRidgeRegression(const Dataset& data, double alpha, const std::stop_token& stop)
{
    const Index samples = data.samples();
    Eigen::VectorXd weight = Eigen::VectorXd::Ones(samples);
    if (data.weights.size() > 0)
        weight = data.weights.cast<double>();
    const double total = std::max(weight.sum(), 1e-300);
    Eigen::MatrixXd x = data.x.cast<double>();
    Eigen::MatrixXd t = data.y.cast<double>();
    // The bias is what centring takes away.
    const Eigen::VectorXd meanX = x * weight / total;
    const Eigen::VectorXd meanT = t * weight / total;
    x.colwise() -= meanX;
    t.colwise() -= meanT;
    if (data.weights.size() > 0) {
        const Eigen::ArrayXd root = weight.array().sqrt();
        x.array().rowwise() *= root.transpose();
        t.array().rowwise() *= root.transpose();
    }
    LinearModel model;
    model.weights = solve(x, t, alpha, stop).transpose();
    model.bias = meanT - model.weights * meanX;
    return model;
}

} // namespace netloom
