// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluate/evaluation_plots.h"

#include "ui/evaluate/figures_table.h"
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
    return QCoreApplication::translate("EvaluationPlots", text);
}

const std::pair<double, double> kUnit{-0.02, 1.02};

XySeries reference(std::vector<double> x, std::vector<double> y, const QString& name = {})
{
    XySeries line;
    line.name = name;
    line.role = XySeries::Role::Reference;
    line.x = std::move(x);
    line.y = std::move(y);
    return line;
}

/// "2.7" of "2.7 times".
QString timesText(double value)
{
    return QLocale().toString(value, 'f', 1);
}

PlotContent nothing(const QString& why)
{
    PlotContent content;
    content.empty = why;
    return content;
}

XySeries rocLine(const Ranking& ranking, const QString& name, XySeries::Role role)
{
    XySeries line;
    line.name = name;
    line.role = role;
    for (std::size_t cut = 0; cut < ranking.cuts(); ++cut) {
        line.x.push_back(ranking.falsePositiveRate(cut).value_or(0));
        line.y.push_back(ranking.truePositiveRate(cut).value_or(0));
    }
    return line;
}

PlotContent roc(const PlotWish& wish)
{
    const Ranking* ranking = rankingOf(wish.part, wish.output);
    if (!ranking || !ranking->auc())
        return nothing(tr("A ROC curve needs rows of both classes."));
    PlotContent content;
    content.series.push_back(rocLine(*ranking, tr("network"), XySeries::Role::Main));
    if (wish.part.binary.size() == 1 && wish.part.linearRanking.auc())
        content.series.push_back(
            rocLine(wish.part.linearRanking, fromUtf8(wish.part.linearName), XySeries::Role::Second));
    content.series.push_back(reference({0, 1}, {0, 1}));
    content.axes = {tr("false positive rate"), tr("true positive rate"), kUnit, kUnit};
    content.words =
        tr("Area under the curve %1: how often a row of %2 gets a higher score than another row.")
            .arg(FiguresTable::text(*ranking->auc()), outputNames(wish.part).value(static_cast<int>(wish.output)));
    return content;
}

PlotContent precisionRecall(const PlotWish& wish)
{
    const Ranking* ranking = rankingOf(wish.part, wish.output);
    if (!ranking || ranking->positives() == 0)
        return nothing(tr("Precision and recall need rows of the class."));
    PlotContent content;
    const auto add = [&](const Ranking& of, const QString& name, XySeries::Role role) {
        XySeries line;
        line.name = name;
        line.role = role;
        line.style = XySeries::Style::Steps;
        for (std::size_t cut = 1; cut < of.cuts(); ++cut) {
            line.x.push_back(of.truePositiveRate(cut).value_or(0));
            line.y.push_back(of.precision(cut).value_or(0));
        }
        content.series.push_back(std::move(line));
    };
    add(*ranking, tr("network"), XySeries::Role::Main);
    if (wish.part.binary.size() == 1 && wish.part.linearRanking.rows() > 0)
        add(wish.part.linearRanking, fromUtf8(wish.part.linearName), XySeries::Role::Second);
    const double prevalence = static_cast<double>(ranking->positives()) / static_cast<double>(ranking->rows());
    content.series.push_back(reference({0, 1}, {prevalence, prevalence}));
    content.axes = {tr("recall"), tr("precision"), kUnit, kUnit};
    content.words =
        tr("Average precision %1; by chance it would be %2, the share of the class.")
            .arg(FiguresTable::text(ranking->averagePrecision().value_or(0)), FiguresTable::text(prevalence));
    return content;
}

const CalibrationCurve* calibrationOf(const PlotWish& wish)
{
    if (wish.part.multiclass)
        return &wish.part.multiclass->topLabel;
    return wish.output < wish.part.binary.size() ? &wish.part.binary[wish.output].calibration : nullptr;
}

