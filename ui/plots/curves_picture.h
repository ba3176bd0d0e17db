// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/history.h"
#include "ui/plots/history_plot.h"

#include <QByteArray>

namespace netloom {

/// How the curves are shown, so that a picture can be the one on the screen.
struct CurvesLook {
    bool dark = false;
    bool logarithmicLoss = false;
    std::string metric; ///< key of the right plot; empty: the history's first metric, if it has any
};

/// The metrics of a history in order, without loss, val_* and learning_rate.
std::vector<std::string> metricKeys(const History& history);
/// Training and validation curve of a key.
std::vector<HistoryPlot::Curve> curvesOf(const std::string& key);

/// Both plots as one picture, light unless `dark`; format "png", "svg" or "pdf". Needs a QApplication (offscreen will
/// do). `lossTitle` as under the plot's heading, e.g. "binary crossentropy". @throws Error
QByteArray curvesPicture(const History& history, const QString& lossTitle, const QByteArray& format, int width,
                         double scale, bool dark = false);
/// The same with a look.
QByteArray curvesPicture(const History& history, const QString& lossTitle, const CurvesLook& look,
                         const QByteArray& format, int width, double scale);

} // namespace netloom
