// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/explain/explanation_plots.h"

#include "core/data/column_values.h"
#include "ui/evaluate/figures_table.h"
#include "ui/explain/explanation_source.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace netloom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("ExplanationPlots", text);
}

QString othersName(std::size_t count)
{
    return tr("%1 others").arg(wholeNumber(static_cast<Index>(count)));
}

/// All where one more would do, so that "1 other" never stands for a column.
std::size_t shownOf(std::size_t all, std::size_t most)
{
    return most == 0 || all <= most + 1 ? all : most;
}

std::vector<std::size_t> orderOf(const Eigen::VectorXd& values)
{
    std::vector<std::size_t> order(static_cast<std::size_t>(values.size()));
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return values[static_cast<Index>(a)] > values[static_cast<Index>(b)];
    });
    return order;
}

/// The same for plots over each other.
std::optional<std::pair<double, double>> reachOf(const ColumnGrid& grid)
{
    if (grid.values.empty())
        return {};
    const double pad = std::max(0.02 * (grid.values.back() - grid.values.front()), grid.categories ? 0.5 : 0.0);
    return std::pair{grid.values.front() - pad, grid.values.back() + pad};
}

/// @param average  what the value it starts from is called
BarPlot::Content waterfall(const RowExplanation& e, std::size_t most, const QString& average)
{
    double largest = 0;
    for (const Contribution& each : e.contributions)
        largest = std::max(largest, std::abs(each.value));
    constexpr double kRounding = 1e-9;
    if (largest <= kRounding * std::abs(e.value)) // nothing moves the prediction
        largest = 0;
    const int decimals = decimalsFor(largest);
    const std::vector<double> rounded = e.rounded(decimals);
    const auto text = [&](double value) {
        const QString digits = QLocale().toString(std::abs(value), 'f', decimals);
        return value < 0 ? QStringLiteral("−") + digits : digits;
    };
    const auto signedText = [&](double value) { return value < 0 ? text(value) : QLatin1Char('+') + text(value); };
    const std::size_t shown = shownOf(e.contributions.size(), most);
    double at = e.expected;
    std::vector<BarPlot::Bar> fromBelow;
    if (shown < e.contributions.size()) {
        double rest = 0;
        double restShown = 0;
        for (std::size_t i = shown; i < e.contributions.size(); ++i) {
            rest += e.contributions[i].value;
            restShown += rounded[i];
        }
        fromBelow.push_back(
            {othersName(e.contributions.size() - shown), {}, at, at + rest, signedText(restShown), {}, {}, true});
        at += rest;
    }
    for (std::size_t i = shown; i-- > 0;) {
        const Contribution& each = e.contributions[i];
        BarPlot::Bar bar{fromUtf8(each.name),
                         fromUtf8(shortCell(each.cell)),
                         at,
                         at + each.value,
                         signedText(rounded[i]),
                         {},
                         {},
                         false};
        if (each.standardError > 0) {
            bar.low = bar.to - 1.96 * each.standardError;
            bar.high = bar.to + 1.96 * each.standardError;
        }
        at += each.value;
        fromBelow.push_back(std::move(bar));
    }
    BarPlot::Content content;
    content.bars.assign(fromBelow.rbegin(), fromBelow.rend());
    content.start = e.expected;
    content.end = e.value;
    // A number's unit is that of the column, whose name stands there.
    const QString scaleName = e.scale == ExplainedScale::Units ? QString() : fromUtf8(e.scaleName);
    content.startText =
        QStringLiteral("%1 %2").arg((average + QLatin1Char(' ') + scaleName).trimmed(), text(e.expected));
    content.endName = fromUtf8(e.outputName);
    content.endText = QStringLiteral("%1 %2").arg(scaleName, text(e.value)).trimmed();
    if (e.scale == ExplainedScale::LogOdds)
        content.endDetail = tr(" (probability %1)").arg(FiguresTable::text(e.prediction));
    return content;
}

} // namespace

QString predictionTitle(const std::string& output, const std::string& scaleName)
{
    if (scaleName.starts_with("units of ")) // whose name is that of the output
        return fromUtf8(output);
    return tr("%1 of %2").arg(fromUtf8(scaleName), fromUtf8(output));
}

BarPlot::Content waterfallContent(const RowExplanation& explanation, std::size_t most)
{
    return waterfall(explanation, most, tr("average"));
}