PlotContent calibration(const PlotWish& wish)
{
    const CalibrationCurve* curve = calibrationOf(wish);
    if (!curve || curve->bins.empty())
        return nothing(tr("The network's outputs are no probabilities."));
    PlotContent content;
    XySeries line;
    XySeries few;
    few.style = XySeries::Style::HollowPoints;
    line.style = XySeries::Style::Points;
    for (const CalibrationBin& bin : curve->bins) {
        XySeries& to = bin.count < 5 ? few : line;
        to.x.push_back(bin.meanPredicted);
        to.y.push_back(bin.observed);
        to.low.push_back(bin.interval.low);
        to.high.push_back(bin.interval.high);
    }
    if (!few.x.empty())
        few.name = tr("fewer than 5 rows");
    for (XySeries* each : {&line, &few})
        if (!each->x.empty())
            content.series.push_back(std::move(*each));
    content.series.push_back(reference({0, 1}, {0, 1}));
    content.axes = {wish.part.multiclass ? tr("largest probability") : tr("predicted probability"),
                    wish.part.multiclass ? tr("share that is right") : tr("observed share"), kUnit, kUnit};
    content.words = tr("On average the probabilities are off by %1 (expected calibration error, %2 bins).")
                        .arg(FiguresTable::text(curve->ece.value_or(0)))
                        .arg(curve->edges.empty() ? 0 : curve->edges.size() - 1);
    if (!wish.part.multiclass && wish.part.binary[wish.output].recalibration) {
        QString told = fromUtf8(wish.part.binary[wish.output].recalibration->words());
        told.replace(0, 1, told.left(1).toUpper());
        content.words += QLatin1Char(' ') + told + QLatin1Char('.');
    }
    return content;
}

XySeries histogram(const std::vector<double>& values, double low, double high, int bins)
{
    XySeries bars;
    bars.style = XySeries::Style::Bars;
    bars.y.assign(static_cast<std::size_t>(bins), 0);
    for (int i = 0; i < bins; ++i)
        bars.x.push_back(low + (i + 0.5) * (high - low) / bins);
    for (const double value : values) {
        const int bin = std::clamp(static_cast<int>((value - low) / (high - low) * bins), 0, bins - 1);
        ++bars.y[static_cast<std::size_t>(bin)];
    }
    return bars;
}

PlotContent probabilityHistogram(const PlotWish& wish)
{
    const CalibrationCurve* curve = calibrationOf(wish);
    if (!curve || curve->bins.empty())
        return nothing({});
    std::vector<double> values;
    if (wish.part.multiclass) {
        for (Index row = 0; row < wish.part.rows.size(); ++row)
            values.push_back(wish.part.rows.output.col(row).maxCoeff());
    } else {
        values = wish.part.rows.scores(static_cast<Index>(wish.output));
    }
    PlotContent content;
    content.series.push_back(histogram(values, 0, 1, 20));
    content.axes = {{}, tr("rows"), kUnit, {}};
    return content;
}

PlotContent scores(const PlotWish& wish)
{
    const auto output = static_cast<Index>(wish.output);
    if (wish.part.rows.size() == 0)
        return nothing(tr("There are no rows."));
    const bool several = wish.part.multiclass.has_value();
    const std::vector<double> all = wish.part.rows.scores(several || wish.part.rows.output.rows() > 1 ? output : 0);
    std::vector<std::uint8_t> is;
    if (several)
        for (const int truth : wish.part.rows.classes())
            is.push_back(truth == static_cast<int>(wish.output) ? 1 : 0);
    else
        is = wish.part.rows.positive(wish.part.rows.output.rows() > 1 ? output : 0);
    PlotContent content;
    const QStringList names = outputNames(wish.part);
    for (const int positive : {0, 1}) {
        std::vector<double> values;
        for (std::size_t i = 0; i < all.size(); ++i)
            if (is[i] == positive)
                values.push_back(all[i]);
        XySeries bars = histogram(values, 0, 1, 25);
        bars.role = positive ? XySeries::Role::Main : XySeries::Role::Second;
        const QString name = names.value(static_cast<int>(wish.output));
        bars.name = positive ? name : tr("not %1").arg(name);
        if (!positive && wish.part.binary.size() == 1 && !wish.part.binary.front().negative.empty())
            bars.name = fromUtf8(wish.part.binary.front().negative);
        content.series.push_back(std::move(bars));
    }
    content.axes = {tr("predicted probability"), tr("rows"), kUnit, {}};
    return content;
}

/// A figure of the rows with the highest scores, over their share of all rows.
XySeries overShares(const Ranking& ranking, std::optional<double> (Ranking::*figure)(double) const, int firstPercent)
{
    XySeries line;
    line.name = tr("network");
    for (int percent = firstPercent; percent <= 100; ++percent) {
        line.x.push_back(percent / 100.0);
        line.y.push_back((ranking.*figure)(percent / 100.0).value_or(0));
    }
    return line;
}

PlotContent gain(const PlotWish& wish)
{
    const Ranking* ranking = rankingOf(wish.part, wish.output);
    if (!ranking || ranking->positives() == 0)
        return nothing(tr("A gain curve needs rows of the class."));
    PlotContent content;
    content.series.push_back(overShares(*ranking, &Ranking::gain, 0));
    const double share = static_cast<double>(ranking->positives()) / static_cast<double>(ranking->rows());
    content.series.push_back(reference({0, share, 1}, {0, 1, 1}));
    content.series.push_back(reference({0, 1}, {0, 1}));
    content.axes = {tr("share of the rows, highest scores first"), tr("share of the class found"), kUnit, kUnit};
    content.words = tr("The tenth of the rows with the highest scores holds %1 times as many of the class as a tenth "
                       "drawn by chance.")
                        .arg(timesText(ranking->lift(0.1).value_or(0)));
    return content;
}

