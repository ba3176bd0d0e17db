// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table.h"
#include "core/evaluation/part_evaluation.h"
#include "ui/plots/xy_plot.h"

#include <QString>

#include <optional>
#include <span>
#include <vector>

namespace netloom {

/// What a plot of an evaluation shows.
struct PlotContent {
    std::vector<XySeries> series;
    XyPlot::Axes axes;
    QString empty; ///< why there is nothing, where there are no series
    QString words; ///< what to see in it, in a sentence; may be empty
};

/// What is asked of such a plot: output is a class, a yes/no target or a target of numbers.
struct PlotWish {
    const PartEvaluation& part;
    std::size_t output = 0;
    const Table* table = nullptr; ///< the rows are of it
    Index column = -1;            ///< of the table, for plots against a column
};

/// One kind of plot of the panel Evaluate.
struct EvaluationPlot {
    const char* key;
    QString title;
    bool ofClasses;            ///< else of numbers
    bool hasThreshold = false; ///< the x axis is a score: the threshold can be dragged
    bool hasColumn = false;
    PlotContent (*make)(const PlotWish& wish) = nullptr;
    PlotContent (*below)(const PlotWish& wish) = nullptr; ///< a flat one under it; null: none
};

/// Every plot, in the order of the list.
std::span<const EvaluationPlot> evaluationPlots();

/// Names of what a plot can be asked of: classes, yes/no targets, targets of numbers; one where there is no choice.
QStringList outputNames(const PartEvaluation& part);
/// How the scores of an output rank the rows; null where it has none.
const Ranking* rankingOf(const PartEvaluation& part, std::size_t output);

} // namespace netloom
