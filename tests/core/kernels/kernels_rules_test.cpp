// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/base/types.h"
#include "core/kernels/dispatch.h"
#include "tests/core/kernels/kernels_test.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace netloom;

namespace {

constexpr double kEpsilon = static_cast<double>(std::numeric_limits<Scalar>::epsilon());

std::vector<Scalar> numbers(Rng& rng, std::size_t count, double low = -1, double high = 1)
{
    std::vector<Scalar> out(count);
    for (Scalar& value : out)
        value = static_cast<Scalar>(rng.uniform(low, high));
    return out;
}

double number(Scalar value)
{
    return static_cast<double>(value);
}

bool near(Scalar got, double wanted, double steps = 8)
{
    return std::abs(number(got) - wanted) <= steps * kEpsilon * std::max(1.0, std::abs(wanted));
}

constexpr UpdateRule kRules[] = {{KernelAdam, Scalar(0.125), Scalar(0.25), Scalar(0.5), Scalar(0.0625), Scalar(0.9375)},
                                 {KernelSgd, Scalar(0.125), 0, 0, 0, 1},
                                 {KernelMomentum, Scalar(0.125), Scalar(0.75), 0, 0, 1}};

/// The rules as kernels.h has them, number by number.
void stepPlainly(const UpdateRule& rule, double& w, double g, double& m, double& v)
{
    const double rate = number(rule.rate);
    switch (rule.rule) {
    case KernelAdam:
        m += number(rule.keep1) * (g - m);
        v += number(rule.keep2) * (g * g - v);
        w = number(rule.shrink) * w - rate * m / (std::sqrt(v) + number(rule.epsilon));
        return;
    case KernelSgd:
        w -= rate * g;
        return;
    case KernelMomentum:
        m = number(rule.keep1) * m - rate * g;
        w += m;
        return;
    case KernelNoRule:
        return;
    }
}

} // namespace

void KernelsTest::rules_data()
{
    everyLevel();
}

void KernelsTest::rules()
{
    QFETCH(int, level);
    const KernelTable& kernels = table(level);
    Rng rng(11, "rules");
    for (const UpdateRule& rule : kRules)
        for (std::size_t n = 1; n < 40; ++n) {
            std::vector<Scalar> w = numbers(rng, n + 1);
            const std::vector<Scalar> g = numbers(rng, n);
            std::vector<Scalar> m = numbers(rng, n + 1);
            std::vector<Scalar> v = numbers(rng, n + 1, 0, 1);
            const auto w0 = w;
            const auto m0 = m;
            const auto v0 = v;
            QVERIFY(kernels.update(&rule, w.data(), g.data(), m.data(), v.data(), static_cast<int64_t>(n)));
            for (std::size_t i = 0; i < n; ++i) {
                double wantedW = number(w0[i]);
                double wantedM = number(m0[i]);
                double wantedV = number(v0[i]);
                stepPlainly(rule, wantedW, number(g[i]), wantedM, wantedV);
                QVERIFY(near(w[i], wantedW) && near(m[i], wantedM) && near(v[i], wantedV));
            }
            QVERIFY(w[n] == w0[n] && m[n] == m0[n] && v[n] == v0[n]); // what lies behind is left alone
            for (const Scalar bad :
                 {std::numeric_limits<Scalar>::infinity(), std::numeric_limits<Scalar>::quiet_NaN()}) {
                std::vector<Scalar> spoilt = g;
                spoilt[n - 1] = bad;
                QVERIFY(!kernels.update(&rule, w.data(), spoilt.data(), m.data(), v.data(), static_cast<int64_t>(n)));
            }
        }
}

void KernelsTest::rulesInProducts_data()
{
    everyLevel();
}

