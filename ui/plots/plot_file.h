// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSize>

namespace netloom {

/// How a plot becomes a file.
struct PlotFile {
    QByteArray format; ///< "png", "svg", "pdf"; "csv": its numbers
    int width = 640;   ///< logical pixels
    double scale = 2;  ///< PNG: pixels per logical pixel
};

/// Bytes of one of the plots of this room. @param height  0: as the plot wants it
/// @throws Error where the picture would be too large or cannot be made
template<typename Plot>
QByteArray plotBytes(const Plot& plot, const PlotFile& file, int height = 0)
{
    if (file.format == "csv")
        return plot.csv();
    return plot.picture(file.format, QSize(file.width, height > 0 ? height : plot.sizeHint().height()), file.scale);
}

} // namespace netloom
