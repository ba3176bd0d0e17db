// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/text_lines.h"

#include <QStringList>

namespace netloom {

QString inLines(const QString& text, const QFontMetrics& metrics, int width, int lines)
{
    QStringList broken;
    QString line;
    const QStringList words = text.split(QLatin1Char(' '));
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString longer = line.isEmpty() ? words[i] : line + QLatin1Char(' ') + words[i];
        if (!line.isEmpty() && metrics.horizontalAdvance(longer) > width) {
            broken << line;
            if (broken.size() == lines - 1) {
                line = words.mid(i).join(QLatin1Char(' '));
                break;
            }
            line = words[i];
        } else {
            line = longer;
        }
    }
    broken << line;
    if (lines < 2)
        broken = {text};
    for (QString& each : broken)
        each = metrics.elidedText(each, Qt::ElideMiddle, width);
    return broken.join(QLatin1Char('\n'));
}

} // namespace netloom
