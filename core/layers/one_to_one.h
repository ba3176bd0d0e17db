// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/block.h"
#include "core/layers/layer.h"

#include <algorithm>

namespace netloom {

/// What layers without units of their own share: as many outputs as inputs, no parameters.
inline LayerInfo oneToOneLayer(std::string type, std::string title, std::string help, std::string namePrefix)
{
    LayerInfo info;
    info.type = std::move(type);
    info.title = std::move(title);
    info.help = std::move(help);
    info.namePrefix = std::move(namePrefix);
    info.role = LayerRole::OneToOne;
    info.output = [](const FieldValues&, const Shape& input) { return input; };
    info.parameterCount = [](const FieldValues&, const Shape&) -> Index { return 0; };
    info.multiplyAdds = [](const FieldValues&, const Shape&) -> Index { return 0; };
    return info;
}

/// Copies the used rows of every sample.
inline void copyBlock(ConstBlock from, MutableBlock to)
{
    for (Index j = 0; j < from.columns; ++j)
        std::copy_n(from.column(j), from.rows, to.column(j));
}

} // namespace netloom
