// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/golden_math.h"

#include <QTest>

QTEST_GUILESS_MAIN(GoldenMath)
