// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/diagram_layout.h"

#include "ui/diagram/column_header.h"
#include "ui/diagram/down_layout.h"
#include "ui/diagram/layout_texts.h"
#include "ui/diagram/legend_layout.h"
#include "ui/diagram/preparation_layout.h"
#include "ui/diagram/wrapped_layout.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>

namespace netloom {

namespace {

constexpr double screenPadding = 20;
constexpr double briefPadding = 12;   ///< where few words are said, as otherwise not all would fit
constexpr double headerGapBelow = 22; ///< between what is said of columns and their circles
constexpr double narrowHeaderGap = 8; ///< where height is scarce, and in figures
constexpr double figurePadding = 4;
constexpr double screenRadius = 14;  ///< of circles, where the height allows
constexpr double figureRadius = 7.7; ///< 9 pt across where names have 7 pt
constexpr double smallestRadius = 5.5;
constexpr double linkGap = 2;        ///< between circle and link
constexpr double densePitch = 16;    ///< least distance of circles, where that shows all
constexpr double foldedPitch = 22;   ///< of a column where not all are shown anyway
constexpr double notedPitch = 30;    ///< where there is a line below a name
constexpr double preparedPitch = 36; ///< where boxes of the table's columns stand before it
constexpr double foldHeight = 42;    ///< of the ellipsis and its words
constexpr double foldGap = 10;       ///< between those of neighbouring columns
constexpr double runHeight = 30;     ///< of the bracket below a run and its words
constexpr double runWidth = 66;
constexpr double suitedPitch = 46; ///< where the height is free
constexpr double suitedBody = 720; ///< height at which circles move closer where the height is free
constexpr double maxPitch = 60;
constexpr double maxWidePitch = 84; ///< of short columns beside tall ones
constexpr double captionRoom = 24;  ///< below a picture, and as much above
constexpr double tilePitch = 37;    ///< where units carry pictures
constexpr double pictureSide = 150;
constexpr double figurePictureSide = 80;
constexpr double spineWidth = 11;
constexpr double spineGap = 36; ///< between a spine and its circles
constexpr double screenSpacing = 76;
constexpr double briefSpacing = 58; ///< where few words are said
constexpr double leastLegend = 420; ///< width below which a legend is not wrapped
constexpr double figureSpacing = 38;
constexpr double downSpacing = 86; ///< of rows, beside which words stand
constexpr double downFigureSpacing = 56;
constexpr double figurePitch = 19;
constexpr double maxSpacing = 230;
constexpr double maxName = 190;   ///< names beside circles are cut at this width
constexpr double shortName = 110; ///< where few words are said
/// Units of a column that are shown where the height is free; the ends of the 20 largest weights on both its sides need
/// that many places.
constexpr Index suitedUnits = 24;
constexpr Index figureUnits = 12; ///< the same in a figure
constexpr Index figureShown = 8;
constexpr Index spineUnits = 64;      ///< a larger column has a spine
constexpr double preparationGap = 46; ///< between the boxes of columns and the inputs or their names

/// The same where the diagram goes down and the words lie between the circles.
double foldWidth(const std::vector<DiagramColumn>& columns, const LayoutOptions& options, const TextMeasure& measure)
{
    double widest = 0;
    for (const DiagramColumn& column : columns)
        widest = std::max(widest, measure.width(moreText(column.units), TextRole::Fold));
    for (std::size_t i = 0; i < options.off.size(); ++i)
        widest = std::max(widest, measure.width(foldText(options, i, columns[i].units, {}), TextRole::Fold));
    return widest + 12;
}

/// Layout in steps; each step fills a part of `out`.
class Builder
{
public:
    Builder(const std::vector<DiagramColumn>& columns, const LayoutOptions& options, const TextMeasure& measure,
            DescriptionStyle style)
        : m_columns(columns),
          m_options(options),
          m_measure(measure),
          m_radius(options.figure ? figureRadius : screenRadius),
          m_padding(options.figure                           ? figurePadding
                    : options.words == DescriptionStyle::Few ? briefPadding
                                                             : screenPadding),
          m_foldHeight(options.direction == DiagramDirection::Down ? foldWidth(columns, options, measure) : foldHeight),
          m_runHeight(options.direction == DiagramDirection::Down ? runWidth : runHeight),
          m_style(style)
    {
        out.runs = runsOf(columns, options);
        m_inRun.assign(columns.size(), false);
        for (const LayerRun& run : out.runs)
            std::fill_n(m_inRun.begin() + static_cast<std::ptrdiff_t>(run.first) + 1, run.count - 1, true);
    }

