// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/logistic_regression.h"

#include "core/base/cancelled.h"
#include "core/base/decompositions.h"

#include <algorithm>
#include <cmath>
#include <deque>

namespace netloom {

namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr Index kNewtonParameters = 800;
constexpr int kNewtonSteps = 100;
constexpr double kNewtonGradient = 1e-9;
constexpr int kLbfgsSteps = 500;
constexpr std::size_t kLbfgsMemory = 10;
constexpr double kLbfgsGradient = 1e-5;

double softplus(double z)
{
    return z > 0 ? z + std::log1p(std::exp(-z)) : std::log1p(std::exp(z));
}

/// The objective over theta = (weights of output 0, its bias, weights of output 1, …).
class Problem
{
public:
    Problem(MatrixXd x, MatrixXd y, VectorXd weights, bool softmax)
        : m_x(std::move(x)), m_y(std::move(y)), m_weights(std::move(weights)), m_softmax(softmax)
    {
    }

    Index inputs() const { return m_x.rows(); }
    Index outputs() const { return m_y.rows(); }
    Index parameters() const { return outputs() * (inputs() + 1); }
    double totalWeight() const { return m_weights.sum(); }

    /// Value; gradient where asked for. Keeps the probabilities for hessian().
    double value(const VectorXd& theta, VectorXd* gradient)
    {
        const Eigen::Map<const MatrixXd> w(theta.data(), inputs() + 1, outputs());
        MatrixXd z = w.topRows(inputs()).transpose() * m_x;
        z.colwise() += w.row(inputs()).transpose();
        double sum = 0.5 * w.topRows(inputs()).squaredNorm();
        for (Index j = 0; j < z.cols(); ++j)
            sum += m_weights[j] * (m_softmax ? softmaxColumn(z, j) : logisticColumn(z, j));
        m_p = std::move(z);
        if (gradient) {
            const MatrixXd error = (m_p - m_y) * m_weights.asDiagonal();
            gradient->resize(parameters());
            Eigen::Map<MatrixXd> g(gradient->data(), inputs() + 1, outputs());
            g.topRows(inputs()) = m_x * error.transpose() + w.topRows(inputs());
            g.row(inputs()) = error.rowwise().sum().transpose();
        }
        return sum;
    }

    MatrixXd hessian() const
    {
        const Index width = inputs() + 1;
        MatrixXd h = MatrixXd::Zero(parameters(), parameters());
        MatrixXd extended(width, m_x.cols());
        extended.topRows(inputs()) = m_x;
        extended.row(inputs()).setOnes();
        for (Index a = 0; a < outputs(); ++a)
            for (Index b = a; b < outputs(); ++b) {
                if (a != b && !m_softmax)
                    continue;
                const auto pa = m_p.row(a).array();
                Eigen::ArrayXd d = -pa * m_p.row(b).array();
                if (a == b)
                    d += pa.transpose();
                d *= m_weights.array();
                const MatrixXd block = extended * d.matrix().asDiagonal() * extended.transpose();
                h.block(a * width, b * width, width, width) = block;
                if (a != b)
                    h.block(b * width, a * width, width, width) = block.transpose();
            }
        for (Index a = 0; a < outputs(); ++a)
            h.diagonal().segment(a * width, inputs()).array() += 1;
        // A common shift of all biases changes nothing; this makes the step without one the only solution.
        if (m_softmax)
            for (Index a = 0; a < outputs(); ++a)
                for (Index b = 0; b < outputs(); ++b)
                    h(a * width + inputs(), b * width + inputs()) += 1;
        return h;
    }

private:
    double logisticColumn(MatrixXd& z, Index j) const
    {
        double sum = 0;
        for (Index i = 0; i < z.rows(); ++i) {
            sum += softplus(z(i, j)) - m_y(i, j) * z(i, j);
            z(i, j) = 1 / (1 + std::exp(-z(i, j)));
        }
        return sum;
    }
    double softmaxColumn(MatrixXd& z, Index j) const
    {
        const double top = z.col(j).maxCoeff();
        const double chosen = m_y.col(j).dot(z.col(j)) - top * m_y.col(j).sum();
        z.col(j) = (z.col(j).array() - top).exp();
        const double sum = z.col(j).sum();
        z.col(j) /= sum;
        return std::log(sum) * m_y.col(j).sum() - chosen;
    }

