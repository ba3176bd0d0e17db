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
};

struct AdamJob {
    KernelScalar rate;         ///< learning rate times sqrt(1 - beta2^t) / (1 - beta1^t)
    KernelScalar keep1, keep2; ///< 1 - beta1, 1 - beta2
    KernelScalar epsilon;
};

struct KernelTable {
    const char* name; ///< baseline, v3, v4
    int lanes;        ///< numbers in a vector
    int panel;        ///< columns of a weight panel
    void (*gemm)(const struct GemmJob* job);
    /// out(c, r) panels of the transposed matrix from the panels of in x out; input rows [first, last).
    void (*transpose)(const KernelScalar* w, KernelScalar* wt, int64_t in, int64_t out, int64_t first, int64_t last);
    /// sums[c] = sum over rows of d.
    void (*columnSums)(const KernelScalar* d, int64_t stride, int64_t rows, int64_t columns, KernelScalar* sums);
    void (*adam)(const struct AdamJob* job, KernelScalar* w, const KernelScalar* g, KernelScalar* m, KernelScalar* v,
                 int64_t n);
    /// y = f(y) over n numbers (a multiple of lanes is not needed).
    void (*activate)(enum KernelActivation activation, KernelScalar* y, int64_t n);
    /// d *= f'(z) expressed by y = f(z).
    void (*derive)(enum KernelActivation activation, const KernelScalar* y, KernelScalar* d, int64_t n);
    /// 1 where all n numbers are finite.
    int (*allFinite)(const KernelScalar* x, int64_t n);
};
