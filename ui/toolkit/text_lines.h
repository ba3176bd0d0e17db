// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFontMetrics>
#include <QString>

namespace netloom {

/// A text in at most so many lines of a width, broken between words; what does not fit loses its middle.
QString inLines(const QString& text, const QFontMetrics& metrics, int width, int lines);

} // namespace netloom
