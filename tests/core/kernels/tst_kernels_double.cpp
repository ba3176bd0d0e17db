// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/kernels/kernels_test.h"

#include <QTest>

QTEST_GUILESS_MAIN(KernelsTest)
