// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/coach/coach_rule.h"

namespace netloom {

/// What lets a network that has stopped learning hold more of its rows: where penalties, weight decay or dropout are
/// strong these are lightened, else its hidden layers get more units.
struct MoreRoom {
    CoachRemedy remedy;
    std::string why; ///< two sentences
    bool weakens = false;
};
MoreRoom moreRoom(const CoachCase& training);

} // namespace netloom
