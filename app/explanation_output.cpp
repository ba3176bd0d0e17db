// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/explanation_output.h"

#include "app/metrics_output.h"
#include "app/output.h"
#include "core/base/error.h"
#include "core/csv/csv_writer.h"
#include "core/explanation/additivity.h"

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

constexpr double kBand[] = {0.1, 0.9}; ///< of the single curves

std::string signedText(double value)
{
    return (value > 0 ? "+" : "") + shortNumberText(value == 0 ? 0.0 : value); // no -0
}

std::vector<double> numbers(const Eigen::MatrixXd& matrix)
{
    return {matrix.data(), matrix.data() + matrix.size()};
}

/// Decimals that show the smallest part worth showing: three digits of the largest one.
int decimalsFor(const RowExplanation& e)
{
    double largest = 0;
    for (const Contribution& one : e.contributions)
        largest = std::max(largest, std::abs(one.value));
    return largest > 0 ? std::clamp(2 - static_cast<int>(std::floor(std::log10(largest))), 0, 9) : 3;
}

} // namespace

std::string rowText(const RowReport& report)
{
    const RowExplanation& e = report.explanation;
    std::string text =
        "row " + countText(e.row + 1) + ": " + netloom::quoted(e.predictedText) + "\n" + e.words() + "\n\n";
    std::vector<std::vector<std::string>> rows = {{"column", "value", e.scaleName}};
    const bool sampled = e.pairs > 0;
    if (sampled)
        rows[0].push_back("±1.96 SE");
    if (report.gradients)
        rows[0].push_back("integrated gradient");
    const std::vector<double> rounded = e.rounded(decimalsFor(e));
    const double unit = std::pow(10.0, -decimalsFor(e));
    rows.push_back({"(mean of " + e.background + ")", "", shortNumberText(std::round(e.expected / unit) * unit)});
    for (std::size_t i = 0; i < e.contributions.size(); ++i) {
        const Contribution& one = e.contributions[i];
        rows.push_back({netloom::quoted(one.name, 40), netloom::quoted(one.cell, 24), signedText(rounded[i])});
        if (sampled)
            rows.back().push_back(shortNumberText(1.96 * one.standardError));
        if (report.gradients)
            rows.back().push_back(signedText(report.gradientsByColumn[one.column]));
    }
    rows.push_back({"prediction", "", shortNumberText(std::round(e.value / unit) * unit)});
    text += alignedTable(rows, 2);
    text += "\n" + e.proof() +
            (report.gradients ? " The integrated gradients " + additivityText(report.gradients->gap(), e.value) + "."
                              : "") +
            "\n";
    if (report.whatIf) {
        text += "\n";
        for (const std::string& sentence : report.whatIf->words())
            text += sentence + "\n";
        text += "That is a statement about the network, not advice about the world.\n";
    }
    if (!report.nearest.empty()) {
        text += "\nnearest training rows:";
        for (const NearRow& one : report.nearest)
            text += " " + countText(one.row + 1) + " (" + shortNumberText(one.distance) + ")";
        text += "; usual distance " + shortNumberText(report.usual.median) + "\n";
        if (report.unlikeAnything)
            text += "The row is unlike anything seen in training: its nearest row is farther away than " +
                    shortNumberText(report.usual.quantile99) + ", which 99 % of the training rows are not.\n";
    }
    return text;
}

