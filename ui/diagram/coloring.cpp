// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/coloring.h"

#include "ui/diagram/change_coloring.h"
#include "ui/diagram/gradients_coloring.h"
#include "ui/diagram/sample_coloring.h"
#include "ui/diagram/structure_coloring.h"
#include "ui/diagram/weights_coloring.h"

#include <array>

namespace netloom {

std::span<const Coloring* const> colorings()
{
    static const std::array list{
        &structureColoring(), &weightsColoring(), &changeColoring(), &gradientsColoring(), &sampleColoring(),
    };
    return list;
}

const Coloring* findColoring(std::string_view key)
{
    for (const Coloring* coloring : colorings())
        if (coloring->key == key)
            return coloring;
    return nullptr;
}

const Coloring* liveColoring()
{
    for (const Coloring* coloring : colorings())
        if (coloring->needsWeights())
            return coloring;
    return nullptr;
}

} // namespace netloom
