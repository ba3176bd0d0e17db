// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace netloom {

/// A control in a page that scrolls: the wheel changes it only while it has the focus, else it scrolls the page.
void needFocusForWheel(QWidget& control);

} // namespace netloom
