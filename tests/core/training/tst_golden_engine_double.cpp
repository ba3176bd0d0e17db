// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/training/golden_engine.h"

#include <QTest>

QTEST_GUILESS_MAIN(GoldenEngine)