    DiagramLayout build()
    {
        chooseHeaders();
        chooseRows();
        placeColumns();
        placeUnits();
        if (m_options.descriptions)
            placeHeaders(out, m_headers, m_padding);
        placeNames(out, m_columns, m_options, {m_leftNames, m_rightNames}, m_measure);
        placeRuns(out, m_measure);
        placeCaption(out, m_options, m_padding, m_measure);
        if (m_preparationWidth > 0)
            placePreparation(out, m_options.preparation, m_preparationLeft, m_preparationWidth, m_padding,
                             m_options.descriptions, m_measure);
        m_legend->place(out, m_padding);
        return std::move(out);
    }

private:
    void chooseHeaders()
    {
        if (!m_options.descriptions)
            return;
        m_headers = makeHeaders(m_columns, m_style, m_measure, out.runs, m_options.off);
        qsizetype lines = 0;
        for (const ColumnHeader& header : m_headers)
            lines = std::max(lines, header.lines.size());
        if (!m_options.preparation.empty())
            lines = std::max<qsizetype>(lines, 2);
        m_headerHeight = lineHeight(TextRole::Title) + static_cast<double>(lines) * lineHeight(TextRole::Note) +
                         (m_style == DescriptionStyle::NameOnly || m_options.figure ? narrowHeaderGap : headerGapBelow);
    }

    double legendHeight() const { return m_legend->height() + (out.runs.empty() ? 0 : m_runHeight); }

    double bodyRoom() const { return m_options.area.height() - 2 * m_padding - m_headerHeight - legendHeight(); }

    double leastSpacing() const
    {
        if (m_options.direction == DiagramDirection::Down)
            return m_options.figure ? downFigureSpacing : downSpacing;
        return m_options.figure ? figureSpacing : isBrief() ? briefSpacing : screenSpacing;
    }

    bool isBrief() const
    {
        return m_options.words == DescriptionStyle::Few && m_options.direction != DiagramDirection::Down &&
               !m_options.figure;
    }

    bool hasPicture() const { return !m_options.inputPicture.isEmpty(); }

    double leastPitch(std::size_t column) const
    {
        if (static_cast<int>(column) == m_options.tiles)
            return tilePitch;
        if (const auto names = m_options.crossNames.find(static_cast<int>(column)); names != m_options.crossNames.end())
            return std::max(names->second.pitch, densePitch);
        if (column == 0 && !m_options.preparation.empty())
            return preparedPitch;
        const auto notes = static_cast<double>(noteLines(m_options, column));
        return notes > 0 ? notedPitch + (notes - 1) * lineHeight(TextRole::Note) : densePitch;
    }

    /// Most units of a column that are shown, by the height there is.
    Index shownOf(std::size_t column) const
    {
        const Index units = m_columns[column].units;
        if (const auto unfolded = m_options.unfolded.find(static_cast<int>(column));
            unfolded != m_options.unfolded.end())
            return std::clamp<Index>(unfolded->second, 1, std::max<Index>(units, 1));
        if (m_options.area.height() <= 0)
            return m_options.figure ? (units <= figureUnits ? units : figureShown) : std::min(units, suitedUnits);
        const double pitch = leastPitch(column);
        if (static_cast<double>(units) * pitch <= bodyRoom())
            return units;
        const double folded = std::max(pitch, foldedPitch);
        return std::max<Index>(3, static_cast<Index>((bodyRoom() - m_foldHeight) / folded));
    }

