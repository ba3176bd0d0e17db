// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/article_metric.h"

#include "core/metrics/target_view.h"

#include <cmath>

namespace netloom {

namespace {

/// round(clip(value, 0, 1)), halves to even.
double counted(Scalar value)
{
    return value > Scalar(0.5) ? 1 : 0;
}

} // namespace

double articleRate(ArticleRate rate, ConstBlock prediction, ConstBlock target)
{
    constexpr double epsilon = 1e-7;
    const TargetView view(target, prediction.rows);
    double both = 0;
    double said = 0;
    double is = 0;
    for (Index j = 0; j < prediction.columns; ++j)
        for (Index i = 0; i < prediction.rows; ++i) {
            const Scalar y = view.at(i, j);
            const Scalar p = prediction.column(j)[i];
            both += counted(y * p);
            said += counted(p);
            is += counted(y);
        }
    const double precision = both / (said + epsilon);
    const double recall = both / (is + epsilon);
    switch (rate) {
    case ArticleRate::Precision:
        return precision;
    case ArticleRate::Recall:
        return recall;
    case ArticleRate::F1:
        break;
    }
    return 2 * precision * recall / (precision + recall + epsilon);
}

} // namespace netloom
