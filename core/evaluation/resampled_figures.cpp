// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/resampled_figures.h"

#include "core/evaluation/confusion.h"
#include "core/evaluation/explained_share.h"
#include "core/evaluation/probability_scores.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace netloom {

namespace {

using Counts = std::span<const std::uint32_t>;
using Values = std::span<std::optional<double>>;
using Needs = FigureInfo::Needs;

constexpr const char* kNoRows = "there are no rows";
constexpr const char* kBothClasses = "needs rows of both classes";
constexpr const char* kPositives = "needs positive rows";
constexpr const char* kProbabilities = "the outputs are not probabilities";
constexpr const char* kTwoValues = "needs at least two rows whose targets differ";

/// Rows by falling score, with the ends of groups of equal ones: what AUC and average precision of a resample need.
struct Order {
    std::vector<std::uint32_t> rows;
    std::vector<std::uint8_t> positive;  ///< in that order
    std::vector<std::uint8_t> lastOfTie; ///< in that order

    Order(const std::vector<double>& scores, const std::vector<std::uint8_t>& isPositive)
        : rows(scores.size()), positive(scores.size()), lastOfTie(scores.size())
    {
        std::iota(rows.begin(), rows.end(), 0U);
        std::sort(rows.begin(), rows.end(), [&](auto a, auto b) { return scores[a] > scores[b]; });
        for (std::size_t i = 0; i < rows.size(); ++i) {
            positive[i] = isPositive[rows[i]];
            lastOfTie[i] = i + 1 == rows.size() || scores[rows[i]] != scores[rows[i + 1]];
        }
    }

    struct Areas {
        std::optional<double> auc;
        std::optional<double> averagePrecision;
    };
    Areas areas(Counts counts) const
    {
        double tp = 0;
        double fp = 0;
        double tpBefore = 0;
        double fpBefore = 0;
        double twice = 0;
        double steps = 0;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const double count = counts[rows[i]];
            tp += positive[i] ? count : 0;
            fp += positive[i] ? 0 : count;
            if (!lastOfTie[i])
                continue;
            twice += (fp - fpBefore) * (tp + tpBefore);
            if (tp > tpBefore)
                steps += (tp - tpBefore) * tp / (tp + fp);
            tpBefore = tp;
            fpBefore = fp;
        }
        Areas result;
        if (tp > 0 && fp > 0)
            result.auc = twice / (2 * tp * fp);
        if (tp > 0)
            result.averagePrecision = steps / tp;
        return result;
    }
};

std::optional<double> weightedMean(const std::vector<double>& rows, Counts counts)
{
    double sum = 0;
    double total = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        sum += counts[i] * rows[i];
        total += counts[i];
    }
    if (rows.empty() || total == 0)
        return std::nullopt;
    return sum / total;
}

LogLoss lossOf(const PredictedRows& rows, const std::vector<int>& truth)
{
    return rows.logits.size() > 0 ? logLossOfLogits(rows.logits, truth) : logLoss(rows.output, truth);
}

const std::vector<FigureInfo>& binaryFigures()
{
    static const std::vector<FigureInfo> list = {
        {"accuracy", "accuracy", Needs::Nothing, true, false, kNoRows},
        {"balanced_accuracy", "balanced accuracy", Needs::BothClasses, true, false, kNoRows},
        {"precision", "precision", Needs::Nothing, true, false, "no row is predicted positive"},
        {"recall", "recall", Needs::Nothing, true, false, kPositives},
        {"specificity", "specificity", Needs::Nothing, true, false, "needs negative rows"},
        {"f1", "F1", Needs::Positives, true, false, "no row is positive or predicted so"},
        {"mcc", "Matthews correlation", Needs::BothClasses, true, false,
         "needs rows of both classes, and both predicted"},
        {"cohen_kappa", "Cohen's kappa", Needs::BothClasses, true, false, "one class only, and no other predicted"},
        {"auc", "area under the ROC curve", Needs::BothClasses, true, false, kBothClasses},
        {"average_precision", "average precision", Needs::BothClasses, true, false, kPositives},
        {"log_loss", "log loss", Needs::Nothing, false, false, kProbabilities},
        {"brier", "Brier score", Needs::Nothing, false, false, kProbabilities},
    };
    return list;
}

