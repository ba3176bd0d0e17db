// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/golden.h"

#include <QTest>

namespace netloom::golden {

/// Prints the report of a group and fails the running test where a value is wrong or none was compared.
inline void finish(const Comparison& comparison)
{
    const QString report = QString::fromStdString(comparison.report());
    qInfo("%s", qPrintable(report));
    QVERIFY2(comparison.good(), qPrintable(report));
    QVERIFY2(comparison.count() > 0, qPrintable(report));
}

} // namespace netloom::golden
