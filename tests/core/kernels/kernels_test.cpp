// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/kernels/kernels_test.h"

#include "core/base/rng.h"
#include "core/kernels/dispatch.h"
#include "core/layers/layer.h"

#include <QCoreApplication>
#include <QProcess>
#include <QScopeGuard>
#include <QTest>

#include <cmath>
#include <limits>

using namespace netloom;

namespace {

constexpr double kEpsilon = static_cast<double>(std::numeric_limits<Scalar>::epsilon());

std::vector<Scalar> numbers(Rng& rng, Index count)
{
    std::vector<Scalar> out(static_cast<std::size_t>(count));
    for (Scalar& value : out)
        value = static_cast<Scalar>(rng.uniform(-1, 1));
    return out;
}

double at(const std::vector<Scalar>& values, Index index)
{
    return static_cast<double>(values.at(static_cast<std::size_t>(index)));
}

Index roundedUp(Index n, Index step)
{
    return (n + step - 1) / step * step;
}

/// Place of element (k, c) of a weight matrix in panels (kernels.h).
Index inPanels(Index k, Index c, Index in, Index panel)
{
    return c / panel * in * panel + k * panel + c % panel;
}

/// A weight matrix in panels, unused columns 0.
std::vector<Scalar> weights(Rng& rng, Index in, Index out, Index panel)
{
    std::vector<Scalar> w(static_cast<std::size_t>(roundedUp(out, panel) * in), Scalar(0));
    for (Index k = 0; k < in; ++k)
        for (Index c = 0; c < out; ++c)
            w[static_cast<std::size_t>(inPanels(k, c, in, panel))] = static_cast<Scalar>(rng.uniform(-1, 1));
    return w;
}

double activated(KernelActivation activation, double x)
{
    switch (activation) {
    case KernelRelu:
        return std::max(x, 0.0);
    case KernelTanh:
        return std::tanh(x);
    case KernelSigmoid:
        return 1 / (1 + std::exp(-x));
    case KernelLinear:
        break;
    }
    return x;
}

constexpr KernelActivation kActivations[] = {KernelLinear, KernelRelu, KernelTanh, KernelSigmoid};

/// One product y = f(x w + b) of `batch` samples for rows [first, last); rows outside must stay as they were.
void product(const KernelTable& kernels, Rng& rng, Index batch, Index in, Index out, Index first, Index last,
             bool withBias, KernelActivation activation)
{
    const Index panel = kernels.panel;
    const Index xStride = paddedUnits(in);
    const Index yStride = paddedUnits(out);
    const std::vector<Scalar> x = numbers(rng, batch * xStride);
    const std::vector<Scalar> w = weights(rng, in, out, panel);
    std::vector<Scalar> bias(static_cast<std::size_t>(yStride), Scalar(0));
    for (Index c = 0; c < out; ++c)
        bias[static_cast<std::size_t>(c)] = static_cast<Scalar>(rng.uniform(-1, 1));
    std::vector<Scalar> y(static_cast<std::size_t>(batch * yStride), Scalar(99));

    GemmJob job{};
    job.a = x.data();
    job.aRow = xStride;
    job.aStep = 1;
    job.b = w.data();
    job.bPanel = in * panel;
    job.bRow = panel;
    job.c = y.data();
    job.cRow = yStride;
    job.cPanel = panel;
    job.firstRow = first;
    job.lastRow = last;
    job.depth = in;
    job.columns = roundedUp(out, kernels.lanes);
    job.bias = withBias ? bias.data() : nullptr;
    job.activation = activation;
    kernels.gemm(&job);

    double worst = 0;
    for (Index i = 0; i < batch; ++i)
        for (Index c = 0; c < out; ++c) {
            double wanted = 99;
            if (i >= first && i < last) {
                double sum = withBias ? at(bias, c) : 0;
                for (Index k = 0; k < in; ++k)
                    sum += at(x, i * xStride + k) * at(w, inPanels(k, c, in, panel));
                wanted = activated(activation, sum);
            }
            worst = std::max(worst, std::abs(at(y, i * yStride + c) - wanted));
        }
    QVERIFY2(worst <= 4 * kEpsilon * static_cast<double>(in + 2),
             qPrintable(QStringLiteral("%1 x %2 x %3: error %4").arg(batch).arg(in).arg(out).arg(worst)));
}

} // namespace

void KernelsTest::everyLevel()
{
    QTest::addColumn<int>("level");
    int index = 0;
    for (const KernelTable* table : availableKernels())
        QTest::newRow(table->name) << index++;
}

const KernelTable& KernelsTest::table(int level)
{
    return *availableKernels().at(static_cast<std::size_t>(level));
}

