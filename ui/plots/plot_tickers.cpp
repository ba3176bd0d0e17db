// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_tickers.h"

#include "ui/toolkit/number_text.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace netloom {

namespace {

/// The axis may reach a little beyond it.
double lastEpoch(const QCPRange& range)
{
    return std::floor(range.upper + 1e-6);
}

bool endsWithEpoch(const QCPRange& range)
{
    return range.upper - lastEpoch(range) < 0.25;
}

/// With which all multiples of a step are exact; −1: with too many.
int decimalsOf(double step)
{
    constexpr int kMost = 5;
    double scaled = step;
    for (int decimals = 0; decimals <= kMost; ++decimals, scaled *= 10)
        if (std::abs(scaled - std::round(scaled)) < 1e-6 * scaled)
            return decimals;
    return -1;
}

/// Significant digits with which numbers so large are told apart by a step; a number that needs fewer has fewer.
int digitsOf(double largest, double step)
{
    constexpr int kLeast = 3;
    constexpr int kMost = 9;
    return std::clamp(static_cast<int>(std::ceil(std::log10(largest / step))) + 2, kLeast, kMost);
}

} // namespace

double EpochTicker::getTickStep(const QCPRange& range)
{
    const double usual = std::max(1.0, std::ceil(QCPAxisTicker::getTickStep(range)));
    const double last = lastEpoch(range);
    if (!endsWithEpoch(range) || std::fmod(last, usual) == 0)
        return usual;
    // Another round step that arrives at the last epoch: 250 for 1,250 rather than 200.
    const double power = std::pow(10.0, std::floor(std::log10(usual)));
    for (const double step : {1.0, 2.0, 2.5, 5.0, 10.0, 20.0, 25.0}) {
        const double tried = step * power;
        const double ticks = range.size() / tried;
        if (tried == std::floor(tried) && std::fmod(last, tried) == 0 && ticks <= tickCount() + 0.5 &&
            2 * ticks >= tickCount())
            return tried;
    }
    return usual;
}

QVector<double> EpochTicker::createTickVector(double step, const QCPRange& range)
{
    QVector<double> ticks = QCPAxisTicker::createTickVector(step, range);
    while (!ticks.isEmpty() && ticks.last() > range.upper)
        ticks.removeLast();
    const double last = lastEpoch(range);
    if (ticks.isEmpty() || !endsWithEpoch(range) || ticks.last() >= last)
        return ticks;
    constexpr double kLeast = 0.75; // of a step: labels have room for little less than one
    if (last - ticks.last() < kLeast * step && ticks.last() > range.lower)
        ticks.removeLast();
    ticks.append(last);
    return ticks;
}

int EpochTicker::getSubTickCount(double)
{
    return 0;
}

QString EpochTicker::getTickLabel(double tick, const QLocale&, QChar, int)
{
    // The plot's own locale leaves the separators of thousands out.
    return QLocale().toString(static_cast<qlonglong>(std::llround(tick)));
}

double ValueTicker::getTickStep(const QCPRange& range)
{
    const double fine = QCPAxisTicker::getTickStep(range);
    const double step = m_whole ? std::max(1.0, std::ceil(fine)) : fine;
    const double size = std::max(std::abs(range.lower), std::abs(range.upper));
    m_decimals = -1;
    m_millions = size >= 1e6 && size < 1e9;
    m_digits = digitsOf(size, step);
    if (size < 1e9)
        m_decimals = decimalsOf(m_millions ? step / 1e6 : step);
    return step;
}

int ValueTicker::getSubTickCount(double)
{
    return 0;
}

QString ValueTicker::getTickLabel(double tick, const QLocale& locale, QChar, int)
{
    // The plot's own locale leaves the separators of thousands out. A tick that should be 0 may be a rounding error
    // beside it.
    if (m_decimals >= 0) {
        const double shown = std::abs(tick) < 1e-9 ? 0.0 : m_millions ? tick / 1e6 : tick;
        return withMinus(QLocale().toString(shown, 'f', shown == 0 && m_millions ? 0 : m_decimals)) +
               (m_millions && shown != 0 ? QStringLiteral("M") : QString());
    }
    return withPower(locale.toString(tick, 'g', m_digits));
}

