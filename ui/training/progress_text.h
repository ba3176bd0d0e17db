// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/session.h"

#include <QString>
#include <QStringList>

namespace netloom {

/// "0:03", "12:40", "1:02:03".
QString durationText(double seconds);
/// "1.9 M samples/s", "850 samples/s", in the user's locale.
QString rateText(double samplesPerSecond);
/// "<b>Epoch 57</b> / 100" for a label with rich text; the longest first, where a batch is said too.
QStringList epochTexts(const Progress& progress);
/// "4 ms", "2.5 s", "0:12".
QString tookText(double seconds);
/// "0:03 left · 1.9 M/s" while training, "took 0:12 · 1.9 M/s" afterwards, or "4 ms, shown in 3 s".
QString speedText(const Progress& progress, bool active, double filmSeconds = 0);
/// The same in full: "0:03 left · 1.9 M samples/s", "took 0:12 · …", "trained in 4 ms, shown in 3 s".
QString speedHelp(const Progress& progress, bool active, double filmSeconds = 0);

} // namespace netloom
