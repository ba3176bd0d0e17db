// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QAction;
class QMenu;

namespace netloom {

/// A line of words in a menu, above the entries that it is about; style sheets leave the titles of sections away.
/// Follows the text of the action that is returned.
QAction* addMenuHeading(QMenu& menu, const QString& text);

} // namespace netloom
