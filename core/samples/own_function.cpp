// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/samples/own_function.h"

#include "core/base/error.h"
#include "core/samples/expression.h"
#include "core/samples/point_table.h"

#include <algorithm>
#include <cmath>

namespace netloom {

Table ownFunction(const GeneratorOptions& options)
{
    Rng rng = generatorStream(options, "function");
    const Expression formula = Expression::parse(options.formula.empty() ? kExampleFormula : options.formula);
    const bool classes = formula.isCondition() || !formula.usesY();
    std::vector<Point> points;
    Index misses = 0;
    while (static_cast<Index>(points.size()) < options.points) {
        Point p{rng.uniform(-6, 6), rng.uniform(-6, 6), 0};
        const double copyX = p.x + options.noise * rng.uniform(-6, 6);
        const double copyY = p.y + options.noise * rng.uniform(-6, 6);
        p.value = formula.at(copyX, copyY);
        if (!std::isfinite(p.value)) {
            if (++misses > 1000 + 100 * options.points)
                throw Error("The formula has no value for nearly all points", "formula",
                            "x and y lie between -6 and 6; roots and logarithms need positive numbers.");
            continue;
        }
        if (formula.isCondition())
            p.value = p.value != 0 ? 0 : 1;
        else if (classes)
            p.value = copyY > p.value ? 0 : 1;
        points.push_back(p);
    }
    const auto same = [&](const Point& p) { return p.value == points.front().value; };
    if (classes && std::all_of(points.begin(), points.end(), same))
        throw Error("All points are on one side of the formula", "formula",
                    "x and y lie between -6 and 6; choose a curve that divides this square.");
    return pointTable(std::move(points), classes, rng);
}

} // namespace netloom
