// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/precision_recall.h"

#include "core/base/field_builders.h"

namespace netloom {

FieldInfo thresholdsField()
{
    return openField(realField("thresholds", "Threshold", "Outputs above this count as yes.", 0.5, 0, 1));
}

} // namespace netloom
