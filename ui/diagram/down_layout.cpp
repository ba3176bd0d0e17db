// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/down_layout.h"

#include "ui/diagram/column_header.h"
#include "ui/diagram/layout_texts.h"
#include "ui/diagram/legend_layout.h"
#include "ui/diagram/preparation_layout.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

namespace netloom {

namespace {

constexpr double downScreenPadding = 20;
constexpr double downFigurePadding = 4;
constexpr double downHeaderGap = 26; ///< between what is said of a layer and its circles
constexpr double suitedRow = 132;    ///< distance of rows where the height is free
constexpr double figureRow = 84;
constexpr double preparedRow = 230; ///< more where boxes of the table's columns stand over the inputs
constexpr double nameGap = 8;       ///< between names side by side
constexpr double slantedPitch = 21; ///< of circles with slanted names: letters of 12 px do not touch
constexpr double widestSlanted = 190;

double paddingOf(const LayoutOptions& options)
{
    return options.figure ? downFigurePadding : downScreenPadding;
}

std::vector<ColumnHeader> headersOf(const std::vector<DiagramColumn>& columns, const LayoutOptions& options,
                                    const TextMeasure& measure)
{
    if (!options.descriptions)
        return {};
    const DescriptionStyle words = wordsOf(options);
    return makeHeaders(columns, words == DescriptionStyle::Wide ? DescriptionStyle::Narrow : words, measure,
                       runsOf(columns, options), options.off);
}

/// Of the words at the left, with the space behind them.
double headersWidth(const std::vector<ColumnHeader>& headers, const LayoutOptions& options, const TextMeasure& measure)
{
    double width = 0;
    for (const ColumnHeader& header : headers)
        width = std::max(width, 2 * header.half);
    if (!headers.empty() && !options.preparation.empty())
        for (const QString& line : preparationHeader(options.preparation))
            width = std::max(width, measure.width(line, TextRole::Title));
    return width > 0 ? width + downHeaderGap : 0;
}

/// Of what is said of the last layer, below its circles; a legend has space above it anyway.
double headerBelow(const std::vector<ColumnHeader>& headers, const LegendLayout& legend)
{
    constexpr double circle = 14;
    if (headers.empty() || legend.height() > 0)
        return 0;
    return std::max(0.0, (lineHeight(TextRole::Title) +
                          static_cast<double>(headers.back().lines.size()) * lineHeight(TextRole::Note)) /
                                 2 -
                             circle);
}

LegendLayout downLegend(const LayoutOptions& options, bool bands, bool spines, const TextMeasure& measure)
{
    return LegendLayout(options, bands, spines, measure, options.area.width() - 2 * paddingOf(options));
}

QRectF turned(const QRectF& r)
{
    return r.isNull() ? r : QRectF(r.top(), r.left(), r.height(), r.width());
}

void turn(ColumnItem& item)
{
    for (UnitItem& unit : item.units)
        unit.center = unit.center.transposed();
    item.box = turned(item.box);
    item.spine = turned(item.spine);
    item.strip = turned(item.strip);
}

void move(ColumnItem& item, QPointF by)
{
    item.along += by.y();
    item.foldAcross += by.x();
    item.end += by.x();
    for (UnitItem& unit : item.units)
        unit.center += by;
    for (QRectF* rect : {&item.box, &item.spine, &item.strip})
        if (!rect->isNull())
            rect->translate(by);
}

Qt::Alignment flipped(Qt::Alignment alignment)
{
    if (alignment & Qt::AlignRight)
        return Qt::AlignLeft | Qt::AlignVCenter;
    return alignment & Qt::AlignLeft ? Qt::AlignRight | Qt::AlignVCenter : alignment;
}

/// Names that lie between level and upright, where circles are too near for level ones. Over inputs only: below outputs
/// they would run into what is said of the layer.
std::optional<LayoutOptions::CrossNames> slantedNames(const std::vector<DiagramColumn>& columns,
                                                      const LayoutOptions& options, std::size_t column, double room,
                                                      const TextMeasure& measure)
{
    const DiagramColumn& info = columns[column];
    if (column > 0 || noteLines(options, column) > 0)
        return std::nullopt;
    const auto units = static_cast<double>(info.units);
    const double half = lineHeight(TextRole::Name) / 2;
    double widest = measure.width(moreText(info.units), TextRole::Fold);
    double over = 0;
    for (Index unit = 0; unit < info.units; ++unit) {
        const double width =
            std::min(measure.width(nameOf(columns, options, column, unit), TextRole::Name), widestSlanted);
        const double behind = (units - 1 - static_cast<double>(unit)) * slantedPitch;
        widest = std::max(widest, width);
        over = std::max(over, (width + half) * slantShare - behind);
    }
    if (units * slantedPitch + over > room)
        return std::nullopt;
    return LayoutOptions::CrossNames{slantedPitch, (widest + 2 * half) * slantShare, 1, std::max(over, 1.0)};
}

/// Whether the names of a column can be read without turning one's head, and in how many lines; else slanted.
std::optional<LayoutOptions::CrossNames> crossNames(const std::vector<DiagramColumn>& columns,
                                                    const LayoutOptions& options, std::size_t column, double room,
                                                    const TextMeasure& measure)
{
    constexpr int mostLines = 3;
    constexpr double leastName = 24;
    const DiagramColumn& info = columns[column];
    const auto units = static_cast<double>(info.units);
    if (info.names.isEmpty() || (column == 0 && (!options.preparation.empty() || !options.inputPicture.isEmpty())) ||
        units * leastName > room)
        return std::nullopt;
    const TextRole role = column == 0 ? TextRole::Name : TextRole::OutputName;
    for (int lines = 1; lines <= mostLines; ++lines) {
        double widest = 0;
        for (Index unit = 0; unit < info.units; ++unit) {
            for (const QString& line : wrappedName(nameOf(columns, options, column, unit), lines, role, measure))
                widest = std::max(widest, measure.width(line, role));
            for (const QString& note : notesOf(options, column, unit))
                widest = std::max(widest, measure.width(note, TextRole::Note));
        }
        if (units * (widest + nameGap) <= room)
            return LayoutOptions::CrossNames{
                widest + nameGap,
                lines * lineHeight(role) + static_cast<double>(noteLines(options, column)) * lineHeight(TextRole::Note),
                lines};
    }
    return slantedNames(columns, options, column, room, measure);
}

std::map<int, LayoutOptions::CrossNames> crossNames(const std::vector<DiagramColumn>& columns,
                                                    const LayoutOptions& options, const TextMeasure& measure)
{
    const double headers = headersWidth(headersOf(columns, options, measure), options, measure);
    const double room = options.area.width() - headers - 2 * paddingOf(options);
    std::map<int, LayoutOptions::CrossNames> found;
    for (const std::size_t column : {std::size_t(0), columns.size() - 1})
        if (const auto names = crossNames(columns, options, column, room, measure))
            found.emplace(static_cast<int>(column), *names);
    return found;
}

/// Names over inputs or below outputs, where each has its own width.
void setAcross(DiagramLayout& layout, std::size_t column, int most, const TextMeasure& measure)
{
    const ColumnItem& item = layout.columns[column];
    const auto isName = [&](const TextItem& text) {
        return text.column == static_cast<int>(column) && text.turn == TextTurn::Upward &&
               (text.role == TextRole::Name || text.role == TextRole::OutputName || text.role == TextRole::Note);
    };
    const bool above = column == 0;
    std::vector<TextItem> placed;
    for (const UnitItem& unit : item.units) {
        std::vector<TextItem> lines;
        for (const TextItem& text : layout.texts) {
            if (!isName(text) || std::abs(text.rect.center().x() - unit.center.x()) >= item.pitch / 2)
                continue;
            const bool name = text.role != TextRole::Note;
            const QStringList parts = wrappedName(text.full, name ? most : 1, text.role, measure);
            for (const QString& part : parts) {
                TextItem line = text;
                line.turn = TextTurn::Level;
                line.text = part;
                line.continued = &part != &parts.front();
                line.full = parts.size() > 1 && line.continued ? part : text.full;
                line.alignment = Qt::AlignCenter;
                lines.push_back(line);
            }
        }
        double height = 0;
        for (const TextItem& line : lines)
            height += lineHeight(line.role);
        double y = above ? unit.center.y() - item.radius - labelGap + 2 - height
                         : unit.center.y() + item.radius + labelGap - 2;
        for (TextItem& line : lines) {
            line.rect =
                QRectF(unit.center.x() - item.pitch / 2 + nameGap / 2, y, item.pitch - nameGap, lineHeight(line.role));
            y += lineHeight(line.role);
            placed.push_back(line);
        }
    }
    std::erase_if(layout.texts, isName);
    layout.texts.insert(layout.texts.end(), placed.begin(), placed.end());
}

/// Names over inputs that are too near each other for level ones.
void setSlanted(DiagramLayout& layout, const TextMeasure& measure)
{
    ColumnItem& item = layout.columns.front();
    QStringList all;
    for (const TextItem& text : layout.texts)
        if (text.column == 0 && text.role == TextRole::Name)
            all << text.full;
    for (TextItem& text : layout.texts) {
        if (text.column != 0 || (text.role != TextRole::Name && text.role != TextRole::Fold))
            continue;
        text.turn = TextTurn::Slanted;
        text.alignment = Qt::AlignLeft | Qt::AlignVCenter;
        text.text = measure.elided(text.full, text.role, widestSlanted, all);
        const double length = measure.width(text.text, text.role) * slantShare;
        const double across = lineHeight(text.role) * slantShare;
        const double bottom = item.along - item.radius - 2;
        const double left = text.rect.center().x() - across / 2;
        text.rect = QRectF(left, bottom - length - across, length + across, length + across);
        item.box.setRight(std::max(item.box.right(), text.rect.right() + 7));
    }
}

/// Of names that stand upright in their length.
double namesHeight(const DiagramColumn& column, TextRole role, const TextMeasure& measure)
{
    double widest = 0;
    constexpr double most = 190;
    for (const QString& name : column.names)
        widest = std::max(widest, measure.width(name, role));
    return std::min(widest, most);
}

} // namespace

LayoutOptions turnedOptions(const std::vector<DiagramColumn>& columns, const LayoutOptions& options, bool bands,
                            const TextMeasure& measure)
{
    LayoutOptions turned = options;
    turned.descriptions = false;
    turned.legend.clear();
    turned.numbers = false;
    turned.crossNames = crossNames(columns, options, measure);
    const int last = static_cast<int>(columns.size()) - 1;
    const std::vector<ColumnHeader> words = headersOf(columns, options, measure);
    const double headers = headersWidth(words, options, measure);
    const LegendLayout legend = downLegend(options, bands, false, measure);
    double height = options.area.height() - legend.height() - headerBelow(words, legend);
    if (options.area.height() <= 0)
        height = static_cast<double>(columns.size()) * (options.figure ? figureRow : suitedRow) +
                 (!options.preparation.empty()    ? preparedRow
                  : turned.crossNames.contains(0) ? turned.crossNames[0].room
                                                  : namesHeight(columns.front(), TextRole::Name, measure)) +
                 (turned.crossNames.contains(last) ? turned.crossNames[last].room
                                                   : namesHeight(columns.back(), TextRole::OutputName, measure));
    const double over = turned.crossNames.contains(0) ? turned.crossNames[0].over : 0;
    turned.area = QSizeF(std::max(height, 1.0), std::max(options.area.width() - headers - over, 1.0));
    return turned;
}

DiagramLayout layoutDown(DiagramLayout layout, const std::vector<DiagramColumn>& columns, const LayoutOptions& options,
                         const TextMeasure& measure)
{
    const double padding = paddingOf(options);
    layout.direction = DiagramDirection::Down;
    layout.size.transpose();
    layout.body = turned(layout.body);
    for (ColumnItem& item : layout.columns)
        turn(item);
    for (PreparationItem& item : layout.preparation)
        item.rect = turned(item.rect);
    for (TextItem& text : layout.texts) {
        text.rect = turned(text.rect);
        text.alignment = flipped(text.alignment);
        text.turn = TextTurn::Upward;
        const bool inner = text.alignment == Qt::AlignCenter;
        if (text.role != TextRole::Fold && !(inner && text.role == TextRole::Note))
            continue;
        // "22 more" in the gap between circles, or over and below it where names stand; "× 198" beside them.
        text.turn = TextTurn::Level;
        text.alignment = Qt::AlignCenter;
        const double half = measure.width(text.text, text.role) / 2 + 3;
        const QPointF center = text.rect.center();
        const double height = lineHeight(text.role);
        if (text.role == TextRole::Fold) {
            const ColumnItem& row = layout.columns[static_cast<std::size_t>(text.column)];
            const double top = inner             ? row.along + 3
                               : text.column > 0 ? row.along + row.radius + labelGap - 2
                                                 : row.along - row.radius - labelGap + 2 - height;
            text.rect = QRectF(row.foldAcross - half, top, 2 * half, height);
        } else {
            text.rect = QRectF(text.rect.left(), center.y() - height / 2, 2 * half, height);
        }
    }
    double over = 0;
    for (const auto& [column, names] : crossNames(columns, options, measure)) {
        if (names.over > 0)
            setSlanted(layout, measure);
        else
            setAcross(layout, static_cast<std::size_t>(column), names.lines, measure);
        over = std::max(over, names.over);
    }

    const std::vector<ColumnHeader> headers = headersOf(columns, options, measure);
    const double shift = headersWidth(headers, options, measure);
    const LegendLayout legend = downLegend(options, layout.bands,
                                           std::any_of(layout.columns.begin(), layout.columns.end(),
                                                       [](const ColumnItem& c) { return !c.spine.isNull(); }),
                                           measure);
    const double needed = layout.size.width() + shift + over;
    const double width = std::max(needed, legend.width() + 2 * padding);
    // Where the legend is the widest, the network stays in the middle.
    const QPointF by(shift + (width - needed) / 2, 0);
    for (ColumnItem& item : layout.columns)
        move(item, by);
    for (TextItem& text : layout.texts)
        text.rect.translate(by);
    for (PreparationItem& item : layout.preparation)
        item.rect.translate(by);
    layout.body.translate(by);
    layout.unfoldedExtent += shift;
    const double left = padding + by.x() - shift;

    const auto say = [&](double center, const QString& title, const QString& full, const QStringList& lines,
                         int column) {
        double y =
            center - (lineHeight(TextRole::Title) + static_cast<double>(lines.size()) * lineHeight(TextRole::Note)) / 2;
        layout.texts.push_back({title, full, QRectF(left, y, shift - downHeaderGap, lineHeight(TextRole::Title)),
                                Qt::AlignLeft | Qt::AlignVCenter, TextRole::Title, column});
        y += lineHeight(TextRole::Title);
        for (const QString& line : lines) {
            layout.texts.push_back({line, line, QRectF(left, y, shift - downHeaderGap, lineHeight(TextRole::Note)),
                                    Qt::AlignLeft | Qt::AlignVCenter, TextRole::Note, column});
            y += lineHeight(TextRole::Note);
        }
    };
    for (std::size_t i = 0; i < headers.size(); ++i) {
        if (headers[i].title.isEmpty())
            continue; // within a run
        ColumnItem& item = layout.columns[i];
        say(item.along, headers[i].title, headers[i].fullTitle, headers[i].lines, static_cast<int>(i));
        item.box.setLeft(left - 7);
    }
    if (!headers.empty() && !layout.preparation.empty()) {
        const QStringList lines = preparationHeader(options.preparation);
        say(layout.preparation.front().rect.center().y(), lines.front(), lines.front(), lines.mid(1), 0);
    }
    layout.size = QSizeF(width, layout.size.height() + headerBelow(headers, legend) + legend.height());
    legend.place(layout, padding);
    return layout;
}

} // namespace netloom
