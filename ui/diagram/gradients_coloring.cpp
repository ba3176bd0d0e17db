// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/gradients_coloring.h"

#include "ui/diagram/diagram_links.h"
#include "ui/diagram/signed_links.h"
#include "ui/toolkit/theme.h"

namespace netloom {

namespace {

LinkSource gradientOf(const DiagramScene& scene, const std::vector<DiagramColumn>& columns, std::size_t gap)
{
    const NamedTensor* gradient = kernelOf(scene.gradients.get(), scene, columns[gap + 1]);
    if (!gradient)
        return {};
    return {gradient->values.data(), nullptr, nullptr, columns[gap + 1].units};
}

} // namespace

const Coloring& gradientsColoring()
{
    static const Coloring coloring{
        .key = "gradients",
        .title = QStringLiteral("Gradients"),
        .help = QStringLiteral("Links by how the loss would move with their weights, over training rows"),
        .needs = ColoringNeeds::Gradients,
        .source = gradientOf,
        .linkValues = signedSizes,
        .scale = signedScale(),
        .legend = {signedLegend(QStringLiteral("loss rises with the weight"), QStringLiteral("loss falls with it")),
                   QStringLiteral("No gradients: they need data to train on"), &Theme::textMuted},
    };
    return coloring;
}

} // namespace netloom
