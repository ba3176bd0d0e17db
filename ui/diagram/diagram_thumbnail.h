// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/diagram_picture.h"
#include "ui/toolkit/job.h"

#include <QByteArray>

namespace netloom {

/// Of all layers.
Index weightsOf(const std::vector<LayerShape>& shapes);

/// The little picture of a project, as PNG. That of a large network is drawn beside the window, so that nobody who
/// saves waits for it: it is the one of a while ago.
class DiagramThumbnail
{
public:
    /// Draws the first one of a large network, so that there is one when it is asked for.
    void prepare(const DiagramPicture& picture);
    /// Empty where there is nothing to be drawn, or nothing yet.
    QByteArray of(const DiagramPicture& picture);
    void forget(); ///< another project

private:
    void draw(const DiagramPicture& picture);

    QByteArray m_png;
    Job<QByteArray> m_job;
};

} // namespace netloom
