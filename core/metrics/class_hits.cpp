// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/class_hits.h"

#include "core/base/field_builders.h"

namespace netloom {

FieldInfo thresholdField()
{
    return realField("threshold", "Threshold", "Outputs above this count as yes.", 0.5, 0, 1);
}

FieldInfo topField()
{
    return integerField("k", "Best k", "How many of the largest outputs may hold the true class.", 5, 1, 1'000'000);
}

} // namespace netloom
