// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/prepared_data.h"

#include <QRectF>

#include <vector>

namespace netloom {

/// Inputs that are the pixels of a picture (pixelSide()), as a picture of 0 … 1 and back.
class PixelRow
{
public:
    PixelRow() = default;
    explicit PixelRow(const PreparedData& data);

    bool isPicture() const { return m_side > 0; }
    int side() const { return m_side; }
    /// Where the pictures of the training rows have their ink, 0 … 1: the mean of what surrounds it.
    const QRectF& place() const { return m_place; }
    std::vector<double> pixels(const Table& row) const; ///< of its first row
    Table row(const std::vector<double>& pixels) const; ///< the pixels' columns alone, in the file's numbers

private:
    int m_side = 0;
    std::vector<Column> m_columns; ///< names and kinds, without cells
    double m_low = 0;
    double m_high = 1;
    QRectF m_place{0, 0, 1, 1};
};

} // namespace netloom
