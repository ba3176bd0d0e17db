// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/wrapped_layout.h"

#include "ui/diagram/legend_layout.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

constexpr double wrappedPadding = 20;
constexpr double nearestColumns = 56; ///< columns that would come nearer are laid out in rows
constexpr std::size_t least = 15;     ///< so many columns at least
constexpr double leastSpacing = 34;
constexpr double mostSpacing = 60;
constexpr double leastPitch = 10;
constexpr double mostPitch = 20;
constexpr double wrappedPitch = 13;
constexpr Index mostUnits = 8; ///< shown in a column
constexpr double numberHeight = 15;
constexpr double stripHeight = 8;
constexpr double wrappedRowGap = 14;
constexpr double wrappedFoldHeight = 12;
constexpr double rightMargin = 24;

QString layerNumber(std::size_t value)
{
    return QLocale().toString(qlonglong(value));
}

QString rowName(const std::vector<DiagramColumn>& columns, std::size_t first, std::size_t last)
{
    const QString from = columns[first].name;
    return first == last ? from : QStringLiteral("%1 – %2").arg(from, columns[last].name);
}

} // namespace

bool needsRows(const std::vector<DiagramColumn>& columns, const LayoutOptions& options)
{
    std::size_t shown = columns.size();
    for (const LayerRun& run : runsOf(columns, options))
        shown -= run.count - 1;
    return shown >= least && static_cast<double>(shown) * nearestColumns > options.area.width();
}