    void chooseUnitsOf(std::size_t column)
    {
        static const std::vector<double> unknown;
        const bool known = column < m_options.importance.size();
        if (m_inRun[column] || (column == 0 && hasPicture())) {
            m_choices.emplace_back();
            return;
        }
        if (column > 0 && !m_inRun[column - 1] && !m_columns[column].fullyLinked() &&
            m_columns[column].units == m_columns[column - 1].units) {
            m_choices.push_back(m_choices.back());
            return;
        }
        const auto wanted = m_options.wanted.find(static_cast<int>(column));
        m_choices.push_back(
            chooseUnits(m_columns[column].units, shownOf(column), known ? m_options.importance[column] : unknown,
                        m_options.order, wanted == m_options.wanted.end() ? -1 : wanted->second,
                        column < m_options.ends.size() ? m_options.ends[column] : unknown,
                        column < m_options.kept.size() ? m_options.kept[column] : std::vector<Index>()));
    }

    /// Height that a column takes at a distance of its circles.
    double heightOf(std::size_t column, double pitch) const
    {
        const UnitChoice& choice = m_choices[column];
        return static_cast<double>(std::max<std::size_t>(choice.units.size(), 1)) * pitch +
               (choice.hidden > 0 ? m_foldHeight : 0);
    }

    /// The largest distance of circles at which a column is no higher than `height`.
    double pitchFor(std::size_t column, double height) const
    {
        const UnitChoice& choice = m_choices[column];
        const double room = height - (choice.hidden > 0 ? m_foldHeight : 0);
        return std::max(room / static_cast<double>(std::max<std::size_t>(choice.units.size(), 1)), leastPitch(column));
    }

    /// Which units are shown; the legend grows where something is folded.
    void chooseRows()
    {
        const bool suited = m_options.area.height() <= 0;
        collectLegend(false, false);
        for (const bool bands : {false, true}) {
            m_choices.clear();
            for (std::size_t i = 0; i < m_columns.size(); ++i)
                chooseUnitsOf(i);
            out.bands = std::any_of(m_choices.begin(), m_choices.end(),
                                    [](const UnitChoice& choice) { return choice.hidden > 0; });
            for (std::size_t i = 1; i < m_columns.size() && !out.bands; ++i)
                out.bands =
                    m_columns[i].fullyLinked() && m_columns[i - 1].units * m_columns[i].units > m_options.linkLimit;
            if (bands || !out.bands)
                break;
            bool spines = false;
            for (std::size_t i = 0; i < m_columns.size(); ++i)
                spines = spines || hasSpine(i);
            collectLegend(true, spines);
        }
        double body = suited || m_options.tight ? 0 : bodyRoom();
        double unfolded = 0;
        m_pitches.assign(m_columns.size(), densePitch);
        double tallest = maxPitch;
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            out.folded = out.folded || m_choices[i].hidden > 0;
            double most = suited ? std::max(leastPitch(i), std::min(m_options.figure ? figurePitch : suitedPitch,
                                                                    pitchFor(i, suitedBody)))
                                 : std::min(maxPitch, pitchFor(i, bodyRoom()));
            if (m_options.unfolded.contains(static_cast<int>(i)))
                most = std::max(most, foldedPitch);
            m_pitches[i] = most;
            tallest = std::min(tallest, most);
            unfolded = std::max(unfolded, static_cast<double>(m_columns[i].units) * leastPitch(i));
        }
        if (hasPicture())
            body = std::max(body, 2 * pictureHalf() + 2 * captionRoom);
        for (std::size_t i = 0; i < m_columns.size(); ++i)
            body = std::max(body, heightOf(i, std::min(m_pitches[i], std::max(tallest, leastPitch(i)))));
        double highest = 1;
        for (std::size_t i = 0; i < m_columns.size(); ++i)
            highest = std::max(highest, heightOf(i, tallest));
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            // Short columns beside tall ones are wider apart, but not as wide as the tall ones are high.
            const double spread = std::sqrt(highest / heightOf(i, tallest));
            const double most = std::max(std::min(spread, 1.6) * tallest, std::min(40.0, spread * tallest));
            m_pitches[i] =
                std::clamp(std::min(pitchFor(i, body), most), leastPitch(i), std::max(maxWidePitch, leastPitch(i)));
        }
        out.body = QRectF(0, m_padding + m_headerHeight, 0, body);
        out.size.setHeight(out.body.bottom() + legendHeight() + m_padding);
        out.unfoldedExtent = out.size.height() - body + unfolded;
    }

