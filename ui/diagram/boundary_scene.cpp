// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/boundary_scene.h"

#include "core/base/error.h"
#include "core/evaluation/predicted_rows.h"
#include "core/explanation/unit_importance.h"
#include "ui/diagram/column_text.h"

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

constexpr std::size_t mostPoints = 2000;

std::size_t placeOf(const std::vector<std::size_t>& columns, const ExplainedModel& model, const QString& wanted,
                    std::size_t fallback)
{
    for (const std::size_t column : columns)
        if (QString::fromStdString(model.columns()[column].name) == wanted)
            return column;
    if (!wanted.isEmpty())
        throw Error("There is no column of numbers named " + netloom::quoted(wanted.toStdString()) + " for the map");
    return columns[std::min(fallback, columns.size() - 1)];
}

/// The columns of numbers that matter most first: what a map is to show where nobody has chosen yet.
std::vector<std::size_t> byImportance(const std::vector<std::size_t>& columns, const ExplainedModel& explained)
{
    std::vector<Index> rows = explained.trainRows();
    constexpr std::size_t most = 500;
    rows.resize(std::min(rows.size(), most));
    const Matrix x = explained.prepared(explained.table(), rows);
    const Model& model = explained.model();
    const auto units =
        unitImportance(model.network, model.weights, x.rows(), networkActivity(model.network, model.weights, x));
    std::vector<double> sums(explained.columns().size(), 0.0);
    for (std::size_t column = 0; column < sums.size(); ++column)
        for (const Index input : explained.groups()[column])
            sums[column] += units.front()[static_cast<std::size_t>(input)];
    std::vector<std::size_t> sorted = columns;
    std::stable_sort(sorted.begin(), sorted.end(), [&](std::size_t a, std::size_t b) { return sums[a] > sums[b]; });
    return sorted;
}

std::vector<MapPoint> pointsOf(const ExplainedModel& explained, const Model& model, const PreparedData& data,
                               const BoundaryMap& map, Index targetColumn)
{
    const Table& table = *data.table;
    const Column& across = table.columns[static_cast<std::size_t>(table.find(map.across.name))];
    const Column& up = table.columns[static_cast<std::size_t>(table.find(map.up.name))];
    std::vector<Index> rows;
    for (Index r = 0; r < static_cast<Index>(data.parts.size()); ++r) {
        const RowPart part = data.parts[static_cast<std::size_t>(r)];
        if ((part == RowPart::Train || part == RowPart::Validation) && !across.isMissing(r) && !up.isMissing(r))
            rows.push_back(r);
    }
    if (rows.size() > mostPoints) {
        // Evenly, so that the same rows are shown whatever the network says.
        std::vector<Index> some;
        for (std::size_t i = 0; i < mostPoints; ++i)
            some.push_back(rows[i * rows.size() / mostPoints]);
        rows = std::move(some);
    }
    if (rows.empty())
        return {};
    const PredictedRows predicted = predictRows(model, targetRows(explained.preparation(), table, rows));
    const Task task = explained.target().task;
    const bool classes = hasClasses(task);
    const std::vector<int> truth = classes ? predicted.classes() : std::vector<int>();
    const std::vector<int> decided = classes ? predicted.decided() : std::vector<int>();
    std::vector<MapPoint> points;
    for (std::size_t i = 0; i < predicted.rows.size(); ++i) {
        const auto row = static_cast<std::size_t>(predicted.rows[i]);
        MapPoint point{across.numbers[row], up.numbers[row], 0, 0, data.parts[row] == RowPart::Validation, false};
        if (classes) {
            point.group = truth[i];
            point.wrong = truth[i] != decided[i];
        } else if (task == Task::MultiBinary) {
            const auto at = static_cast<Index>(i);
            point.group = predicted.truth(targetColumn, at) > 0.5 ? 1 : 0;
            point.wrong = (predicted.output(targetColumn, at) > 0.5 ? 1 : 0) != point.group;
        } else if (predicted.truth.rows() > targetColumn) {
            point.value = predicted.truth(targetColumn, static_cast<Index>(i));
        }
        points.push_back(point);
    }
    return points;
}

