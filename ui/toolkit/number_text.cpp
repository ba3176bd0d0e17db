// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/text.h"

#include <QLocale>

#include <cmath>

namespace netloom {

QString metricName(std::string_view key)
{
    QString name = fromUtf8(key);
    if (name.startsWith(QLatin1String("r2")))
        return QStringLiteral("R²");
    if (name.startsWith(QLatin1String("f1")))
        return QStringLiteral("F1");
    if (name == QLatin1String("auc"))
        return QStringLiteral("AUC");
    return name.replace(QLatin1Char('_'), QLatin1Char(' '));
}

QString metricText(std::string_view key, double value)
{
    const bool share = key.find("accuracy") != std::string_view::npos || key == "precision" || key == "recall";
    if (key.starts_with("r2") && std::abs(value) < 5e-5) // a part of the variance: no power of ten
        return QStringLiteral("0");
    if (!share || !std::isfinite(value))
        return shortNumber(value);
    return withMinus(QLocale().toString(100 * value, 'f', 1)) + QStringLiteral(" %");
}

QString shortNumber(double value)
{
    if (!std::isfinite(value))
        return std::isnan(value) ? QStringLiteral("NaN") : value < 0 ? QStringLiteral("−∞") : QStringLiteral("∞");
    const double size = std::abs(value);
    if (size == 0)
        return QStringLiteral("0");
    if (size >= 1e-4 && size < 1)
        return withMinus(QLocale().toString(value, 'f', 4));
    if (size >= 1e4 && size < 1e9) // amounts, as people write them
        return withMinus(QLocale().toString(value, 'f', 0));
    return withPower(QLocale().toString(value, 'g', 4));
}

QString withPower(QString number)
{
    const qsizetype e = number.indexOf(QLatin1Char('e'), 0, Qt::CaseInsensitive);
    if (e < 0)
        return withMinus(std::move(number));
    static const QString digits = QStringLiteral("⁰¹²³⁴⁵⁶⁷⁸⁹");
    QString power;
    for (const QChar each : QString::number(number.mid(e + 1).toInt()))
        power += each == QLatin1Char('-') ? QChar(0x207B) : digits[each.digitValue()];
    return withMinus(number.left(e)) + QStringLiteral("×10") + power;
}

QString withMinus(QString number)
{
    return number.replace(QLatin1Char('-'), QChar(0x2212));
}

QString wholeNumber(Index value)
{
    return QLocale().toString(static_cast<qlonglong>(value));
}

} // namespace netloom
