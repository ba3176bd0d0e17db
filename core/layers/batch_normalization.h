// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/layers/layer.h"

namespace netloom {

/// y = gamma (x - mu) / sqrt(v + epsilon) + beta. In training mu and v are mean and biased variance of each unit over
/// the batch, and the moving statistics follow: moving = momentum · moving + (1 - momentum) · batch. In use the moving
/// ones count. Source: keras/src/layers/normalization/batch_normalization.py.
class BatchNormalization final : public Layer
{
public:
    static const LayerInfo& info();
    BatchNormalization(const FieldValues& values, Index inputs);

    Index outputs() const override { return m_units; }
    std::vector<TensorSpec> tensors() const override { return m_tensors; }
    void bind(const std::vector<Scalar*>& values, const std::vector<Scalar*>& gradients) override;
    void allocate(Index maxBatch, Index outputStride, bool isFirst) override;
    bool samplewise() const override { return false; }
    void forward(ConstBlock x, MutableBlock y, const Pass& pass) override;
    void backward(ConstBlock x, ConstBlock y, MutableBlock dy, MutableBlock dx, const Pass& pass) override;

private:
    void useMoving();
    void useBatch(ConstBlock x);

    Index m_units;
    double m_momentum;
    double m_epsilon;
    std::vector<TensorSpec> m_tensors;
    Scalar* m_gamma = nullptr; ///< null: always 1
    Scalar* m_beta = nullptr;  ///< null: always 0
    Scalar* m_gammaGradient = nullptr;
    Scalar* m_betaGradient = nullptr;
    Scalar* m_movingMean = nullptr;
    Scalar* m_movingVariance = nullptr;
    std::vector<Scalar> m_mean;    ///< of the last pass, one per unit
    std::vector<Scalar> m_inverse; ///< 1 / sqrt(v + epsilon)
    std::vector<Scalar> m_sum;     ///< per unit: sum of d xhat, then its mean
    std::vector<Scalar> m_product; ///< per unit: sum of d xhat · xhat, then its mean
};

} // namespace netloom
