// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QPoint>

#include <vector>

namespace netloom {

struct DiagramPicture;
struct Theme;

/// The marks of biases in a drawn picture of the nodes. While a network learns, only those that look otherwise than
/// before are drawn anew: what lies below each of them is kept.
class BiasMarks
{
public:
    /// Draws what the picture's weights say over nodes that were painted without biases.
    /// @param corner  of the image, in scaled picture coordinates  @param scale  pixels per picture unit
    void draw(QImage& nodes, QPoint corner, double scale, const DiagramPicture& picture, const Theme& theme);
    void erase(QImage& nodes);         ///< the nodes are again as they were painted
    void forget() { m_drawn.clear(); } ///< the nodes have been painted anew

private:
    /// What is on the image for one unit.
    struct Drawn {
        std::size_t column = 0;
        std::size_t unit = 0; ///< position among the shown ones
        QPoint at;            ///< of `below`, in the image's own pixels
        QImage below;
        int look = 0; ///< sign and size; 0: no mark
    };
    std::vector<Drawn> m_drawn; ///< by column and unit
};

} // namespace netloom