void KernelsTest::levels()
{
    const auto all = availableKernels();
    QCOMPARE(QLatin1String(all.front()->name), QLatin1String("baseline"));
    for (const KernelTable* level : all) {
        QVERIFY(level->panel % level->lanes == 0);
        QVERIFY(16 % level->lanes == 0); // what paddedUnits() rounds to
    }
    const auto usual = qScopeGuard([] { useKernels(nullptr); });
    useKernels(all.front());
    QCOMPARE(&kernels(), all.front());
    useKernels(nullptr);
    QVERIFY(std::find(all.begin(), all.end(), &kernels()) != all.end());
}

void KernelsTest::products_data()
{
    everyLevel();
}

void KernelsTest::products()
{
    QFETCH(int, level);
    Rng rng(1, "products");
    for (const Index batch : {1, 2, 3, 4, 5, 7, 11, 12, 13, 25, 40})
        for (const Index in : {1, 2, 3, 16, 17})
            for (const Index out : {1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 31, 32, 33, 50, 65})
                for (const KernelActivation activation : kActivations)
                    product(table(level), rng, batch, in, out, 0, batch, (batch + in + out) % 2 == 0, activation);
    product(table(level), rng, 130, 300, 70, 0, 130, true, KernelRelu);
}

void KernelsTest::productsOfSomeRows_data()
{
    everyLevel();
}

void KernelsTest::productsOfSomeRows()
{
    QFETCH(int, level);
    Rng rng(2, "rows");
    for (const auto& [first, last] : {std::pair<Index, Index>(0, 12), {12, 24}, {24, 29}, {3, 4}, {7, 7}, {0, 29}})
        product(table(level), rng, 29, 9, 20, first, last, true, KernelLinear);
}

void KernelsTest::gradientsOfWeights_data()
{
    everyLevel();
}

void KernelsTest::gradientsOfWeights()
{
    // dK = xᵀ d: the rows of the product are the inputs, its depth the samples, its result lies in panels.
    QFETCH(int, level);
    const KernelTable& kernels = table(level);
    const Index panel = kernels.panel;
    Rng rng(3, "gradients");
    for (const Index batch : {1, 2, 9, 33})
        for (const Index in : {1, 5, 14, 30})
            for (const Index out : {1, 6, 16, 19, 40}) {
                const Index xStride = paddedUnits(in);
                const Index dStride = paddedUnits(out);
                const std::vector<Scalar> x = numbers(rng, batch * xStride);
                std::vector<Scalar> d = numbers(rng, batch * dStride);
                for (Index j = 0; j < batch; ++j)
                    for (Index c = out; c < dStride; ++c)
                        d[static_cast<std::size_t>(j * dStride + c)] = 0;
                std::vector<Scalar> g(static_cast<std::size_t>(roundedUp(out, panel) * in), Scalar(0));
                GemmJob job{};
                job.a = x.data();
                job.aRow = 1;
                job.aStep = xStride;
                job.b = d.data();
                job.bPanel = panel;
                job.bRow = dStride;
                job.c = g.data();
                job.cPanel = in * panel;
                job.cRow = panel;
                job.lastRow = in;
                job.depth = batch;
                job.columns = roundedUp(out, kernels.lanes);
                kernels.gemm(&job);
                for (Index k = 0; k < in; ++k)
                    for (Index c = 0; c < roundedUp(out, panel); ++c) {
                        double wanted = 0;
                        for (Index j = 0; c < out && j < batch; ++j)
                            wanted += at(x, j * xStride + k) * at(d, j * dStride + c);
                        const double error = std::abs(at(g, inPanels(k, c, in, panel)) - wanted);
                        QVERIFY(error <= 4 * kEpsilon * static_cast<double>(batch + 2));
                    }
            }
}

void KernelsTest::transposed_data()
{
    everyLevel();
}

void KernelsTest::transposed()
{
    QFETCH(int, level);
    const KernelTable& kernels = table(level);
    const Index panel = kernels.panel;
    Rng rng(4, "transpose");
    for (const Index in : {1, 2, 7, 16, 33, 70})
        for (const Index out : {1, 3, 16, 31, 64, 65}) {
            const std::vector<Scalar> w = weights(rng, in, out, panel);
            std::vector<Scalar> turned(static_cast<std::size_t>(roundedUp(in, panel) * out + panel), Scalar(0));
            const Index half = in / 2; // in two parts, as two threads would
            kernels.transpose(w.data(), turned.data(), in, out, 0, half);
            kernels.transpose(w.data(), turned.data(), in, out, half, in);
            for (Index k = 0; k < in; ++k)
                for (Index c = 0; c < out; ++c)
                    QCOMPARE(at(turned, inPanels(c, k, out, panel)), at(w, inPanels(k, c, in, panel)));
        }
}

void KernelsTest::sumsOfColumns_data()
{
    everyLevel();
}

