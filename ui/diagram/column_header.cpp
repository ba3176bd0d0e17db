// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/column_header.h"

#include "ui/diagram/column_text.h"

#include <QLocale>

#include <algorithm>

namespace netloom {

namespace {

constexpr double headerGap = 18; ///< between neighbouring headers
constexpr double briefGap = 10;  ///< where few words are said
constexpr double figureGap = 6;
constexpr double maxTitle = 150;

/// "9 of 16 on"; empty: all are.
QString unitsOn(const DiagramColumn& column, const std::vector<bool>& off)
{
    const auto zeros = std::count(off.begin(), off.end(), true);
    if (zeros == 0)
        return {};
    const QLocale locale;
    return QStringLiteral("%1 of %2 on")
        .arg(locale.toString(qlonglong(column.units - zeros)), locale.toString(qlonglong(column.units)));
}

} // namespace

std::vector<ColumnHeader> makeHeaders(const std::vector<DiagramColumn>& columns, DescriptionStyle style,
                                      const TextMeasure& measure, const std::vector<LayerRun>& runs,
                                      const std::vector<std::vector<bool>>& off)
{
    std::vector<std::size_t> lasts(columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i)
        lasts[i] = i;
    for (const LayerRun& run : runs)
        for (std::size_t i = run.first; i <= run.last(); ++i)
            lasts[i] = run.last();
    std::vector<ColumnHeader> headers;
    headers.reserve(columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (i > 0 && lasts[i - 1] >= i) {
            headers.emplace_back();
            continue;
        }
        const DiagramColumn& column = columns[i];
        ColumnHeader header;
        const QString name =
            lasts[i] > i ? QStringLiteral("%1 – %2").arg(column.name, columns[lasts[i]].name) : column.name;
        header.fullTitle = style == DescriptionStyle::Figure ? name : name.toUpper();
        header.title = measure.elided(header.fullTitle, TextRole::Title, maxTitle);
        header.lines = columnDescription(column, style);
        if (i < off.size() && lasts[i] == i && !header.lines.isEmpty()) {
            if (const QString on = unitsOn(column, off[i]); !on.isEmpty())
                header.lines.back() = on;
        }
        double width = measure.width(header.title, TextRole::Title);
        for (const QString& line : header.lines)
            width = std::max(width, measure.width(line, TextRole::Note));
        header.half = width / 2;
        headers.push_back(std::move(header));
    }
    return headers;
}

double spacingFor(const std::vector<ColumnHeader>& headers, DescriptionStyle style)
{
    const double gap = style == DescriptionStyle::Figure ? figureGap
                       : style == DescriptionStyle::Few  ? briefGap
                                                         : headerGap;
    double spacing = 0;
    for (std::size_t i = 1; i < headers.size(); ++i)
        spacing = std::max(spacing, headers[i - 1].half + headers[i].half + gap);
    return spacing;
}

} // namespace netloom
