// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layers/gaussian_noise.h"

#include "core/base/field_builders.h"
#include "core/layers/normal_draws.h"
#include "core/layers/one_to_one.h"

namespace netloom {

const LayerInfo& GaussianNoise::info()
{
    static const LayerInfo info = [] {
        LayerInfo i =
            oneToOneLayer("gaussian_noise", "Gaussian noise",
                          "Adds random numbers in training, so that the network learns to bear small errors.", "noise");
        i.fields = {realField("stddev", "Standard deviation", "How large the random numbers are.", 0.1, 0, 1e3)};
        i.make = [](const FieldValues& v, const Shape& input) -> std::unique_ptr<Layer> {
            return std::make_unique<GaussianNoise>(withDefaults(GaussianNoise::info().fields, v), input.size());
        };
        return i;
    }();
    return info;
}

GaussianNoise::GaussianNoise(const FieldValues& values, Index inputs) : m_units(inputs), m_stddev(values.real("stddev"))
{
}

void GaussianNoise::forward(ConstBlock x, MutableBlock y, const Pass& pass)
{
    if (!pass.training || m_stddev == 0) {
        copyBlock(x, y);
        return;
    }
    NormalDraws draws(m_stream, pass.iteration, pass.first * m_units);
    for (Index j = 0; j < x.columns; ++j)
        for (Index u = 0; u < m_units; ++u)
            y.column(j)[u] = x.column(j)[u] + static_cast<Scalar>(m_stddev * draws.next());
}

void GaussianNoise::backward(ConstBlock, ConstBlock, MutableBlock dy, MutableBlock dx, const Pass&)
{
    if (dx.data)
        copyBlock({dy.data, dy.rows, dy.columns, dy.stride}, dx);
}

} // namespace netloom