BarPlot::Content gradientsContent(const RowExplanation& explanation, std::size_t most)
{
    return waterfall(explanation, most, tr("average row:"));
}

DecisionPlot::Content decisionContent(const RowExplanation& explanation, std::size_t most)
{
    const BarPlot::Content bars = waterfallContent(explanation, most);
    DecisionPlot::Content content;
    DecisionPlot::Line line;
    line.at.push_back(explanation.expected);
    for (auto bar = bars.bars.rbegin(); bar != bars.bars.rend(); ++bar) {
        content.names << bar->name;
        line.at.push_back(bar->to);
        line.cells << bar->value;
    }
    content.lines.push_back(std::move(line));
    content.axis = predictionTitle(explanation.outputName, explanation.scaleName);
    content.startText = bars.startText;
    content.endText = bars.endText;
    content.logOdds = explanation.scale == ExplainedScale::LogOdds;
    return content;
}

BarPlot::Content importanceContent(const ColumnImportance& importance, const std::vector<std::string>& names,
                                   std::size_t most)
{
    const std::vector<std::size_t>& order = importance.order;
    const std::size_t shown = shownOf(order.size(), most);
    const int decimals = order.empty() ? 3 : decimalsFor(std::abs(importance.permutation.mean[order.front()]));
    BarPlot::Content content;
    content.signedColors = false;
    for (std::size_t i = 0; i < shown; ++i) {
        const double mean = importance.permutation.mean[order[i]];
        const double sd = importance.permutation.sd[order[i]];
        content.bars.push_back({fromUtf8(names[order[i]]),
                                {},
                                0,
                                mean,
                                withMinus(QLocale().toString(mean, 'f', decimals)),
                                mean - sd,
                                mean + sd,
                                false});
    }
    if (shown < order.size())
        content.bars.push_back({othersName(order.size() - shown), {}, 0, 0, {}, {}, {}, true});
    return content;
}

BarPlot::Content shapleyContent(const ExplainedRows& rows, Index output, const std::vector<std::string>& names,
                                std::size_t most)
{
    const Eigen::VectorXd mean = rows.importance(output);
    const std::vector<std::size_t> order = orderOf(mean);
    const std::size_t shown = shownOf(order.size(), most);
    const int decimals = order.empty() ? 3 : decimalsFor(mean[static_cast<Index>(order.front())]);
    BarPlot::Content content;
    content.signedColors = false;
    for (std::size_t i = 0; i < shown; ++i) {
        const double value = mean[static_cast<Index>(order[i])];
        content.bars.push_back(
            {fromUtf8(names[order[i]]), {}, 0, value, QLocale().toString(value, 'f', decimals), {}, {}, false});
    }
    if (shown < order.size())
        content.bars.push_back({othersName(order.size() - shown), {}, 0, 0, {}, {}, {}, true});
    return content;
}

std::vector<double> shadesOf(const Column& column, const std::vector<Index>& rows)
{
    std::vector<double> values;
    for (const Index row : rows) {
        const auto at = static_cast<std::size_t>(row);
        values.push_back(column.isMissing(row)             ? std::nan("")
                         : column.kind == ColumnKind::Text ? column.codes[at]
                                                           : column.numbers[at]);
    }
    std::vector<double> sorted;
    std::copy_if(values.begin(), values.end(), std::back_inserter(sorted), [](double v) { return !std::isnan(v); });
    std::sort(sorted.begin(), sorted.end());
    if (sorted.empty() || sorted.front() == sorted.back()) {
        for (double& value : values)
            value = std::isnan(value) ? value : 0.5;
        return values;
    }
    const double low = sorted[sorted.size() / 20];
    const double high = sorted[sorted.size() - 1 - sorted.size() / 20];
    for (double& value : values)
        value = high > low ? std::clamp((value - low) / (high - low), 0.0, 1.0)
                           : (value - sorted.front()) / (sorted.back() - sorted.front());
    return values;
}

