// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explanation/counterfactual.h"

#include "core/base/cancelled.h"
#include "core/data/number_summary.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

namespace netloom {

namespace {

constexpr std::size_t kMostAnswers = 3;
/// Values of a number that are tried: alone, and in a pair with another.
constexpr int kSingleGrid = 128;
constexpr int kPairGrid = 32;
constexpr int kTripleGrid = 16;
constexpr std::size_t kTriedPairs = 12;
constexpr int kHalvings = 40;
constexpr int kRoundings = 8; ///< steps of the resolution that are tried where the first one falls short

class Search
{
public:
    Search(const std::vector<ChangeableColumn>& columns, const ChangeableRow& row, const MarginFunction& margin,
           const std::stop_token& stop)
        : m_columns(columns), m_row(row), m_margin(margin), m_stop(stop)
    {
        for (std::size_t j = 0; j < columns.size(); ++j)
            if (mayChange(j))
                m_free.push_back(j);
    }

    std::vector<Counterfactual> run()
    {
        if (margin(m_row) > 0)
            return {{m_row, {}, 0}};
        for (const std::size_t j : m_free)
            keep(single(j));
        if (m_found.empty())
            pairs();
        if (m_found.empty())
            triples();
        std::stable_sort(m_found.begin(), m_found.end(),
                         [](const Counterfactual& a, const Counterfactual& b) { return a.cost < b.cost; });
        if (m_found.size() > kMostAnswers)
            m_found.resize(kMostAnswers);
        return m_found;
    }

private:
    struct PairScore {
        double margin;
        std::size_t a;
        std::size_t b;
        double valueA;
        double valueB;
    };

    bool mayChange(std::size_t j) const
    {
        const ChangeableColumn& column = m_columns[j];
        if (column.frozen)
            return false;
        if (!column.number)
            return column.levels > 0;
        return column.scale > 0 && column.low < column.high && !std::isnan(m_row[j]);
    }

    std::vector<double> margins(const std::vector<ChangeableRow>& rows) const
    {
        if (m_stop.stop_requested())
            throw Cancelled();
        return m_margin(rows);
    }
    double margin(const ChangeableRow& row) const { return margins({row}).front(); }

    bool isChanged(std::size_t j, double value) const { return !(value == m_row[j]); }
    double cost(std::size_t j, double value) const
    {
        if (!isChanged(j, value))
            return 0;
        return m_columns[j].number ? std::abs(value - m_row[j]) / m_columns[j].scale : 1;
    }
    double step(std::size_t j) const
    {
        const ChangeableColumn& column = m_columns[j];
        return column.whole ? std::max(1.0, column.resolution) : column.resolution;
    }

    /// Values that are tried, rising, the row's own left out.
    std::vector<double> grid(std::size_t j, int points) const
    {
        const ChangeableColumn& column = m_columns[j];
        std::set<double> values;
        if (!column.number) {
            for (Index level = 0; level < column.levels; ++level)
                values.insert(static_cast<double>(level));
        } else {
            for (int k = 0; k <= points; ++k) {
                const double value = column.low + (column.high - column.low) * k / points;
                values.insert(column.whole ? std::round(value) : value);
            }
            if (column.whole && column.high - column.low <= 4 * points)
                for (double value = std::ceil(column.low); value <= column.high; ++value)
                    values.insert(value);
        }
        values.erase(m_row[j]);
        std::vector<double> result;
        for (const double value : values)
            if (!column.number || (value >= column.low && value <= column.high))
                result.push_back(value);
        return result;
    }

    /// As shown: a multiple of the column's step, from the row's own value away, within the limits.
    std::vector<double> shownFrom(std::size_t j, double value) const
    {
        const double unit = step(j);
        if (!m_columns[j].number || unit <= 0)
            return {value};
        std::vector<double> result;
        const double direction = value > m_row[j] ? 1 : -1;
        // A value that is a multiple but for rounding is one.
        double count = value / unit;
        const double nearest = std::round(count);
        count = std::abs(count - nearest) < 1e-9 * std::max(1.0, std::abs(count)) ? nearest
                : direction > 0                                                   ? std::ceil(count)
                                                                                  : std::floor(count);
        for (int k = 0; k < kRoundings; ++k) {
            const double shown = multiple(count + direction * k, unit);
            if (shown >= m_columns[j].low && shown <= m_columns[j].high && isChanged(j, shown))
                result.push_back(shown);
        }
        return result;
    }
    /// count × unit, as a person would write it where the unit is a decimal fraction.
    static double multiple(double count, double unit)
    {
        const double inverse = std::round(1 / unit);
        return unit < 1 && std::abs(inverse * unit - 1) < 1e-12 ? count / inverse : count * unit;
    }

    /// Towards the row's own value as far as the class stays, between a value that has it and one that has it not.
    double boundary(ChangeableRow row, std::size_t j, double outside, double inside) const
    {
        if (!m_columns[j].number)
            return inside;
        for (int k = 0; k < kHalvings; ++k) {
            const double middle = outside + (inside - outside) / 2;
            if (middle == outside || middle == inside)
                break;
            row[j] = middle;
            (margin(row) > 0 ? inside : outside) = middle;
        }
        return inside;
    }

