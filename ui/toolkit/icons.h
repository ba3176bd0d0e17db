// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

namespace netloom {

/// What an icon is drawn in. OnAccent: for an accent-coloured ground, as on the Train button.
enum class IconInk { Text, OnAccent, Accent, Warning, Error };

/// One of the house's own line icons by its freedesktop name ("document-save", "media-playback-start" …), drawn in the
/// colour of the theme that is in use when it is painted.
QIcon themedIcon(const QString& name, IconInk ink = IconInk::Text);

/// The program's icon.
QIcon applicationIcon();

/// Path of a file among the icons, with the resources made sure of.
QString iconPath(const QString& fileName);

} // namespace netloom
