// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/link_style.h"

#include <QColor>
#include <QImage>

#include <utility>
#include <vector>

namespace netloom {

/// The course that all links of a gap have in common, pixel column by pixel column (row by row, where the diagram goes
/// down) within the image.
struct LinkCurve {
    LinkCurve() = default;
    /// @param x0, x1  where links begin and end, in pixels; maybe outside the image
    /// @param length  of the image
    LinkCurve(double x0, double x1, int length);

    std::size_t steps() const { return share.size(); }
    /// Steps from `begin` to `end` at which a line is within 0 … `height` across. @param beyond  how far it reaches
    std::pair<int, int> seen(int begin, int end, float y0, float rise, float beyond, float height) const;

    float x0 = 0;             ///< where it begins; maybe left of the image
    int first = 0;            ///< pixel column of the first step
    std::vector<float> share; ///< how far the links have come from their first to their last height
    std::vector<float> steep; ///< and how steeply, per pixel
    float steepest = 0;
};

/// One stroke of a link, in pixels.
struct LinkStroke {
    /// @param dashScale  pixels per unit of dashes; 0: it has none
    LinkStroke(double y0, double y1, double width, const QColor& color, double dashScale);

    float first; ///< across the direction of the diagram
    float rise;
    float thickness; ///< across the line's own direction
    float dash;
    float period; ///< of dashes; 0: none
    quint32 source;
};

/// Draws links into a part of an image; four pixels of a row at a time, as they differ only in how far they are
/// covered.
class LinkCanvas
{
public:
    /// @param image  ARGB32_Premultiplied or RGB32
    /// @param begin, end  pixels in the direction of the diagram that are drawn; no others are read or written
    LinkCanvas(QImage& image, bool down, int begin, int end);

    void line(const LinkCurve& curve, const LinkStroke& line) const;
    /// Several bands as one shape: where they overlap nothing becomes darker.
    void bands(const LinkCurve& curve, const std::vector<LinkBand>& bands, const QColor& color) const;

private:
    void span(int x, double top, double bottom, quint32 source) const;

    int m_begin, m_end;
    quint32* m_bits;
    qsizetype m_along;  ///< from a pixel to the next one in the direction of the diagram
    qsizetype m_across; ///< and across it
    int m_height;       ///< pixels across
};

} // namespace netloom
