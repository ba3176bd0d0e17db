// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/parameters.h"

#include <string_view>

namespace netloom {

const NamedTensor* findTensor(const ParameterSet& parameters, std::string_view layer, std::string_view name)
{
    for (const NamedTensor& tensor : parameters)
        if (tensor.layer == layer && tensor.name == name)
            return &tensor;
    return nullptr;
}

} // namespace netloom
