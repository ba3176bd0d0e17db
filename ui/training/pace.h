// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

#include <QString>

#include <array>

namespace netloom {

/// How fast a training is shown. It is always computed at full speed.
enum class Pace {
    FullSpeed, ///< as it is computed
    Watch,     ///< one that took less than three seconds as a film of three seconds
    Slow,      ///< so that each epoch is seen
    Step       ///< from epoch to epoch by hand
};

inline constexpr std::array kPaces{Pace::FullSpeed, Pace::Watch, Pace::Slow, Pace::Step};
QString paceTitle(Pace pace);
QString paceHelp(Pace pace);
/// Kept in the application's QSettings; Watch at first.
Pace pace();
void setPace(Pace pace);
/// Whether a training is shown otherwise than it is computed: nothing moves for show where the user does not like it.
bool makesFilm(Pace pace);
/// How long a film of so many epochs takes, in seconds; negative: it waits for the user at every epoch.
double filmSeconds(Pace pace, Index epochs);

} // namespace netloom
