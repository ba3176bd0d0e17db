// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_theme.h"

#include "ui/plots/plot_library.h"

#include <QFontMetricsF>

#include <cmath>

namespace netloom {

void applyPlotTheme(QCustomPlot& plot, const Theme& theme)
{
    plot.setBackground(QBrush(theme.panel));
    QFont font = plot.font();
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * 0.87);
    const QPen grid(theme.border, 0);
    for (QCPAxis* axis : {plot.xAxis, plot.yAxis, plot.yAxis2}) {
        axis->setBasePen(axis == plot.xAxis ? QPen(theme.borderStrong, 0) : QPen(Qt::NoPen));
        axis->setTickPen(Qt::NoPen);
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLabelColor(theme.textMuted);
        axis->setTickLabelFont(font);
        axis->setLabelColor(theme.textMuted);
        axis->setLabelFont(font);
        axis->grid()->setPen(grid);
        axis->grid()->setZeroLinePen(grid);
        axis->grid()->setSubGridVisible(false);
    }
    plot.xAxis->grid()->setVisible(false);
    QColor ground = theme.panel;
    ground.setAlpha(225);
    plot.legend->setBrush(ground);
    plot.legend->setBorderPen(Qt::NoPen);
    plot.legend->setTextColor(theme.text);
    plot.legend->setFont(font);
    // Words stand at the top of their line: a stroke is drawn in the middle of as much height as brings it to the
    // middle of their small letters.
    const QFontMetricsF metrics(font);
    plot.legend->setIconSize(plot.legend->iconSize().width(),
                             static_cast<int>(std::lround(2 * metrics.ascent() - metrics.xHeight())));
    plot.selectionRect()->setPen(QPen(theme.accent, 0));
    QColor veil = theme.accent;
    veil.setAlpha(30);
    plot.selectionRect()->setBrush(veil);
}

} // namespace netloom
