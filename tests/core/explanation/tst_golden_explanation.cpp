// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/explanation/golden_explanation.h"

#include <QTest>

QTEST_APPLESS_MAIN(TestGoldenExplanation)
