// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/math/golden_math.h"

#include <QTest>

QTEST_GUILESS_MAIN(GoldenMath)
