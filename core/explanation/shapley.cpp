// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explanation/shapley.h"

#include "core/base/cancelled.h"
#include "core/base/error.h"
#include "core/base/split_mix.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <memory>
#include <numeric>
#include <optional>

namespace netloom {

namespace {

/// Columns that are asked for at once: enough to keep a call cheap, few enough to stay in the cache.
constexpr Index kBlock = 2048;

/// Background rows with some groups taken from x, in the form in which a function is asked for their values.
class MixedRows
{
public:
    virtual ~MixedRows() = default;
    virtual void clear() = 0;                             ///< back to the background
    virtual void set(std::size_t player, bool fromX) = 0; ///< changes what is so not yet
    virtual void setAll() = 0;                            ///< all groups from x
    virtual Index size() const = 0;                       ///< numbers of a row
    virtual void copyTo(Matrix& block, Index first) const = 0;
};

/// As inputs.
class MixedInputs final : public MixedRows
{
public:
    MixedInputs(const std::vector<InputGroup>& players, const Matrix& background, const Vector& x)
        : m_players(players), m_background(background), m_x(x), m_now(background)
    {
    }
    void clear() override { m_now = m_background; }
    void set(std::size_t player, bool fromX) override
    {
        for (const Index i : m_players[player]) {
            if (fromX)
                m_now.row(i).setConstant(m_x[i]);
            else
                m_now.row(i) = m_background.row(i);
        }
    }
    void setAll() override
    {
        for (std::size_t p = 0; p < m_players.size(); ++p)
            set(p, true);
    }
    Index size() const override { return m_now.rows(); }
    void copyTo(Matrix& block, Index first) const override { block.middleCols(first, m_now.cols()) = m_now; }

private:
    const std::vector<InputGroup>& m_players;
    const Matrix& m_background;
    const Vector& m_x;
    Matrix m_now;
};

/// As weighted sums of a first layer, which a group changes by a matrix that is made once.
class MixedSums final : public MixedRows
{
public:
    MixedSums(const FirstLayer& layer, const std::vector<InputGroup>& players, const Matrix& background,
              const Vector& x)
    {
        m_background = layer.weights * background.cast<double>();
        m_background.colwise() += layer.bias;
        Matrix mixed = background;
        for (const InputGroup& group : players) {
            Eigen::MatrixXd change = Eigen::MatrixXd::Zero(m_background.rows(), m_background.cols());
            for (const Index i : group) {
                const Eigen::RowVectorXd step = static_cast<double>(x[i]) - background.row(i).cast<double>().array();
                change += layer.weights.col(i) * step;
                mixed.row(i).setConstant(x[i]);
            }
            m_changes.push_back(std::move(change));
        }
        m_all = layer.weights * mixed.cast<double>();
        m_all.colwise() += layer.bias;
        m_now = m_background;
    }
    void clear() override { m_now = m_background; }
    void set(std::size_t player, bool fromX) override
    {
        if (fromX)
            m_now += m_changes[player];
        else
            m_now -= m_changes[player];
    }
    void setAll() override { m_now = m_all; }
    Index size() const override { return m_now.rows(); }
    void copyTo(Matrix& block, Index first) const override
    {
        block.middleCols(first, m_now.cols()) = m_now.cast<Scalar>();
    }

private:
    Eigen::MatrixXd m_background;
    Eigen::MatrixXd m_all;
    std::vector<Eigen::MatrixXd> m_changes;
    Eigen::MatrixXd m_now;
};

/// The mean values of many coalitions, asked for in blocks.
class Coalitions
{
public:
    Coalitions(const ValueFunction& f, MixedRows& rows, Index count)
        : m_f(f), m_rows(rows), m_count(count), m_sets(std::max<Index>(1, kBlock / count)), m_block(rows.size(), 0)
    {
    }

    MixedRows& rows() { return m_rows; }
    /// Asks for the mean value of the coalition as it is now; it will be in column `place` of the means.
    void ask(Index place)
    {
        if (m_places.empty())
            m_block.resize(m_rows.size(), m_count * m_sets);
        m_rows.copyTo(m_block, static_cast<Index>(m_places.size()) * m_count);
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
        const auto sets = static_cast<Index>(m_places.size());
        if (sets < m_sets)
            m_block.conservativeResize(Eigen::NoChange, m_count * sets);
        const Eigen::MatrixXd values = m_f(m_block);
        m_evaluations += m_count * sets;
        if (m_means.size() == 0)
            m_means.setZero(values.rows(), m_columns);
        for (Index s = 0; s < sets; ++s)
            m_means.col(m_places[static_cast<std::size_t>(s)]) =
                values.middleCols(s * m_count, m_count).rowwise().sum() / static_cast<double>(m_count);
        m_places.clear();
    }

