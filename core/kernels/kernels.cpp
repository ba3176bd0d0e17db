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

#if defined(__AVX512F__)
#define NETLOOM_VECTOR_REGISTER "v"
#elif defined(__x86_64__)
#define NETLOOM_VECTOR_REGISTER "x"
#else
#define NETLOOM_VECTOR_REGISTER "w"
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

/// Result of a tile with bias and activation.
template<KernelActivation activation>
struct StoreActivated {
    const GemmJob& job;
    const S* bias; ///< of the panel, or null

    inline __attribute__((always_inline)) void operator()(int64_t place, int64_t column, V value) const
    {
        if (bias)
            value += load(bias + column);
        store(job.c + place + column, activated(activation, value));
    }
};

/// One vector of a rule; `check` becomes NaN where a result is not finite.
template<KernelRule rule>
inline __attribute__((always_inline)) void stepVector(const UpdateRule& u, V g, S* w, S* m, S* v, V& check)
{
    if constexpr (rule == KernelAdam) {
        V mean = load(m);
        V square = load(v);
        mean += (g - mean) * broadcast(u.keep1);
        square += (g * g - square) * broadcast(u.keep2);
        store(m, mean);
        store(v, square);
        const V weight = load(w) - broadcast(u.rate) * mean / (squareRoot(square) + broadcast(u.epsilon));
        store(w, weight);
        check += (weight + square) * V{};
    } else {
        V step = -(broadcast(u.rate) * g);
        if constexpr (rule == KernelMomentum) {
            step += broadcast(u.keep1) * load(m);
            store(m, step);
        }
        const V weight = load(w) + step;
        store(w, weight);
        check += weight * V{};
    }
}

inline bool isZero(V check)
{
    S total = 0;
    for (int j = 0; j < kLanes; ++j)
        total += check[j];
    return total == 0;
}

/// Result of a tile is a gradient, used up at once: it never goes to memory.
template<KernelRule rule>
struct StepWeights {
    const GemmJob& job;
    V& check;

    inline __attribute__((always_inline)) void operator()(int64_t place, int64_t column, V gradient) const
    {
        const int64_t at = place + column;
        stepVector<rule>(*job.update, gradient, job.w + at, job.m + at, job.v + at, check);
    }
};

template<int Rows, int Vectors, class Epilogue>
inline __attribute__((always_inline)) void tile(const GemmJob& job, const S* a, const S* b, int64_t place,
                                                const Epilogue& epilogue)
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
        epilogue(place + i * job.cRow, j * kLanes, sum[i][j]);
}

template<int Vectors, class Epilogue>
inline void rowsOfPanel(const GemmJob& job, int64_t first, int64_t last, const S* b, int64_t panelPlace,
                        const Epilogue& epilogue)
{
    int64_t row = first;
#define NETLOOM_ROWS(count)                                                                                            \
    tile<count, Vectors>(job, job.a + row * job.aRow, b, panelPlace + row * job.cRow, epilogue);                       \
    row += count
    while (last - row >= kRows) {
        NETLOOM_ROWS(kRows);
    }
    if (kRows > 6 && last - row >= 6) {
        NETLOOM_ROWS(6);
    }
    while (last - row >= 4) {
        NETLOOM_ROWS(4);
    }
    if (last - row >= 2) {
        NETLOOM_ROWS(2);
    }
    if (last - row >= 1) {
        NETLOOM_ROWS(1);
    }
#undef NETLOOM_ROWS
}

template<class MakeEpilogue>
inline void multiply(const GemmJob& job, const MakeEpilogue& makeEpilogue)
{
    const int64_t panels = (job.columns + kPanel - 1) / kPanel;
    // A block of rows stays in cache while it meets every panel.
    constexpr int64_t kRowBlock = 8 * kRows;
    for (int64_t first = job.firstRow; first < job.lastRow; first += kRowBlock) {
        const int64_t last = first + kRowBlock < job.lastRow ? first + kRowBlock : job.lastRow;
        for (int64_t p = 0; p < panels; ++p) {
            const S* b = job.b + p * job.bPanel;
            const auto epilogue = makeEpilogue(p);
            if (job.columns - p * kPanel > kLanes)
                rowsOfPanel<2>(job, first, last, b, p * job.cPanel, epilogue);
            else
                rowsOfPanel<1>(job, first, last, b, p * job.cPanel, epilogue);
        }
    }
}

