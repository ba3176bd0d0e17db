// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Matrix products by tiles that stay in registers, and what is done with a tile before it leaves them. Part of
// kernels.cpp.

#include "core/kernels/vectors.h"

namespace {

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
        const V weight =
            broadcast(u.shrink) * load(w) - broadcast(u.rate) * mean / (squareRoot(square) + broadcast(u.epsilon));
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

} // namespace
