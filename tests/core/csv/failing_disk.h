// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

namespace netloom::testing {

/// Reading any file with pread fails from this offset on, as on a disk with a bad sector; below 0: never.
extern off_t failingOffset;

} // namespace netloom::testing
