// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evaluation_output.h"

#include "app/metrics_output.h"
#include "app/output.h"
#include "core/base/error.h"

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

constexpr std::size_t kMostCurvePoints = 10'000;
constexpr std::size_t kWorstRows = 10;

std::string text(const std::optional<double>& value)
{
    return value ? shortNumberText(*value) : "–";
}

std::string intervalText(const std::optional<Interval>& interval, bool narrow = false)
{
    if (!interval)
        return {};
    return shortNumberText(interval->low) + " … " + shortNumberText(interval->high) + (narrow ? " (too narrow)" : "");
}

JsonValue json(const std::optional<Interval>& interval)
{
    if (!interval)
        return {};
    return JsonValue::List{interval->low, interval->high};
}

JsonValue figuresJson(const std::vector<Figure>& figures)
{
    JsonValue result = JsonValue::object();
    for (const Figure& figure : figures) {
        JsonValue one;
        one["value"] = figure.value;
        one["interval95"] = json(figure.interval);
        if (figure.probablyTooNarrow)
            one["probably_too_narrow"] = true;
        if (!figure.note.empty())
            one["note"] = figure.note;
        if (figure.constant || figure.linear) {
            one["constant"] = figure.constant;
            one["linear"] = figure.linear;
        }
        result[figure.info.key] = std::move(one);
    }
    return result;
}

JsonValue averagesJson(const std::optional<AveragedFigures>& figures)
{
    if (!figures)
        return {};
    return JsonValue::object({{"precision", figures->precision}, {"recall", figures->recall}, {"f1", figures->f1}});
}

JsonValue classJson(const std::string& name, const ClassFigures& figures)
{
    JsonValue one;
    one["class"] = name;
    one["support"] = figures.support;
    one["predicted"] = figures.predicted;
    one["precision"] = figures.precision;
    one["precision_interval95"] = json(figures.precisionInterval);
    one["recall"] = figures.recall;
    one["recall_interval95"] = json(figures.recallInterval);
    one["specificity"] = figures.specificity;
    one["negative_predictive_value"] = figures.negativePredictiveValue;
    one["f1"] = figures.f1;
    return one;
}

JsonValue rankingJson(const Ranking& ranking)
{
    JsonValue result;
    result["auc"] = ranking.auc();
    result["auc_standard_error"] = ranking.aucStandardError();
    result["average_precision"] = ranking.averagePrecision();
    result["ks"] = ranking.ks();
    JsonValue::List cuts;
    const std::size_t step = (ranking.cuts() + kMostCurvePoints - 1) / kMostCurvePoints;
    for (std::size_t cut = 0; cut < ranking.cuts(); ++cut) {
        if (cut % step != 0 && cut + 1 != ranking.cuts())
            continue;
        JsonValue one;
        one["threshold"] = ranking.threshold(cut);
        one["fpr"] = ranking.falsePositiveRate(cut);
        one["tpr"] = ranking.truePositiveRate(cut);
        one["precision"] = ranking.precision(cut);
        cuts.push_back(std::move(one));
    }
    result["cuts"] = ranking.rows() > 0 ? std::move(cuts) : JsonValue::List{};
    JsonValue::List gain;
    for (int tenth = 1; tenth <= 10 && ranking.rows() > 0; ++tenth)
        gain.push_back(JsonValue::object(
            {{"fraction", tenth / 10.0}, {"gain", ranking.gain(tenth / 10.0)}, {"lift", ranking.lift(tenth / 10.0)}}));
    result["gain"] = std::move(gain);
    return result;
}

JsonValue calibrationJson(const CalibrationCurve& curve)
{
    JsonValue result;
    result["bins"] = curve.edges.empty() ? std::size_t(0) : curve.edges.size() - 1;
    result["ece"] = curve.ece;
    result["mce"] = curve.mce;
    JsonValue::List bins;
    for (const CalibrationBin& bin : curve.bins)
        bins.push_back(JsonValue::object({{"low", bin.low},
                                          {"high", bin.high},
                                          {"count", bin.count},
                                          {"mean_predicted", bin.meanPredicted},
                                          {"observed", bin.observed},
                                          {"interval95", json(std::optional(bin.interval))}}));
    result["non_empty"] = std::move(bins);
    return result;
}