PlotContent lift(const PlotWish& wish)
{
    const Ranking* ranking = rankingOf(wish.part, wish.output);
    if (!ranking || ranking->positives() == 0)
        return nothing(tr("A lift curve needs rows of the class."));
    PlotContent content;
    content.series.push_back(overShares(*ranking, &Ranking::lift, 1)); // of no rows there is none
    content.series.push_back(reference({0, 1}, {1, 1}));
    content.axes = {tr("share of the rows, highest scores first"), tr("lift"), kUnit, {}};
    content.words = tr("Among the half with the highest scores the class is %1 times as frequent as among all rows.")
                        .arg(timesText(ranking->lift(0.5).value_or(0)));
    return content;
}

const NumberEvaluation* numbersOf(const PlotWish& wish)
{
    return wish.output < wish.part.numbers.size() && wish.part.rows.size() > 0 ? &wish.part.numbers[wish.output]
                                                                               : nullptr;
}

std::vector<double> rowOf(const Eigen::MatrixXd& matrix, std::size_t row)
{
    std::vector<double> values(static_cast<std::size_t>(matrix.cols()));
    for (Index i = 0; i < matrix.cols(); ++i)
        values[static_cast<std::size_t>(i)] = matrix(static_cast<Index>(row), i);
    return values;
}

PlotContent predictedActual(const PlotWish& wish)
{
    if (!numbersOf(wish))
        return nothing(tr("There are no rows."));
    PlotContent content;
    XySeries points;
    points.style = XySeries::Style::Points;
    points.x = rowOf(wish.part.rows.truth, wish.output);
    points.y = rowOf(wish.part.rows.output, wish.output);
    points.rows = wish.part.rows.rows;
    const auto [low, high] = std::minmax_element(points.x.begin(), points.x.end());
    content.series.push_back(reference({*low, *high}, {*low, *high}));
    content.series.push_back(std::move(points));
    content.axes = {tr("actual"), tr("predicted"), {}, {}, true};
    const std::optional<double> r2 = numbersOf(wish)->figures.r2;
    if (r2)
        content.words = *r2 < 0 ? tr("R² %1: worse than always saying the mean.").arg(FiguresTable::text(r2))
                                : tr("R² %1: this share of the variation is predicted.").arg(FiguresTable::text(r2));
    return content;
}

/// Medians of y over groups of equal size along x: a bend is seen that a straight fit would hide.
XySeries runningMedian(const std::vector<double>& x, const std::vector<double>& y)
{
    XySeries line;
    line.name = tr("running median");
    line.role = XySeries::Role::Second;
    std::vector<std::size_t> order(x.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return x[a] < x[b]; });
    const std::size_t groups = std::clamp<std::size_t>(x.size() / 12, 1, 24);
    for (std::size_t g = 0; g < groups; ++g) {
        const std::size_t first = g * x.size() / groups;
        const std::size_t last = (g + 1) * x.size() / groups;
        std::vector<double> values;
        double middle = 0;
        for (std::size_t i = first; i < last; ++i) {
            values.push_back(y[order[i]]);
            middle += x[order[i]];
        }
        if (values.empty())
            continue;
        std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
        line.x.push_back(middle / static_cast<double>(values.size()));
        line.y.push_back(values[values.size() / 2]);
    }
    return line;
}

PlotContent residualsAgainst(const PlotWish& wish, std::vector<double> x, const QString& title)
{
    PlotContent content;
    XySeries points;
    points.style = XySeries::Style::Points;
    const std::vector<double>& residuals = numbersOf(wish)->residuals;
    for (std::size_t i = 0; i < x.size(); ++i)
        if (std::isfinite(x[i])) {
            points.x.push_back(x[i]);
            points.y.push_back(residuals[i]);
            points.rows.push_back(wish.part.rows.rows[i]);
        }
    if (points.x.empty())
        return nothing(tr("The column has no numbers in these rows."));
    const auto [low, high] = std::minmax_element(points.x.begin(), points.x.end());
    content.series.push_back(reference({*low, *high}, {0, 0}));
    XySeries median = runningMedian(points.x, points.y);
    content.series.push_back(std::move(points));
    content.series.push_back(std::move(median));
    content.axes = {title, tr("actual − predicted"), {}, {}};
    return content;
}