    /// The cheapest shown value of a column for which the row has the class, the other cells being as they are.
    std::optional<double> cheapest(const ChangeableRow& row, std::size_t j, int points) const
    {
        const std::vector<double> values = grid(j, points);
        std::vector<ChangeableRow> rows(values.size(), row);
        for (std::size_t k = 0; k < values.size(); ++k)
            rows[k][j] = values[k];
        if (rows.empty())
            return std::nullopt;
        return cheapest(row, j, values, margins(rows));
    }
    std::optional<double> cheapest(const ChangeableRow& row, std::size_t j, const std::vector<double>& values,
                                   const std::vector<double>& found) const
    {
        std::vector<std::size_t> order;
        for (std::size_t k = 0; k < values.size(); ++k)
            if (found[k] > 0)
                order.push_back(k);
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return cost(j, values[a]) < cost(j, values[b]); });
        std::optional<double> best;
        int tried = 0;
        for (const std::size_t k : order) {
            // A boundary is at most one place of the grid nearer than the place itself.
            const bool below = m_columns[j].number && values[k] < m_row[j];
            double outside = m_row[j];
            if (m_columns[j].number && below && k + 1 < values.size() && values[k + 1] < m_row[j])
                outside = values[k + 1];
            if (m_columns[j].number && !below && k > 0 && values[k - 1] > m_row[j])
                outside = values[k - 1];
            if (best && cost(j, outside) >= cost(j, *best))
                break;
            if (++tried > 6)
                break;
            const double value = boundary(row, j, outside, values[k]);
            for (const double shown : shownFrom(j, value)) {
                ChangeableRow one = row;
                one[j] = shown;
                if (margin(one) > 0) {
                    if (!best || cost(j, shown) < cost(j, *best))
                        best = shown;
                    break;
                }
            }
        }
        return best;
    }

    std::optional<Counterfactual> single(std::size_t j) const
    {
        const std::optional<double> value = cheapest(m_row, j, kSingleGrid);
        if (!value)
            return std::nullopt;
        ChangeableRow row = m_row;
        row[j] = *value;
        return Counterfactual{row, {j}, cost(j, *value)};
    }

    void keep(std::optional<Counterfactual> one)
    {
        if (one)
            m_found.push_back(std::move(*one));
    }

    /// The outer column at a value, shown; the inner one as cheap as it can be then.
    std::optional<Counterfactual> nested(std::size_t outer, double value, std::size_t inner) const
    {
        std::optional<Counterfactual> best;
        const std::vector<double> shownValues = shownFrom(outer, value);
        if (shownValues.empty())
            return std::nullopt;
        ChangeableRow row = m_row;
        row[outer] = shownValues.front();
        const std::optional<double> second = cheapest(row, inner, kPairGrid);
        if (!second)
            return std::nullopt;
        row[inner] = *second;
        std::vector<std::size_t> changed = {outer, inner};
        std::sort(changed.begin(), changed.end());
        return Counterfactual{row, changed, cost(outer, row[outer]) + cost(inner, *second)};
    }

    static void take(std::optional<Counterfactual>& best, std::optional<Counterfactual> other)
    {
        if (other && (!best || other->cost < best->cost))
            best = std::move(other);
    }

    /// Golden-section search for the outer value between its neighbours in the grid.
    void refine(std::optional<Counterfactual>& best, std::size_t outer, double low, double high,
                std::size_t inner) const
    {
        const double ratio = (std::sqrt(5.0) - 1) / 2;
        const auto costAt = [&](double value) {
            std::optional<Counterfactual> one = nested(outer, value, inner);
            const double result = one ? one->cost : HUGE_VAL;
            take(best, std::move(one));
            return result;
        };
        double left = high - ratio * (high - low);
        double right = low + ratio * (high - low);
        double leftCost = costAt(left);
        double rightCost = costAt(right);
        for (int k = 0; k < 14 && high - low > step(outer) / 2; ++k) {
            if (leftCost <= rightCost) {
                high = right;
                right = left;
                rightCost = leftCost;
                left = high - ratio * (high - low);
                leftCost = costAt(left);
            } else {
                low = left;
                left = right;
                leftCost = rightCost;
                right = low + ratio * (high - low);
                rightCost = costAt(right);
            }
        }
    }

    void pairs()
    {
        for (std::size_t i = 0; i < m_free.size(); ++i)
            for (std::size_t k = i + 1; k < m_free.size(); ++k) {
                // A number outside, so that its value can be refined, unless both are categories.
                const bool swap = !m_columns[m_free[i]].number;
                keep(pair(swap ? m_free[k] : m_free[i], swap ? m_free[i] : m_free[k]));
            }
    }

