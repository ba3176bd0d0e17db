// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/class_counts.h"
#include "core/metrics/mean_metric.h"

namespace netloom {

/// Field `thresholds` of Keras's Precision and Recall (one number here).
FieldInfo thresholdsField();

/// True positives over all that was called positive, or over all that is; 0 where there is none. All outputs together.
template<bool recall>
class PrecisionOrRecall final : public ClassCounts
{
public:
    explicit PrecisionOrRecall(const FieldValues& values) : ClassCounts(values.real("thresholds")) {}

    double value() const override
    {
        Counts all;
        for (Index i = 0; i < outputs(); ++i)
            all += counts(i);
        const double divisor = all.truePositives + (recall ? all.falseNegatives : all.falsePositives);
        return divisor > 0 ? all.truePositives / divisor : 0.0;
    }
};

} // namespace netloom
