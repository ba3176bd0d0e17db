// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/layer_runs.h"

namespace netloom {

namespace {

bool equal(const DiagramColumn& a, const DiagramColumn& b)
{
    return a.role == DiagramRole::Hidden && b.role == DiagramRole::Hidden && a.kind == b.kind &&
           a.setting == b.setting && a.inputs == b.inputs && a.units == b.units && a.bias == b.bias;
}

} // namespace

std::vector<LayerRun> layerRuns(const std::vector<DiagramColumn>& columns)
{
    std::vector<LayerRun> runs;
    for (std::size_t first = 0; first < columns.size();) {
        std::size_t end = first + 1;
        while (end < columns.size() && equal(columns[first], columns[end]))
            ++end;
        if (end - first >= leastRun)
            runs.push_back({first, end - first});
        first = end;
    }
    return runs;
}

} // namespace netloom