JsonValue binaryJson(const BinaryEvaluation& one)
{
    JsonValue result;
    result["positive"] = one.positive;
    if (!one.negative.empty())
        result["negative"] = one.negative;
    result["tp"] = one.counts.tp;
    result["fp"] = one.counts.fp;
    result["fn"] = one.counts.fn;
    result["tn"] = one.counts.tn;
    if (one.figures.perClass.size() == 2) {
        result["precision"] = one.figures.perClass[1].precision;
        result["recall"] = one.figures.perClass[1].recall;
        result["f1"] = one.figures.perClass[1].f1;
    }
    result["log_loss"] = one.logLoss.value;
    result["brier"] = one.brier.value;
    result["brier_of_prevalence"] = one.brier.ofPrevalence;
    result["brier_skill"] = one.brier.skill;
    result["ranking"] = rankingJson(one.ranking);
    result["calibration"] = calibrationJson(one.calibration);
    JsonValue line;
    if (one.recalibration)
        line = JsonValue::object({{"intercept", one.recalibration->intercept},
                                  {"slope", one.recalibration->slope},
                                  {"in_the_large", one.recalibration->inTheLarge}});
    result["recalibration"] = std::move(line);
    return result;
}

JsonValue numbersJson(const NumberEvaluation& one, const std::vector<Index>& rows)
{
    const RegressionFigures& f = one.figures;
    JsonValue result;
    result["target"] = one.target;
    result["r2"] = f.r2;
    result["explained_variance"] = f.explainedVariance;
    result["mean_absolute_error"] = f.mae;
    result["mean_squared_error"] = f.mse;
    result["root_mean_squared_error"] = f.rmse;
    result["median_absolute_error"] = f.medianAbsoluteError;
    result["max_error"] = f.maxError;
    result["mean_residual"] = f.meanResidual;
    result["sd_residual"] = f.sdResidual;
    result["mean_absolute_percentage_error"] = f.mape;
    result["percentage_rows_left_out"] = f.mapeRowsLeftOut;
    result["wape"] = f.wape;
    result["correlation"] = f.correlation;
    result["residual_quantiles"] = JsonValue::object(
        {{"at", std::vector<double>(kResidualShares.begin(), kResidualShares.end())}, {"value", one.quantiles}});
    JsonValue::List worst;
    for (const WorstRow& row : worstRows(one.residuals, kWorstRows))
        worst.push_back(JsonValue::object({{"row", rows[row.place] + 1}, {"residual", row.residual}}));
    result["worst_rows"] = std::move(worst);
    return result;
}

} // namespace

std::string figuresTable(const PartEvaluation& e)
{
    const bool yardsticks = !e.constantName.empty();
    std::vector<std::vector<std::string>> rows = {{"", e.part, "95 % interval"}};
    if (yardsticks) {
        rows[0].push_back(e.constantName);
        rows[0].push_back(e.linearName);
    }
    for (const Figure& figure : e.figures) {
        rows.push_back({figure.info.name, text(figure.value),
                        figure.interval ? intervalText(figure.interval, figure.probablyTooNarrow) : figure.note});
        if (yardsticks) {
            rows.back().push_back(text(figure.constant));
            rows.back().push_back(text(figure.linear));
        }
    }
    return alignedTable(rows);
}

std::string detailsTable(const PartEvaluation& e)
{
    std::vector<std::vector<std::string>> rows;
    const auto addClass = [&](const std::string& name, const ClassFigures& f, const Ranking* ranking) {
        rows.push_back({netloom::quoted(name, 24), countText(f.support), text(f.precision), text(f.recall), text(f.f1),
                        ranking ? text(ranking->auc()) : ""});
    };
    if (e.rows.target.task == Task::Regression) {
        if (e.numbers.size() < 2)
            return {};
        rows.push_back({"target", "R²", "RMSE", "MAE"});
        for (const NumberEvaluation& one : e.numbers)
            rows.push_back(
                {netloom::quoted(one.target, 24), text(one.figures.r2), text(one.figures.rmse), text(one.figures.mae)});
        return alignedTable(rows);
    }
    rows.push_back(
        {e.rows.target.task == Task::MultiBinary ? "target" : "class", "rows", "precision", "recall", "F1", "AUC"});
    if (e.multiclass) {
        for (std::size_t k = 0; k < e.multiclass->figures.perClass.size(); ++k)
            addClass(e.rows.target.classes[k], e.multiclass->figures.perClass[k],
                     k < e.multiclass->rankings.size() ? &e.multiclass->rankings[k] : nullptr);
    } else if (e.rows.target.task == Task::MultiBinary) {
        for (const BinaryEvaluation& one : e.binary)
            if (one.figures.perClass.size() == 2)
                addClass(one.positive, one.figures.perClass[1], &one.ranking);
    } else if (!e.binary.empty() && e.binary.front().figures.perClass.size() == 2) {
        for (std::size_t k = 0; k < 2; ++k)
            addClass(e.rows.target.classes[k], e.binary.front().figures.perClass[k],
                     k == 1 ? &e.binary.front().ranking : nullptr);
    }
    return alignedTable(rows);
}

