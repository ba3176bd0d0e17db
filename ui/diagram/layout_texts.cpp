// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/layout_texts.h"

#include "ui/diagram/preparation_layout.h"

#include <QLocale>

#include <algorithm>

namespace netloom {

namespace {

void addText(DiagramLayout& layout, const QString& text, const QString& full, const QRectF& rect,
             Qt::Alignment alignment, TextRole role, std::size_t column)
{
    layout.texts.push_back({text, full, rect, alignment, role, static_cast<int>(column)});
}

} // namespace

QString nameOf(const std::vector<DiagramColumn>& columns, const LayoutOptions& options, std::size_t column, Index unit)
{
    if (column == 0 && !options.preparation.empty())
        return preparedLabel(options.preparation, unit);
    return columns[column].names.at(unit);
}

QStringList notesOf(const LayoutOptions& options, std::size_t column, Index unit)
{
    if (column >= options.notes.size() || unit >= options.notes[column].size())
        return {};
    return options.notes[column].at(unit).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

QStringList wrappedName(const QString& name, int lines, TextRole role, const TextMeasure& measure)
{
    QStringList words;
    qsizetype from = 0;
    for (qsizetype i = 0; i < name.size(); ++i)
        if (name.at(i) == QLatin1Char(' ') || name.at(i) == QLatin1Char('_')) {
            words << name.mid(from, i + 1 - from);
            from = i + 1;
        }
    words << name.mid(from);
    constexpr qsizetype mostWords = 12;
    if (lines < 2 || words.size() < 2 || words.size() > mostWords)
        return {name};
    const auto filled = [&](double limit) {
        QStringList made{words.front()};
        for (qsizetype i = 1; i < words.size(); ++i) {
            if (measure.width((made.back() + words.at(i)).trimmed(), role) <= limit)
                made.back() += words.at(i);
            else
                made << words.at(i);
        }
        for (QString& line : made)
            line = line.trimmed();
        return made;
    };
    QStringList best{name};
    double width = measure.width(name, role);
    for (qsizetype first = 0; first < words.size(); ++first)
        for (qsizetype last = first; last < words.size(); ++last) {
            const double limit = measure.width(words.mid(first, last - first + 1).join(QString()).trimmed(), role);
            if (limit >= width)
                continue;
            const QStringList made = filled(limit);
            double widest = 0;
            for (const QString& line : made)
                widest = std::max(widest, measure.width(line, role));
            if (made.size() <= lines && widest < width) {
                best = made;
                width = widest;
            }
        }
    return best;
}

qsizetype noteLines(const LayoutOptions& options, std::size_t column)
{
    qsizetype most = 0;
    if (column < options.notes.size())
        for (const QString& note : options.notes[column])
            most = std::max(most, note.count(QLatin1Char('\n')) + 1);
    return most;
}

QString foldText(const LayoutOptions& options, std::size_t column, Index hidden, std::span<const Index> shown)
{
    Index off = 0;
    if (column < options.off.size()) {
        const std::vector<bool>& units = options.off[column];
        off = std::count(units.begin(), units.end(), true) - std::count_if(shown.begin(), shown.end(), [&](Index unit) {
                  return unit < std::ssize(units) && units[static_cast<std::size_t>(unit)];
              });
    }
    if (off <= 0)
        return moreText(hidden);
    const QString zeros = QStringLiteral("%1 off (0)").arg(QLocale().toString(qlonglong(off)));
    return off == hidden ? zeros : QStringLiteral("%1, %2").arg(moreText(hidden), zeros);
}

void placeHeaders(DiagramLayout& layout, const std::vector<ColumnHeader>& headers, double padding)
{
    for (std::size_t i = 0; i < headers.size(); ++i) {
        const ColumnHeader& header = headers[i];
        if (header.title.isEmpty())
            continue; // within a run
        const double x = layout.columns[i].along - header.half;
        double y = padding;
        addText(layout, header.title, header.fullTitle, QRectF(x, y, 2 * header.half, lineHeight(TextRole::Title)),
                Qt::AlignCenter, TextRole::Title, i);
        y += lineHeight(TextRole::Title);
        for (const QString& line : header.lines) {
            addText(layout, line, line, QRectF(x, y, 2 * header.half, lineHeight(TextRole::Note)), Qt::AlignCenter,
                    TextRole::Note, i);
            y += lineHeight(TextRole::Note);
        }
    }
}

void placeNames(DiagramLayout& layout, const std::vector<DiagramColumn>& columns, const LayoutOptions& options,
                const NameRoom& names, const TextMeasure& measure)
{
    const std::size_t last = columns.size() - 1;
    for (std::size_t i = 0; i <= last; ++i) {
        const ColumnItem& item = layout.columns[i];
        const bool left = i == 0;
        const bool right = i == last && last > 0;
        const double room = left ? names.left : names.right;
        const auto beside = [&](double y, TextRole role) {
            const double height = std::min(lineHeight(role), item.pitch);
            const double x = left ? item.along - item.radius - labelGap - room : item.along + item.radius + labelGap;
            return QRectF(x, y - height / 2, room, height);
        };
        const Qt::Alignment alignment = (left ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter;
        const TextRole role = left ? TextRole::Name : TextRole::OutputName;
        if ((left || right) && !columns[i].names.isEmpty()) {
            QStringList shown;
            for (const UnitItem& unit : item.units)
                shown << nameOf(columns, options, i, unit.unit);
            for (const UnitItem& unit : item.units) {
                const QString name = nameOf(columns, options, i, unit.unit);
                if (name.isEmpty())
                    continue;
                const QStringList notes = notesOf(options, i, unit.unit);
                double y = unit.center.y() - 7 * static_cast<double>(notes.size());
                addText(layout, measure.elided(name, role, room, shown), name, beside(y, role), alignment, role, i);
                for (const QString& note : notes) {
                    y += lineHeight(TextRole::Note);
                    addText(layout, measure.elided(note, TextRole::Note, room), note,
                            beside(y, TextRole::Note).adjusted(0, 1, 0, -1), alignment, TextRole::Note, i);
                }
            }
        }
        if (item.hidden == 0)
            continue;
        std::vector<Index> unfolded;
        for (const UnitItem& unit : item.units)
            unfolded.push_back(unit.unit);
        const QString more = foldText(options, i, item.hidden, unfolded);
        if (left || right) {
            addText(layout, more, more, beside(item.foldAcross, TextRole::Fold), alignment, TextRole::Fold, i);
        } else {
            const double half = measure.width(more, TextRole::Fold) / 2 + 3;
            addText(layout, more, more,
                    QRectF(item.along - half, item.foldAcross + 3, 2 * half, lineHeight(TextRole::Fold)),
                    Qt::AlignCenter, TextRole::Fold, i);
        }
    }
}

void placeRuns(DiagramLayout& layout, const TextMeasure& measure)
{
    for (const LayerRun& run : layout.runs) {
        const ColumnItem& item = layout.columns[run.first];
        const QString text = QStringLiteral("× %1").arg(QLocale().toString(qulonglong(run.count)));
        const double half = measure.width(text, TextRole::Note) / 2 + 3;
        addText(layout, text, text, QRectF(item.along - half, item.end + 13, 2 * half, lineHeight(TextRole::Note)),
                Qt::AlignCenter, TextRole::Note, run.first);
    }
}

void placeCaption(DiagramLayout& layout, const LayoutOptions& options, double padding, const TextMeasure& measure)
{
    const QRectF picture = layout.inputPicture;
    if (picture.isNull())
        return;
    addText(layout, measure.elided(options.inputPicture, TextRole::Note, picture.width() + 2 * padding),
            options.inputPicture,
            QRectF(picture.left() - padding / 2, picture.bottom() + 5, picture.width() + padding,
                   lineHeight(TextRole::Note)),
            Qt::AlignCenter, TextRole::Note, 0);
}

} // namespace netloom
