// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/history.h"

#include <QByteArray>

namespace netloom {

/// History as CSV: epoch, then one column per key; numbers in full, locale-free.
QByteArray curvesCsv(const History& history);

} // namespace netloom
