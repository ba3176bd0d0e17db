// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/shared_parameters.h"

namespace netloom {

/// Shared weights are never changed: replaces them by a copy with one tensor changed.
template<typename Change>
void editTensor(SharedParameters& weights, std::size_t place, Change change)
{
    ParameterSet changed = weights;
    change(changed.at(place));
    weights = std::move(changed);
}

} // namespace netloom
