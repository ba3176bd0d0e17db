// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace netloom {

/// A PDF of one page, as QPdfWriter makes it, with that page tagged as a figure with an alternative text, which screen
/// readers read out, and with an identifier that is that of its content. What is drawn stays as it is: the tags follow
/// the file as an incremental update (PDF 1.4, sections 3.4.5, 9.6 and 9.7). A file that is built otherwise is returned
/// unchanged.
/// @param alternative  what the page shows, in English words
QByteArray withFigureTag(const QByteArray& pdf, const QString& alternative);

} // namespace netloom
