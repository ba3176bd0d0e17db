// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/preparation/target.h"
#include "core/training/history.h"
#include "ui/plots/curves_layout.h"
#include "ui/plots/history_plot.h"

#include <QByteArray>

namespace netloom {

struct Project;
struct Standing;
struct Yardsticks;

/// How the curves are shown, so that a picture can be the one on the screen.
struct CurvesLook {
    CurvesLayout layout = CurvesLayout::Apart;
    bool dark = false;
    bool logarithmicLoss = false;
    /// The metric beside the loss, or kAllMetrics; empty: the history's first one, with two axes all of them.
    std::string metric;
    bool logarithmicMetric = false;
    bool logarithmicEpochs = false;
    double smoothing = 0;                      ///< HistoryPlot::setSmoothing()
    std::vector<HistoryPlot::OtherRun> others; ///< that stand faint behind
    std::vector<HistoryPlot::Level> levels;    ///< in the plots that have the metric
    /// Curves that were hidden by their names, by key: in the first plot, in the second one.
    std::vector<std::string> hiddenLoss;
    std::vector<std::string> hiddenMetric;
};

/// The project's other runs that are trained, the newest ones.
std::vector<HistoryPlot::OtherRun> otherRuns(const Project& project);
/// What a linear model and the simplest answer reach, as lines across a plot of `metrics`; none where none of them is
/// what it is measured by.
std::vector<HistoryPlot::Level> levelsOf(const Standing& standing, const Yardsticks& yardsticks,
                                         const std::vector<std::string>& metrics);
/// The same before anything is measured, so that the plot does not move when it is.
std::vector<HistoryPlot::Level> awaitedLevels(Task task, const std::vector<std::string>& metrics);
/// The keys that a choice stands for: one, or all metrics.
std::vector<std::string> chosenMetrics(const std::string& choice, const std::vector<std::string>& metrics);

/// The plots as one picture, light unless `dark`; format "png", "svg" or "pdf". Needs a QApplication (offscreen will
/// do). `lossTitle` as under the plot's heading, e.g. "binary crossentropy". @throws Error
QByteArray curvesPicture(const History& history, const QString& lossTitle, const QByteArray& format, int width,
                         double scale, bool dark = false);
/// The same with a look.
QByteArray curvesPicture(const History& history, const QString& lossTitle, const CurvesLook& look,
                         const QByteArray& format, int width, double scale);

} // namespace netloom
