// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/diagram_picture.h"

namespace netloom {

/// What all pictures of a scene have in common, whatever area they are laid out in: found out once, as it takes a look
/// at all weights. A plain value.
class PictureSource
{
public:
    PictureSource(const DiagramScene& scene, const DiagramStyle& style);

    /// A picture without its links: updateLinks() chooses them.
    /// @param scene  the same network; its weights may be newer  @param area, tight  as makePicture() has them
    DiagramPicture layOut(const DiagramScene& scene, QSizeF area, const TextMeasure& measure, bool tight = false) const;

    bool showsBiases() const; ///< there were some, of which the legend tells

private:
    DiagramPicture m_made;
    LayoutOptions m_options;
};

} // namespace netloom
