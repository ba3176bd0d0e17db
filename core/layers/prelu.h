// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/layers/layer.h"

namespace netloom {

/// y = x for x > 0, else alpha · x with a trainable alpha for every unit, 0 at the start.
/// Source: keras/src/layers/activations/prelu.py.
class PRelu final : public Layer
{
public:
    static const LayerInfo& info();
    PRelu(const FieldValues& values, Index inputs);

    Index outputs() const override { return m_units; }
    std::vector<TensorSpec> tensors() const override;
    void bind(const std::vector<Scalar*>& values, const std::vector<Scalar*>& gradients) override;
    bool samplewise() const override { return false; }
    void forward(ConstBlock x, MutableBlock y, const Pass& pass) override;
    bool preActivation(ConstBlock x, MutableBlock z) const override;
    void backward(ConstBlock x, ConstBlock y, MutableBlock dy, MutableBlock dx, const Pass& pass) override;

private:
    Index m_units;
    std::string m_initializer;
    Scalar* m_alpha = nullptr;
    Scalar* m_alphaGradient = nullptr;
};

} // namespace netloom
