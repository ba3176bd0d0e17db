// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/unit/unit_words.h"

#include "ui/toolkit/number_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace netloom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("UnitWords", text);
}

QString percent(double share)
{
    return QStringLiteral("%1 %").arg(QLocale().toString(100 * share, 'f', 0));
}

} // namespace

QString activityWords(const UnitReport& report, const QStringList& classes)
{
    const UnitActivity& activity = report.activity;
    if (report.histogram.counts.empty())
        return {};
    if (activity.isDead())
        return tr("Dead: it is 0 on every row, and the network does without it.");
    QStringList words;
    if (activity.spread == 0)
        words << tr("Always %1: it says the same to every row.").arg(shortNumber(activity.mean));
    if (activity.isSaturated())
        words << tr("Saturated: on %1 of the rows at an end of its range, where it hardly learns.")
                     .arg(percent(activity.atEnds));
    if (classes.size() >= 2 && static_cast<std::size_t>(classes.size()) == report.histogram.on.size() &&
        activity.smallest >= 0) {
        QStringList parts;
        for (qsizetype i = 0; i < std::min<qsizetype>(classes.size(), 4); ++i)
            parts << tr("%1 of %2").arg(percent(report.histogram.on[static_cast<std::size_t>(i)]), classes.at(i));
        words << tr("On for %1 rows.").arg(parts.join(tr(", ")));
    } else {
        words << tr("Above 0 on %1 of the rows; mean %2, spread %3.")
                     .arg(percent(activity.on), shortNumber(activity.mean), shortNumber(activity.spread));
    }
    return words.join(QLatin1Char(' '));
}

QString shortSigned(double value)
{
    return shortNumber(value).replace(QLatin1Char('-'), QChar(0x2212));
}

QString signedNumber(double value)
{
    if (!std::isfinite(value))
        return QString::number(value);
    const QString digits = QLocale().toString(std::abs(value), 'f', std::abs(value) < 100 ? 3 : 1);
    return (value < 0 ? QChar(0x2212) : QLatin1Char('+')) + digits;
}

} // namespace netloom
