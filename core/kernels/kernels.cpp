// SPDX-License-Identifier: GPL-3.0-or-later
// Compiled once per CPU level with NETLOOM_KERNEL_LEVEL naming the table. Everything is static: no symbol of one level
// may be merged with that of another.
#include "core/kernels/kernels.h"

#include <math.h>
#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace {

using S = KernelScalar;
constexpr bool kDouble = sizeof(S) == 8;

#if defined(__AVX512F__)
constexpr int kBytes = 64;
constexpr int kRows = 12;
#elif defined(__AVX__)
constexpr int kBytes = 32;
constexpr int kRows = 6;
#else
constexpr int kBytes = 16;
constexpr int kRows = 4;
#endif
constexpr int kLanes = kBytes / static_cast<int>(sizeof(S));
constexpr int kVectors = 2;
constexpr int kPanel = kLanes * kVectors;

typedef S V __attribute__((vector_size(kBytes), may_alias));
typedef S Unaligned __attribute__((vector_size(kBytes), aligned(sizeof(S)), may_alias));
#ifdef NETLOOM_DOUBLE
typedef int64_t I __attribute__((vector_size(kBytes)));
#else
typedef int32_t I __attribute__((vector_size(kBytes)));
#endif

inline V load(const S* p)
{
    return *reinterpret_cast<const Unaligned*>(p);
}

inline void store(S* p, V v)
{
    *reinterpret_cast<Unaligned*>(p) = v;
}

// The intrinsic, not `zero + scalar`: the latter spills on AVX2.
inline V broadcast(S x)
{
#if defined(NETLOOM_DOUBLE) && defined(__AVX512F__)
    return reinterpret_cast<V>(_mm512_set1_pd(x));
#elif defined(NETLOOM_DOUBLE) && defined(__AVX__)
    return reinterpret_cast<V>(_mm256_set1_pd(x));
#elif defined(NETLOOM_DOUBLE) && defined(__SSE2__)
    return reinterpret_cast<V>(_mm_set1_pd(x));
#elif defined(__AVX512F__)
    return reinterpret_cast<V>(_mm512_set1_ps(x));
#elif defined(__AVX__)
    return reinterpret_cast<V>(_mm256_set1_ps(x));
#elif defined(__SSE2__)
    return reinterpret_cast<V>(_mm_set1_ps(x));
#else
    return V{} + x;
#endif
}

inline V select(I mask, V yes, V no)
{
    return mask ? yes : no;
}

inline V squareRoot(V x)
{
#if defined(NETLOOM_DOUBLE) && defined(__AVX512F__)
    return reinterpret_cast<V>(_mm512_maskz_sqrt_pd(0xff, reinterpret_cast<__m512d>(x)));
#elif defined(NETLOOM_DOUBLE) && defined(__AVX__)
    return reinterpret_cast<V>(_mm256_sqrt_pd(reinterpret_cast<__m256d>(x)));
#elif defined(NETLOOM_DOUBLE) && defined(__SSE2__)
    return reinterpret_cast<V>(_mm_sqrt_pd(reinterpret_cast<__m128d>(x)));
#elif defined(__AVX512F__)
    return reinterpret_cast<V>(_mm512_maskz_sqrt_ps(0xffff, reinterpret_cast<__m512>(x)));
#elif defined(__AVX__)
    return reinterpret_cast<V>(_mm256_sqrt_ps(reinterpret_cast<__m256>(x)));
#elif defined(__SSE2__)
    return reinterpret_cast<V>(_mm_sqrt_ps(reinterpret_cast<__m128>(x)));
#else
    for (int i = 0; i < kLanes; ++i)
        x[i] = static_cast<S>(sqrt(static_cast<double>(x[i])));
    return x;
#endif
}

#ifdef NETLOOM_DOUBLE
inline V exponential(V x)
{
    for (int i = 0; i < kLanes; ++i)
        x[i] = exp(x[i]);
    return x;
}
#else
// Cephes' expf (Moshier): range reduction by ln 2 in two parts and a polynomial; about 1e-7 relative on [-87, 88].
inline V exponential(V x)
{
    x = select(x > broadcast(88.0f), broadcast(88.0f), x);
    x = select(x < broadcast(-87.0f), broadcast(-87.0f), x);
    const V magic = broadcast(12582912.0f); // adding and taking it away rounds to whole numbers
    const V n = (x * broadcast(1.44269504f) + magic) - magic;
    const V f = x - n * broadcast(0.693359375f) + n * broadcast(2.12194440e-4f);
    V p = broadcast(1.9875691500e-4f);
    p = p * f + broadcast(1.3981999507e-3f);
    p = p * f + broadcast(8.3334519073e-3f);
    p = p * f + broadcast(4.1665795894e-2f);
    p = p * f + broadcast(1.6666665459e-1f);
    p = p * f + broadcast(5.0000001201e-1f);
    p = p * f * f + f + broadcast(1.0f);
    const I exponent = reinterpret_cast<I>(n + magic) - reinterpret_cast<I>(magic);
    return reinterpret_cast<V>(reinterpret_cast<I>(p) + (exponent << 23));
}
#endif