void KernelsTest::rulesInProducts()
{
    // A gradient xᵀ d that goes into the weights at once gives what the stored gradient and update() give.
    QFETCH(int, level);
    const KernelTable& kernels = table(level);
    const Index panel = kernels.panel;
    Rng rng(12, "products");
    for (const UpdateRule& rule : kRules)
        for (const Index in : {1, 5, 6, 13, 26})
            for (const Index out : {1, 8, 17, 40}) {
                const Index batch = 7;
                const Index columns = (out + kernels.lanes - 1) / kernels.lanes * kernels.lanes;
                const Index stride = (out + panel - 1) / panel * panel;
                const std::vector<Scalar> x = numbers(rng, static_cast<std::size_t>(batch * in));
                std::vector<Scalar> d = numbers(rng, static_cast<std::size_t>(batch * stride));
                for (Index j = 0; j < batch; ++j)
                    std::fill_n(d.begin() + j * stride + out, stride - out, Scalar(0));
                const auto size = static_cast<std::size_t>(stride * in);
                std::vector<Scalar> g(size);
                GemmJob job{};
                job.a = x.data();
                job.aRow = 1;
                job.aStep = in;
                job.b = d.data();
                job.bPanel = panel;
                job.bRow = stride;
                job.c = g.data();
                job.cPanel = in * panel;
                job.cRow = panel;
                job.lastRow = in;
                job.depth = batch;
                job.columns = columns;
                kernels.gemm(&job);
                std::vector<Scalar> w = numbers(rng, size);
                std::vector<Scalar> m = numbers(rng, size);
                std::vector<Scalar> v = numbers(rng, size, 0, 1);
                // Only columns up to whole vectors are touched; elsewhere the gradient was left at 0.
                std::vector<Scalar> wanted = w;
                std::vector<Scalar> wantedM = m;
                std::vector<Scalar> wantedV = v;
                kernels.update(&rule, wanted.data(), g.data(), wantedM.data(), wantedV.data(),
                               static_cast<int64_t>(size));
                int notFinite = 0;
                job.update = &rule;
                job.w = w.data();
                job.m = m.data();
                job.v = v.data();
                job.notFinite = &notFinite;
                const std::vector<Scalar> before = g;
                kernels.gemm(&job);
                QCOMPARE(notFinite, 0);
                QVERIFY(g == before); // c is not written
                for (Index k = 0; k < in; ++k)
                    for (Index c = 0; c < out; ++c) {
                        const auto i = static_cast<std::size_t>(c / panel * in * panel + k * panel + c % panel);
                        QVERIFY(near(w[i], number(wanted[i])) && near(m[i], number(wantedM[i])) &&
                                near(v[i], number(wantedV[i])));
                    }
                d[0] = std::numeric_limits<Scalar>::infinity();
                kernels.gemm(&job);
                QCOMPARE(notFinite, 1);
            }
}

void KernelsTest::shares_data()
{
    everyLevel();
}

void KernelsTest::shares()
{
    QFETCH(int, level);
    Rng rng(13, "softmax");
    for (std::size_t n = 1; n < 40; ++n) {
        const std::size_t stride = (n + 15) / 16 * 16;
        const std::size_t rows = 3;
        std::vector<Scalar> z = numbers(rng, rows * stride, -5, 5);
        z[stride] = 300; // one far above the others
        z[2 * stride] = -300;
        std::vector<Scalar> y(z.size(), Scalar(0));
        table(level).softmax(z.data(), y.data(), static_cast<int64_t>(stride), static_cast<int64_t>(rows),
                             static_cast<int64_t>(n));
        for (std::size_t i = 0; i < rows; ++i) {
            const Scalar* in = z.data() + i * stride;
            const double top = number(*std::max_element(in, in + n));
            double sum = 0;
            for (std::size_t c = 0; c < n; ++c)
                sum += std::exp(number(in[c]) - top);
            for (std::size_t c = 0; c < n; ++c)
                QVERIFY(near(y[i * stride + c], std::exp(number(in[c]) - top) / sum));
        }
    }
}

void KernelsTest::lossesOfLogits_data()
{
    everyLevel();
}

