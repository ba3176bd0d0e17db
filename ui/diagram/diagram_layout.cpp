// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/diagram_layout.h"

#include "ui/diagram/column_header.h"
#include "ui/diagram/preparation_layout.h"

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

constexpr double padding = 20;
constexpr double circleRadius = 14;
constexpr double linkGap = 2;  ///< between circle and link
constexpr double labelGap = 9; ///< between circle and name
constexpr double minPitch = 36;
constexpr double suitedPitch = 46; ///< where the height is free
constexpr double maxPitch = 60;
constexpr double maxWidePitch = 84; ///< of short columns beside tall ones
constexpr double minSpacing = 76;
constexpr double maxSpacing = 230;
constexpr double maxName = 190;  ///< names beside circles are cut at this width
constexpr Index suitedRows = 14; ///< most rows of a column where the height is free
constexpr double legendSample = 34;
constexpr double preparationGap = 46; ///< between the boxes of columns and the inputs or their names

/// Layout in steps; each step fills a part of `out`.
class Builder
{
public:
    Builder(const std::vector<DiagramColumn>& columns, const LayoutOptions& options, const TextMeasure& measure,
            bool narrow)
        : m_columns(columns), m_options(options), m_measure(measure), m_narrow(narrow)
    {
    }

    DiagramLayout build()
    {
        out.radius = circleRadius;
        for (const DiagramColumn& column : m_columns)
            m_tallest = std::max(m_tallest, column.units);
        chooseHeaders();
        chooseRows();
        placeColumns();
        placeUnits();
        if (m_options.descriptions)
            placeHeaders();
        placeNames();
        if (m_preparationWidth > 0)
            placePreparation(out, m_options.preparation, m_preparationLeft, m_preparationWidth, padding,
                             m_options.descriptions, m_measure);
        placeLegend();
        return std::move(out);
    }

private:
    void chooseHeaders()
    {
        if (!m_options.descriptions)
            return;
        m_headers = makeHeaders(m_columns, m_narrow, m_measure);
        qsizetype lines = 0;
        for (const ColumnHeader& header : m_headers)
            lines = std::max(lines, header.lines.size());
        if (!m_options.preparation.empty())
            lines = std::max<qsizetype>(lines, 2);
        m_headerHeight = lineHeight(TextRole::Title) + static_cast<double>(lines) * lineHeight(TextRole::Note) + 22;
    }

    double legendHeight() const
    {
        return m_legendLines * (lineHeight(TextRole::Note) + 5) + (m_legendLines > 0 ? 12 : 0);
    }

    double bodyRoom() const { return m_options.area.height() - 2 * padding - m_headerHeight - legendHeight(); }

    /// Units that fit into the height, legend included; the legend grows where something is folded.
    void chooseRows()
    {
        collectLegend(false);
        const bool suited = m_options.area.height() <= 0;
        const auto capacity = [&] {
            const Index rows = suited ? suitedRows : static_cast<Index>(bodyRoom() / minPitch);
            return std::max<Index>(rows, 4);
        };
        m_capacity = capacity();
        bool bands = m_tallest > m_capacity;
        for (std::size_t i = 1; i < m_columns.size() && !bands; ++i)
            bands = m_columns[i].fullyLinked() && m_columns[i - 1].units * m_columns[i].units > m_options.linkLimit;
        if (bands) {
            collectLegend(true);
            m_capacity = capacity();
        }
        out.bands = bands;
        Index tallestRows = 1;
        for (const DiagramColumn& column : m_columns) {
            m_folds.push_back(foldOf(column.units, m_capacity));
            tallestRows = std::max(tallestRows, m_folds.back().rows);
            out.folded = out.folded || m_folds.back().hidden > 0;
        }
        const double rows = static_cast<double>(tallestRows);
        m_pitch = suited ? suitedPitch : std::clamp(bodyRoom() / rows, minPitch, maxPitch);
        const double height = std::max(rows * m_pitch, suited || m_options.tight ? 0.0 : bodyRoom());
        out.body = QRectF(0, padding + m_headerHeight, 0, height);
        out.size.setHeight(out.body.bottom() + legendHeight() + padding);
        out.unfoldedHeight = out.size.height() - height + static_cast<double>(m_tallest) * minPitch;
        m_tallestRows = rows;
    }