template<KernelActivation activation>
void multiplyActivated(const GemmJob& job)
{
    multiply(job, [&](int64_t p) {
        return StoreActivated<activation>{job, job.bias ? job.bias + p * kPanel : nullptr};
    });
}

template<KernelRule rule>
void multiplyAndStep(const GemmJob& job)
{
    V check = V{};
    multiply(job, [&](int64_t) { return StepWeights<rule>{job, check}; });
    if (!isZero(check))
        __atomic_store_n(job.notFinite, 1, __ATOMIC_RELAXED);
}

void gemm(const GemmJob* job)
{
    switch (job->update ? job->update->rule : KernelNoRule) {
    case KernelAdam:
        return multiplyAndStep<KernelAdam>(*job);
    case KernelSgd:
        return multiplyAndStep<KernelSgd>(*job);
    case KernelMomentum:
        return multiplyAndStep<KernelMomentum>(*job);
    case KernelNoRule:
        break;
    }
    switch (job->activation) {
    case KernelLinear:
        return multiplyActivated<KernelLinear>(*job);
    case KernelRelu:
        return multiplyActivated<KernelRelu>(*job);
    case KernelTanh:
        return multiplyActivated<KernelTanh>(*job);
    case KernelSigmoid:
        return multiplyActivated<KernelSigmoid>(*job);
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

template<KernelRule rule>
int stepAll(const UpdateRule& u, S* w, const S* g, S* m, S* v, int64_t n)
{
    V check = V{};
    int64_t i = 0;
    for (; i + kLanes <= n; i += kLanes)
        stepVector<rule>(u, load(g + i), w + i, m + i, v + i, check);
    if (i < n) {
        S rest[4][kLanes] = {};
        const auto bytes = static_cast<size_t>(n - i) * sizeof(S);
        memcpy(rest[0], g + i, bytes);
        memcpy(rest[1], w + i, bytes);
        if (rule != KernelSgd)
            memcpy(rest[2], m + i, bytes);
        if (rule == KernelAdam)
            memcpy(rest[3], v + i, bytes);
        stepVector<rule>(u, load(rest[0]), rest[1], rest[2], rest[3], check);
        memcpy(w + i, rest[1], bytes);
        if (rule != KernelSgd)
            memcpy(m + i, rest[2], bytes);
        if (rule == KernelAdam)
            memcpy(v + i, rest[3], bytes);
    }
    return isZero(check);
}

int update(const UpdateRule* rule, S* w, const S* g, S* m, S* v, int64_t n)
{
    switch (rule->rule) {
    case KernelAdam:
        return stepAll<KernelAdam>(*rule, w, g, m, v, n);
    case KernelSgd:
        return stepAll<KernelSgd>(*rule, w, g, m, v, n);
    case KernelMomentum:
        return stepAll<KernelMomentum>(*rule, w, g, m, v, n);
    case KernelNoRule:
        break;
    }
    return 1;
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

void softmax(const S* z, S* y, int64_t stride, int64_t rows, int64_t n)
{
    for (int64_t i = 0; i < rows; ++i) {
        const S* in = z + i * stride;
        S* out = y + i * stride;
        S top = in[0];
        for (int64_t j = 1; j < n; ++j)
            top = in[j] > top ? in[j] : top;
        const V shift = broadcast(top);
        S sum = 0;
        for (int64_t j = 0; j < n; j += kLanes) {
            const int64_t count = n - j < kLanes ? n - j : kLanes;
            S part[kLanes] = {};
            memcpy(part, in + j, static_cast<size_t>(count) * sizeof(S));
            store(part, exponential(load(part) - shift));
            memcpy(out + j, part, static_cast<size_t>(count) * sizeof(S));
            for (int64_t l = 0; l < count; ++l)
                sum += part[l];
        }
        const S inverse = 1 / sum;
        for (int64_t j = 0; j < n; ++j)
            out[j] *= inverse;
    }
}

// Wellons' low-bias hash of 32 bits (nullprogram.com/blog/2018/07/31): vectorises where 64-bit products do not.
void dropout(const DropoutJob* job)
{
    const S scale = job->scale;
    const uint32_t threshold = job->threshold;
    for (int64_t i = 0; i < job->n; ++i) {
        uint32_t h = (job->first + static_cast<uint32_t>(i) + job->key1) ^ job->key2;
        h ^= h >> 16;
        h *= 0x7feb352dU;
        h ^= h >> 15;
        h *= 0x846ca68bU;
        h ^= h >> 16;
        const S factor = h >= threshold ? scale : 0;
        job->mask[i] = factor;
        job->y[i] = job->x[i] * factor;
    }
}

/// log(1 + e) for e in [0, 1]: 2 artanh(e / (2 + e)), whose series converges quickly there.
inline V logOfOnePlus(V e)
{
#ifdef NETLOOM_DOUBLE
    for (int i = 0; i < kLanes; ++i)
        e[i] = log1p(e[i]);
    return e;
#else
    const V s = e / (broadcast(2) + e);
    const V q = s * s;
    V p = broadcast(1.0f / 13);
    p = p * q + broadcast(1.0f / 11);
    p = p * q + broadcast(1.0f / 9);
    p = p * q + broadcast(1.0f / 7);
    p = p * q + broadcast(1.0f / 5);
    p = p * q + broadcast(1.0f / 3);
    p = p * q + broadcast(1);
    return broadcast(2) * s * p;
#endif
}

void logitLosses(const S* z, int64_t zStride, const S* target, int64_t targetStride, int64_t rows, S* losses)
{
    for (int64_t i = 0; i < rows; i += kLanes) {
        const int64_t count = rows - i < kLanes ? rows - i : kLanes;
        S logits[kLanes] = {};
        S targets[kLanes] = {};
        for (int64_t j = 0; j < count; ++j) {
            logits[j] = z[(i + j) * zStride];
            targets[j] = target[(i + j) * targetStride];
        }
        const V x = load(logits);
        const V size = select(x > V{}, x, -x);
        const V loss = select(x > V{}, x, V{}) - x * load(targets) + logOfOnePlus(exponential(-size));
        S result[kLanes];
        store(result, loss);
        for (int64_t j = 0; j < count; ++j)
            losses[i + j] = result[j];
    }
}

int allFinite(const S* x, int64_t n)
{
    // x * 0 is 0 for finite numbers and NaN for all others; the sum keeps a NaN.
    V sum = V{};
    int64_t i = 0;
    for (; i + kLanes <= n; i += kLanes)
        sum += load(x + i) * V{};
    S total = isZero(sum) ? S(0) : S(1);
    for (; i < n; ++i)
        total += x[i] * 0;
    return total == 0;
}

double multiplyAdds(int64_t rounds)
{
    constexpr int kChains = 16; // enough to hide the latency of a multiply-add, and within 16 registers
    constexpr int kUsed = kBytes == 64 ? kChains : 12;
    V chain[kUsed];
    const V factor = broadcast(S(0.999));
    const V term = broadcast(S(1e-3));
    NETLOOM_UNROLL for (int i = 0; i < kUsed; ++i) chain[i] = broadcast(static_cast<S>(i));
#pragma GCC unroll 1
    for (int64_t r = 0; r < rounds; ++r) {
        NETLOOM_UNROLL for (int i = 0; i < kUsed; ++i)
        {
            chain[i] = chain[i] * factor + term;
            asm volatile("" : "+" NETLOOM_VECTOR_REGISTER(chain[i])); // keeps the chains apart and alive
        }
    }
    return 2.0 * static_cast<double>(rounds) * kUsed * kLanes;
}

const char* const kNames[] = {"baseline", "v3", "v4"};

} // namespace

extern "C" const KernelTable NETLOOM_KERNEL_TABLE;
extern "C" const KernelTable NETLOOM_KERNEL_TABLE = {kNames[NETLOOM_KERNEL_LEVEL],
                                                     kLanes,
                                                     kPanel,
                                                     gemm,
                                                     transpose,
                                                     columnSums,
                                                     update,
                                                     activate,
                                                     derive,
                                                     softmax,
                                                     dropout,
                                                     logitLosses,
                                                     allFinite,
                                                     multiplyAdds};