#define NETLOOM_UNROLL _Pragma("GCC unroll 16")

inline V activated(KernelActivation activation, V x)
{
    const V one = broadcast(1);
    switch (activation) {
    case KernelRelu:
        return select(x > V{}, x, V{});
    case KernelTanh:
        if constexpr (kDouble) {
            for (int i = 0; i < kLanes; ++i)
                x[i] = static_cast<S>(tanh(static_cast<double>(x[i])));
            return x;
        }
        return one - broadcast(2) / (one + exponential(broadcast(2) * x));
    case KernelSigmoid:
        return one / (one + exponential(-x));
    case KernelLinear:
        break;
    }
    return x;
}

template<int Rows, int Vectors, KernelActivation activation>
inline __attribute__((always_inline)) void tile(const GemmJob& job, const S* a, const S* b, S* c, const S* bias)
{
    V sum[Rows][Vectors];
    NETLOOM_UNROLL for (int i = 0; i < Rows; ++i) NETLOOM_UNROLL for (int j = 0; j < Vectors; ++j) sum[i][j] = V{};
    const int64_t aRow = job.aRow;
    const int64_t aStep = job.aStep;
    const int64_t bRow = job.bRow;
#pragma GCC unroll 1
    for (int64_t k = job.depth; k > 0; --k) {
        V right[Vectors];
        NETLOOM_UNROLL for (int j = 0; j < Vectors; ++j) right[j] = load(b + j * kLanes);
        NETLOOM_UNROLL for (int i = 0; i < Rows; ++i)
        {
            const V left = broadcast(a[i * aRow]);
            NETLOOM_UNROLL for (int j = 0; j < Vectors; ++j) sum[i][j] += left * right[j];
        }
        a += aStep;
        b += bRow;
    }
    NETLOOM_UNROLL for (int i = 0; i < Rows; ++i) NETLOOM_UNROLL for (int j = 0; j < Vectors; ++j)
    {
        V value = sum[i][j];
        if (bias)
            value += load(bias + j * kLanes);
        store(c + i * job.cRow + j * kLanes, activated(activation, value));
    }
}

template<int N>
struct Count {
    static constexpr int value = N;
};

template<int Vectors, KernelActivation activation>
inline void rowsOfPanel(const GemmJob& job, int64_t first, int64_t last, const S* b, S* c, const S* bias)
{
    int64_t row = first;
    const auto run = [&](auto rows) {
        constexpr int kCount = decltype(rows)::value;
        tile<kCount, Vectors, activation>(job, job.a + row * job.aRow, b, c + row * job.cRow, bias);
        row += kCount;
    };
    while (last - row >= kRows)
        run(Count<kRows>{});
    while (last - row >= 4)
        run(Count<4>{});
    if (last - row >= 2)
        run(Count<2>{});
    if (last - row >= 1)
        run(Count<1>{});
}

template<KernelActivation activation>
void multiply(const GemmJob& job)
{
    const int64_t panels = (job.columns + kPanel - 1) / kPanel;
    // A block of rows stays in cache while it meets every panel.
    constexpr int64_t kRowBlock = 8 * kRows;
    for (int64_t first = job.firstRow; first < job.lastRow; first += kRowBlock) {
        const int64_t last = first + kRowBlock < job.lastRow ? first + kRowBlock : job.lastRow;
        for (int64_t p = 0; p < panels; ++p) {
            const S* b = job.b + p * job.bPanel;
            S* c = job.c + p * job.cPanel;
            const S* bias = job.bias ? job.bias + p * kPanel : nullptr;
            if (job.columns - p * kPanel > kLanes)
                rowsOfPanel<2, activation>(job, first, last, b, c, bias);
            else
                rowsOfPanel<1, activation>(job, first, last, b, c, bias);
        }
    }
}

