// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace netloom {

/// What the program's exit status says.
enum ExitStatus {
    kGood = 0,
    kFailed = 1,
    kUsage = 2,
    kStopped = 3 ///< by a signal; the state was saved
};

} // namespace netloom
