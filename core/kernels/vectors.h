// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Vectors of the instruction set this is compiled for, and functions of them. Part of kernels.cpp, of use nowhere else:
// everything is in an unnamed namespace, so that no symbol of one level can be merged with that of another.

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
#if defined(__FMA__)
constexpr int kMultiplyAdd = 1;
#else
constexpr int kMultiplyAdd = 0;
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

// a where it is smaller (larger) than b, otherwise b, which may be NaN. One instruction, which a comparison and a
// choice are not.
#if defined(NETLOOM_DOUBLE) || !defined(__SSE2__)
inline V smaller(V a, V b)
{
    return select(a < b, a, b);
}
inline V larger(V a, V b)
{
    return select(a > b, a, b);
}
#elif defined(__AVX512F__)
inline V smaller(V a, V b)
{
    return reinterpret_cast<V>(_mm512_maskz_min_ps(0xffff, reinterpret_cast<__m512>(a), reinterpret_cast<__m512>(b)));
}
inline V larger(V a, V b)
{
    return reinterpret_cast<V>(_mm512_maskz_max_ps(0xffff, reinterpret_cast<__m512>(a), reinterpret_cast<__m512>(b)));
}
#elif defined(__AVX__)
inline V smaller(V a, V b)
{
    return reinterpret_cast<V>(_mm256_min_ps(reinterpret_cast<__m256>(a), reinterpret_cast<__m256>(b)));
}
inline V larger(V a, V b)
{
    return reinterpret_cast<V>(_mm256_max_ps(reinterpret_cast<__m256>(a), reinterpret_cast<__m256>(b)));
}
#elif defined(__SSE2__)
inline V smaller(V a, V b)
{
    return reinterpret_cast<V>(_mm_min_ps(reinterpret_cast<__m128>(a), reinterpret_cast<__m128>(b)));
}
inline V larger(V a, V b)
{
    return reinterpret_cast<V>(_mm_max_ps(reinterpret_cast<__m128>(a), reinterpret_cast<__m128>(b)));
}
#endif

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
    x = larger(broadcast(-87.0f), smaller(broadcast(88.0f), x));
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
        return larger(V{}, x); // NaN stays NaN
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

/// Natural logarithm of positive numbers. Single precision: Cephes' logf (Moshier), about 1e-7 relative.
inline V logarithm(V x)
{
#ifdef NETLOOM_DOUBLE
    for (int i = 0; i < kLanes; ++i)
        x[i] = log(x[i]);
    return x;
#else
    // x = 2^n f with f in [sqrt(1/2), sqrt(2))
    const I bits = reinterpret_cast<I>(x) - 0x3f3504f3;
    const V n = __builtin_convertvector(bits >> 23, V);
    const V f = reinterpret_cast<V>((bits & 0x7fffff) + 0x3f3504f3) - broadcast(1);
    const V z = f * f;
    V p = broadcast(7.0376836292e-2f);
    p = p * f - broadcast(1.1514610310e-1f);
    p = p * f + broadcast(1.1676998740e-1f);
    p = p * f - broadcast(1.2420140846e-1f);
    p = p * f + broadcast(1.4249322787e-1f);
    p = p * f - broadcast(1.6668057665e-1f);
    p = p * f + broadcast(2.0000714765e-1f);
    p = p * f - broadcast(2.4999993993e-1f);
    p = p * f + broadcast(3.3333331174e-1f);
    const V rest = p * f * z - n * broadcast(2.12194440e-4f) - broadcast(0.5f) * z;
    return f + rest + n * broadcast(0.693359375f);
#endif
}

/// Random bits of places. Wellons' low-bias hash of 32 bits (nullprogram.com/blog/2018/07/31): vectorises where 64-bit
/// products do not.
template<typename T>
inline T dropoutBits(T place, uint32_t key1, uint32_t key2)
{
    T h = (place + key1) ^ key2;
    h ^= h >> 16;
    h *= 0x7feb352dU;
    h ^= h >> 15;
    h *= 0x846ca68bU;
    h ^= h >> 16;
    return h;
}

inline bool isZero(V check)
{
    S total = 0;
    for (int j = 0; j < kLanes; ++j)
        total += check[j];
    return total == 0;
}

} // namespace
