// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/explanation_output.h"
#include "core/data/table.h"
#include "ui/plots/plot_file.h"

namespace netloom {

// Plots of explanations as files, by their keys; an empty key is the first of those named. They need an application
// (app/offscreen.h). @throws UsageError naming the keys that there are, Error as plotBytes()

/// waterfall, decision
QByteArray rowPicture(const RowReport& report, const std::string& key, const PlotFile& file);
/// importance, shapley, beeswarm. @param table  that the rows are of, for the shades
QByteArray globalPicture(const GlobalReport& report, const Table& table, const std::string& key, const PlotFile& file);
/// dependence: of one column, its local effects, or a map over two
QByteArray dependencePicture(const DependenceReport& report, const std::string& key, const PlotFile& file);

} // namespace netloom
