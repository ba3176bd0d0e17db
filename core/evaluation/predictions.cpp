// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/predictions.h"

#include "core/base/error.h"
#include "core/csv/csv_writer.h"
#include "core/data/column_values.h"
#include "core/evaluation/prediction_remarks.h"
#include "core/training/evaluate.h"

#include <algorithm>
#include <numeric>
#include <set>

namespace netloom {

namespace {

void addCell(CsvWriter& csv, const Column& column, Index row)
{
    if (column.isMissing(row))
        csv.addText({});
    else if (column.kind == ColumnKind::Number)
        csv.addNumber(column.numbers[static_cast<std::size_t>(row)]);
    else
        csv.addText(column.text(row));
}

/// Whether the cell was understood as a number, a date or a yes or no.
bool isReadable(const Column& column, Index row)
{
    return column.kind != ColumnKind::Text && column.kind != ColumnKind::Empty && !column.isMissing(row);
}

/// A heading that the table has not yet.
std::string freeHeading(std::set<std::string>& taken, const std::string& wanted)
{
    std::string name = wanted;
    for (int number = 2; !taken.insert(name).second; ++number)
        name = wanted + "_" + std::to_string(number);
    return name;
}

/// Names of the targets, one per column of numbers or per yes-or-no target.
std::vector<std::string> targetNames(const TargetInfo& target)
{
    if (hasClasses(target.task))
        return {target.column};
    return target.names;
}

void addHeadings(CsvWriter& csv, const Table& table, const TargetInfo& target)
{
    std::set<std::string> taken;
    for (const Column& column : table.columns) {
        if (!column.formula.empty())
            continue;
        taken.insert(column.name);
        csv.addText(column.name);
    }
    for (const std::string& name : targetNames(target))
        csv.addText(freeHeading(taken, "predicted_" + name));
    if (hasClasses(target.task))
        for (const std::string& name : target.classes)
            csv.addText(freeHeading(taken, "probability_" + name));
    if (target.task == Task::MultiBinary)
        for (const std::string& name : target.names)
            csv.addText(freeHeading(taken, "probability_" + name));
    csv.endRow();
}

void addPrediction(CsvWriter& csv, const FittedRecipe& fitted, const Vector& output)
{
    const TargetInfo& target = fitted.target();
    switch (target.task) {
    case Task::Binary:
        csv.addText(fitted.predictionText(output));
        csv.addNumber(Scalar(1) - output[0]);
        csv.addNumber(output[0]);
        break;
    case Task::Multiclass:
        csv.addText(fitted.predictionText(output));
        for (const Scalar value : output)
            csv.addNumber(value);
        break;
    case Task::MultiBinary:
        for (Index i = 0; i < output.size(); ++i)
            csv.addText(fitted.wordsOf(i)[output[i] > Scalar(0.5) ? 1 : 0]);
        for (const Scalar value : output)
            csv.addNumber(value);
        break;
    case Task::Regression:
    case Task::None:
        for (const Scalar value : output)
            csv.addNumber(value);
        break;
    }
}

} // namespace

Predictions predictTable(const Model& model, const Table& table)
{
    requireFinite(model.weights);
    const FittedRecipe& fitted = *model.preparation;
    std::vector<Index> rows(static_cast<std::size_t>(table.rows));
    std::iota(rows.begin(), rows.end(), Index(0));
    const Dataset data = fitted.transform(table, rows, false);
    Predictions result;
    result.output = fitted.undoTarget(predict(model.network, model.weights, data.x));
    PredictionRemarks found;
    found.add(fitted, table);
    result.remarks = found.remarks();
    result.warnings = found.warnings();
    return result;
}

std::string predictionsCsv(const Table& table, const FittedRecipe& fitted, const Predictions& predictions,
                           const Table* cells, bool headings, const CsvForm& form)
{
    CsvWriter csv(form);
    if (headings)
        addHeadings(csv, table, fitted.target());
    std::vector<const Column*> written(table.columns.size(), nullptr);
    for (std::size_t c = 0; c < written.size() && cells && cells->rows == table.rows; ++c) {
        const auto found = std::find_if(cells->columns.begin(), cells->columns.end(), [&](const Column& column) {
            return column.name == table.columns[c].name && column.kind == ColumnKind::Text;
        });
        written[c] = found == cells->columns.end() ? nullptr : &*found;
    }
    for (Index row = 0; row < table.rows; ++row) {
        for (std::size_t c = 0; c < written.size(); ++c) {
            if (!table.columns[c].formula.empty())
                continue;
            if (!written[c]) {
                addCell(csv, table.columns[c], row);
                continue;
            }
            const std::string cell = written[c]->text(row);
            if (isReadable(table.columns[c], row) || cell.find_first_not_of('-') == std::string::npos)
                csv.addCell(cell);
            else // words, which a spreadsheet may take for a formula
                csv.addText(cell);
        }
        addPrediction(csv, fitted, predictions.output.col(row));
        csv.endRow();
    }
    return csv.text();
}

} // namespace netloom