void gemm(const GemmJob* job)
{
    switch (job->activation) {
    case KernelLinear:
        return multiply<KernelLinear>(*job);
    case KernelRelu:
        return multiply<KernelRelu>(*job);
    case KernelTanh:
        return multiply<KernelTanh>(*job);
    case KernelSigmoid:
        return multiply<KernelSigmoid>(*job);
    }
}

void transpose(const S* w, S* wt, int64_t in, int64_t out, int64_t first, int64_t last)
{
    // Blocks of one panel keep the written lines in the first-level cache.
    for (int64_t block = first; block < last; block += kPanel) {
        const int64_t end = block + kPanel < last ? block + kPanel : last;
        for (int64_t p = 0; p * kPanel < out; ++p) {
            const int64_t count = out - p * kPanel < kPanel ? out - p * kPanel : kPanel;
            for (int64_t k = block; k < end; ++k) {
                const S* from = w + p * in * kPanel + k * kPanel;
                S* to = wt + (k / kPanel) * out * kPanel + p * kPanel * kPanel + k % kPanel;
                for (int64_t j = 0; j < count; ++j)
                    to[j * kPanel] = from[j];
            }
        }
    }
}

void columnSums(const S* d, int64_t stride, int64_t rows, int64_t columns, S* sums)
{
    for (int64_t c = 0; c < columns; c += kLanes) {
        V sum = V{};
        for (int64_t i = 0; i < rows; ++i)
            sum += load(d + i * stride + c);
        store(sums + c, sum);
    }
}

void adam(const AdamJob* job, S* w, const S* g, S* m, S* v, int64_t n)
{
    const V rate = broadcast(job->rate);
    const V keep1 = broadcast(job->keep1);
    const V keep2 = broadcast(job->keep2);
    const V epsilon = broadcast(job->epsilon);
    int64_t i = 0;
    for (; i + kLanes <= n; i += kLanes) {
        const V gradient = load(g + i);
        V mean = load(m + i);
        V square = load(v + i);
        mean += (gradient - mean) * keep1;
        square += (gradient * gradient - square) * keep2;
        store(m + i, mean);
        store(v + i, square);
        store(w + i, load(w + i) - rate * mean / (squareRoot(square) + epsilon));
    }
    for (; i < n; ++i) {
        m[i] += (g[i] - m[i]) * job->keep1;
        v[i] += (g[i] * g[i] - v[i]) * job->keep2;
        w[i] -= job->rate * m[i] / (static_cast<S>(sqrt(static_cast<double>(v[i]))) + job->epsilon);
    }
}

void activate(KernelActivation activation, S* y, int64_t n)
{
    int64_t i = 0;
    for (; i + kLanes <= n; i += kLanes)
        store(y + i, activated(activation, load(y + i)));
    if (i < n) {
        V rest = V{};
        memcpy(&rest, y + i, static_cast<size_t>(n - i) * sizeof(S));
        rest = activated(activation, rest);
        memcpy(y + i, &rest, static_cast<size_t>(n - i) * sizeof(S));
    }
}

void derive(KernelActivation activation, const S* y, S* d, int64_t n)
{
    switch (activation) {
    case KernelLinear:
        return;
    case KernelRelu:
        for (int64_t i = 0; i < n; ++i)
            d[i] = y[i] > 0 ? d[i] : 0;
        return;
    case KernelTanh:
        for (int64_t i = 0; i < n; ++i)
            d[i] *= 1 - y[i] * y[i];
        return;
    case KernelSigmoid:
        for (int64_t i = 0; i < n; ++i)
            d[i] *= y[i] * (1 - y[i]);
        return;
    }
}

int allFinite(const S* x, int64_t n)
{
    // x * 0 is 0 for finite numbers and NaN for all others; the sum keeps a NaN.
    V sum = V{};
    int64_t i = 0;
    for (; i + kLanes <= n; i += kLanes)
        sum += load(x + i) * V{};
    S total = 0;
    for (int j = 0; j < kLanes; ++j)
        total += sum[j];
    for (; i < n; ++i)
        total += x[i] * 0;
    return total == 0;
}

const char* const kNames[] = {"baseline", "v3", "v4"};

} // namespace

extern "C" const KernelTable NETLOOM_KERNEL_TABLE;
extern "C" const KernelTable NETLOOM_KERNEL_TABLE = {
    kNames[NETLOOM_KERNEL_LEVEL], kLanes, kPanel, gemm, transpose, columnSums, adam, activate, derive, allFinite};
