// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

#include <cstdint>
#include <string>

namespace netloom {

/// What a generated sample is made from.
struct GeneratorOptions {
    Index points = 500; ///< of the plane
    double noise = 0;   ///< 0…0.5
    std::uint64_t seed = 42;
    std::string formula = {}; ///< sample "function": see own_function.h; empty: its example
    Index rows = 1000;        ///< sample "random": the tutorial's size

    bool operator==(const GeneratorOptions&) const = default;
};

} // namespace netloom
