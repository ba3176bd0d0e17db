// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/confusion.h"
#include "core/evaluation/predicted_rows.h"
#include "tests/support/golden.h"

#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

namespace netloom::golden {

inline double orNaN(const Json& value)
{
    return value.is_null() ? std::numeric_limits<double>::quiet_NaN() : value.get<double>();
}

/// Null means undefined, and only that.
inline void compareFigure(Comparison& c, const std::string& place, const std::optional<double>& got, const Json& want)
{
    if (want.is_null() || !got)
        c.compare(place + (want.is_null() ? " undefined" : " defined"), got.has_value() ? 1 : 0,
                  want.is_null() ? 0 : 1);
    else
        c.compare(place, *got, want.get<double>());
}

inline void compareInterval(Comparison& c, const std::string& place, const Interval& got, const Json& want)
{
    c.compare(place, {got.low, got.high}, {want.at(0).get<double>(), want.at(1).get<double>()});
}

inline void compareCount(Comparison& c, const std::string& place, Index got, const Json& want)
{
    c.compare(place, static_cast<double>(got), want.get<double>());
}

/// Shares of a matrix by rows or by columns.
inline void compareShares(Comparison& c, const std::string& place, const ConfusionMatrix& confusion, const Json& want,
                          bool rows)
{
    for (std::size_t i = 0; i < confusion.classes(); ++i)
        for (std::size_t j = 0; j < confusion.classes(); ++j)
            compareFigure(c, place, rows ? confusion.rowShare(i, j) : confusion.columnShare(i, j), want.at(i).at(j));
}

/// Rows of a case; a single number per row is one output.
inline PredictedRows rowsOf(const Json& y, const Json& p, TargetInfo target, bool classes)
{
    const auto count = static_cast<Index>(y.size());
    const bool several = p.front().is_array();
    const Index outputs = several ? static_cast<Index>(p.front().size()) : 1;
    Eigen::MatrixXd output(outputs, count);
    Eigen::MatrixXd truth(classes ? 1 : outputs, count);
    for (Index i = 0; i < count; ++i) {
        for (Index k = 0; k < outputs; ++k)
            output(k, i) = several && p.at(i).is_array() ? orNaN(p.at(i).at(k)) : orNaN(p.at(i));
        for (Index k = 0; k < truth.rows(); ++k)
            truth(k, i) = y.at(i).is_array() ? orNaN(y.at(i).at(k)) : orNaN(y.at(i));
    }
    std::vector<Index> rows(static_cast<std::size_t>(count));
    std::iota(rows.begin(), rows.end(), Index(0));
    return usableRows(std::move(target), std::move(rows), truth, output);
}

} // namespace netloom::golden
