// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/layers/layer.h"

namespace netloom {

/// y = gamma (x - mu) / sqrt(v + epsilon) + beta, with mean and biased variance over the units of each sample.
/// Source: keras/src/layers/normalization/layer_normalization.py.
class LayerNormalization final : public Layer
{
public:
    static const LayerInfo& info();
    LayerNormalization(const FieldValues& values, Index inputs);

    Index outputs() const override { return m_units; }
    std::vector<TensorSpec> tensors() const override { return m_tensors; }
    void bind(const std::vector<Scalar*>& values, const std::vector<Scalar*>& gradients) override;
    void allocate(Index maxBatch, Index outputStride, bool isFirst) override;
    bool samplewise() const override { return false; }
    void forward(ConstBlock x, MutableBlock y, const Pass& pass) override;
    void backward(ConstBlock x, ConstBlock y, MutableBlock dy, MutableBlock dx, const Pass& pass) override;

private:
    Index m_units;
    double m_epsilon;
    std::vector<TensorSpec> m_tensors;
    Scalar* m_gamma = nullptr; ///< null: always 1
    Scalar* m_beta = nullptr;  ///< null: always 0
    Scalar* m_gammaGradient = nullptr;
    Scalar* m_betaGradient = nullptr;
    std::vector<Scalar> m_mean;    ///< of the last pass, one per sample
    std::vector<Scalar> m_inverse; ///< 1 / sqrt(v + epsilon), one per sample
};

} // namespace netloom
