// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/registry.h"
#include "tests/core/test_edges.h"
#include "tests/support/edges.h"

#include <QTest>

#include <cmath>

using namespace netloom;

void TestEdges::everyMetricOfOneSample_data()
{
    QTest::addColumn<QString>("type");
    for (const MetricInfo* info : metrics())
        QTest::newRow(info->type.c_str()) << QString::fromStdString(info->type);
}

void TestEdges::everyMetricOfOneSample()
{
    QFETCH(QString, type);
    const MetricInfo* info = findMetric(type.toStdString());
    const bool sparse = info->type.starts_with("sparse");
    for (const Index outputs : {1, 3}) {
        if (sparse && outputs == 1)
            continue;
        for (const double p : {0.0, 1.0})
            for (const double y : {0.0, 1.0}) {
                const Index rows = sparse ? 1 : outputs;
                const auto metric = info->make({}, outputs, rows);
                metric->reset(outputs);
                QVERIFY2(std::isfinite(metric->value()), "before the first sample");
                const Matrix prediction = Matrix::Constant(outputs, 1, static_cast<Scalar>(p));
                const Matrix target = Matrix::Constant(rows, 1, static_cast<Scalar>(y));
                metric->update(block(prediction), block(target));
                QVERIFY2(
                    std::isfinite(metric->value()),
                    qPrintable(
                        QStringLiteral("%1 outputs, p %2, y %3: %4").arg(outputs).arg(p).arg(y).arg(metric->value())));
                if (info->type == "r2_score") // a constant target: all or nothing
                    QCOMPARE(metric->value(), p == y ? 1.0 : 0.0);
                metric->reset(outputs);
                QVERIFY(std::isfinite(metric->value()));
            }
    }
}
