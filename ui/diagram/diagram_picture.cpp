// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/diagram_picture.h"

#include "core/explanation/pixel_inputs.h"
#include "core/explanation/unit_activity.h"
#include "ui/diagram/blocks_painter.h"
#include "ui/diagram/diagram_colors.h"
#include "ui/diagram/diagram_painter.h"
#include "ui/diagram/ghost_links.h"
#include "ui/diagram/pixel_painter.h"
#include "ui/diagram/row_activity.h"
#include "ui/toolkit/theme.h"

#include <QLocale>
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

/// What the colouring says, and the marks that occur.
std::vector<LegendLine> legendOf(const DiagramPicture& picture)
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
    if (std::any_of(scene.dropped.begin(), scene.dropped.end(),
                    [](const std::vector<bool>& units) { return !units.empty(); }))
        lines.push_back({LegendSample::Off, &Theme::oneToOne, QStringLiteral("off for this batch’s first row")});
    if (!coloring.needsWeights())
        return lines;
    if (const PixelPictures* pixels = shownPixels(picture); pixels && !pixels->tiles.empty())
        lines.push_back(
            {LegendSample::None, nullptr,
             QStringLiteral("in a unit: the %1 rows that drive it most, less the average row").arg(drivingRows)});
    const auto biased = [&](const DiagramColumn& column) {
        const NamedTensor* bias = biasOf(scene, column);
        return bias && std::any_of(bias->values.begin(), bias->values.end(), [](Scalar b) { return b != 0; });
    };
    if (std::any_of(columns.begin(), columns.end(), biased))
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

bool isKnown(const DiagramScene& scene, ColoringNeeds needs)
{
    switch (needs) {
    case ColoringNeeds::Nothing:
        return true;
    case ColoringNeeds::Weights:
        return scene.weights != nullptr;
    case ColoringNeeds::Start:
        return scene.weights && scene.start && !scene.fresh;
    case ColoringNeeds::Gradients:
        return scene.weights && scene.gradients;
    case ColoringNeeds::Row:
        return scene.weights && scene.row;
    }
    return false;
}

namespace {

/// Of a deep network, from where on less than a thousandth of the signal is left.
QString lostSignal(const DiagramPicture& picture)
{
    if (picture.layout.rows.empty() || !picture.scene.activity)
        return {};
    for (std::size_t i = 1; i < picture.columns.size(); ++i) {
        const auto* units = picture.scene.activity->column(i);
        if (!units || units->empty())
            continue;
        double spread = 0;
        for (const UnitActivity& unit : *units)
            spread += unit.spread / static_cast<double>(units->size());
        if (spread < 1e-3)
            return QStringLiteral("from %1 on less than 0.001 of the signal is left").arg(picture.columns[i].name);
    }
    return {};
}

} // namespace

QString numbersText(const DiagramPicture& picture)
{
    const QLocale locale;
    QStringList parts;
    double rest = 0;
    for (std::size_t gap = 0; gap < picture.gaps.size(); ++gap) {
        const GapLinks& links = picture.gaps[gap];
        if (!links.weighted || picture.layout.rightOf(gap).units.empty() || picture.layout.leftOf(gap).units.empty())
            continue;
        rest = std::max(rest, links.rest() > 0.5 ? links.restShare : 0.0);
        const QString number = locale.toString(links.scale, 'g', 3);
        if (picture.style.scale == LinkScale::Common) {
            parts = {number};
            continue;
        }
        if (parts.size() < 8)
            parts.append(QStringLiteral("%1 %2").arg(picture.columns[gap + 1].name, number));
        else if (parts.size() == 8)
            parts.append(QStringLiteral("…"));
    }
    if (parts.isEmpty())
        return {};
    QString text = QStringLiteral("widest line: %1").arg(parts.join(QStringLiteral(", ")));
    if (const QString lost = lostSignal(picture); !lost.isEmpty())
        text += QStringLiteral(" · ") + lost;
    if (picture.scene.fresh)
        text.prepend(QStringLiteral("starting weights · "));
    if (rest >= 0.005)
        text += QStringLiteral(" · grey: up to %1 % of a layer’s sum").arg(locale.toString(100 * rest, 'f', 0));
    if (const QString ghost = ghostText(picture); !ghost.isEmpty())
        text += QStringLiteral(" · ") + ghost;
    return text;
}

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
        picture.blocks = layoutBlocks(picture.columns, scene.inputNote, style.direction, area, measure, tight);
        return picture;
    }
    LayoutOptions options;
    options.area = area;
    options.direction = style.direction;
    options.runs = style.runs;
    options.tight = tight;
    options.descriptions = style.descriptions;
    options.figure = style.medium != DiagramMedium::Screen;
    if (style.preparation && !picture.columns.front().names.isEmpty())
        options.preparation = scene.preparation;
    options.linkLimit = limitOf(picture);
    options.rest = style.coloring->legend.rest;
    options.legend = legendOf(picture);
    const bool known = isKnown(scene, style.coloring->needs);
    options.numbers = style.coloring->needsWeights() && known && anyKernel(picture);
    if (style.coloring->needsWeights() && known && scene.importance &&
        scene.importance->size() == picture.columns.size())
        options.importance = *scene.importance;
    if (style.coloring->needs == ColoringNeeds::Row && known && scene.row->importance.size() == picture.columns.size())
        options.importance = scene.row->importance;
    if (!options.importance.empty())
        options.ends = strongEnds(scene, picture.columns, *style.coloring);
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
    }
    picture.layout = layoutDiagram(picture.columns, options, measure);
    updateLinks(picture);
    return picture;
}

void updateLinks(DiagramPicture& picture)
{
    if (picture.style.kind != DiagramKind::Neurons)
        return;
    const Coloring& coloring = *picture.style.coloring;
    picture.gaps = chooseLinks(picture.columns, picture.layout, picture.scene, coloring, limitOf(picture),
                               coloring.needsWeights());
    scaleLinks(picture.gaps, picture.style.scale);
    picture.ghost = ghostLinks(picture);
}

void paintContents(QPainter& painter, const DiagramPicture& picture, const PaintOptions& options)
{
    const Theme theme = diagramTheme(picture.style);
    if (picture.style.kind == DiagramKind::Blocks) {
        paintBlocks(painter, picture, theme, options);
    } else {
        paintLinks(painter, picture, theme, options);
        paintNodes(painter, picture, theme, options);
        paintNumbers(painter, picture, theme);
    }
}

} // namespace netloom
