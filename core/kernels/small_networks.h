// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Whole passes through a small network. Part of kernels.cpp.
//
// A vector holds one number of several samples, so that layers of a few units waste no lanes and nothing is padded: the
// parameters lie one after the other, and a step takes as few vectors as there are numbers.

#include "core/kernels/products.h"

namespace {

/// Factors of a Dropout for one unit, numbered as dropout() numbers the elements of a block.
inline V dropoutFactors(const SmallLayer& layer, int64_t unit, int64_t sample)
{
    const auto stride = static_cast<uint32_t>(layer.maskStride);
    const uint32_t first = static_cast<uint32_t>(sample) * stride + static_cast<uint32_t>(unit);
#ifdef NETLOOM_DOUBLE
    V factors;
    for (int j = 0; j < kLanes; ++j)
        factors[j] = dropoutBits(first + static_cast<uint32_t>(j) * stride, layer.key1, layer.key2) >= layer.threshold
                         ? layer.scale
                         : 0;
    return factors;
#else
    typedef uint32_t U __attribute__((vector_size(kBytes)));
    U places;
    for (int j = 0; j < kLanes; ++j)
        places[j] = static_cast<uint32_t>(j);
    places = places * stride + first;
    return select(reinterpret_cast<I>(dropoutBits(places, layer.key1, layer.key2) >= layer.threshold),
                  broadcast(layer.scale), V{});
#endif
}

/// `count` units of a layer for one vector of samples. `plain`: nothing but the activation is kept.
template<KernelActivation activation, bool plain, int count>
inline void smallUnits(const SmallJob& job, const SmallLayer& layer, int64_t unit, int64_t sample)
{
    // A single sum would wait for itself at every term.
    constexpr int kChains = count == 1 ? 4 : count == 2 ? 2 : 1;
    V sum[kChains][count];
    const S* w = job.w + layer.weights + unit;
    const S* bias = job.w + layer.weights + layer.in * layer.out + unit;
    NETLOOM_UNROLL for (int i = 0; i < count; ++i)
    {
        sum[0][i] = layer.hasBias ? broadcast(bias[i]) : V{};
        NETLOOM_UNROLL for (int chain = 1; chain < kChains; ++chain) sum[chain][i] = V{};
    }
    const S* x = job.work + layer.input + sample;
    int64_t k = 0;
    for (; k + kChains <= layer.in; k += kChains)
        NETLOOM_UNROLL for (int chain = 0; chain < kChains; ++chain)
        {
            const V input = load(x);
            NETLOOM_UNROLL for (int i = 0; i < count; ++i) sum[chain][i] += input * broadcast(w[i]);
            x += job.pitch;
            w += layer.out;
        }
    if constexpr (kChains > 1)
        for (; k < layer.in; ++k) {
            const V input = load(x);
            NETLOOM_UNROLL for (int i = 0; i < count; ++i) sum[0][i] += input * broadcast(w[i]);
            x += job.pitch;
            w += layer.out;
        }
    if constexpr (kChains == 4)
        sum[0][0] = (sum[0][0] + sum[1][0]) + (sum[2][0] + sum[3][0]);
    if constexpr (kChains == 2)
        NETLOOM_UNROLL for (int i = 0; i < count; ++i) sum[0][i] += sum[1][i];

    S* active = job.work + layer.active + unit * job.pitch + sample;
    if constexpr (plain) {
        NETLOOM_UNROLL for (int i = 0; i < count; ++i) store(active + i * job.pitch, activated(activation, sum[0][i]));
        return;
    }
    S* z = layer.logits < 0 ? nullptr : job.work + layer.logits + unit * job.pitch + sample;
    const bool drops = job.training && layer.threshold > 0;
    const bool copies = layer.output != layer.active;
    S* output = job.work + layer.output + unit * job.pitch + sample;
    S* mask = job.work + layer.mask + unit * job.pitch + sample;
    NETLOOM_UNROLL for (int i = 0; i < count; ++i)
    {
        if (z)
            store(z + i * job.pitch, sum[0][i]);
        V value = activated(activation, sum[0][i]);
        store(active + i * job.pitch, value);
        if (!copies)
            continue;
        if (drops) {
            const V factors = dropoutFactors(layer, unit + i, sample);
            store(mask + i * job.pitch, factors);
            value *= factors;
        }
        store(output + i * job.pitch, value);
    }
}

template<KernelActivation activation, bool plain>
inline void smallLayerOf(const SmallJob& job, const SmallLayer& layer)
{
    for (int64_t sample = 0; sample < job.samples; sample += kLanes) {
        int64_t unit = 0;
        for (; unit + 8 <= layer.out; unit += 8)
            smallUnits<activation, plain, 8>(job, layer, unit, sample);
        if (unit + 4 <= layer.out) {
            smallUnits<activation, plain, 4>(job, layer, unit, sample);
            unit += 4;
        }
        if (unit + 2 <= layer.out) {
            smallUnits<activation, plain, 2>(job, layer, unit, sample);
            unit += 2;
        }
        if (unit < layer.out)
            smallUnits<activation, plain, 1>(job, layer, unit, sample);
    }
}

template<KernelActivation activation>
inline void smallLayer(const SmallJob& job, const SmallLayer& layer)
{
    if (layer.logits < 0 && layer.output == layer.active)
        smallLayerOf<activation, true>(job, layer);
    else
        smallLayerOf<activation, false>(job, layer);
}

/// Shares of the classes from the last layer's sums.
inline void smallSoftmax(const SmallJob& job, const SmallLayer& last)
{
    for (int64_t sample = 0; sample < job.samples; sample += kLanes) {
        const S* z = job.work + last.logits + sample;
        S* y = job.work + last.active + sample;
        V top = load(z);
        for (int64_t c = 1; c < last.out; ++c) {
            const V logit = load(z + c * job.pitch);
            top = select(logit > top, logit, top);
        }
        V sum = V{};
        for (int64_t c = 0; c < last.out; ++c) {
            const V power = exponential(load(z + c * job.pitch) - top);
            store(y + c * job.pitch, power);
            sum += power;
        }
        const V inverse = broadcast(1) / sum;
        for (int64_t c = 0; c < last.out; ++c)
            store(y + c * job.pitch, load(y + c * job.pitch) * inverse);
    }
}

/// Losses of one vector of samples; their gradient where d is not null.
template<KernelLoss kind>
inline V smallLosses(const SmallJob& job, const SmallLayer& last, int64_t sample, V scale, S* d)
{
    const S* y = job.work + job.targets + sample;
    const S* p = job.work + last.active + sample;
    const S* z = job.work + last.logits + sample;
    const V perOutput = broadcast(1 / static_cast<S>(last.out));
    const V unsmoothed = broadcast(1 - job.smoothing);
    V loss = V{};
    if constexpr (kind == KernelCategoricalCrossentropy) {
        V top = load(z);
        for (int64_t c = job.pitch; c < last.out * job.pitch; c += job.pitch)
            top = select(load(z + c) > top, load(z + c), top);
        V powers = V{};
        V labels = V{};
        const V extra = broadcast(job.smoothing) * perOutput;
        for (int64_t c = 0; c < last.out * job.pitch; c += job.pitch) {
            powers += exponential(load(z + c) - top);
            labels += load(y + c) * unsmoothed + extra;
        }
        const V rest = logarithm(powers) + top;
        for (int64_t c = 0; c < last.out * job.pitch; c += job.pitch) {
            const V label = load(y + c) * unsmoothed + extra;
            loss += label * (rest - load(z + c));
            if (d)
                store(d + c, scale * (load(p + c) * labels - label));
        }
        return loss;
    }
    scale *= perOutput;
    const V extra = broadcast(S(0.5) * job.smoothing);
    for (int64_t c = 0; c < last.out * job.pitch; c += job.pitch) {
        const V output = load(p + c);
        const V target = load(y + c);
        if constexpr (kind == KernelSquaredError) {
            const V error = output - target;
            loss += error * error;
            if (d)
                store(d + c, scale * (error + error));
        } else {
            const V label = target * unsmoothed + extra;
            const V logit = load(z + c);
            const V size = select(logit > V{}, logit, -logit);
            loss += select(logit > V{}, logit, V{}) - logit * label + logOfOnePlus(exponential(-size));
            if (d)
                store(d + c, scale * (output - label));
        }
    }
    return loss * perOutput;
}

template<KernelLoss kind>
inline double smallLossSum(const SmallJob& job, const SmallLayer& last)
{
    double sums[kLanes] = {};
    for (int64_t sample = 0; sample < job.samples; sample += kLanes) {
        const V weight = load(job.work + job.weights + sample);
        S* d = job.training ? job.work + last.gradient + sample : nullptr;
        S losses[kLanes];
        store(losses, smallLosses<kind>(job, last, sample, weight * broadcast(job.share), d));
        for (int j = 0; j < kLanes; ++j)
            sums[j] += static_cast<double>(losses[j]) * static_cast<double>(job.work[job.weights + sample + j]);
    }
    double total = 0;
    for (int j = 0; j < kLanes; ++j)
        total += sums[j];
    return total;
}

void smallForward(SmallJob* job)
{
    for (int64_t l = 0; l < job->count; ++l) {
        const SmallLayer& layer = job->layers[l];
        switch (layer.activation) {
        case KernelLinear:
            smallLayer<KernelLinear>(*job, layer);
            break;
        case KernelRelu:
            smallLayer<KernelRelu>(*job, layer);
            break;
        case KernelTanh:
            smallLayer<KernelTanh>(*job, layer);
            break;
        case KernelSigmoid:
            smallLayer<KernelSigmoid>(*job, layer);
            break;
        }
    }
    const SmallLayer& last = job->layers[job->count - 1];
    if (job->softmax)
        smallSoftmax(*job, last);
    switch (job->loss) {
    case KernelNoLoss:
        break;
    case KernelSquaredError:
        job->lossSum = smallLossSum<KernelSquaredError>(*job, last);
        break;
    case KernelBinaryCrossentropy:
        job->lossSum = smallLossSum<KernelBinaryCrossentropy>(*job, last);
        break;
    case KernelCategoricalCrossentropy:
        job->lossSum = smallLossSum<KernelCategoricalCrossentropy>(*job, last);
        break;
    }
}

/// dL/dz from dL/d act(z), by the value of act(z).
template<KernelActivation activation>
inline V derived(V gradient, V active)
{
    switch (activation) {
    case KernelRelu:
        return select(active > V{}, gradient, V{});
    case KernelTanh:
        return gradient * (broadcast(1) - active * active);
    case KernelSigmoid:
        return gradient * (active * (broadcast(1) - active));
    case KernelLinear:
        break;
    }
    return gradient;
}

/// dL/dz of `count` units of `layer` for one vector of samples, from that of the layer after it.
template<KernelActivation activation, int count>
inline void smallDeltas(const SmallJob& job, const SmallLayer& layer, const SmallLayer& after, int64_t unit,
                        int64_t sample)
{
    V sum[count];
    NETLOOM_UNROLL for (int i = 0; i < count; ++i) sum[i] = V{};
    const S* w = job.w + after.weights + unit * after.out;
    const S* d = job.work + after.gradient + sample;
    for (int64_t c = 0; c < after.out; ++c) {
        const V gradient = load(d);
        NETLOOM_UNROLL for (int i = 0; i < count; ++i) sum[i] += gradient * broadcast(w[i * after.out + c]);
        d += job.pitch;
    }
    const S* active = job.work + layer.active + unit * job.pitch + sample;
    const S* mask = job.work + layer.mask + unit * job.pitch + sample;
    S* result = job.work + layer.gradient + unit * job.pitch + sample;
    NETLOOM_UNROLL for (int i = 0; i < count; ++i)
    {
        if (job.training && layer.threshold > 0)
            sum[i] *= load(mask + i * job.pitch);
        store(result + i * job.pitch, derived<activation>(sum[i], load(active + i * job.pitch)));
    }
}

template<KernelActivation activation>
inline void smallLayerDeltas(const SmallJob& job, const SmallLayer& layer, const SmallLayer& after)
{
    for (int64_t sample = 0; sample < job.samples; sample += kLanes) {
        int64_t unit = 0;
        for (; unit + 8 <= layer.out; unit += 8)
            smallDeltas<activation, 8>(job, layer, after, unit, sample);
        if (unit + 4 <= layer.out) {
            smallDeltas<activation, 4>(job, layer, after, unit, sample);
            unit += 4;
        }
        if (unit + 2 <= layer.out) {
            smallDeltas<activation, 2>(job, layer, after, unit, sample);
            unit += 2;
        }
        if (unit < layer.out)
            smallDeltas<activation, 1>(job, layer, after, unit, sample);
    }
}

template<KernelActivation activation>
inline void smallOutputDeltas(const SmallJob& job, const SmallLayer& layer)
{
    for (int64_t unit = 0; unit < layer.out; ++unit)
        for (int64_t sample = 0; sample < job.samples; sample += kLanes) {
            const int64_t place = unit * job.pitch + sample;
            S* d = job.work + layer.gradient + place;
            store(d, derived<activation>(load(d), load(job.work + layer.active + place)));
        }
}

/// dL/dz from dL/d softmax(z).
inline void smallSoftmaxDeltas(const SmallJob& job, const SmallLayer& last)
{
    for (int64_t sample = 0; sample < job.samples; sample += kLanes) {
        const S* y = job.work + last.active + sample;
        S* d = job.work + last.gradient + sample;
        V sum = V{};
        for (int64_t c = 0; c < last.out * job.pitch; c += job.pitch)
            sum += load(y + c) * load(d + c);
        for (int64_t c = 0; c < last.out * job.pitch; c += job.pitch)
            store(d + c, load(y + c) * (load(d + c) - sum));
    }
}

void smallBackward(const SmallJob* job)
{
    const SmallLayer& last = job->layers[job->count - 1];
    if (!job->gradientOfLogits && job->softmax)
        smallSoftmaxDeltas(*job, last);
    else if (!job->gradientOfLogits)
        switch (last.activation) {
        case KernelLinear:
            break;
        case KernelRelu:
            smallOutputDeltas<KernelRelu>(*job, last);
            break;
        case KernelTanh:
            smallOutputDeltas<KernelTanh>(*job, last);
            break;
        case KernelSigmoid:
            smallOutputDeltas<KernelSigmoid>(*job, last);
            break;
        }
    for (int64_t l = job->count - 1; l-- > 0;) {
        const SmallLayer& layer = job->layers[l];
        const SmallLayer& after = job->layers[l + 1];
        switch (layer.activation) {
        case KernelLinear:
            smallLayerDeltas<KernelLinear>(*job, layer, after);
            break;
        case KernelRelu:
            smallLayerDeltas<KernelRelu>(*job, layer, after);
            break;
        case KernelTanh:
            smallLayerDeltas<KernelTanh>(*job, layer, after);
            break;
        case KernelSigmoid:
            smallLayerDeltas<KernelSigmoid>(*job, layer, after);
            break;
        }
    }
}

/// Lanes of two vectors; those of the second are numbered on from those of the first.
template<int... lanes>
inline V takeLanes(V first, V second)
{
    return __builtin_shufflevector(first, second, lanes...);
}

/// Lane i becomes the sum over the lanes of t[i]: a transposition that adds on its way.
inline V sumsOfLanes(V* t)
{
#if defined(__AVX512F__) && !defined(NETLOOM_DOUBLE)
    constexpr auto lowPairs = takeLanes<0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29>;
    constexpr auto highPairs = takeLanes<2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31>;
    constexpr auto lowHalves = takeLanes<0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29>;
    constexpr auto highHalves = takeLanes<2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31>;
    constexpr auto firstTwo = takeLanes<0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23>;
    constexpr auto lastTwo = takeLanes<8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31>;
    constexpr auto even = takeLanes<0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27>;
    constexpr auto odd = takeLanes<4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31>;
#elif defined(__AVX__) && !defined(NETLOOM_DOUBLE)
    constexpr auto lowPairs = takeLanes<0, 8, 1, 9, 4, 12, 5, 13>;
    constexpr auto highPairs = takeLanes<2, 10, 3, 11, 6, 14, 7, 15>;
    constexpr auto lowHalves = takeLanes<0, 1, 8, 9, 4, 5, 12, 13>;
    constexpr auto highHalves = takeLanes<2, 3, 10, 11, 6, 7, 14, 15>;
    constexpr auto even = takeLanes<0, 1, 2, 3, 8, 9, 10, 11>;
    constexpr auto odd = takeLanes<4, 5, 6, 7, 12, 13, 14, 15>;
#elif !defined(NETLOOM_DOUBLE)
    constexpr auto lowPairs = takeLanes<0, 4, 1, 5>;
    constexpr auto highPairs = takeLanes<2, 6, 3, 7>;
    constexpr auto lowHalves = takeLanes<0, 1, 4, 5>;
    constexpr auto highHalves = takeLanes<2, 3, 6, 7>;
#endif
#ifdef NETLOOM_DOUBLE
    V sums = V{};
    for (int i = 0; i < kLanes; ++i)
        for (int j = 0; j < kLanes; ++j)
            sums[i] += t[i][j];
    return sums;
#else
    NETLOOM_UNROLL for (int i = 0; i < kLanes; i += 4)
    {
        const V first = lowPairs(t[i], t[i + 1]) + highPairs(t[i], t[i + 1]);
        const V second = lowPairs(t[i + 2], t[i + 3]) + highPairs(t[i + 2], t[i + 3]);
        t[i] = lowHalves(first, second) + highHalves(first, second);
    }
#if defined(__AVX512F__)
    const V first = firstTwo(t[0], t[4]) + lastTwo(t[0], t[4]);
    const V second = firstTwo(t[8], t[12]) + lastTwo(t[8], t[12]);
    return even(first, second) + odd(first, second);
#elif defined(__AVX__)
    return even(t[0], t[4]) + odd(t[0], t[4]);
#else
    return t[0];
#endif
#endif
}

/// Gradients of kLanes parameters. `oneVector` holds all samples.
template<bool oneVector>
inline V smallGradients(const SmallStep& step, int64_t parameter)
{
    const SmallFactors* factors = step.factors + parameter;
    V t[kLanes];
    NETLOOM_UNROLL for (int i = 0; i < kLanes; ++i) t[i] =
        load(step.work + factors[i].input) * load(step.work + factors[i].gradient);
    if constexpr (!oneVector)
        for (int64_t sample = kLanes; sample < step.samples; sample += kLanes)
            NETLOOM_UNROLL for (int i = 0; i < kLanes; ++i) t[i] +=
                load(step.work + factors[i].input + sample) * load(step.work + factors[i].gradient + sample);
    return sumsOfLanes(t);
}

template<KernelRule rule>
inline int smallStepAll(const SmallStep& step)
{
    V check = V{};
    if (step.samples <= kLanes)
        for (int64_t i = 0; i < step.parameters; i += kLanes)
            stepVector<rule>(*step.update, smallGradients<true>(step, i), step.w + i, step.m + i, step.v + i, check);
    else
        for (int64_t i = 0; i < step.parameters; i += kLanes)
            stepVector<rule>(*step.update, smallGradients<false>(step, i), step.w + i, step.m + i, step.v + i, check);
    return isZero(check);
}

int smallStep(const SmallStep* step)
{
    switch (step->update ? step->update->rule : KernelNoRule) {
    case KernelAdam:
        return smallStepAll<KernelAdam>(*step);
    case KernelSgd:
        return smallStepAll<KernelSgd>(*step);
    case KernelMomentum:
        return smallStepAll<KernelMomentum>(*step);
    case KernelNoRule:
        break;
    }
    for (int64_t i = 0; i < step->parameters; i += kLanes)
        store(step->gradients + i, smallGradients<false>(*step, i));
    return 1;
}

} // namespace
