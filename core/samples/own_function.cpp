// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/samples/own_function.h"

#include "core/base/error.h"
#include "core/data/expression.h"
#include "core/samples/point_table.h"

#include <algorithm>
#include <cmath>

namespace netloom {

Table ownFunction(const GeneratorOptions& options)
{
    Rng rng = generatorStream(options, "function");
    const ExpressionNames names{{"x", "y"}, false, "y > sin(x) + 2*x^2"};
    const Expression formula = Expression::parse(options.formula.empty() ? kExampleFormula : options.formula, names);
    const auto isY = [](const Expression::Operand& operand) { return operand.name == 1; };
    const bool usesY = std::any_of(formula.operands().begin(), formula.operands().end(), isY);
    const bool classes = formula.isCondition() || !usesY;
    std::vector<double> values(formula.operands().size());
    const auto valueAt = [&](double x, double y) {
        std::transform(formula.operands().begin(), formula.operands().end(), values.begin(),
                       [&](const Expression::Operand& operand) { return isY(operand) ? y : x; });
        return formula.at(values);
    };
    std::vector<Point> points;
    Index misses = 0;
    while (static_cast<Index>(points.size()) < options.points) {
        Point p{rng.uniform(-6, 6), rng.uniform(-6, 6), 0};
        const double copyX = p.x + options.noise * rng.uniform(-6, 6);
        const double copyY = p.y + options.noise * rng.uniform(-6, 6);
        p.value = valueAt(copyX, copyY);
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
