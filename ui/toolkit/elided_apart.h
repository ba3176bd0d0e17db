// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFontMetrics>
#include <QString>
#include <QStringList>

#include <functional>

namespace netloom {

/// The text, or as much of it as is at most `limit` wide: its beginning and "…". Where one of the others would look the
/// same, what tells it from that one is shown behind the "…". Never cuts a surrogate pair.
QString elidedApart(const QString& text, const QStringList& others, double limit,
                    const std::function<double(const QString&)>& width);

/// All of the names cut to a width so that those which differ still do: by their middle where that suffices, else as
/// above.
QStringList elidedApart(const QStringList& names, const QFontMetrics& metrics, int width);

} // namespace netloom
