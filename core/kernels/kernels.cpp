// SPDX-License-Identifier: GPL-3.0-or-later
// Compiled once per CPU level with NETLOOM_KERNEL_LEVEL naming the table. Everything is static: no symbol of one level
// may be merged with that of another.
#include "core/kernels/products.h"
#include "core/kernels/small_networks.h"
#include "core/kernels/vectors.h"

namespace {

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

void dropout(const DropoutJob* job)
{
    const S scale = job->scale;
    const uint32_t threshold = job->threshold;
    for (int64_t i = 0; i < job->n; ++i) {
        const S factor =
            dropoutBits(job->first + static_cast<uint32_t>(i), job->key1, job->key2) >= threshold ? scale : 0;
        job->mask[i] = factor;
        job->y[i] = job->x[i] * factor;
    }
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
                                                     kMultiplyAdd,
                                                     gemm,
                                                     transpose,
                                                     columnSums,
                                                     update,
                                                     activate,
                                                     derive,
                                                     softmax,
                                                     dropout,
                                                     logitLosses,
                                                     smallForward,
                                                     smallBackward,
                                                     smallStep,
                                                     allFinite,
                                                     multiplyAdds};
