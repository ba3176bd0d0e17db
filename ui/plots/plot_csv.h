// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace netloom {

/// The shortest text that gives this number again, with a decimal point.
QByteArray csvNumber(double value);
/// A cell of text, in quotes where it needs them (RFC 4180).
QByteArray csvText(const QString& text);

} // namespace netloom