    /// Widest name beside the shown circles of a column, cut where it is too wide.
    double namesWidth(std::size_t index, TextRole role) const
    {
        const DiagramColumn& column = m_columns[index];
        const UnitChoice& choice = m_choices[index];
        if (const auto names = m_options.crossNames.find(static_cast<int>(index)); names != m_options.crossNames.end())
            return names->second.room;
        double width = 0;
        if (choice.hidden > 0)
            width = m_options.direction == DiagramDirection::Down // there it is level
                        ? lineHeight(TextRole::Fold)
                        : m_measure.width(moreText(choice.hidden), TextRole::Fold);
        for (const Index unit : choice.units) {
            if (!column.names.isEmpty())
                width = std::max(width, m_measure.width(nameOf(m_columns, m_options, index, unit), role));
            for (const QString& note : notesOf(m_options, index, unit))
                width = std::max(width, m_measure.width(note, TextRole::Note));
        }
        return std::min(width, m_options.words == DescriptionStyle::Few ? shortName : maxName);
    }

    void placeColumns()
    {
        const std::size_t count = m_columns.size();
        const double radius = m_radius;
        const double firstHalf = m_headers.empty() ? 0 : m_headers.front().half;
        const double lastHalf = m_headers.empty() ? 0 : m_headers.back().half;
        m_leftNames = namesWidth(0, TextRole::Name);
        m_rightNames = count > 1 ? namesWidth(count - 1, TextRole::OutputName) : 0;
        m_preparationWidth =
            preparationWidth(m_options.preparation, unitsOf(m_choices.front()), m_options.descriptions, m_measure);
        const auto side = [&](double names, double half) {
            return std::max({radius, half, names > 0 ? names + radius + labelGap : 0.0});
        };
        double left = side(m_leftNames, firstHalf);
        if (hasPicture())
            left = std::max(left, pictureHalf());
        if (m_preparationWidth > 0)
            left = m_preparationWidth + std::max(firstHalf + 18, m_leftNames + radius + labelGap + preparationGap);
        const double right = side(m_rightNames, lastHalf);
        const auto gaps = static_cast<double>(std::count(m_inRun.begin() + 1, m_inRun.end(), false));
        // Columns are evenly apart; in a figure, whose width is scarce, as near as their own words allow.
        std::vector<double> distances(count, leastSpacing());
        for (std::size_t i = 1; i < count; ++i) {
            if (!m_headers.empty() && !m_inRun[i])
                distances[i] = std::max(distances[i], spacingFor({m_headers[shownBefore(i)], m_headers[i]}, m_style));
            if (m_choices[i].hidden > 0 && isBrief()) // the fold has words, too
                distances[i] =
                    std::max(distances[i], m_measure.width(moreText(m_choices[i].hidden), TextRole::Fold) + foldGap);
            if (hasSpine(i))
                distances[i] = std::max(distances[i], leastSpacing() + spineGap + spineWidth);
        }
        if (!m_options.figure)
            std::fill(distances.begin(), distances.end(), *std::max_element(distances.begin(), distances.end()));
        for (std::size_t i = 1; i < count; ++i)
            if (m_inRun[i])
                distances[i] = 0;
        const double least = std::accumulate(distances.begin() + 1, distances.end(), 0.0);
        if (hasSpine(0))
            left = std::max(left, m_leftNames + radius + labelGap + spineGap + spineWidth);
        const double room = m_options.area.width() - 2 * m_padding - left - right;
        const double more = gaps > 0 ? std::max(0.0, room - least) / gaps : 0;
        for (std::size_t i = 1; i < count; ++i)
            if (!m_inRun[i])
                distances[i] = std::max(distances[i], std::min(distances[i] + more, maxSpacing));
        const double needed = left + right + std::accumulate(distances.begin() + 1, distances.end(), 0.0);
        if (m_options.tight && m_legend->width() > needed) {
            // A picture that is as large as its network is not widened by its legend.
            const double before = legendHeight();
            makeLegend(std::max(needed, leastLegend));
            out.size.rheight() += legendHeight() - before;
        }
        const double width = std::max({m_options.tight ? 0.0 : m_options.area.width(), needed + 2 * m_padding,
                                       m_legend->width() + 2 * m_padding});
        const double x0 = (width - needed) / 2 + left;
        out.size.setWidth(width);
        m_preparationLeft = x0 - left;
        out.body.setLeft(m_padding);
        out.body.setRight(width - m_padding);
        double x = x0;
        for (std::size_t i = 0; i < count; ++i) {
            ColumnItem item;
            item.along = x += i > 0 ? distances[i] : 0;
            out.columns.push_back(std::move(item));
        }
    }

