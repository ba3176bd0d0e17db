// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFontMetrics>
#include <QStringList>

namespace netloom {

/// The names cut to a width so that those which differ still do: by their middle where that suffices, else so that
/// what tells them apart stays.
QStringList elidedApart(const QStringList& names, const QFontMetrics& metrics, int width);

/// A text in at most so many lines of a width, broken between words; what does not fit loses its middle.
QString inLines(const QString& text, const QFontMetrics& metrics, int width, int lines);

} // namespace netloom
