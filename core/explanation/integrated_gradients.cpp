// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explanation/integrated_gradients.h"

#include "core/base/cancelled.h"
#include "core/explanation/gauss_legendre.h"
#include "core/explanation/kinks.h"

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

constexpr std::size_t kMostPanels = 2000;
constexpr Index kFallbackPoints = 1000;
/// Parts a panel is looked at in where sums are curved along the way.
constexpr std::size_t kParts = 8;

Matrix rowsAt(const Vector& baseline, const Vector& x, const std::vector<double>& at)
{
    Matrix rows(x.size(), static_cast<Index>(at.size()));
    for (Index i = 0; i < x.size(); ++i) {
        const auto from = static_cast<double>(baseline[i]);
        const double length = static_cast<double>(x[i]) - from;
        for (std::size_t p = 0; p < at.size(); ++p)
            rows(i, static_cast<Index>(p)) = static_cast<Scalar>(from + at[p] * length);
    }
    return rows;
}

/// A unit that passes a kink between two places.
struct Crossing {
    Index unit;
    double kink;
    double low;
    double high;
    double lowValue;
    double highValue;

    double straight() const { return low + (kink - lowValue) / (highValue - lowValue) * (high - low); }
};

std::vector<Crossing> crossings(const Matrix& sums, const std::vector<double>& at, const std::vector<double>& kinks)
{
    std::vector<Crossing> found;
    for (std::size_t p = 0; p + 1 < at.size(); ++p)
        for (Index u = 0; u < sums.rows(); ++u) {
            const auto a = static_cast<double>(sums(u, static_cast<Index>(p)));
            const auto b = static_cast<double>(sums(u, static_cast<Index>(p) + 1));
            for (const double kink : kinks)
                if ((a < kink && b > kink) || (a > kink && b < kink))
                    found.push_back({u, kink, at[p], at[p + 1], a, b});
        }
    return found;
}

/// Halves all intervals at once.
void bisect(ExplainedNetwork& network, std::size_t layer, const Vector& baseline, const Vector& x,
            std::vector<Crossing>& found)
{
    const int steps = sizeof(Scalar) == sizeof(double) ? 48 : 24;
    std::vector<double> middle(found.size());
    for (int step = 0; step < steps; ++step) {
        for (std::size_t i = 0; i < found.size(); ++i)
            middle[i] = (found[i].low + found[i].high) / 2;
        const Matrix sums = network.layerInput(layer, rowsAt(baseline, x, middle));
        for (std::size_t i = 0; i < found.size(); ++i) {
            Crossing& one = found[i];
            const auto value = static_cast<double>(sums(one.unit, static_cast<Index>(i)));
            const bool below = (value < one.kink) == (one.lowValue < one.kink);
            (below ? one.low : one.high) = middle[i];
            (below ? one.lowValue : one.highValue) = value;
        }
    }
}

std::vector<double> inParts(const std::vector<double>& breaks)
{
    std::vector<double> at;
    for (std::size_t p = 0; p + 1 < breaks.size(); ++p)
        for (std::size_t k = 0; k < kParts; ++k)
            at.push_back(breaks[p] +
                         (breaks[p + 1] - breaks[p]) * static_cast<double>(k) / static_cast<double>(kParts));
    at.push_back(breaks.back());
    return at;
}

/// Ends of the panels, 0 and 1 among them; more than kMostPanels + 1 where there are too many.
std::vector<double> panelEnds(ExplainedNetwork& network, const Vector& baseline, const Vector& x)
{
    std::vector<double> ends = {0, 1};
    bool straight = true; // sums are straight between the ends so far
    for (std::size_t layer = 0; layer < network.layers() && ends.size() <= kMostPanels + 1; ++layer) {
        const Kinks kinks = kinksOf(network.layer(layer));
        if (!kinks.at.empty()) {
            const std::vector<double> at = straight ? ends : inParts(ends);
            std::vector<Crossing> found = crossings(network.layerInput(layer, rowsAt(baseline, x, at)), at, kinks.at);
            if (!straight && !found.empty())
                bisect(network, layer, baseline, x, found);
            for (const Crossing& one : found)
                ends.push_back(std::clamp(one.straight(), 0.0, 1.0));
            std::sort(ends.begin(), ends.end());
            ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
        }
        straight = straight && kinks.straight;
    }
    return ends;
}

PathPoints pointsOf(Quadrature rule)
{
    PathPoints path;
    path.at = std::move(rule.points);
    path.weights = std::move(rule.weights);
    return path;
}

/// d h / d way for the units of a layer at each point, units × points; `steps` is x − baseline where it counts, else 0.
Eigen::MatrixXd unitsAlong(ExplainedNetwork& network, std::size_t layer, const Matrix& rows,
                           const Eigen::VectorXd& steps, const std::stop_token& stop)
{
    Eigen::MatrixXd along(network.units(layer), rows.cols());
    for (Index u = 0; u < along.rows(); ++u) {
        if (stop.stop_requested())
            throw Cancelled();
        along.row(u) = steps.transpose() * network.unitGradient(layer, rows, u).cast<double>();
    }
    return along;
}

Eigen::VectorXd stepsOf(const Vector& baseline, const Vector& x)
{
    return x.cast<double>() - baseline.cast<double>();
}

Eigen::VectorXd weightsOf(const PathPoints& path)
{
    return Eigen::Map<const Eigen::VectorXd>(path.weights.data(), static_cast<Index>(path.weights.size()));
}

} // namespace

