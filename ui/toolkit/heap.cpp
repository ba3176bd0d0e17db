// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/heap.h"

#include <malloc.h>

namespace netloom {

void growHeapInLargeSteps()
{
    constexpr int kStep = 64 << 20;
    mallopt(M_TOP_PAD, kStep);
    mallopt(M_TRIM_THRESHOLD, 4 * kStep);
    mallopt(M_MMAP_THRESHOLD, kStep / 8);
}

} // namespace netloom
