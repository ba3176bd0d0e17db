// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/kernels.h"
#include "core/layers/layer.h"

#include <memory>

namespace netloom {

/// Fully connected layer, Y = act(W^T X + b), W is [in][out]. Source: keras/src/layers/core/dense.py.
class Dense final : public Layer
{
public:
    static const LayerInfo& info();
    Dense(const FieldValues& values, Index inputs);

    Index outputs() const override { return m_outputs; }
    std::vector<TensorSpec> tensors() const override { return m_tensors; }
    void bind(const std::vector<Scalar*>& values, const std::vector<Scalar*>& gradients) override;
    void allocate(Index maxBatch, Index outputStride, bool isFirst) override;
    void parametersChanged() override { m_transposeNeeded = true; }
    void prepareStep() override;
    void forward(ConstBlock x, MutableBlock y, const Pass& pass) override;
    bool preActivation(ConstBlock x, MutableBlock z) const override;
    void backward(ConstBlock x, ConstBlock y, MutableBlock dy, MutableBlock dx, const Pass& pass) override;
    int gradientParts(Index batch) const override;
    void weightGradient(int part, ConstBlock x, ConstBlock dy, const Pass& pass) override;
    ActivationKernel finalActivation() const override { return m_activation->kernel(); }
    void fuseWithLoss() override { m_fused = true; }
    ConstBlock logits(Index first, Index count) const override;
    SmallPart smallPart() const override;
    Regularizer activityRegularizer() const override { return m_activity; }

private:
    void sums(ConstBlock x, MutableBlock y, KernelActivation activation) const;
    Index partRows(Index batch) const;

    Index m_inputs;
    Index m_outputs;
    Index m_columns; ///< outputs rounded up to whole vectors
    const KernelTable* m_kernels;
    std::unique_ptr<Activation> m_activation;
    std::vector<TensorSpec> m_tensors;
    Regularizer m_activity;
    bool m_fused = false;
    Scalar* m_kernel = nullptr;
    Scalar* m_bias = nullptr;
    Scalar* m_kernelGradient = nullptr;
    Scalar* m_biasGradient = nullptr;
    std::vector<Scalar> m_transposed; ///< panels of W^T, for dL/dx; empty in the first layer
    bool m_transposeNeeded = true;
    std::vector<Scalar> m_z; ///< logits, where the activation or the loss needs them
    Index m_zStride = 0;
};

} // namespace netloom
