// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/evaluation/bootstrap.h"
#include "core/evaluation/calibration.h"
#include "core/evaluation/confusion.h"
#include "core/evaluation/predicted_rows.h"
#include "core/evaluation/probability_scores.h"
#include "core/evaluation/ranking.h"
#include "core/evaluation/regression_figures.h"
#include "core/evaluation/resampled_figures.h"
#include "core/evaluation/yardsticks.h"

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace netloom {

/// A figure with how sure it is, beside those of the yardsticks on the same rows.
struct Figure {
    FigureInfo info;
    std::optional<double> value;
    std::optional<Interval> interval; ///< 95 %: Wilson's for shares, percentile bootstrap for the others
    bool probablyTooNarrow = false;   ///< of an interval from 20 to 49 rows
    std::string note;                 ///< why there is no value or no interval; may be empty
    std::optional<double> constant;   ///< of the most frequent class, or the mean
    std::optional<double> linear;     ///< of logistic or ridge regression
};

/// Two classes, or one of several yes/no targets.
struct BinaryEvaluation {
    std::string positive; ///< the class, or the target
    std::string negative; ///< empty for a yes/no target
    Ranking ranking;
    BinaryCounts counts; ///< at the threshold
    CountFigures figures;
    // Where the outputs are probabilities:
    LogLoss logLoss;
    Brier brier;
    CalibrationCurve calibration;
    std::optional<RecalibrationLine> recalibration;
};

/// More than two classes.
struct MulticlassEvaluation {
    ConfusionMatrix confusion;
    CountFigures figures;
    std::vector<Confusion> largestConfusions;
    std::vector<Ranking> rankings; ///< each class against the rest
    std::optional<double> aucMacro;
    Index aucClasses = 0; ///< of how many classes that is the mean
    std::optional<double> aucOneVersusOne;
    // Where the outputs are probabilities:
    LogLoss logLoss;
    Brier brier;
    CalibrationCurve topLabel;
    std::optional<double> classwiseCalibrationError;
};

/// One column of numbers.
struct NumberEvaluation {
    std::string target;
    RegressionFigures figures;
    std::vector<double> residuals; ///< of each row
    std::vector<double> quantiles; ///< at kResidualShares
};

struct EvaluationOptions {
    double threshold = 0.5; ///< of two classes and yes/no targets
    Index resamples = 2000; ///< 0: no bootstrap
    std::uint64_t seed = 0; ///< of the resamples
    int threads = 1;        ///< of the bootstrap; the result does not depend on it
    std::string positive{}; ///< two classes: which counts as positive; empty: the one of the preparation
};

/// All figures of a model on one part of the data. A plain value; keeps the predictions, so that a moved threshold
/// reads them again.
struct PartEvaluation {
    std::string part;
    PredictedRows rows;
    double threshold = 0.5;
    Index resamples = 0;
    std::uint64_t seed = 0;
    std::vector<std::string> remarks;     ///< in sentences: a broken network, rows left out, one class only …
    std::vector<Figure> figures;          ///< in the order of figuresOf()
    std::vector<BinaryEvaluation> binary; ///< two classes: one; yes/no targets: one each
    std::optional<MulticlassEvaluation> multiclass;
    std::vector<NumberEvaluation> numbers; ///< one for each target
    AveragedRegression averaged;           ///< of several
    std::string constantName;              ///< "most frequent class"; empty without yardsticks
    std::string linearName;
    /// Two classes: how the yardsticks rank the same rows.
    Ranking constantRanking;
    Ranking linearRanking;
};

/// Work for a worker thread; the same bits on every machine and thread.
/// @param rows  prepared as the model wants them (targetRows()); none is allowed
/// @param yardsticks  fitted with the same preparation; may be null
/// @throws Error where network and target do not fit, Cancelled after a stop
PartEvaluation evaluatePart(const Model& model, const TargetRows& rows, std::string part, const Yardsticks* yardsticks,
                            const EvaluationOptions& options, const std::stop_token& stop = {},
                            const ProgressFunction& progress = {});

/// The same from predictions that are there already; no yardsticks.
PartEvaluation evaluatePart(PredictedRows rows, std::string part, const EvaluationOptions& options,
                            const std::stop_token& stop = {}, const ProgressFunction& progress = {});

/// Figures with intervals. A bootstrap needs 20 rows, and 5 of each class that the figure needs.
/// @throws Cancelled
std::vector<Figure> figuresWithIntervals(const PredictedRows& rows, const EvaluationOptions& options,
                                         const std::stop_token& stop = {}, const ProgressFunction& progress = {});

/// Reads the predictions at another threshold: counts, and the figures and yardsticks that depend on it, with Wilson's
/// intervals alone (a bootstrap takes its time: figuresWithIntervals()). Two classes cost one search, however many
/// rows.
void moveThreshold(PartEvaluation& evaluation, double threshold);

} // namespace netloom