    std::optional<Counterfactual> pair(std::size_t outer, std::size_t inner)
    {
        const std::vector<double> outerValues = grid(outer, kPairGrid);
        const std::vector<double> innerValues = grid(inner, kPairGrid);
        std::vector<ChangeableRow> rows;
        for (const double a : outerValues)
            for (const double b : innerValues) {
                rows.push_back(m_row);
                rows.back()[outer] = a;
                rows.back()[inner] = b;
            }
        if (rows.empty())
            return std::nullopt;
        const std::vector<double> all = margins(rows);
        const auto largest = std::max_element(all.begin(), all.end());
        const ChangeableRow& promising = rows[static_cast<std::size_t>(largest - all.begin())];
        m_pairs.push_back({*largest, outer, inner, promising[outer], promising[inner]});
        // The cheapest cell of the grid for each outer value says where to look closely.
        std::vector<std::pair<double, std::size_t>> places;
        for (std::size_t a = 0; a < outerValues.size(); ++a) {
            double cheapestCell = HUGE_VAL;
            for (std::size_t b = 0; b < innerValues.size(); ++b)
                if (all[a * innerValues.size() + b] > 0)
                    cheapestCell = std::min(cheapestCell, cost(outer, outerValues[a]) + cost(inner, innerValues[b]));
            if (cheapestCell < HUGE_VAL)
                places.emplace_back(cheapestCell, a);
        }
        std::sort(places.begin(), places.end());
        std::optional<Counterfactual> best;
        // A cell may be dearer than its boundary by a step of the grid in each of both.
        const double slack = gridStep(outer, outerValues) + gridStep(inner, innerValues);
        for (const auto& [cell, a] : places) {
            if (best && cell - slack >= best->cost)
                break;
            take(best, nested(outer, outerValues[a], inner));
            if (!m_columns[outer].number)
                continue;
            const double low = a > 0 ? outerValues[a - 1] : outerValues[a];
            const double high = a + 1 < outerValues.size() ? outerValues[a + 1] : outerValues[a];
            if (low < high && !m_columns[outer].whole)
                refine(best, outer, low, high, inner);
        }
        return best;
    }

    double gridStep(std::size_t j, const std::vector<double>& values) const
    {
        if (!m_columns[j].number || values.size() < 2)
            return 0;
        return (values.back() - values.front()) / static_cast<double>(values.size() - 1) / m_columns[j].scale;
    }

    void triples()
    {
        std::stable_sort(m_pairs.begin(), m_pairs.end(),
                         [](const PairScore& a, const PairScore& b) { return a.margin > b.margin; });
        std::set<std::vector<std::size_t>> seen;
        for (std::size_t p = 0; p < std::min(kTriedPairs, m_pairs.size()); ++p)
            for (const std::size_t c : m_free) {
                const PairScore& pair = m_pairs[p];
                std::vector<std::size_t> columns = {pair.a, pair.b, c};
                std::sort(columns.begin(), columns.end());
                if (c == pair.a || c == pair.b || !seen.insert(columns).second)
                    continue;
                ChangeableRow row = m_row;
                row[pair.a] = firstShown(pair.a, pair.valueA);
                row[pair.b] = firstShown(pair.b, pair.valueB);
                const std::optional<double> third = cheapest(row, c, kTripleGrid);
                if (!third)
                    continue;
                row[c] = *third;
                keep(pulledBack(std::move(row), columns));
            }
    }

    double firstShown(std::size_t j, double value) const
    {
        const std::vector<double> shown = shownFrom(j, value);
        return shown.empty() ? value : shown.front();
    }

    /// Each column in turn as cheap as the others allow, until nothing gets cheaper.
    std::optional<Counterfactual> pulledBack(ChangeableRow row, const std::vector<std::size_t>& columns) const
    {
        for (int round = 0; round < 4; ++round) {
            const ChangeableRow before = row;
            for (const std::size_t j : columns)
                if (const std::optional<double> value = cheapest(row, j, kPairGrid);
                    value && cost(j, *value) < cost(j, row[j]))
                    row[j] = *value;
            if (row == before)
                break;
        }
        Counterfactual result{row, columns, 0};
        for (const std::size_t j : columns)
            result.cost += cost(j, row[j]);
        if (margin(row) > 0)
            return result;
        return std::nullopt;
    }

    const std::vector<ChangeableColumn>& m_columns;
    const ChangeableRow& m_row;
    const MarginFunction& m_margin;
    const std::stop_token& m_stop;
    std::vector<std::size_t> m_free; ///< columns that may change
    std::vector<Counterfactual> m_found;
    std::vector<PairScore> m_pairs;
};

} // namespace

double changeScale(std::vector<double> values)
{
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    const double range = *high - *low;
    const double middle = median(values);
    for (double& value : values)
        value = std::abs(value - middle);
    const double mad = median(values);
    return mad > 0 ? mad : range;
}

std::vector<Counterfactual> counterfactuals(const std::vector<ChangeableColumn>& columns, const ChangeableRow& row,
                                            const MarginFunction& margin, const std::stop_token& stop)
{
    return Search(columns, row, margin, stop).run();
}

} // namespace netloom
