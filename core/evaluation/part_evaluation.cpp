// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/part_evaluation.h"

#include "core/base/count_text.h"

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

constexpr Index kLeastRows = 20;
constexpr Index kFewRows = 50;
constexpr Index kLeastOfClass = 5;

bool isShare(const std::string& key)
{
    return key == "accuracy" || key == "precision" || key == "recall" || key == "specificity" || key == "exact_match";
}

/// Share of rows as a proportion with Wilson's interval. @returns false where the figure is none
bool wilson(Figure& figure, const CountFigures& counts)
{
    const ClassFigures* positive = counts.perClass.size() > 1 ? &counts.perClass[1] : nullptr;
    if (figure.info.key == "accuracy")
        figure.interval = counts.accuracyInterval;
    else if (figure.info.key == "precision" && positive)
        figure.interval = positive->precisionInterval;
    else if (figure.info.key == "recall" && positive)
        figure.interval = positive->recallInterval;
    else if (figure.info.key == "specificity" && positive)
        figure.interval = positive->specificityInterval;
    else
        return false;
    return true;
}

CountFigures countsOf(const PredictedRows& rows, double threshold)
{
    if (rows.target.task != Task::Binary && rows.target.task != Task::Multiclass)
        return {};
    return countFigures(confusionMatrix(rows.target.classes.size(), rows.classes(), rows.decided(threshold)));
}

/// Of the classes that a figure needs, the rows of the rarest one (yes/no targets: of all targets).
Index rarest(const PredictedRows& rows, FigureInfo::Needs needs)
{
    using Needs = FigureInfo::Needs;
    if (needs == Needs::Nothing)
        return rows.size();
    Index least = rows.size();
    if (rows.target.task == Task::Multiclass) {
        std::vector<Index> support(rows.target.classes.size(), 0);
        for (const int k : rows.classes())
            ++support[static_cast<std::size_t>(k)];
        for (const Index count : support)
            if (count > 0)
                least = std::min(least, count);
        return least;
    }
    for (Index k = 0; k < rows.output.rows(); ++k) {
        const std::vector<std::uint8_t> positive = rows.positive(k);
        const Index yes = std::count(positive.begin(), positive.end(), std::uint8_t(1));
        least = std::min(least, needs == Needs::Positives ? yes : std::min(yes, rows.size() - yes));
    }
    return least;
}

std::vector<Figure> bareFigures(const PredictedRows& rows, const std::vector<std::optional<double>>& values)
{
    std::vector<Figure> figures;
    const std::vector<FigureInfo>& infos = figuresOf(rows.target.task);
    for (std::size_t i = 0; i < infos.size(); ++i) {
        Figure figure;
        figure.info = infos[i];
        figure.value = values[i];
        if (!figure.value)
            figure.note = rows.size() == 0 ? "there are no rows" : infos[i].undefined;
        figures.push_back(std::move(figure));
    }
    return figures;
}

BinaryEvaluation binaryEvaluation(const PredictedRows& rows, Index output, double threshold, bool probabilities)
{
    BinaryEvaluation result;
    const bool one = rows.target.task == Task::Binary;
    result.positive = one ? rows.target.classes.at(1) : rows.target.names.at(static_cast<std::size_t>(output));
    if (one)
        result.negative = rows.target.classes.at(0);
    if (rows.size() == 0)
        return result;
    const std::vector<double> scores = rows.scores(output);
    const std::vector<std::uint8_t> positive = rows.positive(output);
    result.ranking = Ranking(scores, positive);
    result.counts = result.ranking.countsAt(threshold);
    result.figures = countFigures(result.counts.matrix());
    if (!probabilities)
        return result;
    const std::vector<int> truth(positive.begin(), positive.end());
    const Eigen::MatrixXd p = rows.output.row(output);
    result.logLoss = rows.logits.size() > 0 ? logLossOfLogits(rows.logits.row(output), truth) : logLoss(p, truth);
    result.brier = brierScore(p, truth);
    result.calibration = calibrationCurve(scores, positive, calibrationBins(rows.size()));
    result.recalibration = recalibrationLine(rows.outputLogits(output), positive);
    return result;
}

MulticlassEvaluation multiclassEvaluation(const PredictedRows& rows)
{
    MulticlassEvaluation result;
    const std::vector<int> truth = rows.classes();
    const bool any = rows.size() > 0;
    result.confusion = confusionMatrix(rows.target.classes.size(), truth, rows.decided());
    result.figures = countFigures(result.confusion);
    result.largestConfusions = largestConfusions(result.confusion);
    double sum = 0;
    result.rankings.resize(rows.target.classes.size()); // of no rows, they have no figures
    for (Index k = 0; any && k < rows.output.rows(); ++k) {
        result.rankings[static_cast<std::size_t>(k)] = Ranking(rows.scores(k), rows.positive(k));
        if (const auto auc = result.rankings[static_cast<std::size_t>(k)].auc()) {
            sum += *auc;
            ++result.aucClasses;
        }
    }
    if (result.aucClasses > 0)
        result.aucMacro = sum / static_cast<double>(result.aucClasses);
    if (!any)
        return result;
    result.aucOneVersusOne = aucOneVersusOne(rows.output, truth);
    if (!rows.areProbabilities())
        return result;
    result.logLoss = rows.logits.size() > 0 ? logLossOfLogits(rows.logits, truth) : logLoss(rows.output, truth);
    result.brier = brierScore(rows.output, truth);
    const std::size_t bins = calibrationBins(rows.size());
    result.topLabel = topLabelCalibration(rows.output, truth, bins);
    result.classwiseCalibrationError = classwiseCalibrationError(rows.output, truth, bins);
    return result;
}

