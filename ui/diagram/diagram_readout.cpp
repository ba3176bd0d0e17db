// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/diagram_readout.h"

#include "core/explanation/unit_activity.h"
#include "ui/diagram/column_text.h"
#include "ui/diagram/row_activity.h"
#include "ui/toolkit/number_text.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

const QString separator = QStringLiteral(" · ");

QString readoutNumber(double value)
{
    return withPower(QLocale().toString(value, 'g', 4));
}

QString count(Index value)
{
    return QLocale().toString(qlonglong(value));
}

QString count(double value)
{
    return QLocale().toString(value, 'f', 0);
}

} // namespace

QString unitName(const DiagramColumn& column, Index unit)
{
    if (!column.names.isEmpty())
        return column.names.at(unit);
    if (column.role == DiagramRole::Input)
        return unitLabel(column, unit);
    return QStringLiteral("%1 unit %2").arg(column.name, count(unit + 1));
}

QString describeNetwork(const std::vector<DiagramColumn>& columns)
{
    if (columns.size() < 2)
        return QStringLiteral("A network without layers.");
    QStringList parts{columns.front().setting};
    Index parameters = 0;
    for (std::size_t i = 1; i < columns.size(); ++i) {
        const DiagramColumn& column = columns[i];
        parameters += column.parameters;
        if (i > 12 && i + 1 < columns.size()) {
            if (i == 13)
                parts.append(QStringLiteral("%1 more layers").arg(count(static_cast<Index>(columns.size()) - 14)));
            continue;
        }
        QString part = QStringLiteral("%1 (%2").arg(column.name, column.kind);
        if (column.fullyLinked())
            part += QStringLiteral(", %1 %2").arg(count(column.units),
                                                  column.units == 1 ? QStringLiteral("unit") : QStringLiteral("units"));
        if (!column.setting.isEmpty())
            part += QStringLiteral(", ") + column.setting;
        parts.append(part + QLatin1Char(')'));
    }
    const auto layers = static_cast<Index>(columns.size()) - 1;
    return QStringLiteral("Network of %1 %2 with %3 parameters, from input to output: %4.")
        .arg(count(layers), layers == 1 ? QStringLiteral("layer") : QStringLiteral("layers"), count(parameters),
             parts.join(QStringLiteral(", then ")));
}

QString describePicture(const DiagramPicture& picture)
{
    QString text = describeNetwork(picture.columns);
    if (picture.style.kind != DiagramKind::Neurons || picture.isEmpty())
        return text;
    QStringList folded;
    for (std::size_t i = 0; i < picture.layout.columns.size() && folded.size() < 6; ++i)
        if (picture.layout.columns[i].hidden > 0)
            folded.append(QStringLiteral("%1 of %2 units of %3")
                              .arg(count(picture.layout.columns[i].hidden), count(picture.columns[i].units),
                                   picture.columns[i].name));
    if (!folded.isEmpty())
        text += QStringLiteral(" Not shown one by one: %1.").arg(folded.join(QStringLiteral(", ")));
    if (!picture.weighted() || !picture.style.coloring->needsWeights())
        return text;
    std::vector<std::pair<std::size_t, const LinkItem*>> links;
    for (std::size_t gap = 0; gap < picture.gaps.size(); ++gap)
        if (picture.gaps[gap].full)
            for (const LinkItem& link : picture.gaps[gap].links)
                links.emplace_back(gap, &link);
    const auto strongest = std::min<std::size_t>(5, links.size());
    std::partial_sort(
        links.begin(), links.begin() + static_cast<std::ptrdiff_t>(strongest), links.end(),
        [](const auto& a, const auto& b) { return std::abs(a.second->value) > std::abs(b.second->value); });
    QStringList words;
    for (std::size_t i = 0; i < strongest; ++i)
        words.append(describeLink(picture, static_cast<int>(links[i].first), *links[i].second));
    if (!words.isEmpty())
        text += QStringLiteral(" Strongest links: %1.").arg(words.join(QStringLiteral("; ")));
    return text;
}