DiagramLayout layoutRows(const std::vector<DiagramColumn>& columns, const LayoutOptions& options,
                         const TextMeasure& measure)
{
    DiagramLayout out;
    static const std::vector<double> unknown;
    std::vector<UnitChoice> choices;
    double tallest = 1;
    bool folded = false;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (i > 0 && !columns[i].fullyLinked() && columns[i].units == columns[i - 1].units) {
            choices.push_back(choices.back());
            continue;
        }
        const auto more = options.unfolded.find(static_cast<int>(i));
        const auto wanted = options.wanted.find(static_cast<int>(i));
        choices.push_back(chooseUnits(columns[i].units, more == options.unfolded.end() ? mostUnits : more->second,
                                      i < options.importance.size() ? options.importance[i] : unknown, options.order,
                                      wanted == options.wanted.end() ? -1 : wanted->second,
                                      i < options.ends.size() ? options.ends[i] : unknown,
                                      i < options.kept.size() ? options.kept[i] : std::vector<Index>()));
        folded = folded || choices.back().hidden > 0;
        tallest = std::max(tallest, static_cast<double>(choices.back().units.size()));
    }
    out.folded = out.bands = folded;
    const LegendLayout legend(options, folded, false, measure, options.area.width() - 2 * wrappedPadding);

    double names = 0;
    for (const std::size_t i : {std::size_t(1), columns.size() / 2, columns.size() - 1})
        names = std::max(names, measure.width(rowName(columns, i, i), TextRole::Name));
    names = std::min(2 * names + measure.width(QStringLiteral(" – "), TextRole::Name), 130.0);
    const double left = wrappedPadding + names + 24;
    const double room = std::max(options.area.width() - left - wrappedPadding - rightMargin, 4 * leastSpacing);
    const auto most = std::max<std::size_t>(4, static_cast<std::size_t>(room / leastSpacing));
    const std::size_t rows = (columns.size() + most - 1) / most;
    std::size_t perRow = (columns.size() + rows - 1) / rows;
    if (perRow > 10 && (perRow + 9) / 10 * 10 <= most)
        perRow = (perRow + 9) / 10 * 10; // the tenth columns stand below each other
    const std::size_t rowCount = (columns.size() + perRow - 1) / perRow;
    const double spacing = std::clamp(room / static_cast<double>(perRow), leastSpacing, mostSpacing);

    const double fixed = numberHeight + stripHeight + wrappedRowGap + (folded ? wrappedFoldHeight : 0) + 8;
    double pitch = wrappedPitch;
    if (options.area.height() > 0) {
        const double free = options.area.height() - 2 * wrappedPadding - legend.height();
        pitch = std::clamp((free / static_cast<double>(rowCount) - fixed) / tallest, leastPitch, mostPitch);
    }
    const double rowHeight = fixed + tallest * pitch;
    const double body = rowHeight * static_cast<double>(rowCount);
    const double width = std::max(left + static_cast<double>(perRow) * spacing + rightMargin + wrappedPadding,
                                  options.tight ? 0.0 : options.area.width());
    double height = body + 2 * wrappedPadding + legend.height();
    if (!options.tight)
        height = std::max(height, options.area.height());
    out.size = QSizeF(std::max(width, legend.width() + 2 * wrappedPadding), height);
    const double top = wrappedPadding + (height - 2 * wrappedPadding - legend.height() - body) / 2;
    out.body = QRectF(wrappedPadding, top, out.size.width() - 2 * wrappedPadding, body);
    out.unfoldedExtent = out.size.height();

    const auto addText = [&](const QString& text, const QRectF& rect, Qt::Alignment alignment, TextRole role,
                             std::size_t column) {
        out.texts.push_back(
            {measure.elided(text, role, rect.width()), text, rect, alignment, role, static_cast<int>(column)});
    };
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const std::size_t row = i / perRow;
        const std::size_t place = i % perRow;
        const double rowTop = top + static_cast<double>(row) * rowHeight;
        ColumnItem item;
        item.along = left + (static_cast<double>(place) + 1.0) * spacing;
        item.pitch = pitch;
        item.radius = std::clamp(0.36 * pitch, 3.4, 7.0);
        item.hidden = choices[i].hidden;
        item.foldAfter = choices[i].foldAfter;
        const double room0 = rowTop + numberHeight + 2;
        const double middle = room0 + (tallest * pitch + (folded ? wrappedFoldHeight : 0)) / 2;
        double y =
            middle -
            (static_cast<double>(choices[i].units.size()) * pitch + (item.hidden > 0 ? wrappedFoldHeight : 0)) / 2 +
            pitch / 2;
        for (std::size_t u = 0; u < choices[i].units.size(); ++u) {
            item.units.push_back({choices[i].units[u], QPointF(item.along, y)});
            y += pitch;
            if (static_cast<int>(u) == item.foldAfter) {
                item.foldAcross = y - pitch / 2 + wrappedFoldHeight / 2;
                y += wrappedFoldHeight;
            }
        }
        const double stripTop = rowTop + rowHeight - wrappedRowGap - stripHeight;
        item.strip = QRectF(item.along - 5, stripTop, 10, stripHeight);
        item.box = QRectF(item.along - spacing / 2 + 1, rowTop, spacing - 2, rowHeight - wrappedRowGap + 3);
        if (place == 0) {
            const std::size_t last = std::min(i + perRow, columns.size()) - 1;
            addText(rowName(columns, i, last), QRectF(wrappedPadding, middle - 9, names + 8, 18),
                    Qt::AlignLeft | Qt::AlignVCenter, TextRole::Name, i);
            if (row > 0) {
                ColumnItem again = out.columns.back();
                const QPointF move(item.along - spacing - again.along, rowHeight);
                for (UnitItem& unit : again.units)
                    unit.center += move;
                again.along += move.x();
                again.foldAcross += move.y();
                out.repeated[i - 1] = std::move(again);
            }
            if (row + 1 < rowCount)
                out.rows.push_back(rowTop + rowHeight - wrappedRowGap / 2);
        }
        if (i % 10 == 1 || (i + 1 == columns.size() && i % 10 != 2))
            addText(layerNumber(i), QRectF(item.along - spacing / 2, rowTop, spacing, numberHeight), Qt::AlignCenter,
                    TextRole::Note, i);
        out.columns.push_back(std::move(item));
    }
    legend.place(out, wrappedPadding);
    return out;
}

} // namespace netloom