std::vector<BeeswarmPlot::Swarm> swarmContent(const ExplainedRows& rows, Index output,
                                              const std::vector<std::string>& names,
                                              const std::vector<std::vector<double>>& shades, std::size_t most)
{
    const Eigen::VectorXd mean = rows.importance(output);
    const int decimals = mean.size() == 0 ? 3 : decimalsFor(mean.maxCoeff());
    std::vector<BeeswarmPlot::Swarm> swarms;
    for (const std::size_t at : orderOf(mean)) {
        if (swarms.size() == most)
            break;
        BeeswarmPlot::Swarm each;
        each.name = fromUtf8(names[at]);
        each.text = QLocale().toString(mean[static_cast<Index>(at)], 'f', decimals);
        const auto phi = rows.phi[static_cast<std::size_t>(output)].col(static_cast<Index>(at));
        each.x.assign(phi.begin(), phi.end());
        each.shade = shades[at];
        swarms.push_back(std::move(each));
    }
    return swarms;
}

DependenceContent dependenceContent(const ColumnDependence& found, Index output, const QString& column,
                                    const QString& what)
{
    const ColumnGrid& grid = found.grid;
    const auto points = static_cast<Index>(grid.values.size());
    DependenceContent content;
    const Eigen::MatrixXd& rows = found.curves.individual[static_cast<std::size_t>(output)];
    for (const std::size_t at : found.drawn) {
        XySeries one;
        one.role = XySeries::Role::Faint;
        one.x = grid.values;
        for (Index i = 0; i < points; ++i)
            one.y.push_back(rows(static_cast<Index>(at), i));
        content.series.push_back(std::move(one));
    }
    const Eigen::VectorXd low = found.curves.quantile(output, 0.1);
    const Eigen::VectorXd high = found.curves.quantile(output, 0.9);
    for (const Eigen::VectorXd* edge : {&low, &high}) {
        XySeries band;
        band.role = XySeries::Role::Second;
        band.name = edge == &low ? tr("10 … 90 % of the rows") : QString();
        band.x = grid.values;
        band.y.assign(edge->begin(), edge->end());
        content.series.push_back(std::move(band));
    }
    XySeries mean;
    mean.name = tr("mean");
    mean.x = grid.values;
    for (Index i = 0; i < points; ++i)
        mean.y.push_back(found.curves.average(i, output));
    if (grid.categories)
        mean.style = XySeries::Style::Points;
    content.series.push_back(std::move(mean));
    content.words =
        tr("The prediction when %1 alone is changed: the mean of %2 training rows, and single rows (%3 thin "
           "lines).")
            .arg(column, wholeNumber(static_cast<Index>(found.rows.size())),
                 wholeNumber(static_cast<Index>(found.drawn.size())));
    if (!grid.categories) {
        content.words += QLatin1Char(' ') +
                         tr("Outside %1 … %2 there are few rows.").arg(shortNumber(grid.low), shortNumber(grid.high));
    }
    content.axes = {column, what, reachOf(grid), {}};
    if (grid.categories)
        for (const std::string& label : grid.labels)
            content.axes.xNames << fromUtf8(label);
    return content;
}

DependenceContent effectsContent(const AccumulatedLocalEffects& effects, Index output, const QString& column,
                                 const QString& what)
{
    DependenceContent content;
    XySeries line;
    line.x = effects.edges;
    for (Index i = 0; i < static_cast<Index>(line.x.size()); ++i)
        line.y.push_back(effects.effect(i, output));
    content.series.push_back(std::move(line));
    content.words =
        tr("How the prediction changes along %1, put together from small steps of rows of the table; 0 is the mean.")
            .arg(column);
    content.axes = {column, what, {}, {}};
    return content;
}

HeatPlot::Content pairContent(const PairDependence& found, Index output, const QString& first, const QString& second,
                              const QString& what)
{
    const auto axis = [](const QString& name, const ColumnGrid& grid) {
        HeatPlot::Axis made;
        made.name = name;
        made.values = grid.values;
        if (grid.categories)
            for (const std::string& label : grid.labels)
                made.labels << fromUtf8(label);
        return made;
    };
    HeatPlot::Content content;
    content.x = axis(first, found.first);
    content.y = axis(second, found.second);
    content.what = what;
    const Eigen::MatrixXd& average = found.average[static_cast<std::size_t>(output)];
    for (Index i = 0; i < average.rows(); ++i) {
        std::vector<double> values;
        std::vector<bool> known;
        for (Index j = 0; j < average.cols(); ++j) {
            values.push_back(average(i, j));
            known.push_back(found.counts(i, j) > 0);
        }
        content.cells.push_back(std::move(values));
        content.known.push_back(std::move(known));
    }
    return content;
}

} // namespace netloom
