// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/mean_metric.h"
#include "core/metrics/target_view.h"

namespace netloom {

/// Share of the outputs of a sample that lie on the right side of the threshold.
struct BinaryHits {
    explicit BinaryHits(const FieldValues& values) : threshold(static_cast<Scalar>(values.real("threshold"))) {}

    double operator()(const Scalar* p, Index n, ConstBlock target, Index j) const
    {
        const TargetView view(target, n);
        Index hits = 0;
        for (Index i = 0; i < n; ++i)
            hits += (p[i] > threshold ? Scalar(1) : Scalar(0)) == view.at(i, j);
        return static_cast<double>(hits) / static_cast<double>(n);
    }

    Scalar threshold;
};

/// 1 where all outputs of a sample lie on the right side of the threshold.
struct ExactHits {
    explicit ExactHits(const FieldValues& values) : hits(values) {}

    double operator()(const Scalar* p, Index n, ConstBlock target, Index j) const
    {
        return hits(p, n, target, j) == 1 ? 1 : 0;
    }

    BinaryHits hits;
};

/// 1 where the largest output is the one of the true class.
struct ClassHits {
    explicit ClassHits(const FieldValues&) {}

    double operator()(const Scalar* p, Index n, ConstBlock target, Index j) const
    {
        return indexOfLargest(p, n) == TargetView(target, n).label(j) ? 1 : 0;
    }
};

/// 1 where fewer than k outputs are larger than that of the true class.
struct TopHits {
    explicit TopHits(const FieldValues& values) : k(values.integer("k")) {}

    double operator()(const Scalar* p, Index n, ConstBlock target, Index j) const
    {
        const Index label = TargetView(target, n).label(j);
        if (label < 0 || label >= n)
            return 0;
        return std::count_if(p, p + n, [&](Scalar other) { return other > p[label]; }) < k ? 1 : 0;
    }

    Index k;
};

/// Field `threshold` of BinaryHits and field `k` of TopHits.
FieldInfo thresholdField();
FieldInfo topField();

} // namespace netloom
