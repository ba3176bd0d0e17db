// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/parameters.h"

namespace netloom {

/// Numbers in all tensors together.
inline Index parameterCount(const ParameterSet& parameters)
{
    Index count = 0;
    for (const NamedTensor& tensor : parameters)
        count += static_cast<Index>(tensor.values.size());
    return count;
}

} // namespace netloom