/// All that the map says, and the rows but for a hundredth at either end: a single outlier would make all others pale.
void setColorRange(BoundaryScene& scene)
{
    std::vector<double> actual;
    for (const MapPoint& point : scene.points)
        actual.push_back(point.value);
    std::vector<double> ends;
    for (const float value : scene.output())
        if (std::isfinite(value))
            ends.push_back(static_cast<double>(value));
    if (!actual.empty()) {
        std::sort(actual.begin(), actual.end());
        const std::size_t beyond = actual.size() / 100;
        ends.push_back(actual[beyond]);
        ends.push_back(actual[actual.size() - 1 - beyond]);
    }
    if (ends.empty())
        return;
    const auto [low, high] = std::minmax_element(ends.begin(), ends.end());
    scene.low = *low;
    scene.high = *high;
}

} // namespace

BoundaryScene boundaryScene(const Model& model, const PreparedData& data, const BoundaryChoice& choice, int cells,
                            const std::stop_token& stop)
{
    ExplainedModel explained(model, data.table, data.split.train, ExplainedScale::Default);
    const std::vector<std::size_t> columns = mapColumns(explained);
    if (columns.size() < 2)
        throw Error("A map needs two inputs that are columns of numbers");
    const bool chosen = !choice.across.isEmpty() && !choice.up.isEmpty() && choice.across != choice.up;
    const std::vector<std::size_t> sorted = columns.size() > 2 && !chosen ? byImportance(columns, explained) : columns;
    const std::size_t across = placeOf(sorted, explained, choice.across, 0);
    std::size_t up = placeOf(sorted, explained, choice.up, 1);
    if (up == across)
        up = sorted[sorted[0] == across ? 1 : 0];
    BoundaryOptions options;
    options.cells = cells;
    options.beyond = choice.beyond;
    if (!choice.unitMaps)
        options.tileCells = 0;
    if (choice.othersAtRow && choice.row >= 0 && choice.row < data.table->rows)
        options.row = choice.row;
    BoundaryScene scene;
    scene.map = boundaryMap(explained, across, up, options, stop);
    const TargetInfo& target = explained.target();
    scene.task = target.task;
    const bool classes = hasClasses(target.task);
    for (const std::string& name : classes ? target.classes : target.names)
        scene.classes.append(drawable(QString::fromStdString(name)));
    if (!classes && !choice.target.isEmpty()) {
        const auto place = scene.classes.indexOf(choice.target);
        if (place < 0)
            throw Error("The network predicts no column named " + netloom::quoted(choice.target.toStdString()));
        scene.target = static_cast<int>(place);
    }
    scene.points = pointsOf(explained, model, data, scene.map, scene.target);
    for (const std::size_t column : columns)
        scene.columns.append(drawable(QString::fromStdString(explained.columns()[column].name)));
    if (!scene.map.exact)
        scene.others = options.row ? QStringLiteral("the other columns as in row %1").arg(*options.row + 1)
                                   : QStringLiteral("the other columns at their median or most frequent value");
    scene.decisionOnly = choice.decisionOnly && classes;
    if (!classes && scene.task != Task::MultiBinary)
        setColorRange(scene);
    std::erase_if(scene.points,
                  [&](const MapPoint& point) { return point.validation ? !choice.validation : !choice.training; });
    if (scene.map.exact && choice.unitMaps) {
        const auto inputs = static_cast<Index>(explained.preparation().features().size());
        scene.network = diagramScene(model.network, inputs, &explained.preparation(), model.weights.pointer());
        scene.network.importance = std::make_shared<std::vector<std::vector<double>>>(
            unitImportance(model.network, model.weights, inputs, {}));
    }
    return scene;
}

} // namespace netloom
