// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/picture_source.h"

#include "core/explanation/pixel_inputs.h"
#include "core/explanation/unit_activity.h"
#include "ui/diagram/column_text.h"
#include "ui/diagram/pixel_painter.h"
#include "ui/diagram/row_activity.h"
#include "ui/toolkit/theme.h"

#include <algorithm>

namespace netloom {

namespace {

bool anyKernel(const DiagramPicture& picture)
{
    return std::any_of(picture.columns.begin(), picture.columns.end(),
                       [&](const DiagramColumn& column) { return kernelOf(picture.scene, column) != nullptr; });
}

/// What the colouring says, and the marks that occur.
std::vector<LegendLine> pictureLegend(const DiagramPicture& picture)
{
    const DiagramScene& scene = picture.scene;
    const Coloring& coloring = *picture.style.coloring;
    if (picture.isEmpty())
        return {};
    if (coloring.needsWeights() && (!isKnown(scene, coloring.needs) || !anyKernel(picture)))
        return {{LegendSample::None, nullptr, coloring.legend.missing}};
    std::vector<LegendLine> lines = coloring.legend.lines;
    const auto& columns = picture.columns;
    if (std::any_of(columns.begin(), columns.end(),
                    [](const DiagramColumn& c) { return c.role == DiagramRole::OneToOne && !c.mixes; }))
        lines.push_back({LegendSample::OneToOne, &Theme::oneToOne, QStringLiteral("one to one")});
    if (picture.style.medium != DiagramMedium::Screen && !coloring.unitValues) {
        QStringList dashed;
        for (const DiagramColumn& column : columns)
            if (column.role == DiagramRole::OneToOne)
                dashed << columnDescription(column, DescriptionStyle::Figure).front();
        dashed.removeDuplicates();
        if (!dashed.isEmpty())
            lines.push_back({LegendSample::Off, &Theme::oneToOne, dashed.join(QStringLiteral(", "))});
    }
    if (std::any_of(columns.begin(), columns.end(), [](const DiagramColumn& c) { return c.mixes; }))
        lines.push_back({LegendSample::Bracket, &Theme::oneToOne, QStringLiteral("looks at all units")});
    if (std::any_of(scene.dropped.begin(), scene.dropped.end(),
                    [](const std::vector<bool>& units) { return !units.empty(); }))
        lines.push_back({LegendSample::Off, &Theme::oneToOne, QStringLiteral("off for this batch’s first row")});
    if (!coloring.needsWeights())
        return lines;
    if (const PixelPictures* pixels = shownPixels(picture); pixels && !pixels->tiles.empty())
        lines.push_back(
            {LegendSample::None, nullptr,
             QStringLiteral("in a unit: the %1 rows that drive it most, less the average row").arg(drivingRows)});
    if (showsBiases(picture))
        lines.push_back({LegendSample::Bias, &Theme::positive, QStringLiteral("bias + / −")});
    if (!coloring.unitValues && scene.activity)
        for (std::size_t i = 1; i < columns.size(); ++i)
            if (const auto* units = scene.activity->column(i);
                units && columns[i].role == DiagramRole::Hidden &&
                std::any_of(units->begin(), units->end(), [](const UnitActivity& u) { return u.isDead(); })) {
                lines.push_back({LegendSample::Zero, &Theme::textMuted, QStringLiteral("dead: 0 on every row")});
                break;
            }
    return lines;
}

} // namespace

PictureSource::PictureSource(const DiagramScene& scene, const DiagramStyle& style)
{
    DiagramPicture& picture = m_made;
    LayoutOptions& options = m_options;
    picture.scene = scene;
    picture.style = style;
    picture.columns = diagramColumns(scene);
    if (style.kind == DiagramKind::Blocks)
        return;
    options.direction = style.direction;
    options.runs = style.runs;
    options.descriptions = style.descriptions;
    options.figure = style.medium != DiagramMedium::Screen;
    options.words = style.words == HeadingWords::Few     ? DescriptionStyle::Few
                    : style.words == HeadingWords::Names ? DescriptionStyle::NameOnly
                                                         : DescriptionStyle::Wide;
    if (style.preparation && !picture.columns.front().names.isEmpty())
        options.preparation = scene.preparation;
    options.linkLimit = linkLimit(picture.columns.size() - 1);
    if (style.legend) {
        options.rest = style.coloring->legend.rest;
        options.legend = pictureLegend(picture);
    }
    const bool known = isKnown(scene, style.coloring->needs);
    options.numbers = style.legend && style.words != HeadingWords::Names && style.coloring->needsWeights() && known &&
                      anyKernel(picture);
    if (style.coloring->needsWeights() && known && scene.importance &&
        scene.importance->size() == picture.columns.size())
        options.importance = *scene.importance;
    if (style.coloring->needs == ColoringNeeds::Row && known && scene.row->importance.size() == picture.columns.size())
        options.importance = scene.row->importance;
    if (!options.importance.empty()) {
        DiagramScene deciding = scene;
        if (scene.chosenBy)
            deciding.weights = scene.chosenBy;
        options.ends = strongEnds(deciding, picture.columns, *style.coloring);
        options.kept = scene.kept;
    }
    if (const PixelPictures* pixels = shownPixels(picture)) {
        options.inputPicture = pixelCaption(picture);
        options.preparation.clear();
        if (!pixels->tiles.empty() && style.coloring->needsWeights())
            options.tiles = static_cast<int>(pixels->layer) + 1;
    }
    options.order = style.order;
    options.unfolded = style.unfolded;
    options.wanted = style.wanted;
    if (style.coloring->unitValues && known && scene.row) {
        options.notes.resize(picture.columns.size());
        if (!style.preparation)
            options.notes.front() = scene.row->inputNotes;
        options.notes.back() = scene.row->outputNotes;
        if (scene.row->classes && !options.ends.empty())
            options.ends.back().clear();
        options.off.resize(picture.columns.size());
        for (std::size_t i = 1; i + 1 < picture.columns.size() && i < scene.row->columns.size(); ++i)
            for (const float value : scene.row->columns[i])
                options.off[i].push_back(value == 0);
    }
}

bool PictureSource::showsBiases() const
{
    return netloom::showsBiases(m_made);
}

DiagramPicture PictureSource::layOut(const DiagramScene& scene, QSizeF area, const TextMeasure& measure,
                                     bool tight) const
{
    DiagramPicture picture = m_made;
    picture.scene = scene;
    const DiagramStyle& style = picture.style;
    if (style.kind == DiagramKind::Blocks) {
        picture.blocks = layoutBlocks(picture.columns, scene.inputNote, style.direction, area, measure, tight);
        return picture;
    }
    LayoutOptions options = m_options;
    options.area = area;
    options.tight = tight;
    picture.layout = layoutDiagram(picture.columns, options, measure);
    return picture;
}

} // namespace netloom