    /// The nearest column before that has a place of its own.
    std::size_t shownBefore(std::size_t column) const
    {
        do
            --column;
        while (m_inRun[column]);
        return column;
    }

    bool hasSpine(std::size_t column) const
    {
        if (m_choices[column].hidden == 0 || m_columns[column].units <= spineUnits ||
            column >= m_options.importance.size() || m_columns[column].role != DiagramRole::Hidden)
            return false;
        // Where all are of the same importance, a rank says nothing.
        const auto [least, most] =
            std::minmax_element(m_options.importance[column].begin(), m_options.importance[column].end());
        return least != m_options.importance[column].end() && *least < *most;
    }

    /// The shown units, without their places.
    static std::vector<UnitItem> unitsOf(const UnitChoice& choice)
    {
        std::vector<UnitItem> units;
        units.reserve(choice.units.size());
        for (const Index unit : choice.units)
            units.push_back({unit, {}});
        return units;
    }

    void placeUnits()
    {
        const double middle = out.body.center().y();
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            const UnitChoice& choice = m_choices[i];
            ColumnItem& item = out.columns[i];
            item.pitch = m_pitches[i];
            item.radius = std::clamp(0.39 * item.pitch, smallestRadius, m_radius);
            if (i == 0 && hasPicture()) {
                item.radius = pictureHalf();
                out.inputPicture =
                    QRectF(item.along - item.radius, middle - item.radius, 2 * item.radius, 2 * item.radius);
            }
            const double height = heightOf(i, item.pitch);
            const double top = middle - height / 2 + item.pitch / 2;
            item.hidden = choice.hidden;
            item.units = unitsOf(choice);
            item.foldAfter = choice.foldAfter;
            double y = top;
            for (std::size_t u = 0; u < item.units.size(); ++u) {
                item.units[u].center = QPointF(item.along, y);
                y += item.pitch;
                if (static_cast<int>(u) == item.foldAfter) {
                    item.foldAcross = y - item.pitch / 2 + m_foldHeight / 2;
                    y += m_foldHeight;
                }
            }
            item.end = item.hidden > 0 && item.foldAfter + 1 == static_cast<int>(item.units.size())
                           ? item.foldAcross + 16
                           : middle + height / 2 - item.pitch / 2 + item.radius;
            const double bottom = middle + height / 2 + 10;
            if (hasSpine(i))
                item.spine = QRectF(item.along - item.radius - spineGap - spineWidth, out.body.top() + 4, spineWidth,
                                    out.body.height() - 8);
            if (m_inRun[i])
                continue;
            double half = m_radius + 12;
            double boxTop = middle - height / 2 - 10;
            if (!m_headers.empty()) {
                half = std::max(half, m_headers[i].half + 7);
                boxTop = m_padding - 7;
            }
            item.box = QRectF(item.along - half, boxTop, 2 * half, bottom - boxTop);
            // Names belong to their column; a frame must not run through them.
            if (i == 0 && m_leftNames > 0)
                item.box.setLeft(std::min(item.box.left(), item.along - item.radius - labelGap - m_leftNames - 7));
            if (i > 0 && i + 1 == m_columns.size() && m_rightNames > 0)
                item.box.setRight(std::max(item.box.right(), item.along + item.radius + labelGap + m_rightNames + 7));
        }
    }

    double pictureHalf() const { return (m_options.figure ? figurePictureSide : pictureSide) / 2; }

    void collectLegend(bool bands, bool spines)
    {
        const bool down = m_options.direction == DiagramDirection::Down; // turned, it has no legend yet
        m_bands = bands && !down;
        m_spines = spines && !down;
        makeLegend(m_options.area.width() - 2 * m_padding);
    }

    void makeLegend(double room)
    {
        m_legend = std::make_unique<LegendLayout>(m_options, m_bands, m_spines, m_measure, room);
    }

    const std::vector<DiagramColumn>& m_columns;
    const LayoutOptions& m_options;
    const TextMeasure& m_measure;
    const double m_radius; ///< of the largest circles
    const double m_padding;
    const double m_foldHeight;
    const double m_runHeight;
    const DescriptionStyle m_style;
    DiagramLayout out;
    std::vector<ColumnHeader> m_headers;
    std::vector<UnitChoice> m_choices;
    std::vector<bool> m_inRun; ///< columns of a run behind its first
    std::vector<double> m_pitches;
    std::unique_ptr<LegendLayout> m_legend;
    bool m_bands = false; ///< what it has to explain
    bool m_spines = false;
    double m_headerHeight = 0;
    double m_leftNames = 0;
    double m_rightNames = 0;
    double m_preparationWidth = 0;
    double m_preparationLeft = 0;
};

} // namespace