const std::vector<FigureInfo>& multiclassFigures()
{
    static const std::vector<FigureInfo> list = {
        {"accuracy", "accuracy", Needs::Nothing, true, false, kNoRows},
        {"balanced_accuracy", "balanced accuracy", Needs::AllClasses, true, false, kNoRows},
        {"macro_precision", "precision, macro", Needs::AllClasses, true, false, kNoRows},
        {"macro_recall", "recall, macro", Needs::AllClasses, true, false, kNoRows},
        {"macro_f1", "F1, macro", Needs::AllClasses, true, false, kNoRows},
        {"weighted_f1", "F1, weighted by class", Needs::AllClasses, true, false, kNoRows},
        {"mcc", "Matthews correlation", Needs::AllClasses, true, false, "needs rows of two classes, and two predicted"},
        {"cohen_kappa", "Cohen's kappa", Needs::AllClasses, true, false, "one class only, and no other predicted"},
        {"auc_macro", "area under the ROC curve, macro", Needs::AllClasses, true, false, "needs rows of two classes"},
        {"log_loss", "log loss", Needs::Nothing, false, false, kProbabilities},
        {"brier", "Brier score", Needs::Nothing, false, false, kProbabilities},
    };
    return list;
}

const std::vector<FigureInfo>& multiBinaryFigures()
{
    static const std::vector<FigureInfo> list = {
        {"exact_match", "all targets right", Needs::Nothing, true, false, kNoRows},
        {"binary_accuracy", "accuracy of single targets", Needs::Nothing, true, false, kNoRows},
        {"macro_f1", "F1, mean over the targets", Needs::AllClasses, true, false, "a target has no positive rows"},
        {"auc_macro", "area under the ROC curve, mean over the targets", Needs::AllClasses, true, false,
         "no target has rows of both classes"},
        {"log_loss", "log loss, mean over the targets", Needs::Nothing, false, false, kProbabilities},
        {"brier", "Brier score, mean over the targets", Needs::Nothing, false, false, kProbabilities},
    };
    return list;
}

const std::vector<FigureInfo>& regressionFigureInfos()
{
    static const std::vector<FigureInfo> list = {
        {"r2", "R²", Needs::Nothing, true, false, kTwoValues},
        {"root_mean_squared_error", "root mean squared error", Needs::Nothing, false, true, kNoRows},
        {"mean_absolute_error", "mean absolute error", Needs::Nothing, false, true, kNoRows},
        {"median_absolute_error", "median absolute error", Needs::Nothing, false, true, kNoRows},
        {"mean_residual", "mean residual (actual − predicted)", Needs::Nothing, false, true, kNoRows},
        {"mean_absolute_percentage_error", "mean |residual / actual|", Needs::Nothing, false, false,
         "every target is 0"},
        {"wape", "sum |residual| / sum |actual|", Needs::Nothing, false, false, "every target is 0"},
        {"explained_variance", "explained variance", Needs::Nothing, true, false, kTwoValues},
        {"correlation", "correlation of actual and predicted", Needs::Nothing, true, false,
         "needs targets and predictions that differ"},
    };
    return list;
}

