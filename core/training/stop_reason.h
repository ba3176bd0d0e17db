// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace netloom {

/// Why a training ended.
enum class StopReason { None, AllEpochsDone, StopRequested, EarlyStopping, NotFinite, Failure };

} // namespace netloom
