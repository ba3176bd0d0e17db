// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QFrame;
class QWidget;

namespace netloom {

/// The thin line between two parts of a dialog; its look is in the style sheet. Owned by the parent.
QFrame* partingLine(QWidget* parent);

} // namespace netloom
