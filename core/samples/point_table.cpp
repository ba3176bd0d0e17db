// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/samples/point_table.h"

#include "core/base/error.h"
#include "core/data/column_values.h"

namespace netloom {

namespace {

void check(const GeneratorOptions& options)
{
    if (options.points < 2 || options.points > 10'000'000)
        throw Error(numberLabel(static_cast<double>(options.points)) + " points are not possible", "points",
                    "Choose 2 to 10,000,000.");
    if (options.rows < 2 || options.rows > 10'000'000)
        throw Error(numberLabel(static_cast<double>(options.rows)) + " rows are not possible", "rows",
                    "Choose 2 to 10,000,000.");
    if (!(options.noise >= 0 && options.noise <= 0.5))
        throw Error("The noise " + numberLabel(options.noise) + " is not possible", "noise", "Choose 0 to 0.5.");
}

} // namespace

Rng generatorStream(const GeneratorOptions& options, std::string_view key)
{
    check(options);
    return {options.seed, "sample/" + std::string(key)};
}

Column numberColumn(std::string name)
{
    Column column;
    column.name = std::move(name);
    column.kind = ColumnKind::Number;
    return column;
}

Table pointTable(std::vector<Point> points, bool classes, Rng& rng)
{
    rng.shuffle(points);
    Table table;
    table.rows = static_cast<Index>(points.size());
    Column x = numberColumn("x");
    Column y = numberColumn("y");
    Column target = numberColumn(classes ? "class" : "value");
    if (classes) {
        target.kind = ColumnKind::Text;
        target.dictionary =
            points.front().value == 0 ? std::vector<std::string>{"A", "B"} : std::vector<std::string>{"B", "A"};
    }
    const auto first = points.front().value;
    for (const Point& point : points) {
        x.numbers.push_back(point.x);
        y.numbers.push_back(point.y);
        if (classes)
            target.codes.push_back(point.value == first ? 0 : 1);
        else
            target.numbers.push_back(point.value);
    }
    table.columns = {std::move(x), std::move(y), std::move(target)};
    return table;
}

} // namespace netloom
