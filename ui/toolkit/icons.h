// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

namespace netloom {

/// One of the house's own line icons by its freedesktop name ("document-save", "media-playback-start" …), drawn in the
/// colour of the theme that is in use when it is painted.
/// @param onAccent  drawn for an accent-coloured ground, as on the Train button
QIcon themedIcon(const QString& name, bool onAccent = false);

/// The program's icon.
QIcon applicationIcon();

/// Path of a file among the icons, with the resources made sure of.
QString iconPath(const QString& fileName);

} // namespace netloom