std::string evaluationNotes(const PartEvaluation& e)
{
    std::string notes;
    if (e.multiclass)
        for (const Confusion& one : e.multiclass->largestConfusions)
            notes += one.words(e.rows.target.classes) + "\n";
    const auto calibration = [&](const std::string& of, const CalibrationCurve& curve) {
        if (curve.ece)
            notes += of + "expected calibration error " + shortNumberText(*curve.ece) + " (" +
                     std::to_string(curve.edges.size() - 1) + " bins)";
    };
    for (const BinaryEvaluation& one : e.binary) {
        calibration(e.binary.size() > 1 ? one.positive + ": " : "", one.calibration);
        if (one.recalibration)
            notes += "; " + one.recalibration->words();
        if (one.calibration.ece)
            notes += "\n";
    }
    if (e.multiclass && e.multiclass->topLabel.ece) {
        calibration("", e.multiclass->topLabel);
        notes += "\n";
    }
    for (const NumberEvaluation& one : e.numbers) {
        std::string rows;
        for (const WorstRow& worst : worstRows(one.residuals, 3))
            rows += (rows.empty() ? "" : ", ") + countText(e.rows.rows[worst.place] + 1) + " (" +
                    shortNumberText(worst.residual) + ")";
        if (!rows.empty())
            notes += (e.numbers.size() > 1 ? one.target + ": " : "") + "largest residuals: row " + rows + "\n";
    }
    return notes;
}

std::string subgroupsTable(const std::vector<Subgroup>& groups)
{
    std::vector<std::vector<std::string>> rows = {{"", "rows"}};
    constexpr std::size_t kShown = 4; // the first figures of a task are those it is judged by
    for (const Subgroup& group : groups) {
        rows.push_back({netloom::quoted(group.name, 30), countText(static_cast<Index>(group.rows.size()))});
        for (std::size_t i = 0; i < std::min(kShown, group.figures.size()); ++i) {
            const Figure& figure = group.figures[i];
            if (rows[0].size() < 2 + 2 * kShown) {
                rows[0].push_back(figure.info.name);
                rows[0].push_back("95 % interval");
            }
            rows.back().push_back(text(figure.value));
            rows.back().push_back(intervalText(figure.interval, figure.probablyTooNarrow));
        }
    }
    return alignedTable(rows);
}

std::string comparisonTable(const ModelComparison& comparison, const std::string& a, const std::string& b)
{
    std::vector<std::vector<std::string>> rows = {{"", a, b, "difference", "95 % interval", ""}};
    for (const FigureDifference& one : comparison.figures) {
        const std::optional<bool> zero = one.containsZero();
        rows.push_back({one.info.name, text(one.a), text(one.b), text(one.difference),
                        one.interval ? intervalText(one.interval) : one.note,
                        !zero   ? ""
                        : *zero ? "may be chance"
                                : "beyond chance"});
    }
    std::string result = alignedTable(rows);
    if (comparison.mcNemar)
        result += "\nonly " + a + " right: " + countText(comparison.mcNemar->onlyA) + " rows, only " + b +
                  " right: " + countText(comparison.mcNemar->onlyB) + "; McNemar's exact p " +
                  shortNumberText(comparison.mcNemar->exact) + ", mid-p " + shortNumberText(comparison.mcNemar->midP) +
                  "\n";
    return result;
}

