// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/unit/unit_words.h"

#include "ui/toolkit/number_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <optional>

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
        words << tr("Always %1: it says the same to every row.").arg(shortSigned(activity.mean));
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
                     .arg(percent(activity.on), shortSigned(activity.mean), shortSigned(activity.spread));
    }
    return words.join(QLatin1Char(' '));
}

QString oneToOneWords(const LayerSpec& layer, const QString& name, const ParameterSet& weights, Index unit)
{
    const auto learned = [&](const char* tensor) -> std::optional<double> {
        for (const NamedTensor& each : weights)
            if (each.layer == layer.name && each.name == tensor && unit < static_cast<Index>(each.values.size()))
                return static_cast<double>(each.values[static_cast<std::size_t>(unit)]);
        return std::nullopt;
    };
    QStringList numbers;
    const auto tell = [&](const char* tensor, const QString& words) {
        if (const auto value = learned(tensor))
            numbers << words.arg(shortSigned(*value));
    };
    QString words;
    if (layer.type == "batch_normalization") {
        words = tr("%1 normalises: each of its units is the unit before it, less its mean and divided by its standard "
                   "deviation, times a gain and plus an offset that are learned.");
        tell("moving_mean", tr("mean %1"));
        if (const auto variance = learned("moving_variance"))
            numbers << tr("standard deviation %1").arg(shortSigned(std::sqrt(std::max(0.0, *variance))));
        tell("gamma", tr("gain %1"));
        tell("beta", tr("offset %1"));
    } else if (layer.type == "layer_normalization") {
        words = tr("%1 normalises: of each row it makes the mean of its units 0 and their standard deviation 1, then "
                   "each is multiplied by a gain and an offset is added.");
        tell("gamma", tr("gain %1"));
        tell("beta", tr("offset %1"));
    } else if (layer.type == "prelu") {
        words = tr("%1 passes on what is above 0; what is below, it multiplies by a slope that is learned.");
        tell("alpha", tr("slope %1"));
    } else if (layer.type == "dropout") {
        words = tr("%1 switches units off at random while the network learns. Otherwise each of its units passes on "
                   "the unit before it.");
    } else if (layer.type == "gaussian_noise") {
        words = tr("%1 adds noise while the network learns. Otherwise each of its units passes on the unit before it.");
    } else if (layer.type == "gaussian_dropout") {
        words = tr("%1 multiplies by noise while the network learns. Otherwise each of its units passes on the unit "
                   "before it.");
    } else {
        words = tr("%1 has no weights of its own: each of its units follows the unit before it.");
    }
    words = words.arg(name);
    if (!numbers.isEmpty())
        words += QStringLiteral("\n\n") + tr("Unit %1: %2.").arg(unit + 1).arg(numbers.join(tr(", ")));
    return words;
}

QString shortSigned(double value)
{
    return shortNumber(value);
}

QString signedNumber(double value)
{
    if (!std::isfinite(value))
        return QString::number(value);
    const QString digits = QLocale().toString(std::abs(value), 'f', std::abs(value) < 100 ? 3 : 1);
    return (value < 0 ? QChar(0x2212) : QLatin1Char('+')) + digits;
}

} // namespace netloom
