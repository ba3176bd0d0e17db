// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explanation/what_if.h"

#include "core/base/error.h"
#include "core/base/nearest.h"
#include "core/data/column_values.h"
#include "core/evaluation/predicted_rows.h"
#include "core/explanation/repeated_row.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace netloom {

namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kMostRowsAtOnce = 20'000; // of which a table is made

bool isNumeric(const Column& column)
{
    return column.kind == ColumnKind::Number || column.kind == ColumnKind::DateTime;
}

/// 10^-d for the decimals that the numbers are written with; 0 where more than nine do not do.
double resolutionOf(const std::vector<double>& values)
{
    for (int decimals = 0; decimals <= 9; ++decimals) {
        const double factor = std::pow(10.0, decimals);
        if (std::all_of(values.begin(), values.end(), [&](double v) { return std::round(v * factor) / factor == v; }))
            return 1 / factor;
    }
    return 0;
}

/// Names and table of the categories of a column: those that the training rows have.
std::vector<std::string> levelsOf(const ExplainedModel& model, const Column& column)
{
    std::vector<std::string> levels;
    for (const auto& [label, count] : countLabels(column, model.trainRows()))
        levels.push_back(label);
    return levels;
}

const Column& columnNamed(const Table& table, const std::string& name)
{
    const Index place = table.find(name);
    if (place < 0)
        throw Error("The data has no column " + quoted(name) + ", which the network looks at", {},
                    "Load data with the same column names.");
    return table.columns[static_cast<std::size_t>(place)];
}

/// Rows that differ from one row of a table in the columns of the network.
class RowMaker
{
public:
    RowMaker(const ExplainedModel& model, const Table& table, Index row, const std::vector<ChangeableColumn>& columns)
        : m_model(model), m_table(table), m_row(row), m_columns(columns)
    {
        for (const ChangeableColumn& column : columns)
            m_levels.push_back(column.number ? std::vector<std::string>{}
                                             : levelsOf(model, columnNamed(model.table(), column.name)));
    }

    ChangeableRow cells() const
    {
        ChangeableRow result;
        for (std::size_t j = 0; j < m_columns.size(); ++j) {
            const Column& column = columnNamed(m_table, m_columns[j].name);
            if (column.isMissing(m_row)) {
                result.push_back(kMissing);
            } else if (m_columns[j].number) {
                const bool number = isNumeric(column);
                result.push_back(number ? column.numbers[static_cast<std::size_t>(m_row)]
                                        : labelNumber(column.text(m_row)).value_or(kMissing));
            } else {
                const auto found = std::find(m_levels[j].begin(), m_levels[j].end(), cellLabel(column, m_row));
                result.push_back(found == m_levels[j].end() ? kMissing
                                                            : static_cast<double>(found - m_levels[j].begin()));
            }
        }
        return result;
    }

    Table rows(const ChangeableRow& own, const std::vector<ChangeableRow>& list) const
    {
        Table result = repeatedRow(m_table, m_row, static_cast<Index>(list.size()));
        for (std::size_t j = 0; j < m_columns.size(); ++j) {
            const bool changes = std::any_of(list.begin(), list.end(), [&](const ChangeableRow& one) {
                return !std::isnan(one[j]) && !(one[j] == own[j]);
            });
            if (!changes)
                continue;
            Column& column = result.columns[static_cast<std::size_t>(result.find(m_columns[j].name))];
            const Column& trained = columnNamed(m_model.table(), m_columns[j].name);
            if (m_columns[j].number) {
                column = repeatedCell(trained, 0, static_cast<Index>(list.size()));
                for (std::size_t i = 0; i < list.size(); ++i)
                    column.numbers[i] = list[i][j];
            } else {
                column.kind = ColumnKind::Text; // categories by their words, whatever they are in the file
                column.numbers.clear();
                column.dictionary = m_levels[j];
                column.dictionary.push_back(cellLabel(columnNamed(m_table, m_columns[j].name), m_row));
                column.codes.clear();
                for (const ChangeableRow& one : list)
                    column.codes.push_back(std::isnan(one[j]) ? static_cast<std::int32_t>(m_levels[j].size())
                                                              : static_cast<std::int32_t>(one[j]));
                if (columnNamed(m_table, m_columns[j].name).isMissing(m_row))
                    for (std::int32_t& code : column.codes)
                        code = code == static_cast<std::int32_t>(m_levels[j].size()) ? -1 : code;
            }
            column.missing = 0;
            for (Index i = 0; i < column.size(); ++i)
                column.missing += column.isMissing(i) ? 1 : 0;
        }
        return result;
    }

    std::string text(std::size_t j, const ChangeableRow& row) const
    {
        if (!m_columns[j].number)
            return m_levels[j].at(static_cast<std::size_t>(row[j]));
        Column one = repeatedCell(columnNamed(m_model.table(), m_columns[j].name), 0, 1);
        one.numbers = {row[j]};
        return one.text(0);
    }

private:
    const ExplainedModel& m_model;
    const Table& m_table;
    Index m_row;
    const std::vector<ChangeableColumn>& m_columns;
    std::vector<std::vector<std::string>> m_levels;
};

std::vector<Index> firstRows(Index count)
{
    std::vector<Index> rows(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < rows.size(); ++i)
        rows[i] = static_cast<Index>(i);
    return rows;
}

/// > 0 exactly where the class is predicted.
double marginOf(const Eigen::VectorXd& p, std::size_t wanted, double threshold)
{
    const bool there = static_cast<std::size_t>(decide(p, threshold)) == wanted;
    double distance = 0;
    if (p.size() == 1) {
        distance = std::abs(p[0] - threshold);
    } else {
        double other = -HUGE_VAL;
        for (Index k = 0; k < p.size(); ++k)
            if (static_cast<std::size_t>(k) != wanted)
                other = std::max(other, p[k]);
        distance = std::abs(p[static_cast<Index>(wanted)] - other);
    }
    return there ? std::max(distance, std::numeric_limits<double>::min()) : -distance;
}