JsonValue rowJson(const RowReport& report)
{
    const RowExplanation& e = report.explanation;
    JsonValue json;
    json["row"] = e.row + 1;
    json["output"] = e.outputName;
    json["prediction"] = e.value;
    json["expected_value"] = e.expected;
    JsonValue::List contributions;
    for (const Contribution& one : e.contributions) {
        JsonValue part = JsonValue::object({{"name", one.name}, {"value", one.value}, {"feature_value", one.cell}});
        if (e.pairs > 0)
            part["standard_error"] = one.standardError;
        if (report.gradients)
            part["integrated_gradient"] = report.gradientsByColumn[one.column];
        contributions.push_back(std::move(part));
    }
    json["contributions"] = std::move(contributions);
    json["predicted"] = e.predictedText;
    json["prediction_in_units"] = e.prediction;
    json["scale"] = e.scaleName;
    json["background"] = e.background;
    json["background_rows"] = e.backgroundRows;
    json["gap"] = e.gap;
    json["exact"] = e.pairs == 0;
    if (e.pairs > 0)
        json["pairs"] = e.pairs;
    json["evaluations"] = e.shapley.evaluations;
    if (report.gradients) {
        json["integrated_gradients_gap"] = report.gradients->gap();
        json["integrated_gradients_panels"] = report.gradients->path.panels;
    }
    if (report.whatIf) {
        JsonValue::List answers;
        for (const WhatIfAnswer& answer : report.whatIf->answers) {
            JsonValue::List cells;
            for (const ChangedCell& cell : answer.cells)
                cells.push_back(JsonValue::object({{"name", cell.name}, {"from", cell.from}, {"to", cell.to}}));
            answers.push_back(JsonValue::object({{"changes", std::move(cells)},
                                                 {"cost", answer.cost},
                                                 {"predicted", answer.predicted},
                                                 {"probability", answer.probability}}));
        }
        json["what_if"] = JsonValue::object({{"wanted", report.whatIf->wanted},
                                             {"current", report.whatIf->current},
                                             {"already", report.whatIf->already},
                                             {"answers", std::move(answers)},
                                             {"words", report.whatIf->words()}});
    }
    if (!report.nearest.empty()) {
        JsonValue::List rows;
        for (const NearRow& one : report.nearest)
            rows.push_back(JsonValue::object({{"row", one.row + 1}, {"distance", one.distance}}));
        json["nearest_rows"] = std::move(rows);
        json["usual_distance"] = report.usual.median;
        json["unlike_anything_seen"] = report.unlikeAnything;
    }
    return json;
}

std::string rowCsv(const RowReport& report)
{
    CsvWriter csv;
    for (const char* heading : {"column", "feature_value", "contribution", "standard_error"})
        csv.addText(heading);
    if (report.gradients)
        csv.addText("integrated_gradient");
    csv.endRow();
    for (const Contribution& one : report.explanation.contributions) {
        csv.addText(one.name);
        csv.addText(one.cell);
        csv.addNumber(one.value);
        csv.addNumber(one.standardError);
        if (report.gradients)
            csv.addNumber(report.gradientsByColumn[one.column]);
        csv.endRow();
    }
    return csv.text();
}

std::string globalText(const GlobalReport& report)
{
    const ColumnImportance& importance = report.importance;
    const Eigen::VectorXd mean = report.shapley.importance(report.outputPlace);
    std::string text =
        importance.figureName + " of the " + report.part + " rows: " + shortNumberText(importance.figureValue) + "\n\n";
    std::vector<std::vector<std::string>> rows = {{"column", "lost when permuted", "±", "mean |Shapley|"}};
    for (const std::size_t c : importance.order)
        rows.push_back({netloom::quoted(report.columns[c], 40), shortNumberText(importance.permutation.mean[c]),
                        shortNumberText(importance.permutation.sd[c]), shortNumberText(mean[static_cast<Index>(c)])});
    text += alignedTable(rows);
    text += "\nShapley values of " + report.output + " in " + report.scaleName + ", over " +
            countText(static_cast<Index>(report.shapley.rows.size())) + " rows against " + report.background +
            "; they " + additivityText(report.shapley.largestGap, 1) + ".\n";
    for (std::size_t i = 0; i < std::min<std::size_t>(importance.shared.size(), 3); ++i) {
        const SharedImportance& one = importance.shared[i];
        text += report.columns[one.first] + " and " + report.columns[one.second] + " (correlation " +
                shortNumberText(one.correlation) + ") may share their importance.\n";
    }
    if (importance.shared.size() > 3)
        text += countText(static_cast<Index>(importance.shared.size()) - 3) + " more pairs are correlated above 0.8.\n";
    return text;
}