void addRemarks(PartEvaluation& e)
{
    const PredictedRows& rows = e.rows;
    e.remarks = rows.remarks();
    if (rows.size() == 0) {
        e.remarks.emplace_back("There are no rows to evaluate" +
                               (e.part.empty() ? std::string(".") : " in the part \"" + e.part + "\"."));
        return;
    }
    const Index rowsThere = rows.size();
    if (rowsThere < kLeastRows)
        e.remarks.emplace_back(rowsThere == 1 ? "There is one row only: no figure of it says how well the network does."
                                              : "There are only " + countText(rowsThere) +
                                                    " rows: no figure of them is sure, and most have no interval.");
    if (hasClasses(rows.target.task)) {
        const std::vector<int> truth = rows.classes();
        if (std::all_of(truth.begin(), truth.end(), [&](int k) { return k == truth.front(); }))
            e.remarks.push_back("All rows are of the class " +
                                rows.target.classes.at(static_cast<std::size_t>(truth.front())) +
                                ": nothing can be said of telling classes apart.");
        if (!rows.areProbabilities())
            e.remarks.push_back("The outputs are not probabilities (from 0 to 1" +
                                std::string(rows.target.task == Task::Multiclass ? ", adding up to 1" : "") +
                                "): log loss, Brier score and calibration are left out. Give the output layer a " +
                                (rows.target.task == Task::Multiclass ? "softmax." : "sigmoid."));
    }
    const auto first = rows.output.col(0);
    if (rowsThere > 1 && (rows.output.colwise() - first).isZero(0))
        e.remarks.emplace_back("The network predicts the same for every row: it has not learned to tell them apart.");
}

/// Everything but the figures with intervals.
void fillDetails(PartEvaluation& e)
{
    const PredictedRows& rows = e.rows;
    const bool probabilities = rows.areProbabilities();
    switch (rows.target.task) {
    case Task::Binary:
    case Task::MultiBinary:
        for (Index k = 0; k < rows.target.outputs(); ++k)
            e.binary.push_back(binaryEvaluation(rows, k, e.threshold, probabilities));
        break;
    case Task::Multiclass:
        e.multiclass = multiclassEvaluation(rows);
        break;
    case Task::Regression:
    case Task::None: {
        std::vector<RegressionFigures> all;
        for (Index k = 0; k < rows.target.outputs(); ++k) {
            NumberEvaluation one;
            one.target = rows.target.names.at(static_cast<std::size_t>(k));
            if (rows.size() > 0) {
                std::vector<double> actual(static_cast<std::size_t>(rows.size()));
                for (std::size_t i = 0; i < actual.size(); ++i)
                    actual[i] = rows.truth(k, static_cast<Index>(i));
                one.figures = regressionFigures(actual, rows.scores(k));
                one.residuals = rows.residuals(k);
                one.quantiles = residualQuantiles(one.residuals);
            }
            all.push_back(one.figures);
            e.numbers.push_back(std::move(one));
        }
        e.averaged = averagedRegression(all);
        break;
    }
    }
}

void setYardsticks(std::vector<Figure>& figures, const std::vector<std::optional<double>>& values,
                   std::optional<double> Figure::*which)
{
    for (std::size_t i = 0; i < figures.size(); ++i)
        figures[i].*which = values[i];
}

/// The figures of two classes that depend on the threshold, in the order of figuresOf(); nothing behind them.
std::vector<std::optional<double>> thresholdValues(const CountFigures& figures)
{
    const ClassFigures& positive = figures.perClass.at(1);
    return {figures.accuracy, figures.balancedAccuracy, positive.precision,
            positive.recall,  positive.specificity,     positive.f1,
            figures.mcc,      figures.cohenKappa};
}

} // namespace

