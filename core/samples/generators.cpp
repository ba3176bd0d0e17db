// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/samples/generators.h"

#include "core/base/rng.h"
#include "core/samples/own_function.h"
#include "core/samples/point_table.h"

#include <array>
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

namespace netloom {

namespace {

constexpr double kPi = std::numbers::pi;

Table circle(const GeneratorOptions& options)
{
    Rng rng = generatorStream(options, "circle");
    std::vector<Point> points;
    for (Index i = 0; i < options.points; ++i) {
        const double radius = i < options.points / 2 ? rng.uniform(0, 2.5) : rng.uniform(3.5, 5);
        const double angle = rng.uniform(0, 2 * kPi);
        Point p{radius * std::sin(angle), radius * std::cos(angle), 0};
        const double copyX = p.x + options.noise * rng.uniform(-5, 5);
        const double copyY = p.y + options.noise * rng.uniform(-5, 5);
        p.value = std::hypot(copyX, copyY) < 2.5 ? 0 : 1;
        points.push_back(p);
    }
    return pointTable(std::move(points), true, rng);
}

Table xorSet(const GeneratorOptions& options)
{
    Rng rng = generatorStream(options, "xor");
    const auto coordinate = [&rng] {
        const double v = rng.uniform(-5, 5);
        return v < 0 ? v - 0.3 : v + 0.3;
    };
    std::vector<Point> points;
    for (Index i = 0; i < options.points; ++i) {
        Point p;
        p.x = coordinate();
        p.y = coordinate();
        const double copyX = p.x + options.noise * rng.uniform(-5, 5);
        const double copyY = p.y + options.noise * rng.uniform(-5, 5);
        p.value = copyX * copyY >= 0 ? 0 : 1;
        points.push_back(p);
    }
    return pointTable(std::move(points), true, rng);
}

Table gaussian(const GeneratorOptions& options)
{
    Rng rng = generatorStream(options, "gaussian");
    const double deviation = std::sqrt(0.5 + 7 * options.noise);
    std::vector<Point> points;
    for (Index i = 0; i < options.points; ++i) {
        const bool b = i >= options.points / 2;
        const double centre = b ? -2 : 2;
        const double x = centre + deviation * rng.normal();
        const double y = centre + deviation * rng.normal();
        points.push_back({x, y, b ? 1.0 : 0.0});
    }
    return pointTable(std::move(points), true, rng);
}

Table spiral(const GeneratorOptions& options)
{
    Rng rng = generatorStream(options, "spiral");
    std::vector<Point> points;
    const Index half = options.points / 2;
    for (int arm = 0; arm < 2; ++arm) {
        const Index m = arm == 0 ? half : options.points - half;
        for (Index i = 0; i < m; ++i) {
            const double share = static_cast<double>(i) / static_cast<double>(m);
            const double angle = 3.5 * kPi * share + arm * kPi;
            const double x = 5 * share * std::sin(angle) + options.noise * rng.uniform(-1, 1);
            const double y = 5 * share * std::cos(angle) + options.noise * rng.uniform(-1, 1);
            points.push_back({x, y, static_cast<double>(arm)});
        }
    }
    return pointTable(std::move(points), true, rng);
}

Table moons(const GeneratorOptions& options)
{
    Rng rng = generatorStream(options, "moons");
    std::vector<Point> points;
    for (Index i = 0; i < options.points; ++i) {
        const bool b = i >= options.points / 2;
        const double t = rng.uniform(0, kPi);
        const double x = (b ? 1 - std::cos(t) : std::cos(t)) + options.noise * rng.normal();
        const double y = (b ? 0.5 - std::sin(t) : std::sin(t)) + options.noise * rng.normal();
        points.push_back({3 * (x - 0.5), 3 * (y - 0.25), b ? 1.0 : 0.0});
    }
    return pointTable(std::move(points), true, rng);
}

double bumpHeight(double x, double y)
{
    double best = 0;
    for (int row = 0; row < 2; ++row)
        for (int column = 0; column < 3; ++column) {
            const double distance = std::hypot(x - (column - 1) * 4.0, y - (row == 0 ? 2.5 : -2.5));
            const double sign = (row + column) % 2 == 0 ? 1 : -1;
            const double offer = sign * std::max(0.0, 1 - distance / 2);
            if (std::abs(offer) > std::abs(best))
                best = offer;
        }
    return best;
}

Table surface(const GeneratorOptions& options, std::string_view key, double (*height)(double, double))
{
    Rng rng = generatorStream(options, key);
    std::vector<Point> points;
    for (Index i = 0; i < options.points; ++i) {
        Point p;
        p.x = rng.uniform(-6, 6);
        p.y = rng.uniform(-6, 6);
        const double copyX = p.x + options.noise * rng.uniform(-6, 6);
        const double copyY = p.y + options.noise * rng.uniform(-6, 6);
        p.value = height(copyX, copyY);
        points.push_back(p);
    }
    return pointTable(std::move(points), false, rng);
}

Table plane(const GeneratorOptions& options)
{
    return surface(options, "plane", [](double x, double y) { return (x + y) / 10; });
}

Table bumps(const GeneratorOptions& options)
{
    return surface(options, "bumps", bumpHeight);
}

Table randomSet(const GeneratorOptions& options)
{
    Rng rng = generatorStream(options, "random");
    Table table;
    table.rows = options.rows;
    for (int i = 1; i <= 10; ++i)
        table.columns.push_back(numberColumn(std::string("x").append(std::to_string(i))));
    Column target = numberColumn("y");
    target.integers = true;
    for (Index row = 0; row < options.rows; ++row) {
        for (Column& column : table.columns)
            column.numbers.push_back(rng.uniform());
        target.numbers.push_back(static_cast<double>(rng.below(2)));
    }
    table.columns.push_back(std::move(target));
    return table;
}

constexpr std::array kGenerators{
    Generator{"circle", circle}, Generator{"xor", xorSet},       Generator{"gaussian", gaussian},
    Generator{"spiral", spiral}, Generator{"moons", moons},      Generator{"plane", plane},
    Generator{"bumps", bumps},   Generator{"random", randomSet}, Generator{"function", ownFunction},
};

} // namespace

std::span<const Generator> generators()
{
    return kGenerators;
}

} // namespace netloom
