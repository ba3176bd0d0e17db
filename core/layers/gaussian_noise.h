// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/layers/layer.h"

namespace netloom {

/// In training y = x + N(0, stddev), drawn for every number; in use the layer does nothing. Gradient 1.
/// Source: keras/src/layers/regularization/gaussian_noise.py.
class GaussianNoise final : public Layer
{
public:
    static const LayerInfo& info();
    GaussianNoise(const FieldValues& values, Index inputs);

    Index outputs() const override { return m_units; }
    void seed(const Rng& stream) override { m_stream = stream; }
    void forward(ConstBlock x, MutableBlock y, const Pass& pass) override;
    void backward(ConstBlock x, ConstBlock y, MutableBlock dy, MutableBlock dx, const Pass& pass) override;

private:
    Index m_units;
    double m_stddev;
    Rng m_stream{0, "noise"};
};

} // namespace netloom
