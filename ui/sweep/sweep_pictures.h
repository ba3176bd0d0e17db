// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sweep/sweep_results.h"

#include <QSplitter>

#include <vector>

namespace netloom {

class ParallelPlot;
class ProjectDocument;
class XyPlot;

/// The trials of a sweep in two pictures: lines from their settings to their results, and their losses epoch by epoch.
class SweepPictures final : public QSplitter
{
    Q_OBJECT
public:
    explicit SweepPictures(const ProjectDocument& document, QWidget* parent = nullptr);

    void setChosen(int trial); ///< its place in the results; -1: none, the best one stands out
    void showTrials(const SweepResults& results);
    /// Those that are trained just now, and the best ones behind them; the chosen one, or the best, in colour.
    void showCurves(const SweepResults& results, const std::vector<std::vector<double>>& all);
    void clear();

signals:
    void trialClicked(int trial);

private:
    const ProjectDocument& m_document;
    ParallelPlot* m_plot;
    XyPlot* m_curves;
    int m_chosen = -1;
};

} // namespace netloom
