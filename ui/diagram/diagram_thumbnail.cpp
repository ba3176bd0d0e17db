// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/diagram_thumbnail.h"

#include "core/base/error.h"
#include "ui/diagram/diagram_export.h"

namespace netloom {

namespace {

constexpr Index largeForThumbnail = 200'000; ///< weights

QByteArray drawn(const DiagramScene& scene, DiagramStyle style)
{
    style.dark = false;
    style.descriptions = false;
    style.preparation = false;
    ExportOptions options;
    options.width = 256;
    options.area = QSizeF(640, 400);
    try {
        return diagramPng(scene, style, options);
    } catch (const Error&) {
        return {}; // a project is saved without its little picture rather than not at all
    }
}

} // namespace

Index weightsOf(const std::vector<LayerShape>& shapes)
{
    Index count = 0;
    for (const LayerShape& shape : shapes)
        count += shape.parameters;
    return count;
}

void DiagramThumbnail::prepare(const DiagramPicture& picture)
{
    if (m_png.isEmpty() && weightsOf(picture.scene.shapes) > largeForThumbnail)
        draw(picture);
}

QByteArray DiagramThumbnail::of(const DiagramPicture& picture)
{
    if (picture.isEmpty())
        return {};
    if (weightsOf(picture.scene.shapes) <= largeForThumbnail)
        return drawn(picture.scene, picture.style);
    draw(picture); // for the next time
    return m_png;
}

void DiagramThumbnail::forget()
{
    m_job.cancel();
    m_png.clear();
}

void DiagramThumbnail::draw(const DiagramPicture& picture)
{
    if (!m_job.isRunning() && !picture.isEmpty())
        m_job.start([scene = picture.scene, style = picture.style](const std::stop_token&,
                                                                   const auto&) { return drawn(scene, style); },
                    [this](const QByteArray& png) { m_png = png; });
}

} // namespace netloom
