// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/progress_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Progress", text);
}

/// "1.9 M", "850".
QString scaledRate(double samplesPerSecond)
{
    const QLocale locale;
    const auto scaled = [&](double value, const char* unit) {
        return locale.toString(value, 'f', value < 10 ? 1 : 0) + QLatin1String(unit);
    };
    if (samplesPerSecond >= 999.5e6)
        return scaled(samplesPerSecond / 1e9, " G");
    if (samplesPerSecond >= 999.5e3)
        return scaled(samplesPerSecond / 1e6, " M");
    if (samplesPerSecond >= 999.5)
        return scaled(samplesPerSecond / 1e3, " k");
    return scaled(samplesPerSecond, "");
}

QString speedWords(const Progress& progress, bool active, double filmSeconds, bool full)
{
    QStringList parts;
    const auto addRate = [&] {
        if (progress.samplesPerSecond > 0)
            parts << (full ? rateText(progress.samplesPerSecond)
                           : tr("%1/s").arg(scaledRate(progress.samplesPerSecond)));
    };
    if (active && progress.state == SessionState::Paused) {
        parts << tr("paused");
    } else if (active) {
        if (progress.secondsLeft >= 0)
            parts << tr("%1 left").arg(durationText(progress.secondsLeft));
        addRate();
    } else if (progress.seconds > 0) {
        const QString took = tookText(progress.seconds);
        if (filmSeconds > 0)
            return (full ? tr("trained in %1, shown in %2 s") : tr("%1, shown in %2 s"))
                .arg(took, QLocale().toString(filmSeconds, 'f', 0));
        parts << tr("took %1").arg(took);
        addRate();
    }
    return parts.join(QStringLiteral(" · "));
}

} // namespace

QString durationText(double seconds)
{
    const auto total = static_cast<qlonglong>(std::llround(std::clamp(seconds, 0.0, 1e9)));
    const auto two = [](qlonglong value) { return QStringLiteral("%1").arg(value, 2, 10, QLatin1Char('0')); };
    const qlonglong hours = total / 3600;
    const qlonglong minutes = total / 60 % 60;
    if (hours > 0)
        return QStringLiteral("%1:%2:%3").arg(QLocale().toString(hours), two(minutes), two(total % 60));
    return QStringLiteral("%1:%2").arg(QString::number(minutes), two(total % 60));
}

QString rateText(double samplesPerSecond)
{
    return tr("%1 samples/s").arg(scaledRate(samplesPerSecond));
}

QStringList epochTexts(const Progress& progress)
{
    // The epoch being worked on is the next one; what is shown is what has been completed, as on the curves.
    const auto number = [](Index value) { return QLocale().toString(static_cast<qlonglong>(value)); };
    const QString done = tr("<b>Epoch %1</b>").arg(number(progress.epoch));
    const QString whole = tr("<b>Epoch %1</b> / %2").arg(number(progress.epoch), number(progress.epochs));
    if (progress.epoch > progress.epochs) // stopped by a smaller number of epochs
        return {done};
    const bool midway = progress.batch > 0 && progress.batch < progress.batches;
    if (!midway || progress.state != SessionState::Paused)
        return {whole};
    const QString batch = tr(" · batch %1 / %2").arg(number(progress.batch), number(progress.batches));
    return {whole + batch, done + batch, whole, done};
}

QString tookText(double seconds)
{
    return seconds < 0.95   ? tr("%1 ms").arg(QLocale().toString(std::max(seconds * 1000, 1.0), 'f', 0))
           : seconds < 9.95 ? tr("%1 s").arg(QLocale().toString(seconds, 'f', 1))
                            : durationText(seconds);
}

QString speedText(const Progress& progress, bool active, double filmSeconds)
{
    return speedWords(progress, active, filmSeconds, false);
}

QString speedHelp(const Progress& progress, bool active, double filmSeconds)
{
    return speedWords(progress, active, filmSeconds, true);
}

} // namespace netloom
