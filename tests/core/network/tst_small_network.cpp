// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/network/small_network_test.h"

#include <QTest>

QTEST_GUILESS_MAIN(SmallNetworkTest)
