// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/elided_apart.h"

#include <QHash>

#include <algorithm>

namespace netloom {

namespace {

constexpr QChar dots(0x2026);

/// The most characters of `text` with which `made` fits.
qsizetype fitting(const QString& text, double limit, const std::function<double(const QString&)>& width,
                  const QString& behind)
{
    qsizetype low = 0;
    qsizetype high = text.size();
    while (low < high) {
        const qsizetype middle = (low + high + 1) / 2;
        if (width(text.left(middle) + behind) <= limit)
            low = middle;
        else
            high = middle - 1;
    }
    return low > 0 && text.at(low - 1).isHighSurrogate() ? low - 1 : low;
}

qsizetype commonStart(const QString& a, const QString& b)
{
    const auto [end, other] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    return end - a.begin();
}

} // namespace

QString elidedApart(const QString& text, const QStringList& others, double limit,
                    const std::function<double(const QString&)>& width)
{
    if (width(text) <= limit)
        return text;
    const qsizetype shown = fitting(text, limit, width, QString(dots));
    qsizetype same = 0;
    for (const QString& other : others)
        if (other != text)
            same = std::max(same, commonStart(text, other));
    if (same < shown || same >= text.size())
        return text.left(shown).trimmed() + dots;
    // From the beginning of the word that differs.
    constexpr qsizetype longWord = 12;
    qsizetype from = same;
    while (from > 0 && same - from < longWord && !text.at(from - 1).isSpace())
        --from;
    if (from > 0 && !text.at(from - 1).isSpace())
        from = same;
    if (text.at(from).isLowSurrogate())
        --from;
    constexpr double most = 0.7; // of the room, for what differs
    QString rest = text.mid(from);
    if (width(rest) > most * limit)
        rest = rest.left(fitting(rest, most * limit, width, QString(dots))).trimmed() + dots;
    constexpr qsizetype leastStart = 2;
    const qsizetype start = fitting(text, limit, width, dots + rest);
    if (start >= leastStart)
        return text.left(start).trimmed() + dots + rest;
    // What differs is worth more than a letter of what does not.
    rest = text.mid(from);
    const auto behind = [&](const QString& part) { return width(dots + part); };
    if (behind(rest) <= limit)
        return dots + rest;
    const QString part = rest.left(fitting(rest, limit, behind, QString(dots))).trimmed();
    return part.isEmpty() ? text.left(shown).trimmed() + dots : dots + part + dots;
}

QStringList elidedApart(const QStringList& names, const QFontMetrics& metrics, int width)
{
    QStringList shown;
    QHash<QString, QStringList> alike;
    for (const QString& name : names) {
        shown << metrics.elidedText(name, Qt::ElideMiddle, width);
        alike[shown.constLast()] << name;
    }
    for (qsizetype i = 0; i < names.size(); ++i)
        if (const QStringList& group = std::as_const(alike)[shown[i]]; group.count(names[i]) < group.size())
            shown[i] = elidedApart(names[i], group, width, [&](const QString& part) {
                return static_cast<double>(metrics.horizontalAdvance(part));
            });
    return shown;
}

} // namespace netloom
