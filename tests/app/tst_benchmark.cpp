// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/benchmark.h"
#include "core/base/error.h"
#include "core/kernels/dispatch.h"

#include <QTest>

#include <cmath>

using namespace netloom;

/// The project's own measurements: that they run, learn, and count what they say they count.
class TestBenchmark : public QObject
{
    Q_OBJECT

private slots:
    void trainings_data()
    {
        QTest::addColumn<QString>("work");
        QTest::addColumn<double>("samples");
        QTest::addColumn<double>("steps");
        QTest::addColumn<double>("multiplyAdds");
        QTest::addColumn<double>("start");
        // T1: floor(0.7 * 1000) rows in batches of 30, 100 epochs; 10-5-3-1. T5: 4 rows, 5000 epochs; 2-8-1.
        // T6: 500 rows in batches of 10, 200 epochs; 2-6-6-6-1. The losses are those of a network that has learned
        // nothing: log 2, and the mean square of targets of 1 and -1.
        QTest::newRow("T1") << "T1" << 70000.0 << 2400.0 << 50.0 + 15 + 3 << std::log(2.0);
        QTest::newRow("T5") << "T5" << 20000.0 << 5000.0 << 16.0 + 8 << std::log(2.0);
        QTest::newRow("T6") << "T6" << 100000.0 << 10000.0 << 12.0 + 36 + 36 + 6 << 1.0;
    }
    void trainings()
    {
        QFETCH(QString, work);
        QFETCH(double, samples);
        QFETCH(double, steps);
        QFETCH(double, multiplyAdds);
        QFETCH(double, start);
        const BenchmarkResult one = runTrainingBenchmark(work.toStdString(), 1);
        QCOMPARE(QString::fromStdString(one.work), work);
        QCOMPARE(one.threads, 1);
        QVERIFY(one.seconds > 0);
        const auto near = [](double a, double b) { return std::abs(a - b) <= 1e-9 * std::abs(b); };
        QVERIFY(near(one.samplesPerSecond * one.seconds, samples));
        QVERIFY(near(one.stepsPerSecond * one.seconds, steps));
        QVERIFY(near(one.gflops * one.seconds * 1e9, 6 * multiplyAdds * samples)); // forward, two backward, 2 each
        QVERIFY2(one.loss > 0 && one.loss < 0.7 * start, qPrintable(QString::number(one.loss)));
        QCOMPARE(runTrainingBenchmark(work.toStdString(), 2).loss, one.loss); // the same bits on two threads
    }

    void names()
    {
        const auto known = trainingBenchmarks();
        QCOMPARE(known.size(), std::size_t(6));
        QVERIFY(known.front() == "T1" && known.back() == "T6");
        try {
            runTrainingBenchmark("T7", 1);
            QFAIL("no error");
        } catch (const Error& error) {
            QCOMPARE(error.message(),
                     std::string("there is no benchmark called \"T7\". Choose among T1, T2, T3, T4, T5, "
                                 "T6, kernels."));
        }
    }

    void kernelsAreMeasured()
    {
        const std::vector<BenchmarkResult> results = runKernelBenchmarks();
        QStringList names;
        for (const BenchmarkResult& result : results) {
            names.append(QString::fromStdString(result.work));
            QVERIFY2(result.seconds > 0 && result.gflops > 0 && std::isfinite(result.gflops), result.work.c_str());
        }
        QCOMPARE(names.takeFirst(), QStringLiteral("peak-%1").arg(QLatin1String(kernels().name)));
        QStringList wanted;
        for (const char* layer : {"T3a", "T4a", "T4b"})
            for (const char* product : {"forward", "dx", "dw", "dw-adam"})
                wanted.append(QStringLiteral("gemm-%1-%2").arg(QLatin1String(product), QLatin1String(layer)));
        QCOMPARE(names, wanted);
    }
};

QTEST_GUILESS_MAIN(TestBenchmark)
#include "tst_benchmark.moc"