void KernelsTest::lossesOfLogits()
{
    QFETCH(int, level);
    const std::vector<double> places{-1000, -100, -30, -2, -1e-3, 0, 1e-3, 2, 30, 100, 1000};
    for (std::size_t rows = 1; rows <= places.size(); ++rows)
        for (const double target : {0.0, 1.0, 0.25}) {
            const std::size_t stride = 16;
            std::vector<Scalar> z(rows * stride, Scalar(5));
            std::vector<Scalar> t(rows * 3, static_cast<Scalar>(target));
            for (std::size_t i = 0; i < rows; ++i)
                z[i * stride] = static_cast<Scalar>(places[i]);
            std::vector<Scalar> losses(rows + 1, Scalar(77));
            table(level).logitLosses(z.data(), static_cast<int64_t>(stride), t.data(), 3, static_cast<int64_t>(rows),
                                     losses.data());
            for (std::size_t i = 0; i < rows; ++i) {
                const double logit = number(z[i * stride]);
                QVERIFY(
                    near(losses[i], std::max(logit, 0.0) - logit * target + std::log1p(std::exp(-std::abs(logit)))));
            }
            QCOMPARE(losses[rows], Scalar(77));
        }
}

void KernelsTest::masks_data()
{
    everyLevel();
}

void KernelsTest::masks()
{
    QFETCH(int, level);
    const KernelTable& kernels = table(level);
    Rng rng(14, "keys");
    const std::size_t n = 64;
    const std::vector<Scalar> x(n, Scalar(3));
    std::vector<int> kept(n);
    std::vector<int> together(n); // with the next one
    std::vector<int> again(n);    // as in the step before
    std::vector<Scalar> mask(n);
    std::vector<Scalar> last(n);
    const int steps = 20000;
    const double keep = 0.75;
    bool factorsAreRight = true; // a check a number would take most of the time
    for (int step = 0; step < steps; ++step) {
        std::vector<Scalar> y(n + 1, Scalar(77));
        DropoutJob job{};
        job.x = x.data();
        job.y = y.data();
        job.mask = mask.data();
        job.n = static_cast<int64_t>(n);
        job.key1 = static_cast<std::uint32_t>(rng.next());
        job.key2 = static_cast<std::uint32_t>(rng.next());
        job.threshold = std::uint32_t(1) << 30; // a quarter is switched off
        job.scale = Scalar(4.0 / 3);
        kernels.dropout(&job);
        for (std::size_t i = 0; i < n; ++i) {
            factorsAreRight &= (mask[i] == 0 || mask[i] == job.scale) && y[i] == x[i] * mask[i];
            kept[i] += mask[i] != 0;
            together[i] += mask[i] != 0 && mask[(i + 1) % n] != 0;
            again[i] += step > 0 && mask[i] != 0 && last[i] != 0;
        }
        factorsAreRight &= y[n] == Scalar(77);
        last = mask;
        if (step > 5)
            continue;
        // In parts, the numbers are those of the whole: they go by their place alone.
        std::vector<Scalar> parts(n);
        for (const auto& [from, to] : {std::pair<std::size_t, std::size_t>(0, 19), {19, 32}, {32, n}}) {
            job.x = x.data() + from;
            job.y = y.data() + from;
            job.mask = parts.data() + from;
            job.first = static_cast<std::uint32_t>(from);
            job.n = static_cast<int64_t>(to - from);
            kernels.dropout(&job);
        }
        QVERIFY(parts == mask);
    }
    QVERIFY(factorsAreRight);
    // Each number by itself, neighbours and steps independent of each other: five standard errors.
    const auto close = [&](int count, double wanted) {
        return std::abs(count / double(steps) - wanted) < 5 * std::sqrt(wanted * (1 - wanted) / steps);
    };
    for (std::size_t i = 0; i < n; ++i)
        QVERIFY(close(kept[i], keep) && close(together[i], keep * keep) && close(again[i], keep * keep));
}
