// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/layers/layer.h"

#include <memory>

namespace netloom {

/// An activation function as a layer of its own. Source: keras/src/layers/activations/activation.py.
class ActivationLayer final : public Layer
{
public:
    static const LayerInfo& info();
    ActivationLayer(const FieldValues& values, Index inputs);
    ActivationLayer(std::unique_ptr<Activation> activation, Index inputs);

    Index outputs() const override { return m_units; }
    void allocate(Index maxBatch, Index outputStride, bool isFirst) override;
    void forward(ConstBlock x, MutableBlock y, const Pass& pass) override;
    bool preActivation(ConstBlock x, MutableBlock z) const override;
    void backward(ConstBlock x, ConstBlock y, MutableBlock dy, MutableBlock dx, const Pass& pass) override;
    ActivationKernel finalActivation() const override { return m_activation->kernel(); }
    void fuseWithLoss() override { m_fused = true; }
    ConstBlock logits(Index first, Index count) const override;

private:
    Index m_units;
    std::unique_ptr<Activation> m_activation;
    bool m_fused = false;
    std::vector<Scalar> m_logits; ///< input of the last forward(), where the loss works on it
    Index m_stride = 0;
};

} // namespace netloom
