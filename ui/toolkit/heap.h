// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace netloom {

/// While other threads bring in gigabytes, every growth of the heap in small steps waits for their page faults: seconds
/// in all for a window that is being built. Large steps, seldom given back, are over at once. To be called before the
/// first window is made.
void growHeapInLargeSteps();

} // namespace netloom
