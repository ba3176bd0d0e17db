// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace netloom {

/// What to do where the system has no font at all, as a sentence; empty where it has one. Needs a Qt application.
QString missingFontText();

} // namespace netloom
