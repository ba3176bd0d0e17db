// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/parameters.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace netloom {

const NamedTensor* findTensor(const ParameterSet& parameters, std::string_view layer, std::string_view name)
{
    for (const NamedTensor& tensor : parameters)
        if (tensor.layer == layer && tensor.name == name)
            return &tensor;
    return nullptr;
}

void requireFinite(const ParameterSet& parameters)
{
    for (const NamedTensor& tensor : parameters)
        if (!std::all_of(tensor.values.begin(), tensor.values.end(), [](Scalar v) { return std::isfinite(v); }))
            throw Error("The network is broken: some of its weights are not numbers",
                        "layer " + quoted(tensor.layer) + ", " + tensor.name,
                        "Train it again from the start, with a smaller learning rate.");
}

} // namespace netloom
