// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/sample_coloring.h"

#include "ui/diagram/diagram_links.h"
#include "ui/diagram/diagram_picture.h"
#include "ui/diagram/row_activity.h"
#include "ui/diagram/signed_links.h"
#include "ui/toolkit/theme.h"

#include <algorithm>

namespace netloom {

namespace {

const std::vector<float>* valuesOf(const DiagramScene& scene, const std::vector<DiagramColumn>& columns,
                                   std::size_t column)
{
    if (!scene.row || column >= scene.row->columns.size() ||
        static_cast<Index>(scene.row->columns[column].size()) != columns[column].units)
        return nullptr;
    return &scene.row->columns[column];
}

LinkSource contributions(const DiagramScene& scene, const std::vector<DiagramColumn>& columns, std::size_t gap)
{
    if (scene.paths) {
        const NamedTensor* carried = kernelOf(scene.paths.get(), scene, columns[gap + 1]);
        return carried ? LinkSource{carried->values.data(), nullptr, nullptr, columns[gap + 1].units} : LinkSource{};
    }
    const NamedTensor* kernel = kernelOf(scene, columns[gap + 1]);
    const std::vector<float>* values = valuesOf(scene, columns, gap);
    if (!kernel || !values)
        return {};
    return {kernel->values.data(), nullptr, values->data(), columns[gap + 1].units};
}

void unitValues(const DiagramPicture& picture, std::size_t column, std::span<float> values)
{
    const std::vector<float>* all = valuesOf(picture.scene, picture.columns, column);
    const std::vector<UnitItem>& units = picture.layout.columns[column].units;
    for (std::size_t u = 0; u < units.size(); ++u)
        values[u] = all ? (*all)[static_cast<std::size_t>(units[u].unit)] : 0.0f;
}

std::vector<LegendLine> legendLines()
{
    std::vector<LegendLine> lines = signedLegend(QStringLiteral("raises"), QStringLiteral("lowers"));
    lines.push_back({LegendSample::Positive, &Theme::positive, QStringLiteral("positive")});
    lines.push_back({LegendSample::Negative, &Theme::negative, QStringLiteral("negative")});
    lines.push_back({LegendSample::Zero, &Theme::textMuted, QStringLiteral("zero")});
    lines.push_back({LegendSample::None, nullptr, QStringLiteral("area: the value, by layer")});
    return lines;
}

} // namespace

const Coloring& sampleColoring()
{
    static const Coloring coloring{
        .key = "sample",
        .title = QStringLiteral("Sample"),
        .help = QStringLiteral("One row on its way through the network: links by activation times weight"),
        .needs = ColoringNeeds::Row,
        .source = contributions,
        .linkValues = signedSizes,
        .unitValues = unitValues,
        .scale = signedScale(),
        .legend = {legendLines(), QStringLiteral("No row to show: it needs data"), &Theme::textMuted},
    };
    return coloring;
}

} // namespace netloom
