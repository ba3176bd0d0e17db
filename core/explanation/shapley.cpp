// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explanation/shapley.h"

#include "core/base/cancelled.h"
#include "core/base/error.h"
#include "core/base/split_mix.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

namespace netloom {

namespace {

/// Columns that are asked for at once: enough to keep a call cheap, few enough to stay in the cache.
constexpr Index kBlock = 2048;

/// Background rows with some groups taken from x, and the mean values of many such sets, asked for in blocks.
class Coalitions
{
public:
    Coalitions(const ValueFunction& f, const std::vector<InputGroup>& players, const Matrix& background,
               const Vector& x)
        : m_f(f),
          m_players(players),
          m_background(background),
          m_x(x),
          m_now(background),
          m_sets(std::max<Index>(1, kBlock / background.cols())),
          m_block(background.rows(), 0)
    {
    }

    /// Back to the background.
    void clear() { m_now = m_background; }
    void set(std::size_t player, bool fromX)
    {
        for (const Index i : m_players[player]) {
            if (fromX)
                m_now.row(i).setConstant(m_x[i]);
            else
                m_now.row(i) = m_background.row(i);
        }
    }
    /// Asks for the mean value of the coalition as it is now; it will be in column `place` of the means.
    void ask(Index place)
    {
        if (m_places.empty())
            m_block.resize(m_now.rows(), m_now.cols() * m_sets);
        m_block.middleCols(static_cast<Index>(m_places.size()) * m_now.cols(), m_now.cols()) = m_now;
        m_places.push_back(place);
        if (static_cast<Index>(m_places.size()) == m_sets)
            flush();
    }
    /// @param columns  of the means
    void begin(Index columns)
    {
        m_columns = columns;
        m_means.resize(0, 0);
    }
    const Eigen::MatrixXd& means()
    {
        if (!m_places.empty())
            flush();
        return m_means;
    }
    Index evaluations() const { return m_evaluations; }

private:
    void flush()
    {
        const Index rows = m_now.cols();
        const auto sets = static_cast<Index>(m_places.size());
        if (sets < m_sets)
            m_block.conservativeResize(Eigen::NoChange, rows * sets);
        const Eigen::MatrixXd values = m_f(m_block);
        m_evaluations += rows * sets;
        if (m_means.size() == 0)
            m_means.setZero(values.rows(), m_columns);
        for (Index s = 0; s < sets; ++s)
            m_means.col(m_places[static_cast<std::size_t>(s)]) =
                values.middleCols(s * rows, rows).rowwise().sum() / static_cast<double>(rows);
        m_places.clear();
    }