    QString nameOf(std::size_t column, Index unit) const
    {
        if (column == 0 && !m_options.preparation.empty())
            return preparedLabel(m_options.preparation, unit);
        return m_columns[column].names.at(unit);
    }

    /// Widest name beside the shown circles of a column, cut where it is too wide.
    double namesWidth(std::size_t index, TextRole role) const
    {
        const DiagramColumn& column = m_columns[index];
        const ColumnFold& fold = m_folds[index];
        double width = fold.hidden > 0 ? m_measure.width(moreText(fold.hidden), TextRole::Fold) : 0;
        if (!column.names.isEmpty()) {
            for (Index i = 0; i < fold.first + fold.last; ++i) {
                const Index unit = i < fold.first ? i : i + fold.hidden;
                width = std::max(width, m_measure.width(nameOf(index, unit), role));
            }
        }
        return std::min(width, maxName);
    }

    void placeColumns()
    {
        const std::size_t count = m_columns.size();
        const double radius = circleRadius;
        const double firstHalf = m_headers.empty() ? 0 : m_headers.front().half;
        const double lastHalf = m_headers.empty() ? 0 : m_headers.back().half;
        m_leftNames = namesWidth(0, TextRole::Name);
        m_rightNames = count > 1 ? namesWidth(count - 1, TextRole::OutputName) : 0;
        m_preparationWidth =
            preparationWidth(m_options.preparation, unitsOf(m_folds.front()), m_options.descriptions, m_measure);
        const auto side = [&](double names, double half) {
            return std::max({radius, half, names > 0 ? names + radius + labelGap : 0.0});
        };
        double left = side(m_leftNames, firstHalf);
        if (m_preparationWidth > 0)
            left = m_preparationWidth + std::max(firstHalf + 18, m_leftNames + radius + labelGap + preparationGap);
        const double right = side(m_rightNames, lastHalf);
        const double gaps = static_cast<double>(count - 1);
        const double least = std::max(minSpacing, m_headers.empty() ? 0.0 : spacingFor(m_headers));
        const double room = m_options.area.width() - 2 * padding - left - right;
        const double spacing = count > 1 ? std::clamp(room / gaps, least, std::max(least, maxSpacing)) : 0;
        const double needed = left + right + gaps * spacing;
        const double width = std::max(
            {m_options.tight ? 0.0 : m_options.area.width(), needed + 2 * padding, m_legendWidth + 2 * padding});
        const double x0 = (width - needed) / 2 + left;
        out.size.setWidth(width);
        m_preparationLeft = x0 - left;
        out.body.setLeft(padding);
        out.body.setRight(width - padding);
        m_spacing = spacing;
        for (std::size_t i = 0; i < count; ++i) {
            ColumnItem item;
            item.x = x0 + static_cast<double>(i) * spacing;
            out.columns.push_back(std::move(item));
        }
    }

    /// The shown units, without their places.
    static std::vector<UnitItem> unitsOf(const ColumnFold& fold)
    {
        std::vector<UnitItem> units;
        units.reserve(static_cast<std::size_t>(fold.first + fold.last));
        for (Index u = 0; u < fold.first + fold.last; ++u)
            units.push_back({u < fold.first ? u : u + fold.hidden, {}});
        return units;
    }

