// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QToolButton;

namespace netloom {

/// For a button with a menu: once the menu is closed elsewhere than over the button, the button no longer looks as if
/// the pointer were on it. Qt does not tell it when a click beside the menu closes that.
void unlightAfterMenu(QToolButton& button);

} // namespace netloom