void KernelsTest::sumsOfColumns()
{
    QFETCH(int, level);
    const KernelTable& kernels = table(level);
    Rng rng(5, "sums");
    for (const Index rows : {1, 2, 17, 100})
        for (const Index columns : {1, 5, 16, 33}) {
            const Index stride = paddedUnits(columns);
            const std::vector<Scalar> d = numbers(rng, rows * stride);
            std::vector<Scalar> sums(static_cast<std::size_t>(stride));
            kernels.columnSums(d.data(), stride, rows, roundedUp(columns, kernels.lanes), sums.data());
            for (Index c = 0; c < columns; ++c) {
                double wanted = 0;
                for (Index j = 0; j < rows; ++j)
                    wanted += at(d, j * stride + c);
                QVERIFY(std::abs(at(sums, c) - wanted) <= kEpsilon * static_cast<double>(rows));
            }
        }
}

void KernelsTest::chosenLevel()
{
    // What the program takes by itself; the test below starts this one again with a wish.
    qInfo("level %s", kernels().name);
    const std::string wish = qEnvironmentVariable("NETLOOM_CPU").toStdString();
    const auto tables = availableKernels();
    const bool known = std::any_of(tables.begin(), tables.end(), [&](const auto* t) { return t->name == wish; });
    QCOMPARE(std::string(kernels().name), known ? wish : std::string(tables.back()->name));
    useKernels(tables.front());
    QVERIFY(&kernels() == tables.front());
    useKernels(nullptr);
    QVERIFY(known || &kernels() == tables.back());
}

void KernelsTest::aLowerLevelCanBeChosen()
{
    QStringList wishes{QStringLiteral("v9"), QString()};
    for (const KernelTable* level : availableKernels())
        wishes.append(QString::fromLatin1(level->name));
    for (const QString& wish : wishes) {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("NETLOOM_CPU"), wish);
        QProcess again;
        again.setProcessEnvironment(environment);
        again.start(QCoreApplication::applicationFilePath(), {QStringLiteral("chosenLevel")});
        QVERIFY(again.waitForFinished());
        const QString said = QString::fromUtf8(again.readAllStandardOutput());
        QVERIFY2(again.exitCode() == 0, qPrintable(said));
        const QString level =
            wish.isEmpty() || wish == QLatin1String("v9") ? QString::fromLatin1(availableKernels().back()->name) : wish;
        QVERIFY2(said.contains(QStringLiteral("level %1\n").arg(level)), qPrintable(said));
    }
}

void KernelsTest::activations_data()
{
    everyLevel();
}

void KernelsTest::activations()
{
    QFETCH(int, level);
    const KernelTable& kernels = table(level);
    const std::vector<double> places{-1000, -100, -88.5, -20, -3, -1,   -1e-3, -0.0, 0,
                                     1e-3,  0.5,  1,     3,   20, 88.5, 1000,  2};
    for (std::size_t n = 0; n <= places.size(); ++n) // every remainder beside whole vectors
        for (const KernelActivation activation : kActivations) {
            std::vector<Scalar> y(places.begin(), places.begin() + static_cast<std::ptrdiff_t>(n));
            y.push_back(Scalar(77)); // not to be touched
            const std::vector<Scalar> z = y;
            kernels.activate(activation, y.data(), static_cast<int64_t>(n));
            std::vector<Scalar> d(n + 1, Scalar(2));
            kernels.derive(activation, y.data(), d.data(), static_cast<int64_t>(n));
            for (std::size_t i = 0; i < n; ++i) {
                const double wanted = activated(activation, static_cast<double>(z[i]));
                QVERIFY(std::abs(static_cast<double>(y[i]) - wanted) <= 4 * kEpsilon * std::max(1.0, std::abs(wanted)));
                const auto f = static_cast<double>(y[i]);
                const double slope = activation == KernelLinear ? 1
                                     : activation == KernelRelu ? (f > 0 ? 1 : 0)
                                     : activation == KernelTanh ? 1 - f * f
                                                                : f * (1 - f);
                QVERIFY(std::abs(static_cast<double>(d[i]) - 2 * slope) <= 4 * kEpsilon);
            }
            QCOMPARE(y[n], Scalar(77));
            QCOMPARE(d[n], Scalar(2));
        }
}

void KernelsTest::notFiniteNumbersAreFound_data()
{
    everyLevel();
}

void KernelsTest::notFiniteNumbersAreFound()
{
    QFETCH(int, level);
    const KernelTable& kernels = table(level);
    constexpr Scalar infinity = std::numeric_limits<Scalar>::infinity();
    for (std::size_t n = 1; n < 70; ++n) {
        std::vector<Scalar> x(n, std::numeric_limits<Scalar>::max());
        QVERIFY(kernels.allFinite(x.data(), static_cast<int64_t>(n)));
        for (const Scalar bad : {infinity, -infinity, std::numeric_limits<Scalar>::quiet_NaN()})
            for (std::size_t i = 0; i < n; ++i) {
                std::vector<Scalar> spoilt = x;
                spoilt[i] = bad;
                QVERIFY(!kernels.allFinite(spoilt.data(), static_cast<int64_t>(n)));
            }
    }
    QVERIFY(kernels.allFinite(nullptr, 0));
}
