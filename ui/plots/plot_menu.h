// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <functional>

class QWidget;

namespace netloom {

/// Bytes of a picture in "png", "svg" or "pdf"; the scale is for PNG.
using PictureOf = std::function<QByteArray(const QByteArray& format, double scale)>;

/// Gives a plot a context menu: copy the picture, save it as PNG, SVG or PDF, and its numbers as CSV.
/// @param name  suggested for the file, without ending  @param csv  none: the plot has no numbers of its own
void addPictureActions(QWidget& plot, const QString& name, PictureOf picture, std::function<QByteArray()> csv = {});

/// Gives a table a context menu that copies it as text, and Ctrl+C.
void addCopyAction(QWidget& table, std::function<QString()> text);

} // namespace netloom
