// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/test_edges.h"

#include <QTest>

QTEST_GUILESS_MAIN(TestEdges)