    MatrixXd m_x;
    MatrixXd m_y;
    VectorXd m_weights;
    bool m_softmax;
    MatrixXd m_p;
};

void stopIfAsked(const std::stop_token& stop)
{
    if (stop.stop_requested())
        throw Cancelled();
}

/// Goes from theta along `direction` until the value falls enough (Armijo). False where it does not.
bool descend(Problem& problem, VectorXd& theta, double& value, VectorXd& gradient, const VectorXd& direction)
{
    const double slope = gradient.dot(direction);
    for (double step = 1; step > 1e-10; step /= 2) {
        const VectorXd next = theta + step * direction;
        VectorXd nextGradient;
        const double nextValue = problem.value(next, &nextGradient);
        // Near the minimum the value's last digits say nothing any more, but the gradient still does.
        const bool flat = std::abs(nextValue - value) <= 1e-12 * std::abs(value) &&
                          nextGradient.cwiseAbs().maxCoeff() < gradient.cwiseAbs().maxCoeff();
        if (nextValue <= value + 1e-4 * step * slope || flat) {
            theta = next;
            value = nextValue;
            gradient = std::move(nextGradient);
            return true;
        }
    }
    return false;
}

VectorXd newton(Problem& problem, const std::stop_token& stop)
{
    VectorXd theta = VectorXd::Zero(problem.parameters());
    VectorXd gradient;
    double value = problem.value(theta, &gradient);
    for (int i = 0; i < kNewtonSteps && gradient.cwiseAbs().maxCoeff() >= kNewtonGradient; ++i) {
        stopIfAsked(stop);
        const VectorXd direction = -solveSymmetric(problem.hessian(), gradient);
        if (!descend(problem, theta, value, gradient, direction))
            break;
    }
    return theta;
}

/// Nocedal and Wright, Numerical Optimization, algorithm 7.4.
VectorXd lbfgs(Problem& problem, const std::stop_token& stop)
{
    VectorXd theta = VectorXd::Zero(problem.parameters());
    VectorXd gradient;
    double value = problem.value(theta, &gradient);
    const double enough = kLbfgsGradient * std::max(problem.totalWeight(), 1.0);
    std::deque<std::pair<VectorXd, VectorXd>> past;
    for (int i = 0; i < kLbfgsSteps && gradient.cwiseAbs().maxCoeff() >= enough; ++i) {
        stopIfAsked(stop);
        VectorXd direction = -gradient;
        std::vector<double> alpha(past.size());
        for (std::size_t k = past.size(); k-- > 0;) {
            const auto& [s, y] = past[k];
            alpha[k] = s.dot(direction) / s.dot(y);
            direction -= alpha[k] * y;
        }
        if (past.empty())
            direction /= std::max(gradient.norm(), 1e-300);
        else
            direction *= past.back().first.dot(past.back().second) / past.back().second.squaredNorm();
        for (std::size_t k = 0; k < past.size(); ++k) {
            const auto& [s, y] = past[k];
            direction += (alpha[k] - y.dot(direction) / s.dot(y)) * s;
        }
        const VectorXd before = theta;
        const VectorXd gradientBefore = gradient;
        if (!descend(problem, theta, value, gradient, direction))
            break;
        VectorXd s = theta - before;
        VectorXd y = gradient - gradientBefore;
        if (s.dot(y) > 1e-12 * y.squaredNorm()) {
            past.emplace_back(std::move(s), std::move(y));
            if (past.size() > kLbfgsMemory)
                past.pop_front();
        }
    }
    return theta;
}

} // namespace

LinearModel fitLogisticRegression(const Dataset& data, LinearModel::Link link, const std::stop_token& stop)
{
    VectorXd weights = VectorXd::Ones(data.samples());
    if (data.weights.size() > 0)
        weights = data.weights.cast<double>();
    MatrixXd x = data.x.cast<double>();
    const VectorXd mean = x.rowwise().mean();
    x.colwise() -= mean;
    MatrixXd back; // from rotated inputs to the table's; empty: not rotated
    if (x.rows() > x.cols()) {
        back = thinQr(x).q;
        x = MatrixXd(back.transpose() * x);
    }
    const bool softmax = link == LinearModel::Link::Softmax;
    Problem problem(std::move(x), data.y.cast<double>(), std::move(weights), softmax);
    const VectorXd theta = problem.parameters() <= kNewtonParameters ? newton(problem, stop) : lbfgs(problem, stop);
    const Eigen::Map<const MatrixXd> solution(theta.data(), problem.inputs() + 1, problem.outputs());
    LinearModel model;
    model.link = link;
    model.weights = solution.topRows(problem.inputs()).transpose();
    if (back.size() > 0)
        model.weights = MatrixXd(model.weights * back.transpose());
    model.bias = solution.row(problem.inputs()).transpose() - model.weights * mean;
    if (softmax)
        model.bias.array() -= model.bias.mean();
    return model;
}

} // namespace netloom
