// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/epoch_line.h"

namespace netloom {

EpochLine::EpochLine(QCustomPlot& plot) : QCPItemStraightLine(&plot)
{
    setSelectable(false);
}

void EpochLine::setEpoch(double epoch)
{
    point1->setCoords(epoch, 1);
    point2->setCoords(epoch, 2);
}

QRect EpochLine::clipRect() const
{
    return QCPItemStraightLine::clipRect().adjusted(-1, 0, 1, 0);
}

} // namespace netloom