JsonValue globalJson(const GlobalReport& report)
{
    const ColumnImportance& importance = report.importance;
    const Eigen::VectorXd mean = report.shapley.importance(report.outputPlace);
    JsonValue json;
    json["on"] = report.part;
    json["output"] = report.output;
    json["scale"] = report.scaleName;
    json["background"] = report.background;
    json["score"] = importance.figure;
    json["score_value"] = importance.figureValue;
    json["rows"] = report.shapley.rows.size();
    json["gap"] = report.shapley.largestGap;
    json["largest_standard_error"] = report.shapley.largestError;
    JsonValue::List columns;
    for (const std::size_t c : importance.order)
        columns.push_back(JsonValue::object({{"name", report.columns[c]},
                                             {"importance", importance.permutation.mean[c]},
                                             {"importance_sd", importance.permutation.sd[c]},
                                             {"importances", importance.permutation.importances[c]},
                                             {"mean_abs_shapley", mean[static_cast<Index>(c)]}}));
    json["columns"] = std::move(columns);
    JsonValue::List shared;
    for (const SharedImportance& one : importance.shared)
        shared.push_back(JsonValue::object({{"first", report.columns[one.first]},
                                            {"second", report.columns[one.second]},
                                            {"correlation", one.correlation}}));
    json["correlated"] = std::move(shared);
    JsonValue::List layers;
    for (const auto& [name, units] : report.layers) {
        JsonValue::List list;
        for (const UnitSensitivity& unit : units)
            list.push_back(JsonValue::object({{"unit", unit.unit + 1},
                                              {"mean_gradient", unit.meanGradient},
                                              {"mean_abs_gradient", unit.meanAbsGradient},
                                              {"ablation_mean", unit.meanAblation},
                                              {"ablation_mean_abs", unit.meanAbsAblation},
                                              {"mean_activation", unit.meanActivation},
                                              {"sd_activation", unit.sdActivation}}));
        layers.push_back(JsonValue::object({{"layer", name}, {"units", std::move(list)}}));
    }
    json["unit_sensitivity"] = std::move(layers);
    return json;
}

std::string globalCsv(const GlobalReport& report)
{
    CsvWriter csv;
    const Eigen::VectorXd mean = report.shapley.importance(report.outputPlace);
    for (const char* heading : {"column", "importance", "importance_sd", "mean_abs_shapley"})
        csv.addText(heading);
    csv.endRow();
    for (const std::size_t c : report.importance.order) {
        csv.addText(report.columns[c]);
        csv.addNumber(report.importance.permutation.mean[c]);
        csv.addNumber(report.importance.permutation.sd[c]);
        csv.addNumber(mean[static_cast<Index>(c)]);
        csv.endRow();
    }
    return csv.text();
}

std::string dependenceText(const DependenceReport& report)
{
    std::vector<std::vector<std::string>> rows;
    if (report.pair) {
        rows.push_back({report.column + " \\ " + report.second});
        for (const std::string& label : report.pair->second.labels)
            rows[0].push_back(label);
        const auto& average = report.pair->average[static_cast<std::size_t>(report.outputPlace)];
        for (Index i = 0; i < average.rows(); ++i) {
            rows.push_back({report.pair->first.labels[static_cast<std::size_t>(i)]});
            for (Index j = 0; j < average.cols(); ++j)
                rows.back().push_back(report.pair->counts(i, j) > 0 ? shortNumberText(average(i, j)) : "–");
        }
    } else if (report.effects) {
        rows.push_back({report.column, "local effect", "rows"});
        for (std::size_t i = 0; i < report.effects->edges.size(); ++i)
            rows.push_back({shortNumberText(report.effects->edges[i]),
                            signedText(report.effects->effect(static_cast<Index>(i), report.outputPlace)),
                            i > 0 ? countText(report.effects->counts[i - 1]) : ""});
    } else {
        const ColumnDependence& d = *report.dependence;
        const Eigen::VectorXd low = d.curves.quantile(report.outputPlace, kBand[0]);
        const Eigen::VectorXd high = d.curves.quantile(report.outputPlace, kBand[1]);
        rows.push_back({report.column, "mean", "10 % of rows", "90 % of rows", "training rows"});
        for (std::size_t i = 0; i < d.grid.labels.size(); ++i) {
            const auto k = static_cast<Index>(i);
            rows.push_back({d.grid.labels[i], shortNumberText(d.curves.average(k, report.outputPlace)),
                            shortNumberText(low[k]), shortNumberText(high[k]), countText(d.grid.density[i])});
        }
    }
    return report.output + " in " + report.scaleName + ", over the " + report.part + " rows\n\n" + alignedTable(rows);
}