/// Of one output, of rows that occur `counts` times; in the order of regressionFigureInfos().
void regressionValues(const std::vector<double>& y, const std::vector<double>& p,
                      const std::vector<std::uint32_t>& bySize, Counts counts, Values values)
{
    double n = 0;
    double sumY = 0;
    double sumP = 0;
    for (std::size_t i = 0; i < y.size(); ++i) {
        n += counts[i];
        sumY += counts[i] * y[i];
        sumP += counts[i] * p[i];
    }
    if (n == 0)
        return;
    const double meanY = sumY / n;
    const double meanP = sumP / n;
    const double meanE = meanY - meanP;
    double sse = 0;
    double sst = 0;
    double spreadE = 0;
    double spreadP = 0;
    double products = 0;
    double absolute = 0;
    double relative = 0;
    double relativeRows = 0;
    double magnitude = 0;
    double lowY = HUGE_VAL;
    double highY = -HUGE_VAL;
    double lowP = HUGE_VAL;
    double highP = -HUGE_VAL;
    for (std::size_t i = 0; i < y.size(); ++i) {
        if (counts[i] == 0)
            continue;
        const double w = counts[i];
        const double e = y[i] - p[i];
        sse += w * e * e;
        sst += w * (y[i] - meanY) * (y[i] - meanY);
        spreadE += w * (e - meanE) * (e - meanE);
        spreadP += w * (p[i] - meanP) * (p[i] - meanP);
        products += w * (y[i] - meanY) * (p[i] - meanP);
        absolute += w * std::abs(e);
        magnitude += w * std::abs(y[i]);
        if (y[i] != 0) {
            relative += w * std::abs(e / y[i]);
            relativeRows += w;
        }
        lowY = std::min(lowY, y[i]);
        highY = std::max(highY, y[i]);
        lowP = std::min(lowP, p[i]);
        highP = std::max(highP, p[i]);
    }
    double passed = 0; // the middle two of the sizes, which are in order
    double lower = -1;
    double upper = -1;
    for (const std::uint32_t i : bySize) {
        passed += counts[i];
        const double size = std::abs(y[i] - p[i]);
        if (lower < 0 && 2 * passed >= n)
            lower = size;
        if (2 * passed >= n + 1) {
            upper = size;
            break;
        }
    }
    values[1] = std::sqrt(sse / n);
    values[2] = absolute / n;
    values[3] = (lower + upper) / 2;
    values[4] = meanE;
    if (relativeRows > 0)
        values[5] = relative / relativeRows;
    if (magnitude > 0)
        values[6] = absolute / magnitude;
    if (lowY < highY) {
        values[0] = explainedShare(sse, sst);
        values[7] = explainedShare(spreadE, sst);
        if (lowP < highP)
            values[8] = products / (std::sqrt(sst) * std::sqrt(spreadP));
    }
}

} // namespace

struct ResampledFigures::Prepared {
    Task task = Task::None;
    std::size_t rows = 0;
    std::size_t classes = 0;
    std::vector<std::uint32_t> cells;               ///< place of each row in the confusion matrix, row by row
    std::vector<Order> orders;                      ///< per class or output
    std::vector<std::vector<std::uint8_t>> yes;     ///< several yes/no targets: truth, per output
    std::vector<std::vector<std::uint8_t>> saidYes; ///< and what was decided
    std::vector<double> exact;                      ///< 1 where all outputs are right
    std::vector<double> right;                      ///< share of the outputs that are right
    std::vector<double> losses;                     ///< empty: not probabilities
    std::vector<double> squares;
    std::vector<std::vector<double>> actual; ///< numbers, per output
    std::vector<std::vector<double>> predicted;
    std::vector<std::vector<std::uint32_t>> bySize; ///< rows by |residual|

    void classification(Counts counts, Values values) const;
    void yesNo(Counts counts, Values values) const;
    void numbers(Counts counts, Values values) const;
};

