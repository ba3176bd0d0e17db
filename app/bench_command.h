// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli.h"

namespace netloom {

/// Answers with the speed of the engine: the trainings T1 … T6 and, as "kernels", the products that explain them. Best
/// of three runs each. @returns the exit status. @throws Error, UsageError
int runBench(const BenchArguments& arguments);

} // namespace netloom
