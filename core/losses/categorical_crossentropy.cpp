// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/losses/categorical_crossentropy.h"

#include "core/base/field_builders.h"
#include "core/losses/categorical_crossentropy_rule.h"
#include "core/losses/class_targets.h"
#include "core/losses/per_sample_loss.h"

namespace netloom {

namespace {

class OneHotLabels
{
public:
    explicit OneHotLabels(const FieldValues& values) : m_smoothing(static_cast<Scalar>(values.real("label_smoothing")))
    {
    }

    /// The target of output i of n.
    Scalar operator()(const Scalar* y, Index i, Index n) const
    {
        return y[i] * (1 - m_smoothing) + m_smoothing / static_cast<Scalar>(n);
    }

    /// Sum of the targets.
    Scalar sum(const Scalar* y, Index n) const
    {
        Scalar total = 0;
        for (Index i = 0; i < n; ++i)
            total += (*this)(y, i, n);
        return total;
    }

    static Scalar fault(const Scalar*, Index) { return 0; }

    Loss::InKernel inKernel() const { return {KernelCategoricalCrossentropy, static_cast<double>(m_smoothing)}; }

private:
    Scalar m_smoothing;
};

std::optional<Remark> crossentropyObjection(Task task)
{
    return needsSeveralClasses(categoricalCrossentropyLoss(), task);
}

} // namespace

const LossInfo& categoricalCrossentropyLoss()
{
    static const LossInfo info{
        {"categorical_crossentropy",
         "Categorical crossentropy",
         "For one of several classes with a softmax output, where the target has one column per class.",
         {labelSmoothingField(), fromLogitsField()}},
        makeLoss<CategoricalCrossentropyRule<OneHotLabels>, categoricalCrossentropyLoss>,
        crossentropyObjection};
    return info;
}

} // namespace netloom
