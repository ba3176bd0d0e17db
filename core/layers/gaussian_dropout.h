// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/layers/layer.h"

namespace netloom {

/// In training y = x · N(1, sqrt(rate / (1 - rate))), drawn for every number; in use the layer does nothing.
/// Source: keras/src/layers/regularization/gaussian_dropout.py.
class GaussianDropout final : public Layer
{
public:
    static const LayerInfo& info();
    GaussianDropout(const FieldValues& values, Index inputs);

    Index outputs() const override { return m_units; }
    void allocate(Index maxBatch, Index outputStride, bool isFirst) override;
    void seed(const Rng& stream) override { m_stream = stream; }
    void forward(ConstBlock x, MutableBlock y, const Pass& pass) override;
    void backward(ConstBlock x, ConstBlock y, MutableBlock dy, MutableBlock dx, const Pass& pass) override;

private:
    Index m_units;
    double m_rate;
    Rng m_stream{0, "noise"};
    std::vector<Scalar> m_factors; ///< of the last training pass, units x batch
};

} // namespace netloom