PathPoints pathPoints(ExplainedNetwork& network, const Vector& baseline, const Vector& x, const PathRule& rule)
{
    switch (rule.kind) {
    case PathRule::Kind::GaussLegendre:
        return pointsOf(gaussLegendre(rule.points));
    case PathRule::Kind::Midpoint:
        return pointsOf(midpointRule(rule.points));
    case PathRule::Kind::Trapezoid:
        return pointsOf(trapezoidRule(rule.points));
    case PathRule::Kind::Panels:
        break;
    }
    const std::vector<double> ends = panelEnds(network, baseline, x);
    const std::size_t panels = ends.size() - 1;
    if (panels > kMostPanels) {
        PathPoints path = pointsOf(midpointRule(kFallbackPoints));
        path.panels = static_cast<Index>(panels);
        path.tooManyPanels = true;
        return path;
    }
    // On a short panel few points do what fifty do on a long one.
    const Index points = panels > 100  ? std::min<Index>(rule.points, 8)
                         : panels > 10 ? std::min<Index>(rule.points, 16)
                                       : rule.points;
    const Quadrature one = gaussLegendre(points);
    PathPoints path;
    path.panels = static_cast<Index>(panels);
    for (std::size_t p = 0; p < panels; ++p) {
        const double length = ends[p + 1] - ends[p];
        for (std::size_t i = 0; i < one.points.size(); ++i) {
            path.at.push_back(ends[p] + length * one.points[i]);
            path.weights.push_back(length * one.weights[i]);
        }
    }
    return path;
}

Eigen::MatrixXd IntegratedGradients::perGroup(const std::vector<InputGroup>& groups) const
{
    Eigen::MatrixXd sums = Eigen::MatrixXd::Zero(static_cast<Index>(groups.size()), perInput.cols());
    for (std::size_t g = 0; g < groups.size(); ++g)
        for (const Index i : groups[g])
            sums.row(static_cast<Index>(g)) += perInput.row(i);
    return sums;
}

double IntegratedGradients::gap() const
{
    return (perInput.colwise().sum().transpose() - (value - baselineValue)).cwiseAbs().maxCoeff();
}

IntegratedGradients integratedGradients(ExplainedNetwork& network, const Matrix& baselines, const Vector& x,
                                        const PathRule& rule, const std::stop_token& stop)
{
    IntegratedGradients result;
    result.value = network.values(x);
    result.perInput.setZero(x.size(), network.outputs());
    result.baselineValue.setZero(network.outputs());
    const auto count = static_cast<double>(baselines.cols());
    for (Index b = 0; b < baselines.cols(); ++b) {
        const Vector baseline = baselines.col(b);
        result.path = pathPoints(network, baseline, x, rule);
        const Matrix rows = rowsAt(baseline, x, result.path.at);
        const Eigen::VectorXd weights = weightsOf(result.path);
        const Eigen::VectorXd steps = stepsOf(baseline, x);
        for (Index o = 0; o < network.outputs(); ++o) {
            if (stop.stop_requested())
                throw Cancelled();
            const Eigen::VectorXd mean = network.gradient(rows, o).cast<double>() * weights;
            result.perInput.col(o) += (mean.array() * steps.array()).matrix() / count;
        }
        result.baselineValue += network.values(baseline) / count;
    }
    return result;
}

Eigen::MatrixXd conductance(ExplainedNetwork& network, const Vector& baseline, const Vector& x, std::size_t layer,
                            Index output, const PathPoints& path, const std::stop_token& stop)
{
    const Matrix rows = rowsAt(baseline, x, path.at);
    const Eigen::MatrixXd onwards =
        network.gradientFrom(layer, network.layerOutput(layer, rows), output).cast<double>();
    const Eigen::VectorXd weights = weightsOf(path);
    const Eigen::VectorXd steps = stepsOf(baseline, x);
    Eigen::MatrixXd result(network.units(layer), x.size());
    for (Index u = 0; u < result.rows(); ++u) {
        if (stop.stop_requested())
            throw Cancelled();
        const Eigen::VectorXd flow = onwards.row(u).transpose().cwiseProduct(weights);
        const Eigen::VectorXd mean = network.unitGradient(layer, rows, u).cast<double>() * flow;
        result.row(u) = mean.cwiseProduct(steps).transpose();
    }
    return result;
}

Eigen::MatrixXd linkConductance(ExplainedNetwork& network, const Vector& baseline, const Vector& x, std::size_t layer,
                                Index output, const std::vector<Index>& inputs, const PathPoints& path,
                                const std::stop_token& stop)
{
    const Matrix rows = rowsAt(baseline, x, path.at);
    const Eigen::VectorXd weights = weightsOf(path);
    Eigen::VectorXd steps = stepsOf(baseline, x);
    if (!inputs.empty()) {
        Eigen::VectorXd only = Eigen::VectorXd::Zero(steps.size());
        for (const Index i : inputs)
            only[i] = steps[i];
        steps = only;
    }
    const Eigen::MatrixXd along = unitsAlong(network, layer, rows, steps, stop);
    const Matrix h = network.layerOutput(layer, rows);
    const Eigen::MatrixXd onwards =
        network.gradientFrom(layer + 1, network.layerOutput(layer + 1, rows), output).cast<double>();
    Eigen::MatrixXd result(network.units(layer), network.units(layer + 1));
    for (Index w = 0; w < result.cols(); ++w) {
        if (stop.stop_requested())
            throw Cancelled();
        const Eigen::VectorXd flow = onwards.row(w).transpose().cwiseProduct(weights);
        const Eigen::MatrixXd link = network.nextUnitGradient(layer, h, w).cast<double>();
        result.col(w) = (link.array() * along.array()).matrix() * flow;
    }
    return result;
}

} // namespace netloom