    const ValueFunction& m_f;
    MixedRows& m_rows;
    Index m_count; ///< background rows
    Index m_sets;  ///< coalitions in a block
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
    MixedRows& rows = coalitions.rows();
    rows.clear();
    coalitions.ask(0);
    for (std::size_t step = 1; step < sets; ++step) {
        if (stop.stop_requested())
            throw Cancelled();
        if (progress && step % 64 == 0)
            progress(static_cast<double>(step) / static_cast<double>(sets));
        const std::size_t mask = step ^ (step >> 1);
        const auto changed = static_cast<std::size_t>(std::countr_zero(step));
        rows.set(changed, (mask >> changed & 1) != 0);
        if (mask + 1 < sets)
            coalitions.ask(static_cast<Index>(mask));
    }
    if (sets > 1) {
        rows.setAll();
        coalitions.ask(static_cast<Index>(sets - 1));
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

/// As far as n pairs tell: the error falls with their root.
double pairsNeeded(double n, double error, double wanted, const ShapleyOptions& options)
{
    constexpr double kTooFewToTell = 8;
    const auto most = static_cast<double>(options.mostPairs);
    if (n < kTooFewToTell)
        return most;
    const double needed = wanted > 0 ? n * (error / wanted) * (error / wanted) : most;
    return std::clamp(needed, std::min(std::max(static_cast<double>(options.pairs), n), most), most);
}

Sampled sampledValues(Coalitions& coalitions, std::size_t players, Eigen::VectorXd& empty,
                      const ShapleyOptions& options, const std::stop_token& stop, const ProgressFunction& progress)
{
    const auto count = static_cast<Index>(players);
    MixedRows& rows = coalitions.rows();
    rows.clear();
    coalitions.begin(2);
    coalitions.ask(0);
    rows.setAll();
    coalitions.ask(1);
    const Eigen::MatrixXd ends = coalitions.means();
    empty = ends.col(0);

    const Index outputs = ends.rows();
    Eigen::MatrixXd mean = Eigen::MatrixXd::Zero(count, outputs);
    Eigen::MatrixXd spread = Eigen::MatrixXd::Zero(count, outputs); // Welford's sum of squares
    Sampled result;
    std::vector<std::size_t> order(players);
    Eigen::MatrixXd marginal(count, outputs);
    double done = 0;
    for (Index pair = 0; pair < options.mostPairs; ++pair) {
        if (stop.stop_requested())
            throw Cancelled();
        if (progress)
            progress(done);
        SplitMix64 stream = SplitMix64::of(options.seed, static_cast<std::uint64_t>(pair));
        std::iota(order.begin(), order.end(), std::size_t(0));
        for (std::size_t i = players; i > 1; --i)
            std::swap(order[i - 1], order[static_cast<std::size_t>(stream.below(static_cast<Index>(i)))]);
        marginal.setZero();
        coalitions.begin(2 * (count - 1));
        for (int direction = 0; direction < 2; ++direction) {
            rows.clear();
            for (Index k = 0; k + 1 < count; ++k) {
                rows.set(order[static_cast<std::size_t>(k)], true);
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
        if (pair == 0)
            result.error = Eigen::MatrixXd::Zero(count, outputs);
        else
            result.error = (spread.array() / (n - 1)).sqrt() / std::sqrt(n);
        const double error = result.error.maxCoeff();
        const double wanted = options.wantedError * mean.cwiseAbs().maxCoeff();
        done = std::max(done, n / pairsNeeded(n, error, wanted, options));
        if (pair + 1 < options.pairs)
            continue;
        if (error <= wanted)
            break;
    }
    result.phi = std::move(mean);
    return result;
}

/// @param first  null: f is asked for rows of inputs
ShapleyValues valuesOf(const ValueFunction& f, const FirstLayer* first, const std::vector<InputGroup>& groups,
                       const Matrix& background, const Vector& x, const ShapleyOptions& options,
                       const std::stop_token& stop, const ProgressFunction& progress)
{
    if (background.cols() == 0)
        throw Error("there are no background rows to compare the prediction with", {},
                    "Choose another background, or training rows that are complete.");
    const std::vector<std::size_t> places = playersOf(groups, background, x);
    std::vector<InputGroup> players;
    for (const std::size_t g : places)
        players.push_back(groups[g]);

    ShapleyValues result;
    if (first) {
        const Eigen::VectorXd sums = first->weights * x.cast<double>() + first->bias;
        result.value = f(sums.cast<Scalar>());
    } else {
        result.value = f(x);
    }
    const Index outputs = result.value.size();
    const auto all = static_cast<Index>(groups.size());
    result.phi.setZero(all, outputs);
    result.standardError.setZero(all, outputs);
    std::unique_ptr<MixedRows> rows;
    if (first)
        rows = std::make_unique<MixedSums>(*first, players, background, x);
    else
        rows = std::make_unique<MixedInputs>(players, background, x);
    Coalitions coalitions(f, *rows, background.cols());
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

} // namespace

double ShapleyValues::gap() const
{
    return (expected + phi.colwise().sum().transpose() - value).cwiseAbs().maxCoeff();
}

ShapleyValues shapleyValues(const ValueFunction& f, const std::vector<InputGroup>& groups, const Matrix& background,
                            const Vector& x, const ShapleyOptions& options, const std::stop_token& stop,
                            const ProgressFunction& progress)
{
    return valuesOf(f, nullptr, groups, background, x, options, stop, progress);
}

ShapleyValues shapleyValues(ExplainedNetwork& network, const std::vector<InputGroup>& groups, const Matrix& background,
                            const Vector& x, const ShapleyOptions& options, const std::stop_token& stop,
                            const ProgressFunction& progress)
{
    std::optional<FirstLayer> first;
    if (network.inputs() >= options.wideInputs)
        first = network.firstLayer();
    if (first)
        return valuesOf(first->onwards, &*first, groups, background, x, options, stop, progress);
    return valuesOf([&](const Matrix& rows) { return network.values(rows); }, nullptr, groups, background, x, options,
                    stop, progress);
}

Index shapleyCost(std::size_t groups, Index background, const ShapleyOptions& options)
{
    if (groups <= options.exactUpTo)
        return (Index(1) << groups) * background;
    return 2 * static_cast<Index>(groups) * options.pairs * background;
}

} // namespace netloom