    const ValueFunction& m_f;
    const std::vector<InputGroup>& m_players;
    const Matrix& m_background;
    const Vector& m_x;
    Matrix m_now;
    Index m_sets; ///< coalitions in a block
    Matrix m_block;
    std::vector<Index> m_places;
    Index m_columns = 0;
    Eigen::MatrixXd m_means; ///< outputs × coalitions
    Index m_evaluations = 0;
};

/// Groups in which x differs from some background row.
std::vector<std::size_t> playersOf(const std::vector<InputGroup>& groups, const Matrix& background, const Vector& x)
{
    std::vector<std::size_t> players;
    for (std::size_t g = 0; g < groups.size(); ++g)
        if (std::any_of(groups[g].begin(), groups[g].end(),
                        [&](Index i) { return (background.row(i).array() != x[i]).any(); }))
            players.push_back(g);
    return players;
}

/// |S|! (n − |S| − 1)! / n! for every size of S.
std::vector<double> subsetWeights(std::size_t n)
{
    std::vector<double> weights(n);
    double choose = 1; // n − 1 over size
    for (std::size_t size = 0; size < n; ++size) {
        weights[size] = 1 / (static_cast<double>(n) * choose);
        choose *= static_cast<double>(n - 1 - size) / static_cast<double>(size + 1);
    }
    return weights;
}

/// @returns φ of the players, players × outputs; `empty` receives v of no player
Eigen::MatrixXd exactValues(Coalitions& coalitions, std::size_t players, Eigen::VectorXd& empty,
                            const std::stop_token& stop, const ProgressFunction& progress)
{
    const std::size_t sets = std::size_t(1) << players;
    coalitions.begin(static_cast<Index>(sets));
    coalitions.clear();
    coalitions.ask(0);
    for (std::size_t step = 1; step < sets; ++step) {
        if (stop.stop_requested())
            throw Cancelled();
        if (progress && step % 64 == 0)
            progress(static_cast<double>(step) / static_cast<double>(sets));
        const std::size_t mask = step ^ (step >> 1);
        const auto changed = static_cast<std::size_t>(std::countr_zero(step));
        coalitions.set(changed, (mask >> changed & 1) != 0);
        coalitions.ask(static_cast<Index>(mask));
    }
    const Eigen::MatrixXd& v = coalitions.means();
    empty = v.col(0);
    const std::vector<double> weights = subsetWeights(players);
    Eigen::MatrixXd phi = Eigen::MatrixXd::Zero(static_cast<Index>(players), v.rows());
    for (std::size_t mask = 0; mask < sets; ++mask)
        for (std::size_t p = 0; p < players; ++p)
            if ((mask >> p & 1) == 0)
                phi.row(static_cast<Index>(p)) +=
                    weights[static_cast<std::size_t>(std::popcount(mask))] *
                    (v.col(static_cast<Index>(mask | std::size_t(1) << p)) - v.col(static_cast<Index>(mask)))
                        .transpose();
    return phi;
}

struct Sampled {
    Eigen::MatrixXd phi;
    Eigen::MatrixXd error;
    Index pairs = 0;
};

Sampled sampledValues(Coalitions& coalitions, std::size_t players, Eigen::VectorXd& empty,
                      const ShapleyOptions& options, const std::stop_token& stop, const ProgressFunction& progress)
{
    const auto count = static_cast<Index>(players);
    coalitions.clear();
    coalitions.begin(2);
    coalitions.ask(0);
    for (std::size_t p = 0; p < players; ++p)
        coalitions.set(p, true);
    coalitions.ask(1);
    const Eigen::MatrixXd ends = coalitions.means();
    empty = ends.col(0);

    const Index outputs = ends.rows();
    Eigen::MatrixXd mean = Eigen::MatrixXd::Zero(count, outputs);
    Eigen::MatrixXd spread = Eigen::MatrixXd::Zero(count, outputs); // Welford's sum of squares
    Sampled result;
    std::vector<std::size_t> order(players);
    Eigen::MatrixXd marginal(count, outputs);
    for (Index pair = 0; pair < options.mostPairs; ++pair) {
        if (stop.stop_requested())
            throw Cancelled();
        if (progress)
            progress(std::min(1.0, static_cast<double>(pair) / static_cast<double>(options.pairs)));
        SplitMix64 stream = SplitMix64::of(options.seed, static_cast<std::uint64_t>(pair));
        std::iota(order.begin(), order.end(), std::size_t(0));
        for (std::size_t i = players; i > 1; --i)
            std::swap(order[i - 1], order[static_cast<std::size_t>(stream.below(static_cast<Index>(i)))]);
        marginal.setZero();
        coalitions.begin(2 * (count - 1));
        for (int direction = 0; direction < 2; ++direction) {
            coalitions.clear();
            for (Index k = 0; k + 1 < count; ++k) {
                coalitions.set(order[static_cast<std::size_t>(k)], true);
                coalitions.ask(direction * (count - 1) + k);
            }
            std::reverse(order.begin(), order.end());
        }
        const Eigen::MatrixXd& v = coalitions.means();
        for (int direction = 0; direction < 2; ++direction) {
            for (Index k = 0; k < count; ++k) {
                const Index first = direction * (count - 1);
                const Eigen::VectorXd before = k == 0 ? ends.col(0) : v.col(first + k - 1);
                const Eigen::VectorXd after = k + 1 == count ? ends.col(1) : v.col(first + k);
                marginal.row(static_cast<Index>(order[static_cast<std::size_t>(k)])) +=
                    (after - before).transpose() / 2;
            }
            std::reverse(order.begin(), order.end());
        }
        const auto n = static_cast<double>(pair + 1);
        const Eigen::MatrixXd delta = marginal - mean;
        mean += delta / n;
        spread.array() += delta.array() * (marginal - mean).array();
        result.pairs = pair + 1;
        if (pair + 1 < options.pairs)
            continue;
        if (pair == 0)
            result.error = Eigen::MatrixXd::Zero(count, outputs);
        else
            result.error = (spread.array() / (n - 1)).sqrt() / std::sqrt(n);
        if (result.error.maxCoeff() <= options.wantedError * mean.cwiseAbs().maxCoeff())
            break;
    }
    result.phi = std::move(mean);
    return result;
}

} // namespace

double ShapleyValues::gap() const
{
    return (expected + phi.colwise().sum().transpose() - value).cwiseAbs().maxCoeff();
}

ShapleyValues shapleyValues(const ValueFunction& f, const std::vector<InputGroup>& groups, const Matrix& background,
                            const Vector& x, const ShapleyOptions& options, const std::stop_token& stop,
                            const ProgressFunction& progress)
{
    if (background.cols() == 0)
        throw Error("there are no background rows to compare the prediction with", {},
                    "Choose another background, or training rows that are complete.");
    const std::vector<std::size_t> places = playersOf(groups, background, x);
    std::vector<InputGroup> players;
    for (const std::size_t g : places)
        players.push_back(groups[g]);

    ShapleyValues result;
    result.value = f(x);
    const Index outputs = result.value.size();
    const auto all = static_cast<Index>(groups.size());
    result.phi.setZero(all, outputs);
    result.standardError.setZero(all, outputs);
    Coalitions coalitions(f, players, background, x);
    Eigen::MatrixXd phi;
    Eigen::MatrixXd error;
    if (players.size() <= options.exactUpTo) {
        phi = exactValues(coalitions, players.size(), result.expected, stop, progress);
    } else {
        Sampled sampled = sampledValues(coalitions, players.size(), result.expected, options, stop, progress);
        phi = std::move(sampled.phi);
        error = std::move(sampled.error);
        result.pairs = sampled.pairs;
    }
    for (std::size_t p = 0; p < places.size(); ++p) {
        result.phi.row(static_cast<Index>(places[p])) = phi.row(static_cast<Index>(p));
        if (error.size() > 0)
            result.standardError.row(static_cast<Index>(places[p])) = error.row(static_cast<Index>(p));
    }
    result.evaluations = coalitions.evaluations() + 1;
    return result;
}

Index shapleyCost(std::size_t groups, Index background, const ShapleyOptions& options)
{
    if (groups <= options.exactUpTo)
        return (Index(1) << groups) * background;
    return 2 * static_cast<Index>(groups) * options.pairs * background;
}

} // namespace netloom