QString describeUnit(const DiagramPicture& picture, int column, int unit)
{
    const auto at = static_cast<std::size_t>(column);
    const DiagramColumn& info = picture.columns[at];
    const Index index = picture.layout.columns[at].units[static_cast<std::size_t>(unit)].unit;
    QStringList parts;
    if (info.role == DiagramRole::Input) {
        parts.append(QStringLiteral("input %1").arg(unitLabel(info, index)));
    } else {
        parts.append(QStringLiteral("%1 (%2)").arg(info.name, info.kind));
        parts.append(QStringLiteral("unit %1 of %2").arg(count(index + 1), count(info.units)));
    }
    if (!info.names.isEmpty())
        parts.append(info.names.at(index));
    if (!info.setting.isEmpty() && info.role != DiagramRole::Input)
        parts.append(info.setting);
    if (picture.style.coloring->needs == ColoringNeeds::Row && isKnown(picture.scene, ColoringNeeds::Row)) {
        if (at < picture.scene.row->columns.size() && index < std::ssize(picture.scene.row->columns[at]))
            parts.append(QStringLiteral("value %1")
                             .arg(readoutNumber(static_cast<double>(
                                 picture.scene.row->columns[at][static_cast<std::size_t>(index)]))));
    }
    const auto* activity =
        picture.scene.activity && info.role == DiagramRole::Hidden ? picture.scene.activity->column(at) : nullptr;
    if (activity && index < std::ssize(*activity)) {
        const UnitActivity& unitActivity = (*activity)[static_cast<std::size_t>(index)];
        if (unitActivity.isDead())
            parts.append(QStringLiteral("dead: 0 on every row"));
        else if (unitActivity.isSaturated())
            parts.append(QStringLiteral("saturated: at the end of its range on %1 % of the rows")
                             .arg(QLocale().toString(100 * unitActivity.atEnds, 'f', 0)));
    }
    const NamedTensor* kernel = kernelOf(picture.scene, info);
    if (!kernel)
        return parts.join(separator);
    if (const NamedTensor* bias = biasOf(picture.scene, info))
        parts.append(QStringLiteral("bias %1").arg(
            readoutNumber(static_cast<double>(bias->values[static_cast<std::size_t>(index)]))));
    Index strongest = 0;
    double weight = 0;
    for (Index i = 0; i < info.inputs; ++i) {
        const auto w = static_cast<double>(kernel->values[static_cast<std::size_t>(i * info.units + index)]);
        if (std::abs(w) > std::abs(weight)) {
            weight = w;
            strongest = i;
        }
    }
    if (info.inputs > 0)
        parts.append(QStringLiteral("strongest input: %1, weight %2")
                         .arg(unitName(picture.columns[at - 1], strongest), readoutNumber(weight)));
    return parts.join(separator);
}

QString describeLink(const DiagramPicture& picture, int gap, const LinkItem& link)
{
    const auto at = static_cast<std::size_t>(gap);
    const auto& left = picture.layout.leftOf(at).units;
    const auto& right = picture.layout.rightOf(at).units;
    const QString from = unitName(picture.columns[at], left[static_cast<std::size_t>(link.from)].unit);
    const QString to = unitName(picture.columns[at + 1], right[static_cast<std::size_t>(link.to)].unit);
    const QString ends = QStringLiteral("%1 → %2").arg(from, to);
    if (!picture.gaps[at].full)
        return QStringLiteral("%1 · one to one").arg(ends);
    if (!picture.gaps[at].weighted)
        return QStringLiteral("%1 · no weight yet").arg(ends);
    const QString value = readoutNumber(static_cast<double>(link.value));
    switch (picture.style.coloring->needs) {
    case ColoringNeeds::Start:
        return QStringLiteral("%1 · changed by %2").arg(ends, value);
    case ColoringNeeds::Gradients:
        return QStringLiteral("%1 · gradient %2").arg(ends, value);
    case ColoringNeeds::Row:
        if (picture.scene.paths)
            return QStringLiteral("%1 · carries %2").arg(ends, value);
        return QStringLiteral("%1 · activation × weight = %2").arg(ends, value);
    case ColoringNeeds::Nothing:
    case ColoringNeeds::Weights:
        break;
    }
    return QStringLiteral("%1 · weight %2").arg(ends, value);
}

QString describeFold(const DiagramPicture& picture, int column)
{
    const auto at = static_cast<std::size_t>(column);
    const ColumnItem& item = picture.layout.columns[at];
    return QStringLiteral("%1 · %2 of %3 units are folded; a double click shows more")
        .arg(picture.columns[at].name, count(item.hidden), count(picture.columns[at].units));
}

QString describeBand(const DiagramPicture& picture, int gap)
{
    const GapLinks& links = picture.gaps[static_cast<std::size_t>(gap)];
    QString text =
        QStringLiteral("%1 of %2 links are not drawn one by one").arg(count(links.rest()), count(links.total));
    if (links.weighted)
        text += QStringLiteral(" · %1 % of the sum of sizes · mean size %2 · %3 % positive")
                    .arg(QLocale().toString(100 * links.restShare, 'f', 0), readoutNumber(links.restMean),
                         QLocale().toString(100 * links.restPositive, 'f', 0));
    return text;
}

QString describeBlock(const DiagramPicture& picture, int column)
{
    const DiagramColumn& info = picture.columns[static_cast<std::size_t>(column)];
    QStringList parts{QStringLiteral("%1 (%2)").arg(info.name, info.kind)};
    if (!info.setting.isEmpty())
        parts.append(info.setting);
    if (info.role != DiagramRole::Input) {
        parts.append(QStringLiteral("%1 → %2").arg(count(info.inputs), count(info.units)));
        parts.append(QStringLiteral("%1 %2").arg(
            count(info.parameters), info.parameters == 1 ? QStringLiteral("parameter") : QStringLiteral("parameters")));
    }
    return parts.join(separator);
}

} // namespace netloom