JsonValue comparisonJson(const ModelComparison& comparison, const std::string& against)
{
    JsonValue result;
    result["against"] = against;
    result["rows"] = comparison.rows.size();
    JsonValue figures = JsonValue::object();
    for (const FigureDifference& one : comparison.figures)
        figures[one.info.key] = JsonValue::object({{"value", one.a},
                                                   {"other", one.b},
                                                   {"difference", one.difference},
                                                   {"interval95", json(one.interval)},
                                                   {"contains_zero", one.containsZero()}});
    result["figures"] = std::move(figures);
    if (comparison.mcNemar)
        result["mcnemar"] = JsonValue::object({{"only_this_right", comparison.mcNemar->onlyA},
                                               {"only_other_right", comparison.mcNemar->onlyB},
                                               {"exact", comparison.mcNemar->exact},
                                               {"mid_p", comparison.mcNemar->midP}});
    return result;
}

void addEvaluation(JsonValue& result, const PartEvaluation& e)
{
    const bool binary = e.rows.target.task == Task::Binary || e.rows.target.task == Task::MultiBinary;
    result["evaluated_rows"] = e.rows.size();
    result["left_out"] = JsonValue::object({{"missing_target", e.rows.missingTargets},
                                            {"unknown_class", e.rows.unknownClasses},
                                            {"incomplete", e.rows.incomplete},
                                            {"broken_prediction", e.rows.broken}});
    result["remarks"] = e.remarks;
    if (!e.constantName.empty())
        result["yardsticks"] = JsonValue::object({{"constant", e.constantName}, {"linear", e.linearName}});
    result["bootstrap"] = JsonValue::object({{"resamples", e.resamples}, {"seed", e.seed}});
    result["figures"] = figuresJson(e.figures);
    if (binary) {
        JsonValue::List list;
        for (const BinaryEvaluation& one : e.binary)
            list.push_back(binaryJson(one));
        result["binary"] = std::move(list);
    }
    const CountFigures* counts = e.multiclass ? &e.multiclass->figures : nullptr;
    if (e.rows.target.task == Task::Binary && !e.binary.empty())
        counts = &e.binary.front().figures;
    if (counts) {
        JsonValue::List perClass;
        for (std::size_t k = 0; k < counts->perClass.size(); ++k)
            perClass.push_back(classJson(e.rows.target.classes[k], counts->perClass[k]));
        result["per_class"] = std::move(perClass);
        result["macro"] = averagesJson(counts->macro);
        result["macro_all_classes"] = averagesJson(counts->macroAllClasses);
        result["weighted"] = averagesJson(counts->weighted);
        result["micro"] = averagesJson(counts->micro);
    }
    if (e.multiclass) {
        JsonValue one;
        one["auc_macro"] = e.multiclass->aucMacro;
        one["auc_macro_classes"] = e.multiclass->aucClasses;
        one["auc_one_vs_one_macro"] = e.multiclass->aucOneVersusOne;
        one["log_loss"] = e.multiclass->logLoss.value;
        one["log_loss_per_class"] = e.multiclass->logLoss.perClass;
        one["brier"] = e.multiclass->brier.value;
        one["classwise_ece"] = e.multiclass->classwiseCalibrationError;
        one["top_label_calibration"] = calibrationJson(e.multiclass->topLabel);
        JsonValue::List largest;
        for (const Confusion& confusion : e.multiclass->largestConfusions)
            largest.push_back(confusion.words(e.rows.target.classes));
        one["largest_confusions"] = std::move(largest);
        JsonValue::List rankings;
        for (const Ranking& ranking : e.multiclass->rankings)
            rankings.push_back(rankingJson(ranking));
        one["one_vs_rest"] = std::move(rankings);
        result["multiclass"] = std::move(one);
    }
    if (!e.numbers.empty()) {
        JsonValue::List list;
        for (const NumberEvaluation& one : e.numbers)
            list.push_back(numbersJson(one, e.rows.rows));
        result["numbers"] = std::move(list);
        if (e.numbers.size() > 1)
            result["r2_variance_weighted"] = e.averaged.r2VarianceWeighted;
    }
}

JsonValue subgroupsJson(const std::string& column, const std::vector<Subgroup>& groups)
{
    JsonValue::List list;
    for (const Subgroup& group : groups)
        list.push_back(JsonValue::object(
            {{"name", group.name}, {"rows", group.rows.size()}, {"figures", figuresJson(group.figures)}}));
    return JsonValue::object({{"column", column}, {"groups", std::move(list)}});
}

} // namespace netloom