PlotContent residuals(const PlotWish& wish)
{
    if (!numbersOf(wish))
        return nothing(tr("There are no rows."));
    return residualsAgainst(wish, rowOf(wish.part.rows.output, wish.output), tr("predicted"));
}

PlotContent residualsOfColumn(const PlotWish& wish)
{
    if (!numbersOf(wish) || !wish.table || wish.column < 0)
        return nothing(tr("There are no rows."));
    const Column& column = wish.table->columns[static_cast<std::size_t>(wish.column)];
    std::vector<double> x;
    for (const Index row : wish.part.rows.rows) {
        const auto at = static_cast<std::size_t>(row);
        if (at < column.numbers.size())
            x.push_back(column.numbers[at]);
        else
            x.push_back(at < column.codes.size() && column.codes[at] >= 0 ? column.codes[at] : std::nan(""));
    }
    return residualsAgainst(wish, std::move(x), fromUtf8(column.name));
}

PlotContent residualHistogram(const PlotWish& wish)
{
    const NumberEvaluation* numbers = numbersOf(wish);
    if (!numbers || numbers->residuals.empty())
        return nothing(tr("There are no rows."));
    const auto [low, high] = std::minmax_element(numbers->residuals.begin(), numbers->residuals.end());
    PlotContent content;
    const int bins = std::clamp(static_cast<int>(std::sqrt(static_cast<double>(numbers->residuals.size()))), 5, 40);
    content.series.push_back(histogram(numbers->residuals, *low, *high > *low ? *high : *low + 1, bins));
    content.axes = {tr("actual − predicted"), tr("rows"), {}, {}};
    content.words = tr("Half of the rows are within %1 of the prediction.")
                        .arg(shortNumber(numbers->figures.medianAbsoluteError.value_or(0)));
    return content;
}

PlotContent quantiles(const PlotWish& wish)
{
    const NumberEvaluation* numbers = numbersOf(wish);
    if (!numbers || numbers->residuals.size() < 2)
        return nothing(tr("A QQ plot needs two rows."));
    const QuantilePlot plot = quantilePlot(numbers->residuals);
    PlotContent content;
    XySeries points;
    points.style = XySeries::Style::Points;
    points.x = plot.theoretical;
    points.y = plot.sample;
    const double first = plot.theoretical.front();
    const double last = plot.theoretical.back();
    content.series.push_back(
        reference({first, last}, {plot.intercept + plot.slope * first, plot.intercept + plot.slope * last}));
    content.series.push_back(std::move(points));
    content.axes = {tr("quantile of a normal distribution"), tr("actual − predicted"), {}, {}};
    content.words = tr("Ends that bend away from the line: more large errors than a normal distribution has.");
    return content;
}

} // namespace

std::span<const EvaluationPlot> evaluationPlots()
{
    static const EvaluationPlot list[] = {
        {"roc", tr("ROC curve"), true, false, false, &roc, nullptr},
        {"pr", tr("Precision and recall"), true, false, false, &precisionRecall, nullptr},
        {"scores", tr("Scores by class"), true, true, false, &scores, nullptr},
        {"calibration", tr("Calibration"), true, false, false, &calibration, &probabilityHistogram},
        {"gain", tr("Gain"), true, false, false, &gain, nullptr},
        {"lift", tr("Lift"), true, false, false, &lift, nullptr},
        {"predicted", tr("Predicted against actual"), false, false, false, &predictedActual, nullptr},
        {"residuals", tr("Residuals against predicted"), false, false, false, &residuals, nullptr},
        {"residuals_column", tr("Residuals against a column"), false, false, true, &residualsOfColumn, nullptr},
        {"histogram", tr("Distribution of the residuals"), false, false, false, &residualHistogram, nullptr},
        {"qq", tr("QQ plot of the residuals"), false, false, false, &quantiles, nullptr},
    };
    return list;
}

QStringList outputNames(const PartEvaluation& part)
{
    QStringList names;
    if (part.multiclass)
        for (const std::string& name : part.rows.target.classes)
            names << fromUtf8(name);
    for (const BinaryEvaluation& each : part.binary)
        names << fromUtf8(each.positive);
    for (const NumberEvaluation& each : part.numbers)
        names << fromUtf8(each.target);
    return names;
}

const Ranking* rankingOf(const PartEvaluation& part, std::size_t output)
{
    if (part.multiclass)
        return output < part.multiclass->rankings.size() ? &part.multiclass->rankings[output] : nullptr;
    return output < part.binary.size() ? &part.binary[output].ranking : nullptr;
}

} // namespace netloom