std::vector<Figure> figuresWithIntervals(const PredictedRows& rows, const EvaluationOptions& options,
                                         const std::stop_token& stop, const ProgressFunction& progress)
{
    const ResampledFigures resampled(rows, options.threshold);
    std::vector<Figure> figures = bareFigures(rows, resampled.values());
    if (rows.size() == 0)
        return figures;
    const CountFigures counts = countsOf(rows, options.threshold);
    std::vector<std::vector<double>> values;
    if (rows.size() >= kLeastRows && options.resamples > 0)
        values = bootstrap(
            rows.size(), figures.size(), [&](auto c, auto v) { resampled.compute(c, v); },
            {options.resamples, options.seed, options.threads}, stop, progress);
    for (std::size_t i = 0; i < figures.size(); ++i) {
        Figure& figure = figures[i];
        if (!figure.value || wilson(figure, counts))
            continue;
        if (isShare(figure.info.key)) { // of all targets right
            figure.interval =
                wilsonInterval(std::llround(*figure.value * static_cast<double>(rows.size())), rows.size());
            continue;
        }
        if (rows.size() < kLeastRows || rarest(rows, figure.info.needs) < kLeastOfClass) {
            figure.note =
                rows.size() < kLeastRows ? "too few rows for an interval" : "too few rows of a class for an interval";
            continue;
        }
        if (values.empty())
            continue;
        const auto [low, high] = std::minmax_element(values[i].begin(), values[i].end());
        if (low != high && *low == *high) {
            figure.note = "the same in every resample of " + countText(rows.size()) + " rows, so no interval";
            continue;
        }
        figure.interval = percentileInterval(values[i], options.resamples);
        figure.probablyTooNarrow = figure.interval && rows.size() < kFewRows;
        if (!figure.interval)
            figure.note = "undefined in more than a tenth of the resamples, so no interval";
        else if (figure.probablyTooNarrow)
            figure.note = "the interval is probably too narrow";
    }
    return figures;
}

PartEvaluation evaluatePart(PredictedRows rows, std::string part, const EvaluationOptions& options,
                            const std::stop_token& stop, const ProgressFunction& progress)
{
    PartEvaluation e;
    e.part = std::move(part);
    e.rows = options.positive.empty() ? std::move(rows) : withPositive(std::move(rows), options.positive);
    e.threshold = options.threshold;
    e.resamples = options.resamples;
    e.seed = options.seed;
    addRemarks(e);
    fillDetails(e);
    e.figures = figuresWithIntervals(e.rows, options, stop, progress);
    return e;
}

PartEvaluation evaluatePart(const Model& model, const TargetRows& rows, std::string part, const Yardsticks* yardsticks,
                            const EvaluationOptions& options, const std::stop_token& stop,
                            const ProgressFunction& progress)
{
    PartEvaluation e = evaluatePart(predictRows(model, rows), std::move(part), options, stop, progress);
    if (!yardsticks || yardsticks->isEmpty())
        return e;
    e.constantName = yardsticks->constantName();
    e.linearName = yardsticks->linearName();
    if (rows.data.samples() == 0)
        return e;
    const auto ofYardstick = [&](const LinearModel& yardstick) {
        return withPositive(predictRows(yardstick, *model.preparation, rows), options.positive);
    };
    const PredictedRows constant = ofYardstick(yardsticks->constant);
    const PredictedRows linear = ofYardstick(yardsticks->linear);
    setYardsticks(e.figures, ResampledFigures(constant, options.threshold).values(), &Figure::constant);
    setYardsticks(e.figures, ResampledFigures(linear, options.threshold).values(), &Figure::linear);
    if (e.rows.target.task == Task::Binary) {
        e.constantRanking = Ranking(constant.scores(0), constant.positive(0));
        e.linearRanking = Ranking(linear.scores(0), linear.positive(0));
    }
    return e;
}

void moveThreshold(PartEvaluation& e, double threshold)
{
    e.threshold = threshold;
    for (BinaryEvaluation& one : e.binary) {
        one.counts = one.ranking.countsAt(threshold);
        one.figures = countFigures(one.counts.matrix());
    }
    if (e.rows.target.task == Task::MultiBinary) {
        const std::vector<Figure> before = std::move(e.figures);
        e.figures = figuresWithIntervals(e.rows, {threshold, 0, e.seed, 1});
        for (std::size_t i = 0; i < before.size(); ++i) {
            e.figures[i].constant = before[i].constant;
            e.figures[i].linear = before[i].linear;
            const bool depends =
                before[i].info.key != "auc_macro" && before[i].info.key != "log_loss" && before[i].info.key != "brier";
            if (!depends)
                e.figures[i] = before[i];
        }
    }
    if (e.rows.target.task != Task::Binary || e.binary.empty() || e.rows.size() == 0)
        return;
    const CountFigures& counts = e.binary.front().figures;
    const std::vector<std::optional<double>> own = thresholdValues(counts);
    const auto ofYardstick = [&](const Ranking& ranking, std::optional<double> Figure::*which) {
        if (ranking.rows() > 0) {
            const auto values = thresholdValues(countFigures(ranking.countsAt(threshold).matrix()));
            for (std::size_t i = 0; i < values.size(); ++i)
                e.figures[i].*which = values[i];
        }
    };
    for (std::size_t i = 0; i < own.size(); ++i) {
        Figure& figure = e.figures[i];
        figure.value = own[i];
        figure.interval.reset();
        figure.probablyTooNarrow = false;
        figure.note = own[i] ? "" : figure.info.undefined;
        if (own[i])
            wilson(figure, counts);
    }
    ofYardstick(e.constantRanking, &Figure::constant);
    ofYardstick(e.linearRanking, &Figure::linear);
}

} // namespace netloom
