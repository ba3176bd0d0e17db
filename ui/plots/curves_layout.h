// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/history.h"
#include "ui/plots/history_plot.h"

#include <QStringList>

#include <span>
#include <string>
#include <vector>

namespace netloom {

/// How loss and metrics share their plots.
enum class CurvesLayout {
    Apart,   ///< a plot of the loss, and one of the metric
    Parts,   ///< a plot of the training rows and one of the validation rows: loss left and metrics right in each
    Together ///< one plot: loss left, metrics right
};
std::span<const CurvesLayout> curvesLayouts(); ///< in menu order
QString curvesLayoutTitle(CurvesLayout layout);
/// As settings and the command line have it: "apart", "parts", "together".
const char* curvesLayoutName(CurvesLayout layout);
CurvesLayout curvesLayoutNamed(const QString& name); ///< Apart for any other name

/// All metrics of a history in one plot.
inline constexpr const char* kAllMetrics = "*";

/// The metrics of a history in order, without loss, val_* and learning_rate.
std::vector<std::string> metricKeys(const History& history);
/// Training and validation curve of a key; of the loss also the one measured after each epoch.
std::vector<HistoryPlot::Curve> curvesOf(const std::string& key);
/// The curves of several metrics for one plot: a hue for each, training solid and validation dashed.
std::vector<HistoryPlot::Curve> curvesOfAll(const std::vector<std::string>& keys, const Theme& theme);

/// One of the plots side by side.
struct CurvesPanel {
    QString title;
    std::vector<HistoryPlot::Curve> curves;
    HistoryPlot::Axes axes = {};
    QStringList leftOut = {}; ///< names of errors in another unit than the loss: they would lie flat on its axis
    bool isEmpty(const History& history) const; ///< has no value of its curves
};
/// The plots of a layout, from left to right; the last one has the yardsticks, in Parts each.
///
/// With two axes the loss is left in the colour of the text. Right are the scores, of which more is better; errors are
/// left among them, as they are of the loss's kind, and right where no score is shown: one unit to an axis.
/// @param metrics  keys of those that are shown; "learning_rate" or a norm stand alone
/// @param history  where the units are seen: an error and a loss that begin far from each other have different ones
std::vector<CurvesPanel> curvesPanels(CurvesLayout layout, const std::vector<std::string>& metrics,
                                      const History& history, const Theme& theme);

} // namespace netloom