JsonValue dependenceJson(const DependenceReport& report)
{
    JsonValue json;
    json["on"] = report.part;
    json["column"] = report.column;
    json["output"] = report.output;
    json["scale"] = report.scaleName;
    if (report.pair) {
        json["second"] = report.second;
        json["labels"] = report.pair->first.labels;
        json["second_labels"] = report.pair->second.labels;
        JsonValue::List average;
        JsonValue::List counts;
        const auto& map = report.pair->average[static_cast<std::size_t>(report.outputPlace)];
        for (Index i = 0; i < map.rows(); ++i) {
            JsonValue::List averageRow;
            JsonValue::List countRow;
            for (Index j = 0; j < map.cols(); ++j) {
                averageRow.emplace_back(map(i, j));
                countRow.emplace_back(report.pair->counts(i, j));
            }
            average.emplace_back(std::move(averageRow));
            counts.emplace_back(std::move(countRow));
        }
        json["average"] = std::move(average);
        json["training_rows"] = std::move(counts);
    } else if (report.effects) {
        json["edges"] = report.effects->edges;
        json["effect"] = numbers(report.effects->effect.col(report.outputPlace));
        json["counts"] = report.effects->counts;
    } else {
        const ColumnDependence& d = *report.dependence;
        json["categories"] = d.grid.categories;
        json["labels"] = d.grid.labels;
        json["values"] = d.grid.values;
        json["average"] = numbers(d.curves.average.col(report.outputPlace));
        json["low10"] = numbers(d.curves.quantile(report.outputPlace, kBand[0]));
        json["high90"] = numbers(d.curves.quantile(report.outputPlace, kBand[1]));
        json["training_rows"] = d.grid.density;
        json["quantile5"] = d.grid.low;
        json["quantile95"] = d.grid.high;
        json["rows"] = d.rows.size();
        JsonValue::List curves;
        for (const std::size_t place : d.drawn)
            curves.push_back(
                JsonValue::object({{"row", d.rows[place] + 1},
                                   {"values", numbers(d.curves.individual[static_cast<std::size_t>(report.outputPlace)]
                                                          .row(static_cast<Index>(place))
                                                          .transpose())}}));
        json["individual"] = std::move(curves);
    }
    return json;
}

std::string dependenceCsv(const DependenceReport& report)
{
    CsvWriter csv;
    const auto heading = [&](std::initializer_list<std::string> names) {
        for (const std::string& name : names)
            csv.addText(name);
        csv.endRow();
    };
    if (report.pair) {
        heading({report.column, report.second, "average", "training_rows"});
        const auto& map = report.pair->average[static_cast<std::size_t>(report.outputPlace)];
        for (Index i = 0; i < map.rows(); ++i)
            for (Index j = 0; j < map.cols(); ++j) {
                csv.addText(report.pair->first.labels[static_cast<std::size_t>(i)]);
                csv.addText(report.pair->second.labels[static_cast<std::size_t>(j)]);
                csv.addNumber(map(i, j));
                csv.addNumber(static_cast<double>(report.pair->counts(i, j)));
                csv.endRow();
            }
    } else if (report.effects) {
        heading({report.column, "effect", "rows"});
        for (std::size_t i = 0; i < report.effects->edges.size(); ++i) {
            csv.addNumber(report.effects->edges[i]);
            csv.addNumber(report.effects->effect(static_cast<Index>(i), report.outputPlace));
            csv.addNumber(i > 0 ? static_cast<double>(report.effects->counts[i - 1]) : std::nan(""));
            csv.endRow();
        }
    } else {
        heading({report.column, "average", "low10", "high90", "training_rows"});
        const ColumnDependence& d = *report.dependence;
        const Eigen::VectorXd low = d.curves.quantile(report.outputPlace, kBand[0]);
        const Eigen::VectorXd high = d.curves.quantile(report.outputPlace, kBand[1]);
        for (std::size_t i = 0; i < d.grid.labels.size(); ++i) {
            const auto k = static_cast<Index>(i);
            csv.addText(d.grid.labels[i]);
            csv.addNumber(d.curves.average(k, report.outputPlace));
            csv.addNumber(low[k]);
            csv.addNumber(high[k]);
            csv.addNumber(static_cast<double>(d.grid.density[i]));
            csv.endRow();
        }
    }
    return csv.text();
}

} // namespace netloom
