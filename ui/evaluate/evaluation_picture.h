// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/evaluate/evaluation_plots.h"
#include "ui/plots/plot_file.h"

#include <string>
#include <vector>

namespace netloom {

/// Counts of truth and prediction with the names of the classes; of several yes/no targets that of one.
struct NamedConfusion {
    ConfusionMatrix matrix; ///< without classes: there is none
    QStringList classes;
};
NamedConfusion confusionOf(const PartEvaluation& part, std::size_t output);

/// Keys of the plots that fit an evaluation: those of evaluationPlots(), and "confusion" first where there are classes.
std::vector<std::string> evaluationPictureKeys(const PartEvaluation& part);

/// A plot of an evaluation as a file, by its key. On the GUI thread.
/// @throws Error where the key does not fit, or there is nothing to draw
QByteArray evaluationPicture(const std::string& key, const PlotWish& wish, const PlotFile& file);

} // namespace netloom
