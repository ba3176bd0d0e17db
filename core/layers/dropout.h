// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/layers/layer.h"

namespace netloom {

/// In training each number is kept with probability 1 - rate and divided by it; in use the layer does nothing.
/// The mask of a pass depends only on seed, layer, iteration and element. Source:
/// keras/src/layers/regularization/dropout.py.
class Dropout final : public Layer
{
public:
    static const LayerInfo& info();
    Dropout(const FieldValues& values, Index inputs);

    Index outputs() const override { return m_units; }
    void allocate(Index maxBatch, Index outputStride, bool isFirst) override;
    void seed(const Rng& stream) override { m_stream = stream; }
    void forward(ConstBlock x, MutableBlock y, const Pass& pass) override;
    void backward(ConstBlock x, ConstBlock y, MutableBlock dy, MutableBlock dx, const Pass& pass) override;

    SmallPart smallPart() const override
    {
        return {.kind = SmallPart::Kind::Dropout, .rate = m_rate, .stream = &m_stream};
    }
    /// Numbers below it of 32 random bits switch a unit off.
    static std::uint32_t threshold(double rate);
    /// Factor of what is kept.
    static Scalar scale(double rate) { return rate < 1 ? static_cast<Scalar>(1 / (1 - rate)) : 0; }

private:
    void run(DropoutJob& job, const Scalar* x, Scalar* y, Index place, Index n);

    Index m_units;
    Index m_stride = 0;
    double m_rate;
    Rng m_stream{0, "dropout"};
    std::vector<Scalar> m_mask; ///< factor of each number of the last training pass
};

} // namespace netloom