    void placeUnits()
    {
        const double middle = out.body.center().y();
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            const ColumnFold& fold = m_folds[i];
            ColumnItem& item = out.columns[i];
            const double rows = static_cast<double>(std::max<Index>(fold.rows, 1));
            const double spread = std::min(1.6, std::sqrt(m_tallestRows / rows));
            item.pitch = std::max(m_pitch, std::min(m_pitch * spread, maxWidePitch));
            const double top = middle - (rows - 1) * item.pitch / 2;
            item.hidden = fold.hidden;
            item.units = unitsOf(fold);
            for (std::size_t u = 0; u < item.units.size(); ++u) {
                const bool below = static_cast<Index>(u) >= fold.first && fold.hidden > 0;
                item.units[u].center = QPointF(item.x, top + static_cast<double>(u + (below ? 1 : 0)) * item.pitch);
            }
            if (fold.hidden > 0) {
                item.foldAfter = static_cast<int>(fold.first) - 1;
                item.foldY = top + static_cast<double>(fold.first) * item.pitch;
            }
            const double bottom = top + (rows - 1) * item.pitch + circleRadius + 10;
            double half = circleRadius + 12;
            double boxTop = top - circleRadius - 10;
            if (!m_headers.empty()) {
                half = std::max(half, m_headers[i].half + 7);
                boxTop = padding - 7;
            }
            item.box = QRectF(item.x - half, boxTop, 2 * half, bottom - boxTop);
            // Names belong to their column; a frame must not run through them.
            if (i == 0 && m_leftNames > 0)
                item.box.setLeft(std::min(item.box.left(), item.x - circleRadius - labelGap - m_leftNames - 7));
            if (i > 0 && i + 1 == m_columns.size() && m_rightNames > 0)
                item.box.setRight(std::max(item.box.right(), item.x + circleRadius + labelGap + m_rightNames + 7));
        }
    }

    void addText(const QString& text, const QString& full, const QRectF& rect, Qt::Alignment alignment, TextRole role,
                 int column)
    {
        out.texts.push_back({text, full, rect, alignment, role, column});
    }

    void placeHeaders()
    {
        for (std::size_t i = 0; i < m_headers.size(); ++i) {
            const ColumnHeader& header = m_headers[i];
            const double x = out.columns[i].x - header.half;
            double y = padding;
            addText(header.title, header.fullTitle, QRectF(x, y, 2 * header.half, lineHeight(TextRole::Title)),
                    Qt::AlignCenter, TextRole::Title, static_cast<int>(i));
            y += lineHeight(TextRole::Title);
            for (const QString& line : header.lines) {
                addText(line, line, QRectF(x, y, 2 * header.half, lineHeight(TextRole::Note)), Qt::AlignCenter,
                        TextRole::Note, static_cast<int>(i));
                y += lineHeight(TextRole::Note);
            }
        }
    }

    void placeNames()
    {
        const std::size_t last = m_columns.size() - 1;
        for (std::size_t i = 0; i <= last; ++i) {
            const ColumnItem& item = out.columns[i];
            const bool left = i == 0;
            const bool right = i == last && last > 0;
            const double room = left ? m_leftNames : m_rightNames;
            const auto beside = [&](double y, TextRole role) {
                const double height = lineHeight(role);
                const double x = left ? item.x - circleRadius - labelGap - room : item.x + circleRadius + labelGap;
                return QRectF(x, y - height / 2, room, height);
            };
            const Qt::Alignment alignment = (left ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter;
            const TextRole role = left ? TextRole::Name : TextRole::OutputName;
            if ((left || right) && !m_columns[i].names.isEmpty()) {
                for (const UnitItem& unit : item.units) {
                    const QString name = nameOf(i, unit.unit);
                    if (name.isEmpty())
                        continue;
                    addText(m_measure.elided(name, role, room), name, beside(unit.center.y(), role), alignment, role,
                            static_cast<int>(i));
                }
            }
            if (item.hidden == 0)
                continue;
            const QString more = moreText(item.hidden);
            if (left || right) {
                addText(more, more, beside(item.foldY, TextRole::Fold), alignment, TextRole::Fold, static_cast<int>(i));
            } else {
                const double half = m_measure.width(more, TextRole::Fold) / 2 + 3;
                addText(more, more, QRectF(item.x - half, item.foldY + 4, 2 * half, lineHeight(TextRole::Fold)),
                        Qt::AlignCenter, TextRole::Fold, static_cast<int>(i));
            }
        }
    }

    struct LegendEntry {
        LegendLine content;
        double width = 0;
        int line = 0;
        double x = 0;
    };

    void collectLegend(bool bands)
    {
        m_legend.clear();
        const auto add = [&](const LegendLine& line) {
            const double sample = line.sample == LegendSample::None ? 0 : legendSample + 7;
            m_legend.push_back({line, m_measure.width(line.text, TextRole::Note) + sample, 0, 0});
        };
        for (const LegendLine& line : m_options.legend)
            add(line);
        if (bands)
            add({LegendSample::Band, m_options.rest, QStringLiteral("links not drawn one by one")});
        const double room = std::max(m_options.area.width() - 2 * padding, 1.0);
        double x = 0;
        m_legendWidth = 0;
        int line = 0;
        for (LegendEntry& entry : m_legend) {
            if (x > 0 && x + entry.width > room) {
                ++line;
                x = 0;
            }
            entry.line = line;
            entry.x = x;
            x += entry.width + 24;
            m_legendWidth = std::max(m_legendWidth, entry.x + entry.width);
        }
        m_legendLines = m_legend.empty() ? 0 : line + 1;
    }

    void placeLegend()
    {
        const double height = lineHeight(TextRole::Note);
        const double bottom = out.size.height() - padding + 6;
        for (int line = 0; line < m_legendLines; ++line) {
            double width = 0;
            for (const LegendEntry& entry : m_legend)
                if (entry.line == line)
                    width = entry.x + entry.width;
            const double left = (out.size.width() - width) / 2;
            const double y = bottom - (m_legendLines - line) * (height + 5) + 5;
            for (const LegendEntry& entry : m_legend) {
                if (entry.line != line)
                    continue;
                double x = left + entry.x;
                double textWidth = entry.width;
                if (entry.content.sample != LegendSample::None) {
                    out.legend.push_back(
                        {entry.content.sample, entry.content.color, QRectF(x, y, legendSample, height)});
                    x += legendSample + 7;
                    textWidth -= legendSample + 7;
                }
                addText(entry.content.text, entry.content.text, QRectF(x, y, textWidth, height),
                        Qt::AlignLeft | Qt::AlignVCenter, TextRole::Note, -1);
            }
        }
    }

    const std::vector<DiagramColumn>& m_columns;
    const LayoutOptions& m_options;
    const TextMeasure& m_measure;
    const bool m_narrow; ///< headers in more and shorter lines
    DiagramLayout out;
    std::vector<ColumnHeader> m_headers;
    std::vector<ColumnFold> m_folds;
    std::vector<LegendEntry> m_legend;
    double m_headerHeight = 0;
    double m_legendWidth = 0;
    int m_legendLines = 0;
    Index m_tallest = 1;
    Index m_capacity = 0;
    double m_pitch = minPitch;
    double m_tallestRows = 1;
    double m_spacing = 0;
    double m_leftNames = 0;
    double m_rightNames = 0;
    double m_preparationWidth = 0;
    double m_preparationLeft = 0;
};

} // namespace

QPointF DiagramLayout::linkStart(std::size_t column, std::size_t unit) const
{
    return columns[column].units[unit].center + QPointF(radius + linkGap, 0);
}

QPointF DiagramLayout::linkEnd(std::size_t column, std::size_t unit) const
{
    return columns[column].units[unit].center - QPointF(radius + linkGap, 0);
}

DiagramLayout layoutDiagram(const std::vector<DiagramColumn>& columns, const LayoutOptions& options,
                            const TextMeasure& measure)
{
    if (columns.empty())
        return {};
    DiagramLayout layout = Builder(columns, options, measure, false).build();
    if (options.descriptions && layout.size.width() > options.area.width() + 0.5)
        layout = Builder(columns, options, measure, true).build();
    return layout;
}

} // namespace netloom
