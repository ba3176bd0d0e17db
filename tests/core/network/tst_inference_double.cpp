// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/network/inference_test.h"

#include <QTest>

QTEST_GUILESS_MAIN(InferenceTest)
