// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/row_activity.h"

#include "core/explanation/unit_importance.h"
#include "core/network/inference.h"
#include "ui/diagram/column_text.h"
#include "ui/toolkit/number_text.h"

#include <QLocale>

#include <cmath>

namespace netloom {

namespace {

QString activityNumber(double value, int digits = 3)
{
    return withPower(QLocale().toString(value, 'g', digits));
}

std::vector<float> columnOf(const Matrix& values)
{
    std::vector<float> column(static_cast<std::size_t>(values.rows()));
    for (Index i = 0; i < values.rows(); ++i)
        column[static_cast<std::size_t>(i)] = static_cast<float>(values(i, 0));
    return column;
}

QString cellOf(const Table& table, const std::string& name, Index row)
{
    const Index place = table.find(name);
    if (place < 0)
        return {};
    const Column& cells = table.columns[static_cast<std::size_t>(place)];
    return cells.isMissing(row) ? QStringLiteral("missing") : drawable(QString::fromStdString(cells.text(row)));
}

QString shortCell(const QString& cell)
{
    bool isNumber = false;
    const double value = QLocale::c().toDouble(cell, &isNumber);
    if (isNumber && cell.size() > 7)
        return activityNumber(value, 4);
    return isNumber ? withMinus(cell.left(18)) : cell.left(18);
}

/// "p = 0.44", and on which side of the decision that is: "below 0.50: benign".
QString probabilityNote(double value, const QString& below, const QString& above)
{
    const QLocale locale;
    constexpr double threshold = 0.5; // of decide()
    QString number = locale.toString(value, 'f', 2);
    if (value != threshold && number == locale.toString(threshold, 'f', 2))
        number = locale.toString(value, 'f', 4);
    const QString note = QStringLiteral("p = %1").arg(number);
    if (!std::isfinite(value) || below.isEmpty())
        return note;
    const QString side = value > threshold ? QStringLiteral("above %1: %2") : QStringLiteral("below %1: %2");
    return note + QLatin1Char('\n') + side.arg(locale.toString(threshold, 'f', 2), value > threshold ? above : below);
}

std::vector<std::vector<double>> importanceOf(const Model& model, const std::vector<std::vector<float>>& columns)
{
    NetworkActivity said;
    for (std::size_t column = 0; column < columns.size(); ++column) {
        std::vector<UnitActivity> units(columns[column].size());
        for (std::size_t u = 0; u < units.size(); ++u)
            units[u].spread = std::abs(static_cast<double>(columns[column][u]));
        if (column == 0)
            said.inputs = std::move(units);
        else
            said.layers.push_back(std::move(units));
    }
    return unitImportance(model.network, model.weights, static_cast<Index>(columns.front().size()), said);
}

} // namespace

RowActivity rowActivity(const Model& model, const PreparedData& data, Index row)
{
    const FittedRecipe& fitted = model.preparation ? *model.preparation : data.fitted;
    const TargetInfo& target = fitted.target();
    RowActivity activity;
    activity.row = row;
    const Matrix x = fitted.transform(*data.table, {row}, false).x;
    Inference inference(model.network, *model.weights.pointer(), x.rows(), 1);
    activity.columns.push_back(columnOf(x));
    for (const Matrix& output : inference.outputsOfLayers(x))
        activity.columns.push_back(columnOf(output));
    activity.importance = importanceOf(model, activity.columns);
    for (std::size_t i = 0; i < fitted.features().size(); ++i) {
        const Feature& feature = fitted.features()[i];
        const std::string& name = fitted.recipe().columns.at(static_cast<std::size_t>(feature.column)).column;
        const QString value = activityNumber(static_cast<double>(x(static_cast<Index>(i), 0)));
        const QString cell = cellOf(*data.table, name, row);
        activity.inputNotes.append(cell.isEmpty() ? value : QStringLiteral("%1 → %2").arg(shortCell(cell), value));
    }
    const Matrix output = fitted.undoTarget(inference.predict(x));
    activity.classes = hasClasses(target.task);
    for (Index i = 0; i < output.rows(); ++i) {
        const auto value = static_cast<double>(output(i, 0));
        const auto word = [&](std::size_t c) { return drawable(QString::fromStdString(target.classes[c])); };
        if (target.task == Task::Binary && target.classes.size() == 2)
            activity.outputNotes.append(probabilityNote(value, word(0), word(1)));
        else if (activity.classes || target.task == Task::MultiBinary)
            activity.outputNotes.append(probabilityNote(value, {}, {}));
        else
            activity.outputNotes.append(activityNumber(value, 4));
    }
    // Of classes those that are likely come first, not those with strong weights.
    if (activity.classes && output.rows() > 1)
        activity.importance.back().assign(activity.columns.back().begin(), activity.columns.back().end());
    activity.predicted = drawable(QString::fromStdString(fitted.predictionText(output.col(0))));
    activity.actual = cellOf(*data.table, target.column, row);
    if (activity.classes && output.size() > 0) {
        const auto largest = static_cast<double>(output.maxCoeff());
        activity.certainty = target.task == Task::Binary ? std::max(largest, 1 - largest) : largest;
        const Eigen::MatrixXd truth = fitted.truth(*data.table, {row});
        if (truth.size() == 1 && std::isfinite(truth(0, 0))) {
            const std::string& name = target.classes.at(static_cast<std::size_t>(truth(0, 0)));
            activity.wrong = name != fitted.predictionText(output.col(0));
            activity.actual = drawable(QString::fromStdString(name));
        }
    }
    return activity;
}

Index nextWrongRow(const Model& model, const PreparedData& data, Index row)
{
    const FittedRecipe& fitted = model.preparation ? *model.preparation : data.fitted;
    if (!hasClasses(fitted.target().task))
        return -1;
    std::vector<Index> rows;
    for (Index r = 0; r < static_cast<Index>(data.parts.size()); ++r)
        if (data.parts[static_cast<std::size_t>(r)] != RowPart::LeftOut)
            rows.push_back(r);
    const Dataset prepared = fitted.transform(*data.table, rows, false);
    const Eigen::MatrixXd truth = fitted.truth(*data.table, prepared.rows.empty() ? rows : prepared.rows);
    Inference inference(model.network, *model.weights.pointer(), prepared.x.rows());
    const Matrix output = fitted.undoTarget(inference.predict(prepared.x));
    const std::vector<Index>& known = prepared.rows.empty() ? rows : prepared.rows;
    Index first = -1;
    for (std::size_t i = 0; i < known.size(); ++i) {
        const double actual = truth(0, static_cast<Index>(i));
        if (!std::isfinite(actual) || fitted.target().classes.at(static_cast<std::size_t>(actual)) ==
                                          fitted.predictionText(output.col(static_cast<Index>(i))))
            continue;
        if (known[i] > row)
            return known[i];
        if (first < 0)
            first = known[i];
    }
    return first;
}

} // namespace netloom
