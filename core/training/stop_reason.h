// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace netloom {

/// Why a training ended. Callback: one of them stopped it; its message says which and why.
enum class StopReason { None, AllEpochsDone, StopRequested, Callback, NotFinite, Failure };

} // namespace netloom
