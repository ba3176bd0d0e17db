// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/value_text.h"

#include "ui/toolkit/number_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

#include <cmath>

namespace netloom {

namespace {

constexpr qsizetype kLongest = 80;

} // namespace

QString valueText(ColumnKind kind, double value)
{
    if (kind == ColumnKind::DateTime && std::isfinite(value)) {
        Column cell;
        cell.kind = kind;
        cell.dateOnly = std::fmod(value, 86400.0) == 0;
        cell.numbers = {value};
        return fromUtf8(cell.text(0));
    }
    const QLocale locale;
    const double size = std::abs(value);
    if (size < 1e6 && (size >= 1e4 || value == std::round(value)))
        return withMinus(locale.toString(value, 'f', 0));
    return withPower(locale.toString(value, 'g', 4));
}

QString valueLabel(const std::string& word)
{
    QString text = fromUtf8(word);
    for (QChar& c : text)
        if (c == QLatin1Char('\n') || c == QLatin1Char('\r') || c == QLatin1Char('\t'))
            c = QLatin1Char(' ');
    return text.size() > kLongest ? text.left(kLongest) + QChar(0x2026) : text;
}

QString fieldText(const FieldInfo& field, const std::string& stored)
{
    if (field.type == FieldType::Boolean && (stored == "true" || stored == "false"))
        return stored == "true" ? QCoreApplication::translate("ValueText", "on")
                                : QCoreApplication::translate("ValueText", "off");
    if (field.type == FieldType::Choice && field.choices)
        for (const FieldChoice& choice : field.choices())
            if (choice.key == stored)
                return fromUtf8(choice.title);
    return fromUtf8(stored);
}

QString shortened(const QString& text, qsizetype most)
{
    return text.size() > most ? text.left(most - 1).trimmed() + QChar(0x2026) : text;
}

QString withoutOptions(std::string_view message)
{
    static const QRegularExpression kOptions(QStringLiteral(R"(\s*\(--[a-z][^)]*\))"));
    return fromUtf8(message).remove(kOptions);
}

} // namespace netloom
