// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/preparation_layout.h"

#include <QLocale>

#include <algorithm>

namespace netloom {

namespace {

constexpr double maxText = 200; ///< wider texts are cut
constexpr double margin = 8;    ///< left and right of the text in a box
constexpr double boxHeight = 32;

QString stepsText(const PreparedColumn& column)
{
    return column.steps.join(QStringLiteral(" → "));
}

bool holds(const PreparedColumn& column, Index unit)
{
    return unit >= column.first && unit < column.first + column.labels.size();
}

} // namespace

QStringList preparationHeader(const std::vector<PreparedColumn>& prepared)
{
    const auto count = static_cast<qlonglong>(prepared.size());
    return {QStringLiteral("PREPARATION"),
            count == 1 ? QStringLiteral("1 column") : QStringLiteral("%1 columns").arg(QLocale().toString(count)),
            QStringLiteral("fitted on training rows")};
}

double preparationWidth(const std::vector<PreparedColumn>& prepared, const std::vector<UnitItem>& units,
                        bool descriptions, const TextMeasure& measure)
{
    double width = 0;
    for (const PreparedColumn& column : prepared)
        if (std::any_of(units.begin(), units.end(), [&](const UnitItem& u) { return holds(column, u.unit); }))
            width = std::max({width, std::min(measure.width(column.name, TextRole::Name), maxText),
                              std::min(measure.width(stepsText(column), TextRole::Note), maxText)});
    if (width <= 0)
        return 0;
    width += 2 * margin;
    if (descriptions) {
        const QStringList header = preparationHeader(prepared);
        width = std::max(width, measure.width(header.front(), TextRole::Title));
        for (const QString& line : header.mid(1))
            width = std::max(width, measure.width(line, TextRole::Note));
    }
    return width;
}

void placePreparation(DiagramLayout& layout, const std::vector<PreparedColumn>& prepared, double left, double width,
                      double headerTop, bool descriptions, const TextMeasure& measure)
{
    const auto add = [&](const QString& text, const QRectF& rect, Qt::Alignment alignment, TextRole role) {
        layout.texts.push_back({measure.elided(text, role, rect.width()), text, rect, alignment, role, 0});
    };
    if (descriptions) {
        const QStringList header = preparationHeader(prepared);
        double y = headerTop;
        add(header.front(), QRectF(left, y, width, lineHeight(TextRole::Title)), Qt::AlignCenter, TextRole::Title);
        y += lineHeight(TextRole::Title);
        for (const QString& line : header.mid(1)) {
            add(line, QRectF(left, y, width, lineHeight(TextRole::Note)), Qt::AlignCenter, TextRole::Note);
            y += lineHeight(TextRole::Note);
        }
    }
    for (const PreparedColumn& column : prepared) {
        PreparationItem item;
        for (std::size_t u = 0; u < layout.columns.front().units.size(); ++u)
            if (holds(column, layout.columns.front().units[u].unit))
                item.units.push_back(static_cast<int>(u));
        if (item.units.empty())
            continue;
        const auto& units = layout.columns.front().units;
        const double y = (units[static_cast<std::size_t>(item.units.front())].center.y() +
                          units[static_cast<std::size_t>(item.units.back())].center.y()) /
                         2;
        item.rect = QRectF(left, y - boxHeight / 2, width, boxHeight);
        const double room = width - 2 * margin;
        add(column.name, QRectF(left + margin, item.rect.top() + 2, room, 14), Qt::AlignLeft | Qt::AlignVCenter,
            TextRole::Name);
        add(stepsText(column), QRectF(left + margin, item.rect.top() + 16, room, 13), Qt::AlignLeft | Qt::AlignVCenter,
            TextRole::Note);
        layout.preparation.push_back(std::move(item));
    }
}

QString preparedLabel(const std::vector<PreparedColumn>& prepared, Index unit)
{
    for (const PreparedColumn& column : prepared)
        if (holds(column, unit))
            return column.labels.at(unit - column.first);
    return {};
}

} // namespace netloom
