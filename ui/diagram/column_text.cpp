// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/column_text.h"

#include "ui/toolkit/number_text.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

/// Longer names are cut when drawn anyway; this bounds the work on hostile ones.
constexpr qsizetype nameLimit = 200;

/// Embeddings, overrides and isolates, which go on behind the name that opens them.
bool turnsText(QChar c)
{
    return (c.unicode() >= 0x202a && c.unicode() <= 0x202e) || (c.unicode() >= 0x2066 && c.unicode() <= 0x2069);
}

/// "batch normalization", but "PReLU".
QString kindInWords(const QString& kind)
{
    const QString lower = kind.toLower();
    return kind.mid(1) == lower.mid(1) ? lower : kind;
}

} // namespace

QString drawable(const QString& text)
{
    QString safe;
    const qsizetype length = std::min(text.size(), nameLimit);
    safe.reserve(length);
    for (qsizetype i = 0; i < length; ++i) {
        const QChar c = text.at(i);
        if (c.isHighSurrogate()) {
            if (i + 1 < text.size() && text.at(i + 1).isLowSurrogate()) {
                safe += c;
                safe += text.at(++i);
                continue;
            }
            safe += QChar(QChar::ReplacementCharacter);
        } else if (c == QLatin1Char('\n') || c == QLatin1Char('\r') || c == QLatin1Char('\t')) {
            safe += QLatin1Char(' ');
        } else if (turnsText(c) || c.isLowSurrogate() || c.unicode() < 0x20 ||
                   (c.unicode() >= 0x7f && c.unicode() < 0xa0) || c.unicode() >= 0xfffe) {
            safe += QChar(QChar::ReplacementCharacter);
        } else {
            safe += c;
        }
    }
    if (length < text.size())
        safe += QChar(0x2026);
    return safe;
}

QString settingNumber(double value)
{
    const QLocale locale;
    const double hundredths = value * 100;
    if (std::abs(hundredths - std::round(hundredths)) < 1e-9 && std::abs(value) < 1e6)
        return withMinus(locale.toString(value, 'f', 2));
    return withPower(locale.toString(value, 'g', 4));
}

QStringList columnDescription(const DiagramColumn& column, DescriptionStyle style)
{
    if (style == DescriptionStyle::NameOnly)
        return {};
    const QLocale locale;
    const QString units = locale.toString(qlonglong(column.units));
    if (style == DescriptionStyle::Figure || style == DescriptionStyle::Few) {
        QStringList lines;
        if (column.role == DiagramRole::OneToOne || column.setting.isEmpty())
            lines.append(kindInWords(column.kind));
        if (!column.setting.isEmpty())
            lines.append(column.setting);
        if (column.fullyLinked())
            lines.append(column.units == 1 ? QStringLiteral("1 unit") : QStringLiteral("%1 units").arg(units));
        return lines;
    }
    switch (column.role) {
    case DiagramRole::Input:
        return {column.setting};
    case DiagramRole::OneToOne: {
        QStringList lines{kindInWords(column.kind)};
        if (!column.setting.isEmpty() && style == DescriptionStyle::Wide)
            lines.front() += QStringLiteral(" · ") + column.setting;
        else if (!column.setting.isEmpty())
            lines.append(column.setting);
        lines.append(QStringLiteral("→ %1 out").arg(units));
        return lines;
    }
    case DiagramRole::Hidden:
    case DiagramRole::Output:
        break;
    }
    const QString sum =
        QStringLiteral("Σ %1 [x·w]%2")
            .arg(locale.toString(qlonglong(column.inputs)), column.bias ? QStringLiteral(" + b") : QString());
    const QString out = QStringLiteral("→ %1 %2").arg(
        units, column.role == DiagramRole::Output ? QStringLiteral("y") : QStringLiteral("out"));
    if (style == DescriptionStyle::Narrow)
        return {column.setting, sum, out};
    return {QStringLiteral("%1 ( %2 )").arg(column.setting, sum), out};
}

QString unitLabel(const DiagramColumn& column, Index unit)
{
    if (column.symbol.isEmpty())
        return {};
    if (column.role == DiagramRole::Output && column.units == 1)
        return QStringLiteral("ŷ");
    return column.symbol + QString::number(qlonglong(unit) + 1);
}

} // namespace netloom
