// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table.h"
#include "core/explanation/column_dependence.h"
#include "core/explanation/column_importance.h"
#include "core/explanation/explained_rows.h"
#include "core/explanation/row_explanation.h"
#include "ui/plots/bar_plot.h"
#include "ui/plots/beeswarm_plot.h"
#include "ui/plots/decision_plot.h"
#include "ui/plots/heat_plot.h"
#include "ui/plots/xy_plot.h"

#include <QStringList>

#include <vector>

namespace netloom {

// What the plots of an explanation show, for the panels and for files.

/// Of an axis: "probability of malignant", or the target alone where the numbers are in its units.
QString predictionTitle(const std::string& output, const std::string& scaleName);

/// From the expected value below, the smallest contributions first, to the prediction above. The printed bars add up to
/// the printed prediction. @param most  bars; the smaller rest stands together, below
BarPlot::Content waterfallContent(const RowExplanation& explanation, std::size_t most);

/// The same of integrated gradients, from the prediction of the average row.
BarPlot::Content gradientsContent(const RowExplanation& explanation, std::size_t most);

/// The same steps as a line.
DecisionPlot::Content decisionContent(const RowExplanation& explanation, std::size_t most);

/// The most important columns by permutation, with one standard deviation. @param names  of the columns
BarPlot::Content importanceContent(const ColumnImportance& importance, const std::vector<std::string>& names,
                                   std::size_t most);
/// Mean |Shapley value| of the columns for an output, largest first.
BarPlot::Content shapleyContent(const ExplainedRows& rows, Index output, const std::vector<std::string>& names,
                                std::size_t most);

/// 0 … 1: where a row's cell lies between low and high cells of its column, the outer 5 % cut; words by their place.
/// NaN where it is missing.
std::vector<double> shadesOf(const Column& column, const std::vector<Index>& rows);
/// A swarm for each of the most important columns. @param shades  of each column and row
std::vector<BeeswarmPlot::Swarm> swarmContent(const ExplainedRows& rows, Index output,
                                              const std::vector<std::string>& names,
                                              const std::vector<std::vector<double>>& shades, std::size_t most);

struct DependenceContent {
    std::vector<XySeries> series;
    XyPlot::Axes axes;
    QString words;
};
/// Mean, 10 to 90 % and single rows, along a column. @param what  of the y axis, with its scale
DependenceContent dependenceContent(const ColumnDependence& found, Index output, const QString& column,
                                    const QString& what);
/// Accumulated local effects.
DependenceContent effectsContent(const AccumulatedLocalEffects& effects, Index output, const QString& column,
                                 const QString& what);

/// The mean prediction over two columns.
HeatPlot::Content pairContent(const PairDependence& found, Index output, const QString& first, const QString& second,
                              const QString& what);

} // namespace netloom
