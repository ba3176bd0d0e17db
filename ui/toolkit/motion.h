// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace netloom::motion {

/// Whether things may move for show: what the user has chosen for the program, else what the desktop wishes. Nothing
/// moves where there is no screen.
enum class Choice { System, Reduced, Full };
Choice choice();
void setChoice(Choice choice); ///< kept in the application's QSettings
bool isReduced();

/// What the desktop portal has said.
void setSystemReduced(bool reduced);

} // namespace netloom::motion
