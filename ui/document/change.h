// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFlags>

namespace netloom {

/// What an edit touched; views repaint only for what concerns them.
enum class Change {
    Network = 1,  ///< layers, their order or fields
    Training = 2, ///< optimizer, loss, metrics, epochs …
    Data = 4,     ///< another table, or another reference
    Recipe = 8,   ///< column roles, preparation
    Split = 16,
    Weights = 32, ///< weights and history replaced (training ended, reset, opened)
    Everything = 63,
};
Q_DECLARE_FLAGS(Changes, Change)
Q_DECLARE_OPERATORS_FOR_FLAGS(Changes)

} // namespace netloom
