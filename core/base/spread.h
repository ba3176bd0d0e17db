// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>

namespace netloom {

/// Does one of several tasks.
using TaskWorker = std::function<void(std::size_t task)>;

/// Does the tasks 0 … tasks − 1 on some threads, the caller's among them. Each thread makes a worker of its own, which
/// takes one task after the other; which takes which is not fixed. Where one throws, no further task is begun, and it
/// is thrown here.
void spread(std::size_t tasks, int threads, const std::function<TaskWorker()>& makeWorker);

} // namespace netloom
