// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdint.h>

/// The hot loops behind a C interface. kernels.cpp is compiled once per CPU level; dispatch.cpp chooses the best level
/// the machine has. Plain types only: no inline library code may be compiled with other instruction sets than the rest.
///
/// Storage. An activation block is sample-major: sample j starts at data + j * stride, stride a multiple of `lanes`,
/// unused lanes at the end are 0 or finite. A weight matrix of `in` x `out` is cut into panels of `panel` columns:
/// element (k, c) is at (c / panel) * in * panel + k * panel + c % panel, unused columns 0.

#ifdef NETLOOM_DOUBLE
typedef double KernelScalar;
#else
typedef float KernelScalar;
#endif

/// Activation applied to the products before they are stored.
enum KernelActivation { KernelLinear, KernelRelu, KernelTanh, KernelSigmoid };

/// Losses that a pass through a small network computes itself; the crossentropies on logits.
enum KernelLoss { KernelNoLoss, KernelSquaredError, KernelBinaryCrossentropy, KernelCategoricalCrossentropy };

/// What is done with a gradient as soon as it is there. Adam: m += keep1 (g - m); v += keep2 (g² - v);
/// w = shrink w - rate m / (sqrt(v) + epsilon). Momentum: m = keep1 m - rate g; w += m. Sgd: w -= rate g.
enum KernelRule { KernelNoRule, KernelAdam, KernelSgd, KernelMomentum };

struct UpdateRule {
    enum KernelRule rule;
    KernelScalar rate;
    KernelScalar keep1, keep2;
    KernelScalar epsilon;
    KernelScalar shrink; ///< Adam's decoupled weight decay; 1: none
};

/// C(i, c) = sum over k of A(i, k) * B(k, c), for rows [firstRow, lastRow) and all columns.
struct GemmJob {
    const KernelScalar* a; ///< element (i, k) at a + i * aRow + k * aStep
    int64_t aRow, aStep;
    const KernelScalar* b; ///< row k of panel p at b + p * bPanel + k * bRow
    int64_t bPanel, bRow;
    KernelScalar* c; ///< row i of panel p at c + p * cPanel + i * cRow
    int64_t cPanel, cRow;
    int64_t firstRow, lastRow;
    int64_t depth;            ///< number of k
    int64_t columns;          ///< padded to whole lanes
    const KernelScalar* bias; ///< added to every row; null: none
    enum KernelActivation activation;
    /// Null: C is stored. Else C is a gradient and goes into w, m and v, which are laid out like c; c is not written.
    const struct UpdateRule* update;
    KernelScalar *w, *m, *v;
    int* notFinite; ///< set to 1 where a weight or a moment has become infinite or NaN
};

/// A mask of factors: 0 with probability threshold / 2^32, otherwise scale. Number i draws from the hash of key and
/// first + i.
struct DropoutJob {
    const KernelScalar* x;
    KernelScalar* y;
    KernelScalar* mask;
    int64_t n;
    uint32_t first, key1, key2, threshold;
    KernelScalar scale;
};

/// A Dense layer of a small network, and the Dropout after it. Places are those of numbers in the workspace, where a
/// unit has a row of `pitch` numbers, one per sample.
struct SmallLayer {
    int64_t in, out;
    int64_t weights; ///< place in the parameter block: [in][out] row by row, then the biases
    int hasBias;
    enum KernelActivation activation;
    int64_t input;      ///< rows of the inputs
    int64_t logits;     ///< where the sums before the activation are kept; negative: nowhere
    int64_t active;     ///< rows of the activation
    int64_t output;     ///< rows that the next layer reads: `active` where there is no Dropout
    int64_t mask;       ///< factors of the Dropout
    int64_t gradient;   ///< dL/dz
    int64_t maskStride; ///< of the block whose elements number the random numbers
    uint32_t threshold, key1, key2;
    KernelScalar scale; ///< of a number that is kept
};

/// Passes through the whole network. Numbers of a row after the last sample must be finite, in gradients and weights 0.
struct SmallJob {
    const struct SmallLayer* layers;
    int64_t count;
    KernelScalar* work;
    int64_t pitch;
    int64_t samples; ///< to whole vectors
    const KernelScalar* w;
    int training;
    int softmax;          ///< of the last layer's sums, which are its logits
    int gradientOfLogits; ///< the last layer's gradient is dL/dz, otherwise dL/d act(z)
    /// The mean over the outputs, or the sum over the classes, of every sample; smallForward() writes its gradient.
    enum KernelLoss loss;
    int64_t targets;        ///< rows, one per output
    int64_t weights;        ///< row of the samples' weights
    KernelScalar share;     ///< factor of the gradient
    KernelScalar smoothing; ///< of the labels
    double lossSum;         ///< result: sum of weight × loss
};

/// The gradient of a parameter is the product of two rows of the workspace.
struct SmallFactors {
    uint32_t input, gradient;
};

/// Gradients of all parameters; with a rule they are used up at once.
struct SmallStep {
    const struct SmallFactors* factors; ///< of every parameter, to whole vectors
    const KernelScalar* work;
    int64_t samples;
    int64_t parameters;
    const struct UpdateRule* update; ///< null: `gradients` is written instead
    KernelScalar *w, *m, *v;
    KernelScalar* gradients;
};

struct KernelTable {
    const char* name; ///< baseline, v3, v4
    int lanes;        ///< numbers in a vector
    int panel;        ///< columns of a weight panel
    int multiplyAdd;  ///< whether a product and a sum are one instruction
    void (*gemm)(const struct GemmJob* job);
    /// out(c, r) panels of the transposed matrix from the panels of in x out; input rows [first, last).
    void (*transpose)(const KernelScalar* w, KernelScalar* wt, int64_t in, int64_t out, int64_t first, int64_t last);
    /// sums[c] = sum over rows of d.
    void (*columnSums)(const KernelScalar* d, int64_t stride, int64_t rows, int64_t columns, KernelScalar* sums);
    /// One step of the rule over n numbers; m and v where the rule has them. @returns 0 where something is not finite
    int (*update)(const struct UpdateRule* rule, KernelScalar* w, const KernelScalar* g, KernelScalar* m,
                  KernelScalar* v, int64_t n);
    /// y = f(y) over n numbers (a multiple of lanes is not needed).
    void (*activate)(enum KernelActivation activation, KernelScalar* y, int64_t n);
    /// d *= f'(z) expressed by y = f(z).
    void (*derive)(enum KernelActivation activation, const KernelScalar* y, KernelScalar* d, int64_t n);
    /// y = softmax(z) for each of `rows` samples of n numbers, both with the same stride.
    void (*softmax)(const KernelScalar* z, KernelScalar* y, int64_t stride, int64_t rows, int64_t n);
    void (*dropout)(const struct DropoutJob* job);
    /// Binary crossentropy of logits, max(z, 0) - z t + log(1 + exp(-|z|)), of single outputs in rows of a stride.
    void (*logitLosses)(const KernelScalar* z, int64_t zStride, const KernelScalar* target, int64_t targetStride,
                        int64_t rows, KernelScalar* losses);
    void (*smallForward)(struct SmallJob* job);
    void (*smallBackward)(const struct SmallJob* job);
    /// @returns 0 where a weight or a moment is not finite
    int (*smallStep)(const struct SmallStep* step);
    /// 1 where all n numbers are finite.
    int (*allFinite)(const KernelScalar* x, int64_t n);
    /// Does nothing but independent multiply-adds in registers: the most this CPU can.
    /// @returns the number of floating-point operations
    double (*multiplyAdds)(int64_t rounds);
};
