// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/diagram_picture.h"

#include "ui/diagram/blocks_painter.h"
#include "ui/diagram/diagram_painter.h"
#include "ui/toolkit/theme.h"

#include <QPainter>

#include <algorithm>

namespace netloom {

namespace {

bool anyKernel(const DiagramPicture& picture)
{
    return std::any_of(picture.columns.begin(), picture.columns.end(),
                       [&](const DiagramColumn& column) { return kernelOf(picture.scene, column) != nullptr; });
}

Index limitOf(const DiagramPicture& picture)
{
    return linkLimit(picture.columns.size() - 1);
}

} // namespace

bool DiagramPicture::weighted() const
{
    return std::any_of(gaps.begin(), gaps.end(), [](const GapLinks& gap) { return gap.weighted; });
}

DiagramPicture makePicture(const DiagramScene& scene, const DiagramStyle& style, QSizeF area,
                           const TextMeasure& measure, bool tight)
{
    DiagramPicture picture;
    picture.scene = scene;
    picture.style = style;
    picture.columns = diagramColumns(scene);
    if (style.kind == DiagramKind::Blocks) {
        picture.blocks = layoutBlocks(picture.columns, scene.inputNote, area, measure, tight);
        return picture;
    }
    LayoutOptions options;
    options.area = area;
    options.tight = tight;
    options.descriptions = style.descriptions;
    if (style.preparation && !picture.columns.front().names.isEmpty())
        options.preparation = scene.preparation;
    options.linkLimit = limitOf(picture);
    const ColoringLegend& legend = style.coloring->legend;
    options.rest = legend.rest;
    if (!picture.isEmpty() && style.coloring->needsWeights() && !anyKernel(picture))
        options.legend = {{LegendSample::None, nullptr, legend.missing}};
    else if (!picture.isEmpty())
        options.legend = legend.lines;
    picture.layout = layoutDiagram(picture.columns, options, measure);
    picture.gaps =
        chooseLinks(picture.columns, picture.layout, picture.scene, options.linkLimit, style.coloring->needsWeights());
    return picture;
}

void setWeights(DiagramPicture& picture, std::shared_ptr<const ParameterSet> weights)
{
    picture.scene.weights = std::move(weights);
    if (picture.style.kind == DiagramKind::Neurons)
        picture.gaps = chooseLinks(picture.columns, picture.layout, picture.scene, limitOf(picture),
                                   picture.style.coloring->needsWeights());
}

void paintContents(QPainter& painter, const DiagramPicture& picture, const PaintOptions& options)
{
    const Theme theme = picture.style.dark ? Theme::darkTheme() : Theme::light();
    if (picture.style.kind == DiagramKind::Blocks) {
        paintBlocks(painter, picture, theme, options);
    } else {
        paintLinks(painter, picture, theme, options);
        paintNodes(painter, picture, theme, options);
    }
}

} // namespace netloom