QString PowerTicker::label(double power)
{
    constexpr double kLongest = 9; // digits
    const bool plain = std::abs(power) <= kLongest;
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    return locale.toString(std::pow(10.0, power), plain ? 'f' : 'e', plain ? std::max(0, static_cast<int>(-power)) : 0);
}

double PowerTicker::getTickStep(const QCPRange& range)
{
    return std::max(1.0, std::ceil(QCPAxisTicker::getTickStep(range)));
}

int PowerTicker::getSubTickCount(double)
{
    return 0;
}

QString PowerTicker::getTickLabel(double tick, const QLocale&, QChar, int)
{
    return label(std::round(tick));
}

double NameTicker::getTickStep(const QCPRange& range)
{
    return std::max(1.0, std::ceil(range.size() / std::max(tickCount(), 1)));
}

int NameTicker::getSubTickCount(double)
{
    return 0;
}

QString NameTicker::getTickLabel(double tick, const QLocale&, QChar, int)
{
    const auto place = static_cast<qsizetype>(std::lround(tick));
    return place >= 0 && place < m_names.size() ? m_names[place] : QString();
}

double LogTicker::getTickStep(const QCPRange& range)
{
    return QCPAxisTicker::getTickStep(range);
}

int LogTicker::getSubTickCount(double)
{
    return 0;
}

QVector<double> LogTicker::createTickVector(double step, const QCPRange& range)
{
    if (!(range.lower > 0) || !(range.upper > range.lower))
        return {};
    m_powers = range.lower < 5e-4 || range.upper > 5e5;
    const double decades = std::log10(range.upper / range.lower);
    m_evenly = decades < 0.5;
    m_digits = m_evenly ? digitsOf(range.upper, step) : 3;
    m_decimals = m_evenly && range.upper < 1e6 ? decimalsOf(step) : -1;
    if (m_evenly)
        return QCPAxisTicker::createTickVector(step, range);
    const std::vector<double> marks =
        decades < 1.5 ? std::vector<double>{1, 2, 5} : (decades < 3 ? std::vector<double>{1, 3} : std::vector{1.0});
    m_bare = marks.size() == 1;
    const int every = std::max(1, static_cast<int>(std::ceil(decades / (tickCount() + 2))));
    QVector<double> ticks;
    const int last = static_cast<int>(std::ceil(std::log10(range.upper)));
    for (int power = static_cast<int>(std::floor(std::log10(range.lower))); power <= last; ++power) {
        if (power % every != 0)
            continue;
        for (const double mark : marks)
            ticks.append(mark * std::pow(10.0, power));
    }
    return ticks;
}

QString LogTicker::getTickLabel(double tick, const QLocale& locale, QChar, int)
{
    if (m_decimals >= 0)
        return QLocale().toString(tick, 'f', m_decimals);
    if (!m_powers && tick >= 1000)
        return QLocale().toString(tick, 'f', 0);
    if (!m_powers || m_evenly)
        return withPower(locale.toString(tick, 'g', m_digits));
    const QString text = withPower(locale.toString(tick, 'e', 0));
    const QString one = QStringLiteral("1×");
    return m_bare && text.startsWith(one) ? text.mid(one.size()) : text;
}

QVector<double> EpochLogTicker::createTickVector(double step, const QCPRange& range)
{
    QVector<double> ticks = LogTicker::createTickVector(step, range);
    ticks.removeIf([&range](double tick) {
        return tick < 1 || tick > range.upper || std::abs(tick - std::round(tick)) > 1e-9 * tick;
    });
    const double last = lastEpoch(range);
    const double least = 0.8 / std::max(tickCount(), 1); // of the axis: room for a label
    if (!ticks.isEmpty() && endsWithEpoch(range) &&
        std::log(last / ticks.last()) > least * std::log(range.upper / range.lower))
        ticks.append(last);
    return ticks;
}

QString EpochLogTicker::getTickLabel(double tick, const QLocale&, QChar, int)
{
    return QLocale().toString(static_cast<qlonglong>(std::llround(tick)));
}

} // namespace netloom
