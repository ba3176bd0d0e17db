// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activations/activation.h"
#include "core/base/component.h"
#include "core/base/remark.h"
#include "core/base/types.h"
#include "core/kernels/kernels.h"
#include "core/preparation/target.h"

#include <memory>
#include <optional>
#include <string>

namespace netloom {

/// A loss: one value per sample, and the gradient. Stateless; safe from several threads.
///
/// Keras's formulas (reference: keras/src/losses/losses.py, 3.x). The reduction over samples (sum over batch size,
/// sample and class weights) is done by the trainer.
class Loss
{
public:
    virtual ~Loss() = default;
    /// perSample[j] = loss of sample j. Some losses (hinge) look at all targets of the batch.
    virtual void values(ConstBlock prediction, ConstBlock target, Scalar* perSample) const = 0;
    /// d = rowScale[j] * d loss_j / d prediction.
    virtual void gradient(ConstBlock prediction, ConstBlock target, const Scalar* rowScale, MutableBlock d) const = 0;

    /// Whether this loss after that activation is computed on the logits (sigmoid or softmax with its cross-entropy),
    /// as Keras's fit() does. The two functions below are used then.
    virtual bool fusesWith(ActivationKernel last) const;
    /// perSample from logits z; y is the activation of z.
    virtual void fusedValues(ConstBlock z, ConstBlock y, ConstBlock target, Scalar* perSample) const;
    /// d = rowScale[j] * d loss_j / d z.
    virtual void fusedGradient(ConstBlock z, ConstBlock y, ConstBlock target, const Scalar* rowScale,
                               MutableBlock d) const;

    /// The same loss as a kernel has it, for networks whose passes are a kernel; crossentropies only where fused.
    struct InKernel {
        KernelLoss kind = KernelNoLoss;
        double smoothing = 0; ///< of the labels
        bool sparse = false;  ///< the target is the number of a class
    };
    virtual InKernel inKernel() const { return {}; }

    /// Whether the values of a sample depend on other samples of the batch (hinge: on all targets). If not, all
    /// functions may be called for parts of a batch.
    virtual bool looksAtBatch() const { return false; }

    /// Rows the target must have for a network of `outputs` outputs (1 for sparse labels).
    virtual Index targetRows(Index outputs) const { return outputs; }
};

struct LossInfo : ComponentInfo {
    std::unique_ptr<Loss> (*make)(const FieldValues& values) = nullptr;
    /// What speaks against it for a target of this task; null: it takes any.
    std::optional<Remark> (*objection)(Task task) = nullptr;
};

} // namespace netloom
