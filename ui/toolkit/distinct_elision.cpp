// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/distinct_elision.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace netloom {

namespace {

using Places = QList<qsizetype>;

/// Places of names that are shown alike though they differ.
QList<Places> shownAlike(const QStringList& names, const QStringList& shown, const Places& among)
{
    QHash<QString, Places> groups;
    for (const qsizetype place : among)
        groups[shown[place]] << place;
    QList<Places> alike;
    for (const Places& group : std::as_const(groups))
        if (std::any_of(group.begin(), group.end(),
                        [&](qsizetype place) { return names[place] != names[group.front()]; }))
            alike << group;
    return alike;
}

qsizetype commonStart(const QStringList& names, const Places& group)
{
    const QString& first = names[group.front()];
    qsizetype length = first.size();
    for (const qsizetype place : group) {
        qsizetype same = 0;
        while (same < std::min(length, names[place].size()) && names[place][same] == first[same])
            ++same;
        length = same;
    }
    return length > 0 && first[length - 1].isHighSurrogate() ? length - 1 : length;
}

void tellApart(const QStringList& names, const Places& group, const QFontMetrics& metrics, int width,
               QStringList& shown)
{
    for (const Qt::TextElideMode mode : {Qt::ElideLeft, Qt::ElideRight}) {
        for (const qsizetype place : group)
            shown[place] = metrics.elidedText(names[place], mode, width);
        if (shownAlike(names, shown, group).isEmpty())
            return;
    }
    const QString dots(QChar(0x2026));
    const qsizetype start = commonStart(names, group);
    for (const qsizetype place : group)
        shown[place] = metrics.elidedText(dots + names[place].mid(start), Qt::ElideRight, width);
    for (const Places& still : shownAlike(names, shown, group))
        if (still.size() < group.size())
            tellApart(names, still, metrics, width, shown);
}

} // namespace

QStringList elidedApart(const QStringList& names, const QFontMetrics& metrics, int width)
{
    QStringList shown;
    Places all;
    for (const QString& name : names) {
        all << shown.size();
        shown << metrics.elidedText(name, Qt::ElideMiddle, width);
    }
    for (const Places& group : shownAlike(names, shown, all))
        tellApart(names, group, metrics, width, shown);
    return shown;
}

QString inLines(const QString& text, const QFontMetrics& metrics, int width, int lines)
{
    QStringList broken;
    QString line;
    const QStringList words = text.split(QLatin1Char(' '));
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString longer = line.isEmpty() ? words[i] : line + QLatin1Char(' ') + words[i];
        if (!line.isEmpty() && metrics.horizontalAdvance(longer) > width) {
            broken << line;
            if (broken.size() == lines - 1) {
                line = words.mid(i).join(QLatin1Char(' '));
                break;
            }
            line = words[i];
        } else {
            line = longer;
        }
    }
    broken << line;
    if (lines < 2)
        broken = {text};
    for (QString& each : broken)
        each = metrics.elidedText(each, Qt::ElideMiddle, width);
    return broken.join(QLatin1Char('\n'));
}

} // namespace netloom
