// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/legend_layout.h"

#include <algorithm>

namespace netloom {

namespace {

constexpr double sampleWidth = 34;
constexpr double sampleGap = 7;
constexpr double entryGap = 24;
constexpr double lineGap = 5;

double widthOf(LegendSample sample)
{
    switch (sample) {
    case LegendSample::None:
        return 0;
    case LegendSample::Positive:
    case LegendSample::Negative:
    case LegendSample::Zero:
    case LegendSample::Off:
        return 16;
    case LegendSample::Bracket:
        return 8;
    case LegendSample::Bias:
        return 22;
    case LegendSample::Link:
    case LegendSample::Hollow:
    case LegendSample::Band:
    case LegendSample::OneToOne:
        break;
    }
    return sampleWidth;
}

} // namespace

LegendLayout::LegendLayout(const LayoutOptions& options, bool bands, bool spines, const TextMeasure& measure,
                           double room)
    : m_numbers(options.numbers)
{
    const auto add = [&](const LegendLine& line) {
        const double sample = widthOf(line.sample);
        m_entries.push_back(
            {line, measure.width(line.text, TextRole::Note) + sample + (sample > 0 ? sampleGap : 0), 0, 0});
    };
    for (const LegendLine& line : options.legend)
        add(line);
    if (bands && options.rest)
        add({LegendSample::Band, options.rest, QStringLiteral("links not drawn one by one")});
    if (spines && !options.legend.empty())
        add({LegendSample::None, nullptr, QStringLiteral("bar: all units by importance")});
    room = std::max(room, 1.0);
    double x = 0;
    int line = 0;
    for (Entry& entry : m_entries) {
        if (x > 0 && x + entry.width > room) {
            ++line;
            x = 0;
        }
        entry.line = line;
        entry.x = x;
        x += entry.width + entryGap;
        m_width = std::max(m_width, entry.x + entry.width);
    }
    m_lines = m_entries.empty() ? 0 : line + 1;
}

double LegendLayout::height() const
{
    const int lines = m_lines + (m_numbers ? 1 : 0);
    return lines * (lineHeight(TextRole::Note) + lineGap) + (lines > 0 ? 12 : 0);
}

void LegendLayout::place(DiagramLayout& layout, double padding) const
{
    const double height = lineHeight(TextRole::Note);
    double bottom = layout.size.height() - std::max(padding - 6, 4.0);
    if (m_numbers) {
        layout.numbers = QRectF(padding, bottom - height, layout.size.width() - 2 * padding, height);
        bottom -= height + lineGap;
    }
    for (int line = 0; line < m_lines; ++line) {
        double width = 0;
        for (const Entry& entry : m_entries)
            if (entry.line == line)
                width = entry.x + entry.width;
        const double left = (layout.size.width() - width) / 2;
        const double y = bottom - (m_lines - line) * (height + lineGap) + lineGap;
        for (const Entry& entry : m_entries) {
            if (entry.line != line)
                continue;
            double x = left + entry.x;
            double textWidth = entry.width;
            if (const double sample = widthOf(entry.content.sample); sample > 0) {
                layout.legend.push_back({entry.content.sample, entry.content.color, QRectF(x, y, sample, height)});
                x += sample + sampleGap;
                textWidth -= sample + sampleGap;
            }
            layout.texts.push_back({entry.content.text, entry.content.text, QRectF(x, y, textWidth, height),
                                    Qt::AlignLeft | Qt::AlignVCenter, TextRole::Note, -1});
        }
    }
}

} // namespace netloom