std::size_t placeOfClass(const std::vector<std::string>& classes, const std::string& name)
{
    const auto found = std::find(classes.begin(), classes.end(), name);
    if (found == classes.end())
        throw Error("There is no class " + quoted(name), {}, didYouMean(name, classes));
    return static_cast<std::size_t>(found - classes.begin());
}

} // namespace

std::vector<ChangeableColumn> changeableColumns(const ExplainedModel& model, const std::vector<std::string>& frozen)
{
    for (const std::string& name : frozen)
        model.column(name);
    std::vector<ChangeableColumn> result;
    for (const ExplainedColumn& explained : model.columns()) {
        const Column& column = columnNamed(model.table(), explained.name);
        if (!column.formula.empty())
            continue; // it follows the others
        ChangeableColumn one;
        one.name = explained.name;
        one.number = isNumeric(column) && !explained.categories;
        one.frozen = std::find(frozen.begin(), frozen.end(), explained.name) != frozen.end();
        if (one.number) {
            std::vector<double> values;
            for (const Index row : model.trainRows())
                if (!column.isMissing(row))
                    values.push_back(column.numbers[static_cast<std::size_t>(row)]);
            if (!values.empty()) {
                one.low = *std::min_element(values.begin(), values.end());
                one.high = *std::max_element(values.begin(), values.end());
                one.whole = column.integers;
                one.resolution =
                    column.kind == ColumnKind::DateTime ? (column.dateOnly ? 86400 : 1) : resolutionOf(values);
                one.scale = changeScale(values);
            }
        } else {
            one.levels = static_cast<Index>(levelsOf(model, column).size());
        }
        result.push_back(one);
    }
    return result;
}

WhatIf whatIf(ExplainedModel& model, const Table& table, Index row, const std::string& wanted,
              const std::vector<std::string>& frozen, double threshold, const std::stop_token& stop)
{
    const TargetInfo& target = model.target();
    if (target.task != Task::Binary && target.task != Task::Multiclass)
        throw Error("What would have to change is asked of one target with classes; this network predicts " +
                        std::string(target.task == Task::Regression ? "numbers" : "several targets"),
                    {}, "Look at how the prediction depends on a column instead.");
    const auto text = [&](const Eigen::VectorXd& p) {
        return target.classes.at(static_cast<std::size_t>(decide(p, threshold)));
    };
    WhatIf result;
    const Eigen::VectorXd now = model.predictions(model.prepared(table, {row}));
    if (!now.allFinite())
        throw Error("The prediction of the row is not a number", {}, "Look for values far outside the training rows.");
    result.current = text(now);
    if (!wanted.empty())
        result.wanted = wanted;
    else if (target.task == Task::Binary)
        result.wanted = target.classes[result.current == target.classes[0] ? 1 : 0];
    else
        throw Error("With more than two classes it has to be said which one is wanted", {}, "Name the class.");
    const std::size_t place = placeOfClass(target.classes, result.wanted);

    const std::vector<ChangeableColumn> columns = changeableColumns(model, frozen);
    const RowMaker maker(model, table, row, columns);
    const ChangeableRow own = maker.cells();
    const auto predict = [&](const std::vector<ChangeableRow>& rows) {
        const Table made = maker.rows(own, rows);
        return model.predictions(model.prepared(made, firstRows(made.rows)));
    };
    const MarginFunction margin = [&](const std::vector<ChangeableRow>& rows) {
        std::vector<double> margins;
        for (std::size_t first = 0; first < rows.size(); first += kMostRowsAtOnce) {
            const std::size_t last = std::min(rows.size(), first + kMostRowsAtOnce);
            const Eigen::MatrixXd p = predict(
                {rows.begin() + static_cast<std::ptrdiff_t>(first), rows.begin() + static_cast<std::ptrdiff_t>(last)});
            for (Index i = 0; i < p.cols(); ++i)
                margins.push_back(marginOf(p.col(i), place, threshold));
        }
        return margins;
    };
    for (const Counterfactual& one : counterfactuals(columns, own, margin, stop)) {
        if (one.changed.empty()) {
            result.already = true;
            break;
        }
        WhatIfAnswer answer;
        answer.cost = one.cost;
        for (const std::size_t j : one.changed)
            answer.cells.push_back({j, columns[j].name, model.cellText(j, table, row), maker.text(j, one.row)});
        answer.row = maker.rows(own, {one.row});
        const Eigen::VectorXd p = predict({one.row});
        answer.predicted = text(p);
        answer.probability = p.size() == 1 ? (place == 1 ? p[0] : 1 - p[0]) : p[static_cast<Index>(place)];
        result.answers.push_back(std::move(answer));
    }
    return result;
}

std::vector<std::string> WhatIf::words() const
{
    if (already)
        return {"Nothing has to change: the network predicts " + wanted + " already."};
    if (answers.empty())
        return {"None within the data's range, changing up to 3 columns, makes the network predict " + wanted + "."};
    std::vector<std::string> result;
    for (const WhatIfAnswer& answer : answers) {
        std::string cells;
        for (const ChangedCell& cell : answer.cells)
            cells += (cells.empty() ? "" : " and ") + cell.name + " = " + cell.to + " instead of " + cell.from;
        result.push_back("With " + cells + " the network predicts " + wanted + ".");
    }
    return result;
}

} // namespace netloom
