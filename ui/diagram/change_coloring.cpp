// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/change_coloring.h"

#include "ui/diagram/diagram_links.h"
#include "ui/diagram/signed_links.h"
#include "ui/toolkit/theme.h"

namespace netloom {

namespace {

LinkSource sinceStart(const DiagramScene& scene, const std::vector<DiagramColumn>& columns, std::size_t gap)
{
    const NamedTensor* now = kernelOf(scene, columns[gap + 1]);
    const NamedTensor* start = kernelOf(scene.start.get(), scene, columns[gap + 1]);
    if (!now || !start)
        return {};
    return {now->values.data(), start->values.data(), nullptr, columns[gap + 1].units};
}

} // namespace

const Coloring& changeColoring()
{
    static const Coloring coloring{
        .key = "change",
        .title = QStringLiteral("Change"),
        .help = QStringLiteral("Links by what training has added to their starting weights"),
        .needs = ColoringNeeds::Start,
        .source = sinceStart,
        .linkValues = signedSizes,
        .scale = signedScale(),
        .legend = {signedLegend(QStringLiteral("grown"), QStringLiteral("fallen")),
                   QStringLiteral("Nothing has changed yet: train the network first"), &Theme::textMuted},
    };
    return coloring;
}

} // namespace netloom
