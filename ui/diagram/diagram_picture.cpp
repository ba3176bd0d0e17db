// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/diagram_picture.h"

#include "core/explanation/unit_activity.h"
#include "ui/diagram/blocks_painter.h"
#include "ui/diagram/diagram_colors.h"
#include "ui/diagram/diagram_painter.h"
#include "ui/diagram/ghost_links.h"
#include "ui/diagram/picture_source.h"
#include "ui/toolkit/theme.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace netloom {

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

constexpr qsizetype mostWidest = 8; ///< layers whose widest line is told

QString numbersOf(const DiagramPicture& picture, qsizetype layers, bool brief)
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
        if (parts.size() < layers)
            parts.append(QStringLiteral("%1 %2").arg(picture.columns[gap + 1].name, number));
        else if (parts.size() == layers)
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
        text += (brief ? QStringLiteral(" · grey: up to %1 %") : QStringLiteral(" · grey: up to %1 % of a layer’s sum"))
                    .arg(locale.toString(100 * rest, 'f', 0));
    if (const QString ghost = ghostText(picture); !ghost.isEmpty())
        text += QStringLiteral(" · ") + ghost;
    return text;
}

} // namespace

QString numbersText(const DiagramPicture& picture)
{
    return numbersOf(picture, mostWidest, false);
}

QString numbersText(const DiagramPicture& picture, double width, const TextMeasure& measure)
{
    QString text = numbersText(picture);
    for (qsizetype layers = mostWidest; layers > 0 && measure.width(text, TextRole::Note) > width; --layers)
        text = numbersOf(picture, layers, true);
    return measure.elided(text, TextRole::Note, width);
}

QString shownNumbers(const DiagramPicture& picture)
{
    const QRectF rect = picture.layout.numbers;
    return rect.isNull() ? QString() : numbersText(picture, rect.width(), FontMeasure());
}

bool DiagramPicture::weighted() const
{
    return std::any_of(gaps.begin(), gaps.end(), [](const GapLinks& gap) { return gap.weighted; });
}

bool showsBiases(const DiagramPicture& picture)
{
    const Coloring& coloring = *picture.style.coloring;
    if (picture.style.kind != DiagramKind::Neurons || !coloring.needsWeights() ||
        !isKnown(picture.scene, coloring.needs))
        return false;
    const auto anyOf = [&](const ParameterSet* parameters) {
        return std::any_of(picture.columns.begin(), picture.columns.end(), [&](const DiagramColumn& column) {
            const NamedTensor* bias = biasOf(parameters, picture.scene, column);
            return bias && std::any_of(bias->values.begin(), bias->values.end(), [](Scalar b) { return b != 0; });
        });
    };
    return anyOf(picture.scene.weights.get()) || anyOf(picture.scene.chosenBy.get());
}

DiagramPicture makePicture(const DiagramScene& scene, const DiagramStyle& style, QSizeF area,
                           const TextMeasure& measure, bool tight)
{
    DiagramPicture picture = PictureSource(scene, style).layOut(scene, area, measure, tight);
    updateLinks(picture);
    return picture;
}

void updateLinks(DiagramPicture& picture)
{
    if (picture.style.kind != DiagramKind::Neurons)
        return;
    const Coloring& coloring = *picture.style.coloring;
    picture.gaps = chooseLinks(picture.columns, picture.layout, picture.scene, coloring,
                               linkLimit(picture.columns.size() - 1), coloring.needsWeights());
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
        paintNumbers(painter, picture, theme, shownNumbers(picture));
    }
}

} // namespace netloom
