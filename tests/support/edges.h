// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/block.h"
#include "core/base/matrix.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <initializer_list>

namespace netloom {

/// Far beyond what data and weights hold, and still a number.
constexpr double kFar = 1e4;

inline ConstBlock block(const Matrix& m)
{
    return {m.data(), m.rows(), m.cols(), m.rows()};
}

inline MutableBlock block(Matrix& m)
{
    return {m.data(), m.rows(), m.cols(), m.rows()};
}

/// One sample of these values.
inline Matrix sample(std::initializer_list<double> values)
{
    Matrix m(static_cast<Index>(values.size()), 1);
    Index i = 0;
    for (const double value : values)
        m(i++, 0) = static_cast<Scalar>(value);
    return m;
}

inline void compareNear(double actual, double expected, double tolerance, const char* what)
{
    QVERIFY2(std::abs(actual - expected) <= tolerance * std::max(1.0, std::abs(expected)),
             qPrintable(QStringLiteral("%1: %2, expected %3").arg(QLatin1String(what)).arg(actual).arg(expected)));
}

} // namespace netloom
