// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/ghost_links.h"

#include "ui/diagram/diagram_colors.h"
#include "ui/diagram/diagram_painter.h"
#include "ui/diagram/diagram_readout.h"
#include "ui/diagram/kernel_matrix.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/theme.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

constexpr double thinnestGhost = 1.6;
constexpr double widestGhost = 8; ///< wider than any link, so that it is seen behind one of the same weight

bool showsGhost(const DiagramPicture& picture)
{
    return picture.scene.ghost && picture.style.ghost && picture.style.coloring->needs == ColoringNeeds::Weights &&
           picture.style.kind == DiagramKind::Neurons && picture.scene.weights;
}

} // namespace

std::vector<GapLinks> ghostLinks(const DiagramPicture& picture)
{
    if (!showsGhost(picture))
        return {};
    DiagramScene scene = picture.scene;
    scene.weights = scene.ghost;
    std::vector<GapLinks> gaps = chooseLinks(picture.columns, picture.layout, scene, *picture.style.coloring,
                                             linkLimit(picture.columns.size() - 1), true);
    std::vector<double> scales;
    for (const GapLinks& gap : picture.gaps)
        scales.push_back(gap.scale);
    scaleLinks(gaps, scales);
    return gaps;
}

void paintGhost(QPainter& painter, const DiagramPicture& picture, const Theme& theme)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    const DiagramLayout& layout = picture.layout;
    for (std::size_t gap = 0; gap < picture.ghost.size(); ++gap) {
        if (!picture.ghost[gap].full || !picture.ghost[gap].weighted || isMatrix(picture, gap))
            continue;
        const double most = std::min(widestGhost, 0.8 * layout.leftOf(gap).radius);
        for (const LinkItem& link : picture.ghost[gap].links) {
            const double size = static_cast<double>(link.size);
            if (size < 0.08)
                continue;
            const LinkLook look{withAlpha(theme.textMuted, 0.08 + 0.14 * size),
                                thinnestGhost + (most - thinnestGhost) * size, LinkLook::Line::Solid};
            drawLink(painter, layout.linkStart(gap, static_cast<std::size_t>(link.from)),
                     layout.linkEnd(gap, static_cast<std::size_t>(link.to)), look, theme.canvas, layout.isDown());
        }
    }
}

QString ghostText(const DiagramPicture& picture)
{
    if (picture.ghost.empty())
        return {};
    struct Change {
        std::size_t gap = 0;
        Index from = 0, to = 0;
        double before = 0, after = 0;
        double size() const { return std::abs(after - before); }
    } most;
    bool known = false;
    for (std::size_t gap = 0; gap < picture.ghost.size(); ++gap) {
        const DiagramColumn& column = picture.columns[gap + 1];
        const NamedTensor* now = kernelOf(picture.scene.weights.get(), picture.scene, column);
        const NamedTensor* then = kernelOf(picture.scene.ghost.get(), picture.scene, column);
        if (!now || !then)
            continue;
        for (std::size_t i = 0; i < now->values.size(); ++i) {
            const Change change{gap, static_cast<Index>(i) / column.units, static_cast<Index>(i) % column.units,
                                static_cast<double>(then->values[i]), static_cast<double>(now->values[i])};
            known = true;
            if (std::isfinite(change.size()) && change.size() > most.size())
                most = change;
        }
    }
    if (!known)
        return {};
    QString text = QStringLiteral("grey behind: %1").arg(picture.scene.ghostName);
    if (most.size() <= 0)
        return text + QStringLiteral(", no weight differs");
    const auto number = [](double value) { return withPower(QLocale().toString(value, 'g', 3)); };
    return text + QStringLiteral(", most changed: %1 → %2, %3 → %4")
                      .arg(unitName(picture.columns[most.gap], most.from),
                           unitName(picture.columns[most.gap + 1], most.to), number(most.before), number(most.after));
}

} // namespace netloom