const ColumnItem& DiagramLayout::leftOf(std::size_t gap) const
{
    if (const auto item = repeated.find(gap); item != repeated.end())
        return item->second;
    for (const LayerRun& run : runs)
        if (run.last() == gap)
            return columns[run.first];
    return columns[gap];
}

std::size_t DiagramLayout::gapBehind(std::size_t column) const
{
    for (const LayerRun& run : runs)
        if (run.first == column)
            return run.last();
    return column;
}

QPointF DiagramLayout::linkStart(std::size_t gap, std::size_t unit) const
{
    return leftOf(gap).units[unit].center + point(leftOf(gap).radius + linkGap, 0);
}

QPointF DiagramLayout::linkEnd(std::size_t gap, std::size_t unit) const
{
    return rightOf(gap).units[unit].center - point(rightOf(gap).radius + linkGap, 0);
}

double DiagramLayout::gapStart(std::size_t gap) const
{
    return leftOf(gap).along + leftOf(gap).radius + linkGap;
}

double DiagramLayout::gapEnd(std::size_t gap) const
{
    return rightOf(gap).along - rightOf(gap).radius - linkGap;
}

DescriptionStyle wordsOf(const LayoutOptions& options)
{
    return options.figure && options.words == DescriptionStyle::Wide ? DescriptionStyle::Figure : options.words;
}

std::vector<LayerRun> runsOf(const std::vector<DiagramColumn>& columns, const LayoutOptions& options)
{
    return options.runs ? layerRuns(columns) : std::vector<LayerRun>();
}

DiagramLayout layoutDiagram(const std::vector<DiagramColumn>& columns, const LayoutOptions& options,
                            const TextMeasure& measure)
{
    if (columns.empty())
        return {};
    if (options.direction == DiagramDirection::Down) {
        DiagramLayout turned;
        for (const bool bands : {false, true})
            if (const LayoutOptions inner = turnedOptions(columns, options, bands, measure); !bands || turned.bands)
                turned = Builder(columns, inner, measure, DescriptionStyle::Narrow).build();
        return layoutDown(std::move(turned), columns, options, measure);
    }
    if (needsRows(columns, options))
        return layoutRows(columns, options, measure);
    if (const DescriptionStyle words = wordsOf(options); words != DescriptionStyle::Wide)
        return Builder(columns, options, measure, words).build();
    DiagramLayout layout = Builder(columns, options, measure, DescriptionStyle::Wide).build();
    if (options.descriptions && layout.size.width() > options.area.width() + 0.5)
        layout = Builder(columns, options, measure, DescriptionStyle::Narrow).build();
    return layout;
}

} // namespace netloom
