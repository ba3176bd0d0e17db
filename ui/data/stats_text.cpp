// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/stats_text.h"

#include "ui/toolkit/value_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

constexpr std::size_t kWordsShown = 3;

QString tr(const char* text)
{
    return QCoreApplication::translate("ValueText", text);
}

} // namespace

QString summaryText(const ColumnStats& stats)
{
    const QLocale locale;
    switch (stats.kind) {
    case ColumnKind::Number:
        if (stats.distinct == 0)
            return tr("empty");
        return tr("%1 … %2, mean %3")
            .arg(valueText(stats.kind, stats.min), valueText(stats.kind, stats.max), valueText(stats.kind, stats.mean));
    case ColumnKind::DateTime:
        if (stats.distinct == 0)
            return tr("empty");
        return tr("%1 … %2").arg(valueText(stats.kind, stats.min), valueText(stats.kind, stats.max));
    case ColumnKind::Text: {
        QStringList words;
        for (std::size_t i = 0; i < std::min(kWordsShown, stats.histogram.size()); ++i)
            words.append(shortened(valueLabel(stats.histogram[i].label), 30));
        QString text = stats.distinct == 1 ? tr("1 value: %1").arg(words.join(QStringLiteral(", ")))
                                           : tr("%1 values: %2")
                                                 .arg(locale.toString(static_cast<qlonglong>(stats.distinct)),
                                                      words.join(QStringLiteral(", ")));
        return stats.distinct > static_cast<Index>(kWordsShown) ? text + QStringLiteral(", …") : text;
    }
    case ColumnKind::Boolean: {
        QStringList parts;
        for (const HistogramBar& bar : stats.histogram)
            parts.append(tr("%1 × %2").arg(locale.toString(static_cast<qlonglong>(bar.count)), valueLabel(bar.label)));
        return parts.join(QStringLiteral(", "));
    }
    case ColumnKind::Empty:
        break;
    }
    return tr("empty");
}

QString missingText(Index missing, Index rows)
{
    if (missing == 0)
        return tr("none missing");
    const QLocale locale;
    const double percent = rows > 0 ? 100.0 * static_cast<double>(missing) / static_cast<double>(rows) : 0;
    return tr("%1 missing (%2 %)")
        .arg(locale.toString(static_cast<qlonglong>(missing)), locale.toString(percent, 'f', percent < 9.95 ? 1 : 0));
}

QString associationText(const Association& association)
{
    const bool hasSign = association.measure.starts_with("Pearson");
    const double rounded = std::round(100 * association.value) / 100;
    QString number = QLocale().toString(std::abs(rounded), 'f', 2);
    if (!hasSign || rounded == 0)
        return number;
    return (rounded > 0 ? QStringLiteral("+") : QString(QChar(0x2212))) + number;
}

} // namespace netloom