void ResampledFigures::Prepared::classification(Counts counts, Values values) const
{
    std::vector<Index> sums(classes * classes, 0);
    for (std::size_t i = 0; i < rows; ++i)
        sums[cells[i]] += counts[i];
    ConfusionMatrix confusion(classes);
    for (std::size_t k = 0; k < sums.size(); ++k)
        confusion.counts[k / classes][k % classes] = sums[k];
    const CountFigures figures = countFigures(confusion);
    std::optional<double> loss = weightedMean(losses, counts);
    std::optional<double> brier = weightedMean(squares, counts);
    if (task == Task::Binary) {
        const ClassFigures& positive = figures.perClass[1];
        const Order::Areas areas = orders[0].areas(counts);
        const std::optional<double> all[] = {figures.accuracy,
                                             figures.balancedAccuracy,
                                             positive.precision,
                                             positive.recall,
                                             positive.specificity,
                                             positive.f1,
                                             figures.mcc,
                                             figures.cohenKappa,
                                             areas.auc,
                                             areas.averagePrecision,
                                             loss,
                                             brier};
        std::copy(std::begin(all), std::end(all), values.begin());
        return;
    }
    double sum = 0;
    double defined = 0;
    for (std::size_t k = 0; k < classes; ++k)
        if (figures.perClass[k].support > 0)
            if (const auto auc = orders[k].areas(counts).auc) {
                sum += *auc;
                defined += 1;
            }
    const auto macro = [&](double AveragedFigures::*member) -> std::optional<double> {
        if (!figures.macro)
            return std::nullopt;
        return (*figures.macro).*member;
    };
    const std::optional<double> area = defined > 0 ? std::optional(sum / defined) : std::nullopt;
    const std::optional<double> weighted = figures.weighted ? std::optional(figures.weighted->f1) : std::nullopt;
    const std::optional<double> all[] = {figures.accuracy,
                                         figures.balancedAccuracy,
                                         macro(&AveragedFigures::precision),
                                         macro(&AveragedFigures::recall),
                                         macro(&AveragedFigures::f1),
                                         weighted,
                                         figures.mcc,
                                         figures.cohenKappa,
                                         area,
                                         loss,
                                         brier};
    std::copy(std::begin(all), std::end(all), values.begin());
}

void ResampledFigures::Prepared::yesNo(Counts counts, Values values) const
{
    values[0] = weightedMean(exact, counts);
    values[1] = weightedMean(right, counts);
    double f1 = 0;
    bool f1Defined = !yes.empty();
    double area = 0;
    double areas = 0;
    for (std::size_t k = 0; k < yes.size(); ++k) {
        double tp = 0;
        double wrong = 0;
        for (std::size_t i = 0; i < rows; ++i) {
            tp += yes[k][i] && saidYes[k][i] ? counts[i] : 0;
            wrong += yes[k][i] != saidYes[k][i] ? counts[i] : 0;
        }
        f1Defined = f1Defined && tp + wrong > 0;
        f1 += tp + wrong > 0 ? 2 * tp / (2 * tp + wrong) : 0;
        if (const auto auc = orders[k].areas(counts).auc) {
            area += *auc;
            areas += 1;
        }
    }
    if (f1Defined)
        values[2] = f1 / static_cast<double>(yes.size());
    if (areas > 0)
        values[3] = area / areas;
    values[4] = weightedMean(losses, counts);
    values[5] = weightedMean(squares, counts);
}

void ResampledFigures::Prepared::numbers(Counts counts, Values values) const
{
    std::vector<std::optional<double>> one(values.size());
    for (std::size_t k = 0; k < actual.size(); ++k) {
        std::fill(one.begin(), one.end(), std::nullopt);
        regressionValues(actual[k], predicted[k], bySize[k], counts, one);
        for (std::size_t i = 0; i < values.size(); ++i) {
            const bool sums = k == 0 || values[i].has_value();
            values[i] = sums && one[i] ? std::optional(values[i].value_or(0) + *one[i]) : std::nullopt;
        }
    }
    for (auto& value : values)
        if (value)
            value = *value / static_cast<double>(actual.size());
}

const std::vector<FigureInfo>& figuresOf(Task task)
{
    switch (task) {
    case Task::Binary:
        return binaryFigures();
    case Task::Multiclass:
        return multiclassFigures();
    case Task::MultiBinary:
        return multiBinaryFigures();
    case Task::Regression:
    case Task::None:
        break;
    }
    return regressionFigureInfos();
}

