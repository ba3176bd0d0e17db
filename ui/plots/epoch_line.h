// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/plot_library.h"

namespace netloom {

/// A line up the plot at an epoch; whole at the first and the last one too, where half of it lies beyond the axes.
class EpochLine final : public QCPItemStraightLine
{
    Q_OBJECT
public:
    explicit EpochLine(QCustomPlot& plot); ///< which owns it

    void setEpoch(double epoch);
    double epoch() const { return point1->key(); }

protected:
    QRect clipRect() const override;
};

} // namespace netloom
