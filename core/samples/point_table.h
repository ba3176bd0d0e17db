// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/rng.h"
#include "core/data/table.h"
#include "core/samples/generator_options.h"

#include <string>
#include <string_view>
#include <vector>

namespace netloom {

/// A generated point of the plane.
struct Point {
    double x = 0;
    double y = 0;
    double value = 0; ///< numbers: the target; classes: 0 is A, 1 is B
};

/// The random stream of a generated set. @throws Error where points or noise are out of range
Rng generatorStream(const GeneratorOptions& options, std::string_view key);

/// An empty column of numbers.
Column numberColumn(std::string name);

/// Shuffled points as a table: x, y and class (A, B) or value. `points` is not empty.
Table pointTable(std::vector<Point> points, bool classes, Rng& rng);

} // namespace netloom