ResampledFigures::ResampledFigures(const PredictedRows& rows, double threshold)
{
    auto prepared = std::make_unique<Prepared>();
    Prepared& p = *prepared;
    p.task = rows.target.task;
    p.rows = static_cast<std::size_t>(rows.size());
    const Index outputs = p.rows > 0 ? rows.output.rows() : 0;
    switch (p.task) {
    case Task::Binary:
    case Task::Multiclass: {
        const std::vector<int> truth = rows.classes();
        const std::vector<int> decided = rows.decided(threshold);
        p.classes = rows.target.classes.size();
        for (std::size_t i = 0; i < p.rows; ++i)
            p.cells.push_back(static_cast<std::uint32_t>(static_cast<std::size_t>(truth[i]) * p.classes +
                                                         static_cast<std::size_t>(decided[i])));
        for (Index k = 0; k < outputs; ++k)
            p.orders.emplace_back(rows.scores(k), rows.positive(k));
        if (p.orders.empty())
            p.orders.resize(p.classes, Order({}, {}));
        if (p.rows > 0 && rows.areProbabilities()) {
            p.losses = lossOf(rows, truth).rows;
            p.squares = brierScore(rows.output, truth).rows;
        }
        break;
    }
    case Task::MultiBinary: {
        p.exact.assign(p.rows, 1.0);
        p.right.assign(p.rows, 0.0);
        const bool probabilities = rows.areProbabilities();
        if (probabilities) {
            p.losses.assign(p.rows, 0.0);
            p.squares.assign(p.rows, 0.0);
        }
        const auto share = 1 / static_cast<double>(std::max<Index>(outputs, 1));
        for (Index k = 0; k < outputs; ++k) {
            const std::vector<double> scores = rows.scores(k);
            p.yes.push_back(rows.positive(k));
            p.saidYes.emplace_back(p.rows);
            const std::vector<int> truth(p.yes.back().begin(), p.yes.back().end());
            const Eigen::MatrixXd output = rows.output.row(k);
            const Eigen::MatrixXd logits = rows.logits.size() > 0 ? Eigen::MatrixXd(rows.logits.row(k)) : output;
            const LogLoss loss = rows.logits.size() > 0 ? logLossOfLogits(logits, truth) : logLoss(output, truth);
            const Brier brier = brierScore(output, truth);
            for (std::size_t i = 0; i < p.rows; ++i) {
                p.saidYes.back()[i] = scores[i] > threshold;
                const bool right = p.saidYes.back()[i] == p.yes.back()[i];
                p.exact[i] *= right ? 1 : 0;
                p.right[i] += right ? share : 0;
                if (probabilities) {
                    p.losses[i] += share * loss.rows[i];
                    p.squares[i] += share * brier.rows[i];
                }
            }
            p.orders.emplace_back(scores, p.yes.back());
        }
        break;
    }
    case Task::Regression:
    case Task::None:
        for (Index k = 0; k < outputs; ++k) {
            const std::vector<double> residuals = rows.residuals(k);
            p.predicted.push_back(rows.scores(k));
            p.actual.emplace_back(p.rows);
            for (std::size_t i = 0; i < p.rows; ++i)
                p.actual.back()[i] = rows.truth(k, static_cast<Index>(i));
            p.bySize.emplace_back(p.rows);
            std::iota(p.bySize.back().begin(), p.bySize.back().end(), 0U);
            std::sort(p.bySize.back().begin(), p.bySize.back().end(),
                      [&](auto a, auto b) { return std::abs(residuals[a]) < std::abs(residuals[b]); });
        }
        break;
    }
    m_prepared = std::move(prepared);
}

ResampledFigures::~ResampledFigures() = default;
ResampledFigures::ResampledFigures(ResampledFigures&&) noexcept = default;

void ResampledFigures::compute(Counts counts, Values values) const
{
    switch (m_prepared->task) {
    case Task::Binary:
    case Task::Multiclass:
        m_prepared->classification(counts, values);
        break;
    case Task::MultiBinary:
        m_prepared->yesNo(counts, values);
        break;
    case Task::Regression:
    case Task::None:
        m_prepared->numbers(counts, values);
        break;
    }
}

std::vector<std::optional<double>> ResampledFigures::values() const
{
    std::vector<std::optional<double>> result(figuresOf(m_prepared->task).size());
    const std::vector<std::uint32_t> once(m_prepared->rows, 1U);
    compute(once, result);
    return result;
}

} // namespace netloom
