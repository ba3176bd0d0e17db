// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/plot_library.h"

#include <QStringList>

namespace netloom {

/// Whole epochs only, the last one of the axis among them.
class EpochTicker final : public QCPAxisTicker
{
public:
    EpochTicker() { setTickCount(6); }

protected:
    double getTickStep(const QCPRange& range) override;
    int getSubTickCount(double step) override;
    QVector<double> createTickVector(double step, const QCPRange& range) override;
    QString getTickLabel(double tick, const QLocale& locale, QChar format, int precision) override;
};

/// All labels of an axis with the same number of decimals.
class ValueTicker final : public QCPAxisTicker
{
public:
    ValueTicker() { setTickCount(4); }
    void setWhole(bool on) { m_whole = on; } ///< no labels between counts

protected:
    double getTickStep(const QCPRange& range) override;
    int getSubTickCount(double step) override;
    QString getTickLabel(double tick, const QLocale& locale, QChar format, int precision) override;

private:
    bool m_whole = false;
    bool m_millions = false;
    int m_decimals = 0; ///< negative: too many, powers of ten instead
    int m_digits = 3;   ///< of these
};

/// Of an axis of powers of ten, each labelled by the number itself: 0.001, 0.01, 0.1.
class PowerTicker final : public QCPAxisTicker
{
public:
    static QString label(double power);

protected:
    double getTickStep(const QCPRange& range) override;
    int getSubTickCount(double step) override;
    QString getTickLabel(double tick, const QLocale& locale, QChar format, int precision) override;
};

/// Of an axis of categories: 0, 1, 2 … are labelled by their names.
class NameTicker final : public QCPAxisTicker
{
public:
    void setNames(const QStringList& names) { m_names = names; }

protected:
    double getTickStep(const QCPRange& range) override;
    int getSubTickCount(double step) override;
    QString getTickLabel(double tick, const QLocale& locale, QChar format, int precision) override;

private:
    QStringList m_names;
};

/// Ticks of a logarithmic axis that has some however little of it is shown: powers of ten, with 2 and 5 or evenly
/// spaced numbers between them as the range becomes smaller.
class LogTicker : public QCPAxisTicker
{
protected:
    double getTickStep(const QCPRange& range) override;
    int getSubTickCount(double step) override;
    QVector<double> createTickVector(double step, const QCPRange& range) override;
    QString getTickLabel(double tick, const QLocale& locale, QChar format, int precision) override;

private:
    bool m_bare = false;   ///< powers of ten alone: 10⁻², not 1×10⁻²
    bool m_powers = false; ///< the smallest number is too small to be written out, or the largest too large
    bool m_evenly = false; ///< spaced
    int m_decimals = 0;    ///< of all labels, where they are evenly spaced; negative: too many
    int m_digits = 3;      ///< then
};

/// The same of epochs: whole ones only, the last one of the axis among them where it has room.
class EpochLogTicker final : public LogTicker
{
protected:
    QVector<double> createTickVector(double step, const QCPRange& range) override;
    QString getTickLabel(double tick, const QLocale& locale, QChar format, int precision) override;
};

} // namespace netloom
