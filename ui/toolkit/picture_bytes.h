// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSizeF>
#include <QString>

#include <functional>

class QImage;
class QPdfWriter;

namespace netloom {

/// @param beforePiece  called now and then while the pixels are compressed; what it throws ends the work
/// @throws Error with Qt's reason
QByteArray pngBytes(const QImage& image, const std::function<void()>& beforePiece = {});

/// A PDF, the same bytes whenever it is made: without dates, its identifier that of its content.
/// @param print  chooses the paper and prints
QByteArray pdfDocument(const QString& title, const std::function<void(QPdfWriter& writer)>& print);

/// A PDF of one page that is as large as the picture, tagged as a figure.
/// @param size         in logical px, of which 96 are an inch
/// @param paint        begins its painter on the device, scales it by the number it is given, and paints; false: it
///                     could not begin
/// @param description  what the page shows, in words: its alternative text, and told in the file's metadata; empty: the
///                     title is its alternative text
/// @throws Error
QByteArray pdfPage(const QSizeF& size, const QString& title,
                   const std::function<bool(QPdfWriter& writer, double scale)>& paint, const QString& description = {});

} // namespace netloom
