// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace netloom {

/// Every shortcut of the window's menus, and the keys of the layer cards.
void showShortcuts(QWidget* window);
/// Version, licence, what the program is built on, where the sample data come from.
void showAbout(QWidget* window);

} // namespace netloom
