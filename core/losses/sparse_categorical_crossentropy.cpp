// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/losses/sparse_categorical_crossentropy.h"

#include "core/base/field_builders.h"
#include "core/losses/categorical_crossentropy_rule.h"
#include "core/losses/per_sample_loss.h"

#include <cmath>
#include <limits>

namespace netloom {

namespace {

struct SparseLabels {
    static constexpr bool sparse = true;

    explicit SparseLabels(const FieldValues&) {}

    static Loss::InKernel inKernel() { return {.kind = KernelCategoricalCrossentropy, .sparse = true}; }

    /// The target of output i of n.
    Scalar operator()(const Scalar* y, Index i, Index) const
    {
        return std::abs(*y - static_cast<Scalar>(i)) < Scalar(0.5) ? Scalar(1) : Scalar(0);
    }
    Scalar sum(const Scalar* y, Index n) const { return 1 + fault(y, n); }
    Scalar fault(const Scalar* y, Index n) const
    {
        return *y > Scalar(-0.5) && *y < static_cast<Scalar>(n) - Scalar(0.5)
                   ? Scalar(0)
                   : std::numeric_limits<Scalar>::quiet_NaN();
    }
};

std::optional<Remark> sparseObjection(Task)
{
    return Remark{Severity::Error, "", "The target is prepared as one column per class; use categorical crossentropy."};
}

} // namespace

const LossInfo& sparseCategoricalCrossentropyLoss()
{
    static const LossInfo info{{"sparse_categorical_crossentropy",
                                "Sparse categorical crossentropy",
                                "Categorical crossentropy where the target column holds the number of the class.",
                                {fromLogitsField()}},
                               makeLoss<CategoricalCrossentropyRule<SparseLabels>, sparseCategoricalCrossentropyLoss>,
                               sparseObjection};
    return info;
}

} // namespace netloom
