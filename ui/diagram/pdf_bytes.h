// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace netloom {

/// The same bytes whenever it is written: the dates become blanks and the file's identifier that of its content.
/// Lengths stay, so that the table of objects holds.
void removeDate(QByteArray& pdf);

} // namespace netloom
