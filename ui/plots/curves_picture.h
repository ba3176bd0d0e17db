// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/history.h"
#include "ui/plots/history_plot.h"

#include <QByteArray>

namespace netloom {

struct Project;
struct Standing;
struct Yardsticks;

/// How the curves are shown, so that a picture can be the one on the screen.
struct CurvesLook {
    bool dark = false;
    bool logarithmicLoss = false;
    std::string metric; ///< key of the right plot, or kAllMetrics; empty: the history's first metric, if it has any
    bool logarithmicMetric = false;
    bool logarithmicEpochs = false;
    double smoothing = 0;                      ///< HistoryPlot::setSmoothing()
    std::vector<HistoryPlot::OtherRun> others; ///< that stand faint behind
    std::vector<HistoryPlot::Level> levels;    ///< in the right plot
    /// Curves that were hidden by their names, by key.
    std::vector<std::string> hiddenLoss;
    std::vector<std::string> hiddenMetric;
};

/// All metrics of a history in one plot.
inline constexpr const char* kAllMetrics = "*";

/// The metrics of a history in order, without loss, val_* and learning_rate.
std::vector<std::string> metricKeys(const History& history);
/// Training and validation curve of a key; of the loss also the one measured after each epoch.
std::vector<HistoryPlot::Curve> curvesOf(const std::string& key);
/// The curves of several metrics for one plot: a hue for each, training solid and validation dashed.
std::vector<HistoryPlot::Curve> curvesOfAll(const std::vector<std::string>& keys, const Theme& theme);

/// The project's other runs that are trained, the newest ones.
std::vector<HistoryPlot::OtherRun> otherRuns(const Project& project);
/// What a linear model and the simplest answer reach, as lines across the plot of `metric`; none in that of another
/// than it is measured by.
std::vector<HistoryPlot::Level> levelsOf(const Standing& standing, const Yardsticks& yardsticks,
                                         const std::string& metric);

/// Both plots as one picture, light unless `dark`; format "png", "svg" or "pdf". Needs a QApplication (offscreen will
/// do). `lossTitle` as under the plot's heading, e.g. "binary crossentropy". @throws Error
QByteArray curvesPicture(const History& history, const QString& lossTitle, const QByteArray& format, int width,
                         double scale, bool dark = false);
/// The same with a look.
QByteArray curvesPicture(const History& history, const QString& lossTitle, const CurvesLook& look,
                         const QByteArray& format, int width, double scale);

} // namespace netloom
