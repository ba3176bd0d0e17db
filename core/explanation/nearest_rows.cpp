// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explanation/nearest_rows.h"

#include "core/base/cancelled.h"
#include "core/base/error.h"
#include "core/base/split_mix.h"
#include "core/data/column_values.h"
#include "core/data/number_summary.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>

namespace netloom {

namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr Index kMostLookedAt = 500;

bool isNumber(const Column& column)
{
    return column.kind == ColumnKind::Number || column.kind == ColumnKind::DateTime;
}

double numberOf(const Column& column, Index row)
{
    if (column.isMissing(row))
        return kMissing;
    if (isNumber(column))
        return column.numbers[static_cast<std::size_t>(row)];
    return labelNumber(column.text(row)).value_or(kMissing);
}

} // namespace

NearestRows::NearestRows(const Table& table, std::vector<Index> rows, const std::vector<std::string>& columns)
    : m_rows(std::move(rows))
{
    for (const std::string& name : columns) {
        const Index place = table.find(name);
        if (place < 0)
            throw Error("The data has no column " + quoted(name), {}, "Load data with the same column names.");
        const Column& column = table.columns[static_cast<std::size_t>(place)];
        Feature feature;
        feature.name = name;
        if (isNumber(column)) {
            double low = HUGE_VAL;
            double high = -HUGE_VAL;
            for (const Index row : m_rows) {
                feature.numbers.push_back(numberOf(column, row));
                if (!column.isMissing(row)) {
                    low = std::min(low, feature.numbers.back());
                    high = std::max(high, feature.numbers.back());
                }
            }
            feature.range = low < high ? high - low : 0;
        } else {
            std::unordered_map<std::string, int> places;
            for (const Index row : m_rows) {
                if (column.isMissing(row)) {
                    feature.labels.push_back(-1);
                    continue;
                }
                const std::string label = cellLabel(column, row);
                const auto [found, isNew] = places.try_emplace(label, static_cast<int>(feature.words.size()));
                if (isNew)
                    feature.words.push_back(label);
                feature.labels.push_back(found->second);
            }
            feature.range = feature.words.size() > 1 ? 1 : 0;
        }
        m_features.push_back(std::move(feature));
    }
}

std::vector<NearRow> NearestRows::nearest(const Query& query, std::size_t most, Index without) const
{
    std::vector<NearRow> all;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (m_rows[i] == without)
            continue;
        double sum = 0;
        double used = 0;
        for (std::size_t f = 0; f < m_features.size(); ++f) {
            const Feature& feature = m_features[f];
            if (!feature.numbers.empty()) {
                const double difference = std::abs(feature.numbers[i] - query.numbers[f]);
                if (std::isnan(difference))
                    continue;
                sum += feature.range > 0 ? difference / feature.range : 0;
            } else {
                if (feature.labels[i] == -1 || query.labels[f] == -1)
                    continue;
                sum += feature.range > 0 && feature.labels[i] != query.labels[f] ? 1 : 0;
            }
            used += 1;
        }
        if (used > 0)
            all.push_back({m_rows[i], sum / used});
    }
    const std::size_t count = std::min(most, all.size());
    std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count), all.end(),
                      [](const NearRow& a, const NearRow& b) {
                          return a.distance < b.distance || (a.distance == b.distance && a.row < b.row);
                      });
    all.resize(count);
    return all;
}

std::vector<NearRow> NearestRows::nearest(const Table& table, Index row, std::size_t most, Index without) const
{
    Query query;
    for (const Feature& feature : m_features) {
        const Index place = table.find(feature.name);
        if (place < 0)
            throw Error("The data has no column " + quoted(feature.name), {}, "Load data with the same column names.");
        const Column& column = table.columns[static_cast<std::size_t>(place)];
        query.numbers.push_back(feature.numbers.empty() ? kMissing : numberOf(column, row));
        int label = -1;
        if (feature.numbers.empty() && !column.isMissing(row)) {
            const auto found = std::find(feature.words.begin(), feature.words.end(), cellLabel(column, row));
            label = static_cast<int>(found - feature.words.begin()); // behind the last one: unlike all of them
        }
        query.labels.push_back(label);
    }
    return nearest(query, most, without);
}

NearestRows::Usual NearestRows::usual(std::uint64_t seed, const std::stop_token& stop) const
{
    std::vector<std::size_t> places(m_rows.size());
    for (std::size_t i = 0; i < places.size(); ++i)
        places[i] = i;
    const std::size_t count = std::min<std::size_t>(places.size(), kMostLookedAt);
    SplitMix64 stream = SplitMix64::of(seed, 0);
    for (std::size_t i = 0; i < count; ++i)
        std::swap(places[i], places[i + static_cast<std::size_t>(stream.below(static_cast<Index>(places.size() - i)))]);
    std::vector<double> distances;
    for (std::size_t k = 0; k < count; ++k) {
        if (stop.stop_requested())
            throw Cancelled();
        Query query;
        for (const Feature& feature : m_features) {
            query.numbers.push_back(feature.numbers.empty() ? kMissing : feature.numbers[places[k]]);
            query.labels.push_back(feature.numbers.empty() ? feature.labels[places[k]] : -1);
        }
        if (const auto near = nearest(query, 1, m_rows[places[k]]); !near.empty())
            distances.push_back(near.front().distance);
    }
    Usual usual;
    usual.rows = static_cast<Index>(distances.size());
    if (distances.empty())
        return usual;
    std::sort(distances.begin(), distances.end());
    usual.median = quantile(distances, 0.5);
    usual.quantile99 = quantile(distances, 0.99);
    return usual;
}

} // namespace netloom
