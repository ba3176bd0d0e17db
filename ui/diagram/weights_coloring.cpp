// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/weights_coloring.h"

#include "ui/diagram/signed_links.h"
#include "ui/toolkit/theme.h"

namespace netloom {

const Coloring& weightsColoring()
{
    static const Coloring coloring{
        .key = "weights",
        .title = QStringLiteral("Weights"),
        .help = QStringLiteral("Links by the sign and size of their weights, live while training"),
        .needs = ColoringNeeds::Weights,
        .linkValues = signedSizes,
        .scale = signedScale(),
        .legend = {signedLegend(QStringLiteral("positive weight"), QStringLiteral("negative weight")),
                   QStringLiteral("No weights: the network cannot be built yet"), &Theme::textMuted},
    };
    return coloring;
}

} // namespace netloom
