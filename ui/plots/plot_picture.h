// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/plot_library.h"

#include <QByteArray>

#include <functional>

namespace netloom {

/// Bytes of a picture of `size` logical pixels. `paint` draws at the painter's origin.
/// @param format  "png", "svg" or "pdf"  @param scale  PNG: pixels per logical pixel
/// @throws Error where the picture would be too large or cannot be made
QByteArray plotPicture(const QByteArray& format, const QSize& size, double scale, const QString& title,
                       const std::function<void(QCPPainter&)>& paint);

} // namespace netloom
